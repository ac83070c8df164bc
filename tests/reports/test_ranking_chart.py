"""The picture of a ranking: what it publishes, ties, who is not ranked, who rose or fell."""

from dataclasses import replace
from fractions import Fraction

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from reports.ranking_chart import PART_FILLS, _drawn, ranking_picture
from reports.ranking_sheet import (
    BarGroup,
    RankedBar,
    RankingSheet,
    ranking_caption,
    ranking_sheet,
)
from tests.acting import Act
from tests.reports.drawn_texts import (
    assert_everything_is_inside,
    assert_telegram_takes,
    assert_words_stand_free,
    words_on,
)
from tests.reports.test_matrix_chart import FORTY
from tests.tracker.tasks_on_paper import DECEMBER_31, JUNE_30, PARK
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue
from tests.tracker.usecases.test_look_at_ranking import FANXIAN, seen
from tracker.assessment import ScorePart

FULL_SHARES = (Fraction(60, 100), Fraction(25, 100), Fraction(15, 100))
LONG_NOTE = "各单位没有可计的季报，其余权重按比例折算成 100" * 9


def a_bar(unit: str, *, moved: int | None = 2, ranked: bool = True) -> RankedBar:
    return RankedBar(
        unit=unit,
        rank="并列第 12 名" if ranked else "不排名",
        ranked=ranked,
        score="100.01" if ranked else "",
        shares=tuple(
            (part, Fraction(share, 100))
            for part, share in zip(ScorePart, (60, 25, 15), strict=True)
            if ranked
        ),
        points="面积 59.99/60（完成 1234.56%），任务 24.99/25，季报 14.99/15" if ranked else "",
        moved=moved if ranked else None,
        moved_words="持平",
    )


def a_sheet(*groups: tuple[RankedBar, ...], notes: tuple[str, ...] = ("满分 100",)) -> RankingSheet:
    return RankingSheet(
        title="2021年度考评（截至12月31日）",
        on=DECEMBER_31,
        known=JUNE_30,
        against="较6月30日",
        parts=((ScorePart.AREA, "面积"), (ScorePart.TASKS, "任务"), (ScorePart.RETURNS, "季报")),
        groups=tuple(BarGroup(heading="县（区）", bars=bars) for bars in groups),
        notes=notes,
    )


SHEETS = {
    "sixty": a_sheet(tuple(a_bar(f"{FORTY[:38]}{place:02}", moved=place - 30) for place in range(60))),
    "one": a_sheet((a_bar("&<>\"'$"),)),
    "none ranked": a_sheet((a_bar(FORTY, ranked=False),), (a_bar("示范区", ranked=False),)),
    "nobody": a_sheet(),
    "many notes": a_sheet((a_bar("清丰县"),), notes=(LONG_NOTE,) * 3),
}
every = pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)


@every
def test_every_word_is_legible_and_lies_on_no_other(sheet: RankingSheet) -> None:
    paper = _drawn(sheet)
    assert_words_stand_free(paper)
    assert_everything_is_inside(paper)


@every
def test_telegram_takes_the_picture(sheet: RankingSheet) -> None:
    assert_telegram_takes(ranking_picture(sheet))


def test_what_does_not_fit_is_counted() -> None:
    assert "另有5家单位未画出，请看文字。" in words_on(_drawn(SHEETS["sixty"]))
    assert "……其余说明请看文字。" in words_on(_drawn(SHEETS["many notes"]))


def test_the_parts_of_a_bar_differ_by_hatch_alone() -> None:
    assert len({fill.hatch for fill in PART_FILLS.values()}) == len(ScorePart)


def test_an_arrow_says_how_many_ranks_a_unit_rose_or_fell(act: Act) -> None:
    for place in (PARK, FANXIAN):
        issue(act, "100", place=place)
    disposed(act, "10", 处置日期="2021-06-20")
    disposed(act, "50", 产业集聚区或单位=FANXIAN, 处置日期="2021-10-20", 核验日期="2021-10-25")
    now, then = (ranking_sheet(seen(act, day)) for day in (DECEMBER_31, JUNE_30))
    assert [(bar.unit, bar.moved) for bar in now.groups[0].bars if bar.ranked] == [
        ("范县", 1),
        ("清丰县", -1),
    ]
    words = words_on(_drawn(now))
    assert (words.count("↑1"), words.count("↓1")) == (1, 1)
    assert "↑升 ↓降：较6月30日名次" in words
    assert not any("↑" in each or "↓" in each for each in words_on(_drawn(then)))


def test_counties_and_zones_are_apart_and_who_has_no_target_is_listed(act: Act) -> None:
    issue(act, "100")
    issue(act, "100", place="开发区")
    sheet = ranking_sheet(seen(act, JUNE_30))
    assert [group.heading for group in sheet.groups] == ["县（区）", "管委会"]
    assert [bar.unit for bar in sheet.groups[1].bars if not bar.ranked] == ["工业园区", "示范区"]
    assert words_on(_drawn(sheet)).count("不排名（没有年度任务）") == 7
    assert ranking_caption(sheet).splitlines() == [
        "2021年上半年观摩评比（截至6月30日）",
        "县（区）：第 1 名 清丰县（0 分）；5 家没有年度任务，不排名",
        "管委会：第 1 名 开发区（0 分）；2 家没有年度任务，不排名",
    ]


def test_two_that_did_the_same_share_a_rank(act: Act) -> None:
    for place in (PARK, FANXIAN):
        issue(act, "100", place=place)
    words = words_on(_drawn(ranking_sheet(seen(act, JUNE_30))))
    assert words.count("并列第 1 名") == 2


def test_the_picture_has_neither_areas_nor_a_word_of_orders(act: Act) -> None:
    issue(act, "1234")
    disposed(act, "567")
    decide(act, JUNE_30.replace(month=7, day=1))
    said = "\n".join(words_on(_drawn(ranking_sheet(seen(act, JUNE_30.replace(month=7, day=2))))))
    for word in ("1234", "567", "亩）", "暂停", "触发", "约谈"):
        assert word not in said
    assert "完成 45.95%" in said


def test_a_bar_is_as_long_as_its_points() -> None:
    half = replace(a_bar("清丰县"), shares=((ScorePart.AREA, Fraction(1, 2)),))
    paper = _drawn(a_sheet((half,)))
    color = PART_FILLS[ScorePart.AREA].color
    widths = [
        patch.get_path().get_extents().width
        for patch in paper.figure.artists
        if isinstance(patch, PathPatch) and to_hex(patch.get_facecolor()) == color.lower()
    ]
    assert max(widths) == (1080 - 96) / 2
