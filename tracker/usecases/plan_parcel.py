"""The office orders what becomes of a parcel (一宗一策): cause, measure, due date, responsible unit."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.account import ParcelStanding, parcel_standing
from tracker.errors import DateInThePast, ReasonMissing, TrackerError
from tracker.model import Sender
from tracker.parcels import ParcelEntry, ParcelPlan, PlanInForce
from tracker.store.books import Books
from tracker.usecases.choosing import find_unit
from tracker.usecases.choosing_parcels import find_parcel
from tracker.usecases.look import unreachable_units


class SamePlan(TrackerError):
    """The plan in force says all this already."""

    sentence = "宗地 {number} 的处置方案本来就是这样，没有变动。"

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanParcel:
    """What the plan is to say from `on` on; None leaves what is in force.

    A date that is there already is moved only with a document and a reason.
    """

    number: str
    on: date
    at: datetime
    cause: str | None = None
    measure: str | None = None
    due_on: date | None = None
    unit: str | None = None
    document: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelPlanned:
    """The plan is in force; `units` are whom it concerns, before and after, `untold` hear nothing of it."""

    entry: ParcelEntry
    before: ParcelPlan
    made: PlanInForce
    after: ParcelStanding
    units: tuple[str, ...]
    untold: tuple[str, ...]


def plan_parcel(books: Books, sender: Sender, command: PlanParcel) -> ParcelPlanned:
    """Record the plan; the one before stays in the history."""
    record = find_parcel(books, command.number, None, command.on)
    number = record.entry.number
    before = parcel_standing(record, command.on, books.campaign).plan
    plan = _merged(books, before, command)
    if plan == before:
        raise SamePlan(number=number)
    moved = before.due_on is not None and plan.due_on != before.due_on
    for what, text in (("文号", command.document), ("调整原因", command.reason)):
        if moved and not text.strip():
            raise ReasonMissing(what=what)
    made = PlanInForce(
        id=0,
        plan=plan,
        from_on=command.on,
        document=command.document.strip(),
        reason=command.reason.strip(),
    )
    books.parcels.add_plan(record.entry.id, made, by=sender.name, at=command.at)
    books.note(
        "parcel.planned",
        number,
        by=sender.name,
        at=command.at,
        due=plan.due_on.isoformat() if plan.due_on else None,
        unit=plan.unit,
        document=made.document,
        reason=made.reason,
    )
    units = tuple(dict.fromkeys(unit for unit in (plan.unit, before.unit) if unit))
    return ParcelPlanned(
        entry=record.entry,
        before=before,
        made=made,
        after=parcel_standing(find_parcel(books, number, None, command.on), command.on, books.campaign),
        units=units,
        untold=unreachable_units(books, units),
    )


def _merged(books: Books, before: ParcelPlan, command: PlanParcel) -> ParcelPlan:
    if command.due_on is not None and command.due_on != before.due_on and command.due_on < command.on:
        raise DateInThePast(due_on=command.due_on, today=command.on)
    return ParcelPlan(
        cause=before.cause if command.cause is None else command.cause.strip(),
        measure=before.measure if command.measure is None else command.measure.strip(),
        due_on=command.due_on or before.due_on,
        unit=find_unit(books.campaign, command.unit).name if command.unit else before.unit,
    )
