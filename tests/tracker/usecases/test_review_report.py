from datetime import date, timedelta

import pytest

from tests.acting import OFFICE, PUYANGXIAN, Act
from tests.tracker.usecases.recording import PHOTO, TODAY, report, review, send_back, stands
from tracker.errors import NotAwaitingReview, ReasonMissing
from tracker.model import State, Verdict
from tracker.usecases.list_reports import Fate, ListReports, list_reports
from tracker.usecases.review_queue import ListAwaiting, ShowSubmission, list_awaiting, show_submission

TOMORROW = TODAY + timedelta(days=1)


def _queue(act: Act) -> list[tuple[str, str]]:
    listed = act(list_awaiting, OFFICE, ListAwaiting(on=TODAY))
    return [(each.assignment.code, each.assignment.unit) for each in listed.awaiting]


def _fates(act: Act) -> list[Fate]:
    return [each.fate for each in act(list_reports, OFFICE, ListReports())]


def test_an_approved_submission_is_closed_on_the_day_of_its_report(act: Act) -> None:
    submitted = report(act, percent=100, on=TODAY)
    reviewed = review(act, submitted.report_id, on=TOMORROW)
    assert reviewed.review.reviewed_on == TOMORROW
    assert stands(act, "3.1", on=TOMORROW).closed_on == TODAY


def test_a_returned_submission_goes_back_with_its_reason(act: Act) -> None:
    send_back(act, report(act, percent=100).report_id)
    found = stands(act, "3.1")
    assert found.state is State.RETURNED
    assert found.returned
    assert found.returned.review
    assert found.returned.review.reason == "佐证材料不足"


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_return_needs_its_reason(act: Act, reason: str) -> None:
    submitted = report(act, percent=100)
    with pytest.raises(ReasonMissing, match="退回原因"):
        review(act, submitted.report_id, Verdict.RETURNED, reason)
    assert stands(act, "3.1").submitted


@pytest.mark.parametrize("second", Verdict)
@pytest.mark.parametrize("first", Verdict)
def test_a_second_verdict_on_the_same_submission_is_refused(
    act: Act, first: Verdict, second: Verdict
) -> None:
    submitted = report(act, percent=100)
    review(act, submitted.report_id, first, "原因")
    before = stands(act, "3.1")
    with pytest.raises(NotAwaitingReview, match=r"3\.1 清丰县"):
        review(act, submitted.report_id, second, "原因")
    assert stands(act, "3.1") == before


def test_progress_cannot_be_closed(act: Act) -> None:
    with pytest.raises(NotAwaitingReview):
        review(act, report(act, percent=90).report_id)


@pytest.mark.parametrize("newer", [90, 100])
def test_a_submission_that_a_newer_report_replaced_cannot_be_closed(act: Act, newer: int) -> None:
    older = report(act, percent=100)
    report(act, percent=newer)
    with pytest.raises(NotAwaitingReview):
        review(act, older.report_id)
    assert stands(act, "3.1").submitted == (newer == 100)


def test_a_report_of_an_earlier_day_that_arrived_later_does_not_awake_review(act: Act) -> None:
    report(act, percent=50, on=TOMORROW)
    late = report(act, percent=100, on=TODAY)
    with pytest.raises(NotAwaitingReview):
        review(act, late.report_id, on=TOMORROW)
    assert _queue(act) == []


def test_a_report_that_does_not_exist_cannot_be_reviewed(act: Act) -> None:
    with pytest.raises(NotAwaitingReview):
        review(act, 10**15 - 1)


def test_a_report_of_tomorrow_is_not_reviewed_before_it_was_said(act: Act) -> None:
    submitted = report(act, percent=100, on=TOMORROW)
    assert review(act, submitted.report_id, on=TODAY).review.reviewed_on == TOMORROW
    assert stands(act, "3.1", on=TODAY).state is not State.CLOSED
    assert stands(act, "3.1", on=TOMORROW).closed_on == TOMORROW


def test_the_queue_holds_what_awaits_review_the_oldest_first(act: Act) -> None:
    report(act, "3.3", 100, on=TOMORROW)
    report(act, "3.1", 100, sender=PUYANGXIAN, on=TODAY)
    report(act, "3.1", 100, on=TODAY)
    report(act, "2.2", 80)
    assert _queue(act) == [("3.1", "濮阳县"), ("3.1", "清丰县"), ("3.3", "清丰县")]


def test_what_was_reviewed_or_replaced_leaves_the_queue(act: Act) -> None:
    review(act, report(act, "3.1", 100).report_id)
    send_back(act, report(act, "2.2", 100).report_id)
    report(act, "3.3", 100)
    report(act, "3.3", 70)
    assert _queue(act) == []


def test_a_submission_is_shown_with_its_evidence_and_its_verdict(act: Act) -> None:
    submitted = report(act, percent=100, evidence=(PHOTO,))
    command = ShowSubmission(report_id=submitted.report_id, on=TODAY)
    shown = act(show_submission, OFFICE, command)
    assert (shown.evidence, shown.submission.report.review) == ((PHOTO,), None)
    review(act, submitted.report_id)
    after = act(show_submission, OFFICE, command).submission.report.review
    assert after is not None
    assert after.verdict is Verdict.APPROVED


def test_every_report_is_listed_in_order_of_arrival_with_its_fate(act: Act) -> None:
    report(act, percent=30)
    send_back(act, report(act, percent=100).report_id)
    report(act, percent=100)
    report(act, percent=100)
    assert _fates(act) == [Fate.PROGRESS, Fate.RETURNED, Fate.PROGRESS, Fate.AWAITING]
    review(act, act(list_reports, OFFICE, ListReports())[-1].report.id)
    assert _fates(act)[-1] is Fate.APPROVED


def test_reports_are_listed_by_task_and_by_unit(act: Act) -> None:
    report(act, "3.1")
    report(act, "3.3")
    report(act, "3.1", sender=PUYANGXIAN)
    by_code = act(list_reports, OFFICE, ListReports(code="3.1"))
    by_both = act(list_reports, OFFICE, ListReports(code="3.1", unit="清丰"))
    assert [each.assignment.unit for each in by_code] == ["清丰县", "濮阳县"]
    assert [each.assignment.unit for each in by_both] == ["清丰县"]


def test_the_day_of_a_return_itself_counts_as_never_submitted(act: Act) -> None:
    due = date(2021, 3, 31)
    send_back(act, report(act, percent=100, on=due).report_id, on=date(2021, 4, 6))
    assert not stands(act, "3.1", on=date(2021, 4, 5)).overdue
    assert stands(act, "3.1", on=date(2021, 4, 6)).days == 6
