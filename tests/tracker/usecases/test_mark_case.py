"""Reports marked as 典型案例: known from their day, taken back on another, never twice."""

import asyncio
from datetime import date

import pytest

from tests.acting import NOW, OFFICE, Act
from tests.tracker.usecases.marking_cases import TITLE, mark, published, take_back
from tests.tracker.usecases.recording import TODAY, noon, report, review, send_back
from tracker.errors import ReasonMissing, TrackerError, ValueRefused
from tracker.store.books import Books
from tracker.usecases.import_reports import REPORT_COLUMNS, import_reports
from tracker.usecases.import_rows import ImportSheet, SheetRow
from tracker.usecases.look_at_cases import CaseGone, ListMarkable, list_markable
from tracker.usecases.mark_case import (
    TITLE_LIMIT,
    CaseMarked,
    MarkCase,
    MarkedAlready,
    NothingToMark,
    SentBack,
    mark_case,
)

JUNE_24, JUNE_26, JULY_1 = date(2021, 6, 24), date(2021, 6, 26), date(2021, 7, 1)


def test_a_case_is_one_from_the_day_of_its_mark(each_act: Act) -> None:
    made = report(each_act, text="第一行\n第二行", on=JUNE_24)
    case = mark(each_act, made.report_id)
    assert (case.title, case.marked_on, case.report.text) == (TITLE, TODAY, "第一行\n第二行")
    assert [published(each_act, on) for on in (JUNE_24, TODAY, JULY_1)] == [[], [TITLE], [TITLE]]


def test_a_mark_that_is_taken_back_counts_until_that_day_and_stays_known_of_before(each_act: Act) -> None:
    case = mark(each_act, report(each_act).report_id)
    take_back(each_act, case.id, on=JULY_1)
    assert [published(each_act, on) for on in (JUNE_26, JULY_1)] == [[TITLE], []]
    assert [published(each_act, JULY_1, known=day) for day in (JUNE_24, JUNE_26, JULY_1)] == [[], [TITLE], []]


def test_a_report_may_be_marked_again_under_another_title(each_act: Act) -> None:
    made = report(each_act)
    take_back(each_act, mark(each_act, made.report_id).id)
    mark(each_act, made.report_id, "换一个标题", on=JULY_1)
    assert published(each_act, JULY_1) == ["换一个标题"]


def test_cases_stand_in_order_of_marking(each_act: Act) -> None:
    first, second = report(each_act), report(each_act, "3.2")
    mark(each_act, second.report_id, "乙")
    mark(each_act, first.report_id, "甲")
    assert published(each_act) == ["乙", "甲"]


def test_an_approved_report_may_be_marked(act: Act) -> None:
    made = report(act, percent=100)
    review(act, made.report_id)
    mark(act, made.report_id)
    assert published(act) == [TITLE]


def test_a_report_that_was_sent_back_is_no_example(act: Act) -> None:
    made = report(act, percent=100)
    send_back(act, made.report_id)
    with pytest.raises(SentBack):
        mark(act, made.report_id)


def test_a_case_whose_report_is_sent_back_later_is_left_out_from_that_day(act: Act) -> None:
    made = report(act, percent=100)
    mark(act, made.report_id)
    send_back(act, made.report_id, on=JUNE_26)
    assert [published(act, on) for on in (TODAY, JUNE_26)] == [[TITLE], []]
    assert published(act, JUNE_26, known=TODAY) == [TITLE]


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_report_without_words_is_no_example(act: Act, text: str) -> None:
    made = report(act, text=text)
    with pytest.raises(NothingToMark):
        mark(act, made.report_id)


def test_a_report_that_never_was_is_refused(act: Act) -> None:
    with pytest.raises(NothingToMark):
        mark(act, 99)


def test_a_report_is_one_case(act: Act) -> None:
    made = report(act)
    mark(act, made.report_id)
    with pytest.raises(MarkedAlready, match=TITLE):
        mark(act, made.report_id, "另一个标题")


@pytest.mark.parametrize(("title", "refusal"), [(" \n ", ReasonMissing), ("长" * 41, ValueRefused)])
def test_a_title_is_one_short_line(act: Act, title: str, refusal: type[TrackerError]) -> None:
    made = report(act)
    with pytest.raises(refusal):
        mark(act, made.report_id, title)
    assert mark(act, made.report_id, "两行\n 标题").title == "两行 标题"
    assert TITLE_LIMIT == 40


def test_a_mark_is_taken_back_once(act: Act) -> None:
    case = mark(act, report(act).report_id)
    take_back(act, case.id)
    for gone in (case.id, 99):
        with pytest.raises(CaseGone):
            take_back(act, gone)


def test_a_phone_that_is_behind_marks_on_the_day_of_the_report(act: Act) -> None:
    made = report(act, on=TODAY)
    case = mark(act, made.report_id, on=JUNE_24)
    assert case.marked_on == TODAY
    assert take_back(act, case.id, on=JUNE_24).taken_back_on == TODAY


def test_a_report_that_a_file_corrects_takes_its_mark_along(each_act: Act) -> None:
    _import(each_act, "外业完成")
    (listed,) = _markable(each_act)
    mark(each_act, listed)
    _import(each_act, "外业尚未完成")
    assert published(each_act) == []
    (corrected,) = _markable(each_act)
    assert corrected != listed


def test_what_may_be_marked_of_a_task_is_listed_the_newest_first(act: Act) -> None:
    first, silent = report(act, on=JUNE_24), report(act, text="")
    second, marked = report(act), report(act)
    returned = report(act, percent=100)
    send_back(act, returned.report_id)
    mark(act, marked.report_id)
    assert silent.report_id not in _markable(act)
    assert _markable(act) == [second.report_id, first.report_id]


async def test_two_who_mark_a_report_at_the_same_moment_mark_it_once(each_act: Act) -> None:
    made = report(each_act)

    async def press(title: str) -> object:
        command = MarkCase(report_id=made.report_id, title=title, on=TODAY, at=NOW)
        return await each_act.store.write(
            lambda connection: mark_case(Books(connection, each_act.campaign), OFFICE, command)
        )

    told = await asyncio.gather(*map(press, "甲乙丙丁"), return_exceptions=True)
    assert sum(isinstance(each, CaseMarked) for each in told) == 1
    assert sum(isinstance(each, MarkedAlready) for each in told) == 3


def _markable(act: Act, code: str = "3.1") -> list[int]:
    command = ListMarkable(code=code, on=TODAY)
    return [made.id for _, made in act.read(lambda books: list_markable(books, OFFICE, command)).reports]


def _import(act: Act, text: str) -> None:
    cells = dict(zip(REPORT_COLUMNS, ("3.1", "清丰县", "60", text, "2021-06-24", "", ""), strict=True))
    command = ImportSheet(
        rows=(SheetRow(number=2, cells=cells),), unreadable=(), partial=False, on=TODAY, at=noon(TODAY)
    )
    act(import_reports, OFFICE, command)
