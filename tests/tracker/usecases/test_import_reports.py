from datetime import UTC, date, datetime

import pytest

from tracker.errors import AlreadyClosed
from tracker.model import Post, Role, Sender, State, Verdict
from tracker.plan import Campaign
from tracker.standing import Standing, standing
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.usecases.import_reports import REPORT_COLUMNS, import_reports
from tracker.usecases.import_rows import Imported, ImportSheet, RowsRefused, SheetRow
from tracker.usecases.list_reports import Fate, ListReports, list_reports
from tracker.usecases.report_progress import ReportProgress, report_progress
from tracker.usecases.review_report import ReviewReport, review_report

AT = datetime(2021, 6, 25, 1, 0, tzinfo=UTC)
TODAY = date(2021, 6, 25)
OFFICE = Sender(user_id=1, chat_id=1, name="命令行", posts=(Post(unit="领导小组办公室", role=Role.OFFICE),))
LIAISON = Sender(user_id=2, chat_id=2, name="张三", posts=(Post(unit="清丰县", role=Role.LIAISON),))


class Desk:
    """Imports rows of 3.2 清丰县 and looks at what they made of it."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self.store = store
        self.campaign = campaign

    def take(self, *rows: str, partial: bool = False) -> Imported:
        """Import rows of 进度,情况,报送日期,核验日期,结果."""
        read = [
            SheetRow(
                number=number,
                cells=dict(zip(REPORT_COLUMNS, ["3.2", "清丰县", *row.split(",")], strict=True)),
            )
            for number, row in enumerate(rows, start=2)
        ]
        command = ImportSheet(rows=tuple(read), unreadable=(), partial=partial, on=TODAY, at=AT)
        return self.store.write_now(lambda c: import_reports(Books(c, self.campaign), OFFICE, command))

    def refusals(self, *rows: str) -> list[tuple[int, str, str]]:
        """Import rows of which some are refused."""
        with pytest.raises(RowsRefused) as refused:
            self.take(*rows)
        return [(each.row, each.column, each.reason) for each in refused.value.imported.refused]

    def listed(self) -> list[tuple[int, str, Fate]]:
        found = self.store.read_now(
            lambda c: list_reports(Books(c, self.campaign), OFFICE, ListReports(code="3.2", unit="清丰县"))
        )
        return [(each.report.percent, each.report.text, each.fate) for each in found]

    def stands(self, on: date = TODAY) -> Standing:
        def judge(books: Books) -> Standing:
            assignment = books.ledger.assignment("3.2", "清丰县")
            assert assignment is not None
            return standing(books.ledger.holding(assignment), on, self.campaign.lights)

        return self.store.read_now(lambda c: judge(Books(c, self.campaign)))

    def say(self, percent: int, said_on: date) -> int:
        command = ReportProgress(code="3.2", unit=None, percent=percent, text="聊天", said_on=said_on, at=AT)
        reported = self.store.write_now(lambda c: report_progress(Books(c, self.campaign), LIAISON, command))
        return reported.report_id

    def approve_newest(self, on: date) -> None:
        last = self.stands().last
        assert last is not None
        command = ReviewReport(report_id=last.id, verdict=Verdict.APPROVED, reason="", on=on, at=AT)
        self.store.write_now(lambda c: review_report(Books(c, self.campaign), OFFICE, command))


@pytest.fixture
def desk(each_store: Store, campaign: Campaign) -> Desk:
    return Desk(each_store, campaign)


def counts(imported: Imported) -> tuple[int, int, int, int]:
    assert imported.read == sum((imported.added, imported.changed, imported.unchanged, len(imported.refused)))
    return imported.added, imported.changed, imported.unchanged, len(imported.refused)


def test_rows_alike_in_all_but_their_place_are_all_taken_and_only_once(desk: Desk) -> None:
    rows = ("60,巡查,2021-03-01,,", "60,巡查,2021-03-01,,")
    assert counts(desk.take(*rows)) == (2, 0, 0, 0)
    assert counts(desk.take(*rows)) == (0, 0, 2, 0)
    assert counts(desk.take(*rows, "60,巡查,2021-03-01,,")) == (1, 0, 2, 0)
    assert len(desk.listed()) == 3


def test_a_corrected_row_replaces_the_report_in_its_place(desk: Desk) -> None:
    desk.take("60,一,2021-03-01,,", "100,二,2021-03-01,,", "100,三,2021-03-05,,")
    corrected = ("70,一改,2021-03-01,,", "100,二,2021-03-01,,", "100,三,2021-03-05,,")
    assert counts(desk.take(*corrected)) == (0, 1, 2, 0)
    assert sorted(desk.listed()) == [
        (70, "一改", Fate.PROGRESS),
        (100, "三", Fate.AWAITING),
        (100, "二", Fate.PROGRESS),
    ]
    assert counts(desk.take(*corrected)) == (0, 0, 3, 0)
    assert desk.stands(date(2021, 3, 1)).percent == 100


def test_a_verdict_that_comes_later_is_added_to_the_report(desk: Desk) -> None:
    desk.take("100,完成,2021-03-30,,")
    assert desk.stands().state is State.SUBMITTED
    reviewed = "100,完成,2021-03-30,2021-04-05,办结"
    assert counts(desk.take(reviewed)) == (0, 1, 0, 0)
    assert desk.stands().closed_on == date(2021, 3, 30)
    assert counts(desk.take(reviewed)) == (0, 0, 1, 0)


def test_a_verdict_is_corrected_with_its_report(desk: Desk) -> None:
    desk.take("100,完成,2021-03-30,2021-04-05,办结")
    assert counts(desk.take("100,完成,2021-03-30,2021-04-06,退回")) == (0, 1, 0, 0)
    assert desk.stands().state is State.RETURNED
    assert desk.listed() == [(100, "完成", Fate.RETURNED)]


def test_the_offices_own_verdict_survives_a_file_that_is_silent(desk: Desk) -> None:
    row = "100,完成,2021-03-30,,"
    desk.take(row)
    desk.approve_newest(date(2021, 4, 2))
    assert counts(desk.take(row)) == (0, 0, 1, 0)
    assert desk.stands().state is State.CLOSED
    assert desk.refusals("100,别的,2021-03-30,,") == [
        (2, "结果", "这次填报已经核验过，要更正请写明结果和核验日期。")
    ]
    assert desk.stands().state is State.CLOSED


def test_nothing_is_reported_after_the_closing_whatever_the_order_of_rows(desk: Desk) -> None:
    closing, later, earlier = (
        "100,完成,2021-03-20,2021-04-01,办结",
        "80,又来,2021-03-25,,",
        "50,开始,2021-03-01,,",
    )
    assert desk.refusals(later, closing, earlier) == [(2, "报送日期", "任务 3.2 已于 2021-03-20 办结。")]
    assert desk.listed() == []
    assert counts(desk.take(later, closing, earlier, partial=True)) == (2, 0, 0, 1)
    assert counts(desk.take(later, closing, earlier, partial=True)) == (0, 0, 2, 1)
    assert desk.stands().closed_on == date(2021, 3, 20)


def test_a_report_in_chat_stands_between_the_file_and_an_earlier_closing(desk: Desk) -> None:
    desk.say(60, date(2021, 5, 10))
    assert desk.refusals("100,完成,2021-05-01,2021-05-02,办结") == [
        (2, "结果", "任务 3.2 在 2021-05-10 还有填报，不能按 2021-05-01 的填报办结。")
    ]
    assert counts(desk.take("40,历史,2021-04-01,,")) == (1, 0, 0, 0)
    assert desk.stands().percent == 60


def test_after_a_closing_in_chat_a_file_adds_nothing_later(desk: Desk) -> None:
    desk.say(100, date(2021, 5, 10))
    desk.approve_newest(date(2021, 5, 11))
    assert desk.refusals("30,晚了,2021-05-12,,") == [(2, "报送日期", "任务 3.2 已于 2021-05-10 办结。")]
    assert counts(desk.take("30,以前,2021-05-01,,")) == (1, 0, 0, 0)


def test_an_imported_closing_is_final_in_chat_too(desk: Desk) -> None:
    desk.take("100,完成,2021-03-20,2021-04-01,办结")
    with pytest.raises(AlreadyClosed):
        desk.say(50, TODAY)


def test_a_report_accepts_the_task_on_its_day(desk: Desk) -> None:
    desk.take("0,收到,2021-03-05,,", "10,开始,2021-03-01,,")
    before = desk.stands(date(2021, 2, 28))
    assert before.state is State.ISSUED
    accepted = desk.store.read_now(lambda c: Books(c, desk.campaign).ledger.holdings(units=("清丰县",)))
    assert [each.accepted_on for each in accepted if each.assignment.code == "3.2"] == [date(2021, 3, 1)]
