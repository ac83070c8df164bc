"""What two people do at once comes out as if one had come after the other, on both databases."""

import asyncio
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import OperationalError

from tests.acting import NOW, OFFICE, QINGFENG, Act, person
from tests.tracker.usecases import filing_returns
from tests.tracker.usecases.keeping_parcels import NUMBER, dispose, row, stands, take
from tests.tracker.usecases.recording import TODAY
from tracker.errors import NotAwaitingReview
from tracker.model import Role, Sender, Verdict
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.store.tables import members
from tracker.usecases.choosing_returns import ReturnClosed
from tracker.usecases.dispose_parcel import DisposeParcel, MoreThanParcel, ParcelDisposed, dispose_parcel
from tracker.usecases.import_parcels import ImportParcels, import_parcels
from tracker.usecases.invite_member import InviteMember, invite_member
from tracker.usecases.redeem_invitation import (
    InvitationRefused,
    Obstacle,
    PostTaken,
    RedeemInvitation,
    redeem_invitation,
)
from tracker.usecases.review_disposal import DisposalReviewed, ReviewDisposal, review_disposal
from tracker.usecases.review_return import ReturnReviewed, ReviewReturn, review_return
from tracker.usecases.submit_return import ReturnSubmitted, SubmitReturn, submit_return


def _code(act: Act, unit: str = "清丰县", role: Role = Role.LIAISON) -> str:
    command = InviteMember(unit=unit, role=role, at=NOW)
    return act(invite_member, OFFICE, command).code


async def _redeem(act: Act, sender: Sender, code: str) -> object:
    command = RedeemInvitation(code=code, name=sender.name, at=NOW)
    return await act.store.write(
        lambda connection: redeem_invitation(Books(connection, act.campaign), sender, command)
    )


@pytest.mark.parametrize("round_", range(3))
async def test_two_who_take_one_post_at_the_same_moment_leave_one_holder(each_act: Act, round_: int) -> None:
    people = [person(300 + n, f"接任{n}") for n in range(6)]
    codes = [_code(each_act) for _ in people]
    taken = await asyncio.gather(*(_redeem(each_act, *each) for each in zip(people, codes, strict=True)))
    # Who comes first withdraws the others' invitations: nobody is put off the post a moment later.
    (winner,) = [each for each, got in zip(people, taken, strict=True) if isinstance(got, PostTaken)]
    refused = [each.obstacle for each in taken if isinstance(each, InvitationRefused)]
    assert refused == [Obstacle.USED] * 5
    holders = each_act.read(lambda books: books.people.on_post("清丰县", Role.LIAISON))
    assert [member.user_id for member in holders] == [winner.user_id]


async def test_one_code_brought_by_two_at_the_same_moment_opens_once(each_act: Act) -> None:
    code = _code(each_act)
    people = [person(300 + n, f"接任{n}") for n in range(4)]
    outcomes = await asyncio.gather(*(_redeem(each_act, each, code) for each in people))
    assert sum(isinstance(each, PostTaken) for each in outcomes) == 1


async def test_a_stampede_is_answered_to_the_last_one(each_act: Act) -> None:
    people = [person(300 + n, f"接任{n}") for n in range(40)]
    codes = [_code(each_act, "领导小组办公室", Role.OFFICE) for _ in people]
    taken = await asyncio.gather(*(_redeem(each_act, *each) for each in zip(people, codes, strict=True)))
    assert all(isinstance(each, PostTaken) for each in taken)
    assert len(each_act.read(lambda books: books.people.with_role(Role.OFFICE))) == 40


async def _dispose(act: Act, area: str, number: int) -> object:
    command = DisposeParcel(
        number=NUMBER, area_mu=Decimal(area), disposed_on=TODAY, on=TODAY, at=NOW, text=str(number)
    )
    return await act.store.write(
        lambda connection: dispose_parcel(Books(connection, act.campaign), QINGFENG, command)
    )


@pytest.mark.parametrize("round_", range(3))
async def test_disposals_of_the_same_moment_never_exceed_their_parcel(each_act: Act, round_: int) -> None:
    take(each_act, row(面积="10"))
    told = await asyncio.gather(*(_dispose(each_act, "4", n) for n in range(6)), return_exceptions=True)
    assert sum(isinstance(each, ParcelDisposed) for each in told) == 2
    assert sum(isinstance(each, MoreThanParcel) for each in told) == 4
    assert stands(each_act).pending_mu == 8


