"""A disposal that was verified and then withdrawn: known as it was before, as if never made from its day."""

import asyncio
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.acting import NOW, OFFICE, QINGFENG, Act
from tests.tracker.tasks_on_paper import JULY_1, UNIT
from tests.tracker.usecases.keeping_parcels import (
    NUMBER,
    dispose,
    disposed,
    hand_back,
    judge,
    record_of,
    row,
    stands,
    take,
    withdraw,
)
from tests.tracker.usecases.keeping_tasks import AUGUST_5, issue
from tests.tracker.usecases.keeping_tasks import disposed as recorded
from tests.tracker.usecases.keeping_tasks import stands as year_of
from tests.tracker.usecases.recording import TODAY
from tracker.errors import ReasonMissing
from tracker.model import Light, Verdict
from tracker.parcels import ParcelState
from tracker.sanctions import SanctionState
from tracker.store.books import Books
from tracker.usecases.withdraw_disposal import (
    DisposalWithdrawn,
    NotVerified,
    WithdrawDisposal,
    withdraw_disposal,
)

AUGUST_4, AUGUST_6, AUGUST_7 = date(2021, 8, 4), date(2021, 8, 6), date(2021, 8, 7)


def test_it_counts_by_what_was_known_before_and_no_more_from_its_day(each_act: Act) -> None:
    issue(each_act, "60")
    take(each_act, row(类别="批而未供"))
    withdraw(each_act, disposed(each_act), on=AUGUST_5)
    known = [year_of(each_act, JULY_1, known=day) for day in (TODAY, AUGUST_4, AUGUST_5, None)]
    assert [(each.state, each.midyear_mu) for each in known] == [
        (SanctionState.CLEAR, Decimal("45.2")),
        (SanctionState.CLEAR, Decimal("45.2")),
        (SanctionState.SUSPENDED, Decimal(0)),
        (SanctionState.SUSPENDED, Decimal(0)),
    ]


def test_it_awaits_review_until_the_day_of_its_withdrawal(each_act: Act) -> None:
    issue(each_act, "60")
    take(each_act, row(类别="批而未供"))
    withdraw(each_act, disposed(each_act), on=AUGUST_5)
    assert [year_of(each_act, on).pending_mu for on in (AUGUST_4, AUGUST_5)] == [Decimal("45.2"), Decimal(0)]


def test_its_parcel_is_to_be_disposed_of_again(each_act: Act) -> None:
    take(each_act)
    withdraw(each_act, disposed(each_act), on=AUGUST_5)
    before = stands(each_act, on=AUGUST_5, known=AUGUST_4)
    assert (before.state, before.verified_mu) == (ParcelState.DISPOSED, Decimal("45.2"))
    after = stands(each_act, on=AUGUST_5)
    assert (after.state, after.light, after.left_mu) == (ParcelState.PLANNED, Light.RED, Decimal("45.2"))
    again = dispose(each_act, None, on=AUGUST_5)
    assert again.area_mu == Decimal("45.2")


def test_the_verification_is_kept_beside_the_withdrawal(each_act: Act) -> None:
    take(each_act)
    withdraw(each_act, disposed(each_act), "复核时发现没有拆除", on=AUGUST_5)
    (made,) = record_of(each_act).disposals
    assert made.review is not None
    assert (made.review.verdict, made.review.reviewed_on, made.review.reason) == (
        Verdict.RETURNED,
        AUGUST_5,
        "复核时发现没有拆除",
    )
    assert made.verified_before == TODAY
    (known,) = record_of(each_act, known=AUGUST_4).disposals
    assert known.review is not None
    assert (known.review.verdict, known.verified_before) == (Verdict.APPROVED, None)


def test_the_units_of_the_parcel_are_named_with_who_cannot_be_reached(act: Act) -> None:
    take(act, row(责任单位="濮阳县"))
    outcome = withdraw(act, disposed(act), on=AUGUST_5)
    assert (outcome.units, outcome.untold) == (("濮阳县", UNIT), ("濮阳县", UNIT))


