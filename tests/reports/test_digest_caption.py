"""What a digest that goes out by itself says: what changed, what is late, what needs a decision."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.changes import Changes, Waiting, changes
from reports.digest import Digest
from reports.digest_caption import digest_caption
from tests.reports.small_plan import (
    PLAN,
    a_task,
    a_unit,
    day,
    digest_of,
    everything_closed,
    said,
    silence,
    speaking,
)

NOTHING = Waiting(reports=0, disposals=0, returns=0, oldest_on=None, cases=(), unreachable=())


def told(before: Digest, now: Digest, waiting: Waiting = NOTHING) -> list[str]:
    return digest_caption(now, changes(before, now), waiting).split("\n")


def areas(before: str, now: str) -> Changes:
    first, second = (
        replace(digest_of(on), goal_done_mu=Decimal(area))
        for on, area in ((day("02-01"), before), (day("02-08"), now))
    )
    return changes(first, second)


def test_two_days_alike_have_no_changes() -> None:
    found = changes(digest_of(day("02-01")), digest_of(day("02-08")))
    assert (found.since, found.closed, found.overdue, found.moved) == (day("02-01"), (), (), ())


def test_a_week_without_anything_says_so() -> None:
    assert told(digest_of(day("02-01")), digest_of(day("02-08"))) == [
        "2月1日以来：没有新的办结、报送和处置；截至2月8日，5项分工办结0项。",
        "目前没有逾期的分工。",
        "没有等待决定的事项。",
    ]


def test_what_was_sent_back_after_it_was_closed_is_not_hidden() -> None:
    closed = digest_of(day("02-01"), speaks=everything_closed)
    assert told(closed, digest_of(day("02-08"), speaks=silence))[0].startswith(
        "2月1日以来：不再算办结5项（1.1、2.1）；"
    )


def test_the_red_of_then_is_not_new() -> None:
    first, second = told(digest_of(day("04-05")), digest_of(day("04-12")))[1:]
    assert first == "没有新的逾期；现逾期2项、涉及2家，最多的是甲县、乙区（各1项）。"
    assert second == "没有等待决定的事项。"


def test_red_and_reviews_are_counted() -> None:
    speaks = speaking({"1.1@甲县": said(1, 100, day("04-02"))})
    waiting = replace(NOTHING, reports=1, disposals=2, returns=3, oldest_on=day("04-02"))
    lines = told(digest_of(day("03-29")), digest_of(day("04-05"), speaks=speaks), waiting)
    assert lines == [
        "3月29日以来：新报送待核验1项（1.1）；截至4月5日，5项分工办结0项。",
        "新逾期1项（1.1）；现逾期1项、涉及1家，最多的是乙区（1项）。",
        "需要决定：待办公室核验6项（任务1项、处置2项、季报3项，最早4月2日报送）。",
    ]


def test_area_that_was_taken_back_is_said() -> None:
    now = digest_of(day("02-08"))
    assert "盘活120.5亩" in digest_caption(now, areas("0", "120.5"), NOTHING)
    assert "盘活面积核减0.5亩" in digest_caption(now, areas("120.5", "120"), NOTHING)
    assert "盘活" not in digest_caption(now, areas("120.5", "120.5"), NOTHING)


def test_a_plan_without_a_goal_in_area_speaks_of_none() -> None:
    assert changes(digest_of(day("02-01")), digest_of(day("02-08"))).revived_mu is None


def test_sixty_units_with_long_names_fit_a_caption() -> None:
    units = tuple(a_unit(f"{'某' * 37}{number:03}") for number in range(60))
    names = [unit.name for unit in units]
    tasks = tuple(a_task(f"{number}.1", day("03-31"), lead=names) for number in range(1, 14))
    plan = replace(PLAN, units=units, tasks=tasks, obligations=())
    lines = told(
        digest_of(day("03-29"), campaign=plan),
        digest_of(date(2021, 4, 5), campaign=plan),
        replace(NOTHING, reports=780, oldest_on=day("03-30"), unreachable=names),
    )
    assert len("\n".join(lines).encode("utf-16-le")) // 2 <= 1000
    assert "新逾期780项（1.1、2.1、3.1等）；现逾期780项、涉及60家" in lines[1]
    assert "等60家各13项" in lines[1]