async def test_a_verdict_and_its_opposite_of_the_same_moment_leave_one(each_act: Act) -> None:
    take(each_act)
    made = dispose(each_act)

    async def judged(verdict: Verdict) -> object:
        command = ReviewDisposal(
            disposal_id=made.disposal_id, verdict=verdict, reason="材料", on=TODAY, at=NOW
        )
        return await each_act.store.write(
            lambda connection: review_disposal(Books(connection, each_act.campaign), OFFICE, command)
        )

    told = await asyncio.gather(*map(judged, [*Verdict, *Verdict]), return_exceptions=True)
    assert sum(isinstance(each, DisposalReviewed) for each in told) == 1
    assert sum(isinstance(each, NotAwaitingReview) for each in told) == 3


async def test_a_file_that_lowers_an_area_and_a_disposal_of_the_same_moment_do_not_both_pass(
    each_act: Act,
) -> None:
    take(each_act, row(面积="10"))
    lowered = ImportParcels(rows=(row(面积="3"),), unreadable=(), partial=False, at=NOW)
    await asyncio.gather(
        _dispose(each_act, "4", 1),
        each_act.store.write(
            lambda connection: import_parcels(Books(connection, each_act.campaign), OFFICE, lowered)
        ),
        return_exceptions=True,
    )
    assert stands(each_act).left_mu in {3, 6}


def test_a_transaction_that_another_came_between_is_run_again(each_store: Store, each_act: Act) -> None:
    each_act.appoint(person(301, "甲", ("清丰县", Role.LEADER)))
    both = Barrier(2)
    runs: list[str] = []

    def rename(connection: Connection, name: str) -> None:
        before = connection.execute(select(members.c.name)).scalar_one()
        runs.append(name)
        if each_store.url.get_backend_name() == "postgresql" and len(runs) <= 2:
            both.wait(10)
        connection.execute(update(members).values(name=before + name))

    told = [each_store._writers.put(partial(rename, name=name)) for name in "乙丙"]
    for future in told:
        future.result(20)
    found = each_store.read_now(lambda c: c.execute(select(members.c.name)).scalar_one())
    assert found in {"甲乙丙", "甲丙乙"}


def test_a_fault_that_is_no_conflict_is_not_run_again(each_store: Store) -> None:
    runs: list[int] = []

    def misspell(connection: Connection) -> None:
        runs.append(1)
        connection.exec_driver_sql("SELEKT 1")

    with pytest.raises(Exception, match="SELEKT") as fault:
        each_store.write_now(misspell)
    assert isinstance(fault.value, OperationalError) or "ProgrammingError" in type(fault.value).__name__
    assert len(runs) == 1


async def _approve(act: Act, return_id: int) -> object:
    scores = {topic: Decimal(90) for topic in filing_returns.TOPICS}
    command = ReviewReturn(
        return_id=return_id, verdict=Verdict.APPROVED, reason="", scores=scores, on=TODAY, at=NOW
    )
    return await act.store.write(
        lambda connection: review_return(Books(connection, act.campaign), OFFICE, command)
    )


async def _submit_again(act: Act) -> object:
    command = SubmitReturn(quarter=filing_returns.SECOND, unit="清丰县", on=TODAY, at=NOW)
    return await act.store.write(
        lambda connection: submit_return(Books(connection, act.campaign), QINGFENG, command)
    )


async def test_two_who_approve_a_return_at_the_same_moment_approve_it_once(each_act: Act) -> None:
    return_id = filing_returns.file(each_act)
    told = await asyncio.gather(*(_approve(each_act, return_id) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(each, ReturnReviewed) for each in told) == 1
    assert sum(isinstance(each, NotAwaitingReview) for each in told) == 3


@pytest.mark.parametrize("round_", range(3))
async def test_a_return_corrected_while_it_is_approved_is_one_or_the_other(
    each_act: Act, round_: int
) -> None:
    return_id = filing_returns.file(each_act)
    approved, corrected = await asyncio.gather(
        _approve(each_act, return_id), _submit_again(each_act), return_exceptions=True
    )
    closed = filing_returns.stands(each_act).closed_on is not None
    assert isinstance(approved, ReturnReviewed if closed else NotAwaitingReview)
    assert isinstance(corrected, ReturnClosed if closed else ReturnSubmitted)
