"""What a picture must hold to whatever the plan: inside the sheet, nothing on top of another, no boxes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from reports.charts import status_paper, status_picture, warm
from reports.digest import Digest
from tests.reports.drawn_texts import assert_telegram_takes, assert_words_stand_free
from tests.reports.small_plan import (
    PLAN,
    Speaks,
    a_task,
    a_unit,
    day,
    digest_of,
    everything_closed,
    said,
)
from tracker.model import Report
from tracker.plan import Campaign, Task, UnitGroup


def at_random(seed: int) -> Speaks:
    chance = Random(seed)  # noqa: S311  a picture's test data

    def speaks(_task: Task, _unit: str, number: int) -> tuple[Report, ...]:
        when = day(f"0{chance.randint(2, 6)}-15")
        approved = when if chance.random() < 0.3 else None
        percent = 100 if approved else chance.choice([10, 50, 80, 100, 100])
        return (said(number, percent, when, approved=approved),) if chance.random() < 0.8 else ()

    return speaks


def wide(units: int, tasks: int, *, name: str = "某某某某某某某某某某") -> Campaign:
    names = [f"{name}{number:02d}" for number in range(units)]
    half = units // 2
    kinds = [UnitGroup.COUNTY] * half + [UnitGroup.DEPARTMENT] * (units - half)
    return replace(
        PLAN,
        title="某市产业集聚区" * 12,
        units=tuple(a_unit(each, kind) for each, kind in zip(names, kinds, strict=True)),
        tasks=tuple(a_task(f"3.{number}", day("03-31"), lead=names) for number in range(tasks)),
        obligations=(),
    )


def pictured(name: str, puyang: Campaign) -> Digest:
    known = day("06-15")
    dollars = wide(4, 3, name="$x^2$🏭&<b>")
    return {
        "april": lambda: digest_of(day("04-01"), campaign=puyang),
        "july": lambda: digest_of(day("07-01"), campaign=puyang),
        "mid-campaign": lambda: digest_of(day("06-20"), campaign=puyang, speaks=at_random(1), known=known),
        "all closed": lambda: digest_of(
            date(2022, 12, 31), campaign=puyang, speaks=everything_closed, unreachable=["示范区"]
        ),
        "before": lambda: digest_of(date(2020, 12, 31), campaign=puyang),
        "one unit": lambda: digest_of(day("06-20"), campaign=wide(1, 1)),
        "sixty units": lambda: digest_of(day("06-20"), campaign=wide(60, 13), speaks=at_random(2)),
        "too many": lambda: digest_of(day("06-20"), campaign=wide(150, 40), speaks=at_random(3)),
        "no assignments": lambda: digest_of(
            day("06-20"), campaign=replace(PLAN, tasks=(), obligations=(), goals=())
        ),
        "strange names": lambda: digest_of(day("06-20"), campaign=dollars, known=known),
        "long names": lambda: digest_of(day("06-20"), campaign=wide(5, 13, name="很长的名称" * 20)),
    }[name]()


every = pytest.mark.parametrize(
    "name",
    [
        "april",
        "july",
        "mid-campaign",
        "all closed",
        "before",
        "one unit",
        "sixty units",
        "too many",
        "no assignments",
        "strange names",
        "long names",
    ],
)


@every
def test_every_word_lies_inside_the_sheet_and_on_no_other_word(name: str, puyang: Campaign) -> None:
    assert_words_stand_free(status_paper(pictured(name, puyang)))


@every
def test_telegram_takes_the_picture(name: str, puyang: Campaign) -> None:
    assert_telegram_takes(status_picture(pictured(name, puyang)))


def test_the_same_day_gives_the_same_bytes(puyang: Campaign) -> None:
    day_of_it = pictured("mid-campaign", puyang)
    assert status_picture(day_of_it) == status_picture(day_of_it)


def test_several_threads_draw_and_warm_at_once(puyang: Campaign) -> None:
    july = pictured("july", puyang)
    with ThreadPoolExecutor(4) as threads:
        warming = threads.submit(warm)
        drawn = {drawing.result() for drawing in [threads.submit(status_picture, july) for _ in range(6)]}
        warming.result()
    assert drawn == {status_picture(july)}


def words_of(digest: Digest) -> str:
    return "\n".join(text.get_text() for text in status_paper(digest).figure.texts)


def test_the_picture_shows_the_numbers_of_the_digest(puyang: Campaign) -> None:
    july = pictured("july", puyang)
    shown = [text.get_text() for text in status_paper(july).figure.texts]
    assert str(july.tally.red) in shown
    assert str(july.tally.yellow) in shown
    assert shown.count("逾") == 53 + 1
    assert any(words.startswith("台账外：制定工作实施方案，") for words in shown)
    assert "没有；下一批是12月31日到期的1.2、3.5、3.6" in shown


def test_what_was_known_is_shown_when_it_was_asked(puyang: Campaign) -> None:
    assert "已知至2021年6月15日" in words_of(pictured("mid-campaign", puyang))
    assert "已知至" not in words_of(pictured("july", puyang))


def test_the_goal_is_quoted_and_no_progress_is_invented(puyang: Campaign) -> None:
    words = words_of(pictured("july", puyang))
    assert "目标：整备、盘活存量建设用地2万亩（到2022年年底）" in words
    assert "下达任务、完成面积：暂无数据" in words


def test_before_the_issue_the_picture_says_so_and_shows_no_matrix(puyang: Campaign) -> None:
    words = words_of(pictured("before", puyang))
    assert "方案尚未印发" in words
    assert "各单位、各任务" not in words


def test_obligations_are_listed_even_where_the_ledger_has_nothing() -> None:
    words = words_of(digest_of(day("02-05"), campaign=replace(PLAN, tasks=())))
    assert "台账外：完成O1号任务。" in words
    assert "各单位、各任务" not in words


def test_only_the_longest_overdue_are_listed_and_the_rest_is_counted() -> None:
    assert "另有5项任务，共15家次" in words_of(digest_of(day("06-20"), campaign=wide(3, 13)))


def test_what_does_not_fit_is_counted(puyang: Campaign) -> None:
    assert "另有50家单位、29项任务未画出，请看“单位任务图”。" in words_of(pictured("too many", puyang))
    many_tasks = digest_of(day("06-20"), campaign=wide(1, 31))
    assert "另有20项任务未画出" in words_of(many_tasks)


def test_a_character_the_typeface_lacks_becomes_a_geta(puyang: Campaign) -> None:
    words = words_of(pictured("strange names", puyang))
    assert "〓" in words
    assert "🏭" not in words