def test_a_phone_that_is_behind_withdraws_on_the_day_of_the_verification(act: Act) -> None:
    take(act)
    made = disposed(act, on=JULY_1)
    assert withdraw(act, made, on=TODAY).withdrawn_on == JULY_1


def test_only_what_is_verified_is_withdrawn(act: Act) -> None:
    take(act)
    waiting, returned, withdrawn = dispose(act).disposal_id, dispose(act).disposal_id, disposed(act, "5")
    hand_back(act, returned)
    withdraw(act, withdrawn)
    for each in (waiting, returned, withdrawn, 99):
        with pytest.raises(NotVerified):
            withdraw(act, each)


def test_a_withdrawal_without_a_reason_changes_nothing(act: Act) -> None:
    take(act)
    made = disposed(act)
    with pytest.raises(ReasonMissing):
        withdraw(act, made, " ")
    assert stands(act).state is ParcelState.DISPOSED


async def test_two_who_withdraw_at_the_same_moment_withdraw_once(each_act: Act) -> None:
    take(each_act)
    made = disposed(each_act)
    command = WithdrawDisposal(disposal_id=made, reason="材料不实", on=TODAY, at=NOW)

    async def press() -> object:
        return await each_act.store.write(
            lambda connection: withdraw_disposal(Books(connection, each_act.campaign), OFFICE, command)
        )

    told = await asyncio.gather(*(press() for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(each, DisposalWithdrawn) for each in told) == 1
    assert sum(isinstance(each, NotVerified) for each in told) == 3


@pytest.mark.parametrize("send_back", [withdraw, hand_back])
def test_what_is_submitted_anew_for_the_day_of_the_act_takes_the_place_of_what_was_sent_back(
    each_act: Act, send_back: Callable[..., object]
) -> None:
    issue(each_act, "60")
    take(each_act, row(类别="批而未供"))
    first = dispose(each_act, None).disposal_id
    if send_back is withdraw:
        judge(each_act, first)
    send_back(each_act, first, on=AUGUST_5)
    anew = dispose(each_act, None, on=AUGUST_7, disposed_on=TODAY).disposal_id
    judge(each_act, anew, on=AUGUST_7)
    between = [year_of(each_act, AUGUST_4, known=day) for day in (AUGUST_6, AUGUST_7, None)]
    assert [(each.done_mu, each.pending_mu) for each in between] == [
        (Decimal(0), Decimal("45.2")),
        (Decimal("45.2"), Decimal(0)),
        (Decimal("45.2"), Decimal(0)),
    ]


def test_a_file_that_brings_what_was_submitted_anew_in_chat_changes_nothing_of_what_was_known(
    each_act: Act,
) -> None:
    issue(each_act, "60")
    take(each_act, row(类别="批而未供"))
    recorded(each_act, "15", 宗地编号=NUMBER)
    withdraw(each_act, 1, on=AUGUST_5)
    judge(each_act, dispose(each_act, "15", on=AUGUST_7, disposed_on=TODAY).disposal_id, on=AUGUST_7)
    recorded(each_act, "15", 宗地编号=NUMBER, 核验日期="2021-08-07")
    known = year_of(each_act, JULY_1, known=AUGUST_4)
    assert (known.done_mu, known.pending_mu) == (Decimal(15), Decimal(0))


def test_a_disposal_of_a_later_day_takes_the_place_of_nothing(each_act: Act) -> None:
    issue(each_act, "60")
    take(each_act, row(类别="批而未供"))
    withdraw(each_act, disposed(each_act), on=AUGUST_5)
    dispose(each_act, None, on=AUGUST_7)
    assert year_of(each_act, AUGUST_4).pending_mu == Decimal("45.2")


def test_a_new_submission_instead_of_it_is_verified_on_its_own(each_act: Act) -> None:
    issue(each_act, "60")
    take(each_act, row(类别="批而未供"))
    withdraw(each_act, disposed(each_act), on=AUGUST_5)
    dispose(each_act, "20", on=AUGUST_5, sender=QINGFENG)
    standing = year_of(each_act, AUGUST_5)
    assert (standing.done_mu, standing.pending_mu) == (Decimal(0), Decimal(20))
