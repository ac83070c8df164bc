from datetime import date, timedelta

import pytest

from tests.acting import OFFICE, QINGFENG, Act
from tests.tracker.parcels_on_paper import areas
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    dispose,
    hand_back,
    judge,
    record_of,
    row,
    stands,
    take,
)
from tests.tracker.usecases.recording import PHOTO, TODAY
from tracker.errors import NotAwaitingReview, ReasonMissing
from tracker.model import Light, Verdict
from tracker.parcels import ParcelState
from tracker.usecases.review_disposal import (
    DisposalGone,
    ListDisposals,
    ShowDisposal,
    list_disposals,
    show_disposal,
)
from tracker.usecases.review_queue import ListAwaiting, list_awaiting

TOMORROW = TODAY + timedelta(days=1)


def _queue(act: Act) -> list[tuple[str, int]]:
    listed = act(list_disposals, OFFICE, ListDisposals(on=TODAY))
    return [(entry.number, disposal.id) for entry, disposal in listed.awaiting]


def test_a_verified_disposal_counts_from_its_own_day(act: Act) -> None:
    take(act)
    made = dispose(act, None, on=TODAY)
    reviewed = judge(act, made.disposal_id, on=TOMORROW)
    assert (reviewed.review.reviewed_on, reviewed.after.closed_on) == (TOMORROW, TODAY)
    assert stands(act, on=TODAY).light is Light.CLOSED


def test_a_returned_disposal_makes_room_again(act: Act) -> None:
    take(act)
    returned = hand_back(act, dispose(act, None).disposal_id)
    assert (returned.review.reason, areas(returned.after)) == ("佐证材料不足", ("0", "0", "45.2"))
    assert returned.after.state is ParcelState.PLANNED


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_return_needs_its_reason(act: Act, reason: str) -> None:
    take(act)
    made = dispose(act)
    with pytest.raises(ReasonMissing, match="请写明退回原因。"):
        judge(act, made.disposal_id, Verdict.RETURNED, reason)
    assert record_of(act).disposals[0].review is None


@pytest.mark.parametrize("second", Verdict)
@pytest.mark.parametrize("first", Verdict)
def test_a_second_verdict_is_refused(act: Act, first: Verdict, second: Verdict) -> None:
    take(act)
    made = dispose(act)
    judge(act, made.disposal_id, first, "原因")
    before = record_of(act)
    with pytest.raises(NotAwaitingReview, match="宗地 QF-001 的这次填报已经处理过"):
        judge(act, made.disposal_id, second, "原因")
    assert record_of(act) == before


def test_a_disposal_that_does_not_exist_cannot_be_reviewed(act: Act) -> None:
    with pytest.raises(DisposalGone, match="这笔处置已经撤回"):
        judge(act, 10**15 - 1)


def test_a_disposal_is_not_reviewed_before_it_was_said(act: Act) -> None:
    take(act)
    made = dispose(act, on=TOMORROW)
    assert judge(act, made.disposal_id, on=TODAY).review.reviewed_on == TOMORROW


def test_the_queue_holds_what_awaits_review_the_oldest_submission_first(act: Act) -> None:
    take(act, row(2), row(3, 宗地编号="QF-002"))
    second = dispose(act, on=TOMORROW, disposed_on=date(2021, 5, 1)).disposal_id
    first = dispose(act, number="QF-002").disposal_id
    hand_back(act, dispose(act).disposal_id)
    judge(act, dispose(act).disposal_id)
    assert _queue(act) == [("QF-002", first), (NUMBER, second)]


def test_the_queue_of_reports_counts_the_disposals_beside_it(act: Act) -> None:
    take(act)
    dispose(act)
    listed = act(list_awaiting, OFFICE, ListAwaiting(on=TODAY))
    assert (listed.awaiting, listed.disposals) == ((), 1)


def test_a_disposal_is_shown_with_its_evidence_and_its_verdict(act: Act) -> None:
    take(act)
    made = dispose(act, evidence=(PHOTO,))
    command = ShowDisposal(disposal_id=made.disposal_id, on=TODAY)
    shown = act(show_disposal, OFFICE, command)
    assert (shown.evidence, shown.disposal.review) == ((PHOTO,), None)
    judge(act, made.disposal_id)
    assert act(show_disposal, OFFICE, command).disposal.review is not None


def test_the_verdict_names_each_unit_of_the_parcel_that_hears_nothing_of_it(act: Act) -> None:
    take(act, row(责任单位="濮阳县"))
    assert judge(act, dispose(act).disposal_id).untold == ("濮阳县", "清丰县")


def test_the_verdict_names_who_hears_nothing_of_it(act: Act) -> None:
    take(act)
    assert judge(act, dispose(act).disposal_id).untold == ("清丰县",)
    act.appoint(QINGFENG)
    assert judge(act, dispose(act).disposal_id).untold == ()
