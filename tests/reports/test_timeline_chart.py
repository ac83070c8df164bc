"""The picture of the due dates: past, done, to come, and what an order moved."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.digest import digest
from reports.timeline_chart import _drawn, timeline_picture
from reports.timeline_sheet import TimelineRow, TimelineSheet, timeline_caption, timeline_sheet
from tests.reports.drawn_texts import (
    assert_everything_is_inside,
    assert_telegram_takes,
    assert_words_stand_free,
    words_on,
)
from tests.reports.small_plan import (
    PLAN,
    Speaks,
    a_task,
    day,
    everything_closed,
    holdings_of,
    said,
    silence,
    speaking,
)
from tests.reports.test_charts import at_random, wide
from tests.reports.test_matrix_chart import FORTY
from tracker.model import Light, Revision
from tracker.plan import Campaign

JUNE = day("06-20")


def moved(code: str, due_on: date, ordered_on: date, unit: str | None = None, number: int = 1) -> Revision:
    return Revision(
        id=number, code=code, unit=unit, due_on=due_on, ordered_on=ordered_on, document="文", reason="因"
    )


def timeline(
    campaign: Campaign = PLAN,
    on: date = JUNE,
    *,
    speaks: Speaks = silence,
    revisions: Iterable[Revision] = (),
    known: date | None = None,
) -> TimelineSheet:
    ordered = tuple(revisions)
    holdings = [
        replace(
            each,
            revisions=tuple(
                order
                for order in ordered
                if order.code == each.assignment.code and order.unit in {None, each.assignment.unit}
            ),
        )
        for each in holdings_of(campaign, speaks)
    ]
    return timeline_sheet(campaign, holdings, digest(campaign, holdings, on=on, known=known, unreachable=()))


def row(sheet: TimelineSheet, code: str) -> TimelineRow:
    return next(each for each in sheet.rows if each.code == code)


def pictured(name: str, puyang: Campaign) -> TimelineSheet:
    sixty = wide(60, 60, name=FORTY)
    every_unit = [
        moved("3.1", day("04-01") + timedelta(days=place * 5), day("02-01"), unit.name, place)
        for place, unit in enumerate(sixty.units)
    ]
    decades = replace(PLAN, tasks=(a_task("9.99", date(2050, 6, 1), lead=["甲县"]),))
    long_words = replace(a_task("1.1", day("03-31"), lead=["甲县"]), due_text="2021年3月底前" * 20)
    return {
        "puyang": lambda: timeline(puyang, speaks=at_random(1), known=day("06-15")),
        "all closed": lambda: timeline(puyang, date(2022, 12, 31), speaks=everything_closed),
        "sixty units moved apart": lambda: timeline(sixty, speaks=at_random(2), revisions=every_unit),
        "one": lambda: timeline(wide(1, 1, name="&<>\"'$")),
        "nothing": lambda: timeline(replace(PLAN, tasks=(), obligations=())),
        "before": lambda: timeline(puyang, date(2020, 12, 31)),
        "long after": lambda: timeline(puyang, date(2026, 1, 1)),
        "decades": lambda: timeline(decades),
        "long words": lambda: timeline(replace(PLAN, tasks=(long_words,))),
    }[name]()


every = pytest.mark.parametrize(
    "name",
    [
        "puyang",
        "all closed",
        "sixty units moved apart",
        "one",
        "nothing",
        "before",
        "long after",
        "decades",
        "long words",
    ],
)


@every
def test_every_word_is_legible_and_lies_on_no_other(name: str, puyang: Campaign) -> None:
    paper = _drawn(pictured(name, puyang))
    assert_words_stand_free(paper)
    assert_everything_is_inside(paper)


@every
def test_telegram_takes_the_picture(name: str, puyang: Campaign) -> None:
    assert_telegram_takes(timeline_picture(pictured(name, puyang)))


def test_a_row_has_the_wording_of_the_plan_and_how_its_units_stand() -> None:
    told = timeline(speaks=speaking({"1.1@甲县": said(1, 100, day("03-30"), approved=day("04-02"))}))
    first = row(told, "1.1")
    assert (first.wording, first.state, first.light) == ("按期", "逾期1家，办结1/2", Light.RED)
    assert row(told, "2.1").state == "还有10天，办结0/3"
    assert [mark.due_on for mark in first.marks] == [day("03-31")]


def test_a_moved_date_shows_the_old_one_and_the_new() -> None:
    told = timeline(revisions=[moved("1.1", day("09-30"), day("03-01"))])
    (mark,) = row(told, "1.1").marks
    assert (mark.former, mark.due_on) == ((day("03-31"),), day("09-30"))
    assert row(told, "1.1").wording == "按期；3月31日 → 9月30日"


def test_a_date_moved_for_one_unit_stands_beside_that_of_the_others() -> None:
    orders = [
        moved("1.1", day("06-30"), day("03-01"), "乙区", 1),
        moved("1.1", day("12-31"), day("05-01"), "乙区", 2),
    ]
    told = row(timeline(revisions=orders), "1.1")
    assert [(mark.due_on, mark.count, mark.former) for mark in told.marks] == [
        (day("03-31"), 1, ()),
        (day("12-31"), 1, (day("03-31"), day("06-30"))),
    ]
    assert told.wording == "按期；3月31日 → 6月30日 → 12月31日（1家）"


def test_an_order_of_a_later_day_has_not_moved_anything_yet() -> None:
    told = timeline(revisions=[moved("1.1", day("09-30"), day("06-21"))])
    assert [(mark.due_on, mark.former) for mark in row(told, "1.1").marks] == [(day("03-31"), ())]


def test_a_single_unit_reads_its_own_days() -> None:
    own = replace(
        PLAN, tasks=(a_task("1.1", day("03-31"), lead=["甲县"]), a_task("2.1", JUNE, lead=["甲县"]))
    )
    told = timeline(own, speaks=speaking({"2.1@甲县": said(2, 100, day("06-10"))}))
    assert [each.state for each in told.rows if not each.outside] == ["逾期81天", "待核验"]


def test_obligations_stand_apart_and_those_without_a_date_are_named() -> None:
    told = timeline()
    assert [each.code for each in told.rows if each.outside] == ["O1"]
    assert "没有完成日期：O2。" in told.notes
    words = words_on(_drawn(told))
    assert words.index("台账任务") < words.index("台账外的义务")
    assert timeline_caption(told).splitlines() == [
        "任务时间图（6月20日）",
        "台账：逾期 1 项、预警 1 项",
        "台账外：逾期 1 项",
    ]


def test_the_axis_has_whole_quarters_phases_and_the_day(puyang: Campaign) -> None:
    told = pictured("puyang", puyang)
    assert (told.begins_on, told.ends_on) == (date(2021, 1, 1), date(2022, 12, 31))
    assert len(told.quarters) == 8
    words = words_on(_drawn(told))
    assert {"启动部署", "集中攻坚", "总结完善", "2021年底", "2022年底", "6月20日"} <= set(words)


def test_a_day_beyond_the_last_date_draws_no_line_and_says_so(puyang: Campaign) -> None:
    assert any("没有画出当天的红线" in note for note in pictured("long after", puyang).notes)
    assert not any("红线" in note for note in pictured("puyang", puyang).notes)


def test_before_the_plan_there_is_a_sentence_instead(puyang: Campaign) -> None:
    before = pictured("before", puyang)
    assert (before.rows, len(before.notes)) == ((), 1)
    assert "尚未印发" in before.notes[0]


def test_what_does_not_fit_is_counted(puyang: Campaign) -> None:
    assert "另有12项任务未画出，请看文字。" in words_on(_drawn(pictured("sixty units moved apart", puyang)))
