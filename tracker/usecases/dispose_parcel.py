"""A unit reports that an area of a parcel is disposed of (处置); it counts once the office verifies it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tracker.account import ParcelStanding, counted_disposals, parcel_standing, total
from tracker.errors import TrackerError, ValueRefused
from tracker.model import Evidence, Member, Role, Sender
from tracker.parcels import Disposal, ParcelRecord
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.columns import EXACT_PLACES
from tracker.store.evidence import Whose
from tracker.store.parcels import Submission
from tracker.usecases.choosing_parcels import find_parcel


class MoreThanParcel(TrackerError):
    """Disposals never exceed their parcel (FACTS 5)."""

    sentence = "宗地 {number} 面积 {area} 亩，已报处置 {disposed} 亩，还可报 {left} 亩；您填的是 {asked} 亩。"

    def __init__(self, *, number: str, area: Decimal, disposed: Decimal, asked: Decimal) -> None:
        numbers = {"area": area, "disposed": disposed, "left": area - disposed, "asked": asked}
        super().__init__(number=number, **{name: figure(value) for name, value in numbers.items()})


class NothingLeft(TrackerError):
    """All of the parcel is submitted, and awaits review."""

    sentence = "宗地 {number} 的面积已全部报过，正在等待核验，不能再报。"

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


class ParcelFinished(TrackerError):
    """All of it is disposed of, or its way has come to its end."""

    sentence = "宗地 {number} 已于 {closed_on} 处置完毕，无需再报。"

    def __init__(self, *, number: str, closed_on: date) -> None:
        super().__init__(number=number, closed_on=closed_on)


class NotDisposedThen(TrackerError):
    """A day of disposal that lies ahead, or before the campaign."""

    sentence = "处置日期 {day} 不对：应在 {first}（方案印发）到 {today}（今天）之间。"

    def __init__(self, *, day: date, first: date, today: date) -> None:
        super().__init__(day=day, first=first, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeParcel:
    """`area_mu` None is all that is left; `measure` empty is that of the plan.

    `disposed_on` is the day of the act, `on` the day it is said.
    """

    number: str
    area_mu: Decimal | None
    disposed_on: date
    on: date
    at: datetime
    measure: str = ""
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    media_group_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelDisposed:
    """The disposal awaits review; `after` is the parcel's standing on the day it was said."""

    disposal_id: int
    record: ParcelRecord
    area_mu: Decimal
    measure: str
    disposed_on: date
    on: date
    evidence: int
    after: ParcelStanding
    reviewers: tuple[Member, ...]
    """Who is to hear of it."""


def dispose_parcel(books: Books, sender: Sender, command: DisposeParcel) -> ParcelDisposed:
    """Record a disposal for review; refuse one beyond the parcel's area."""
    record = find_parcel(books, command.number, sender.units(Role.LIAISON), command.on)
    first = books.campaign.issued_on
    if not first <= command.disposed_on <= command.on:
        raise NotDisposedThen(day=command.disposed_on, first=first, today=command.on)
    before = parcel_standing(record, date.max, books.campaign)
    if before.closed_on is not None:
        raise ParcelFinished(number=record.entry.number, closed_on=before.closed_on)
    area_mu = area_to_dispose(record, command.area_mu)
    measure = command.measure.strip() or before.plan.measure
    disposal_id = books.parcels.add_disposal(
        Submission(
            parcel_id=record.entry.id,
            area_mu=area_mu,
            measure=measure,
            text=command.text.strip(),
            disposed_on=command.disposed_on,
            submitted_on=command.on,
            reporter=sender.name,
            user_id=sender.user_id,
            recorded_at=command.at,
        )
    )
    sent_back = _sent_back(record, command, area_mu)
    if sent_back is not None:
        books.parcels.renew(sent_back.id, disposal_id)
    books.evidence.add(Whose(disposal_id=disposal_id), command.evidence, command.media_group_id)
    record = find_parcel(books, record.entry.number, None, command.on)
    return ParcelDisposed(
        disposal_id=disposal_id,
        record=record,
        area_mu=area_mu,
        measure=measure,
        disposed_on=command.disposed_on,
        on=command.on,
        evidence=len(command.evidence),
        after=parcel_standing(record, command.on, books.campaign),
        reviewers=books.people.with_role(Role.OFFICE),
    )


def _sent_back(record: ParcelRecord, command: DisposeParcel, area_mu: Decimal) -> Disposal | None:
    """Return what this is submitted anew instead of: sent back by now, on a later day than that of the act.

    Otherwise both would stand on the days between. Of several that of the same day, of the same area.
    """
    found = (
        each
        for each in record.disposals
        if each.review is not None
        and each.review.sends_back(command.on)
        and command.disposed_on < each.review.reviewed_on
        and not each.renewed
    )
    return min(
        found,
        key=lambda each: (each.disposed_on != command.disposed_on, each.area_mu != area_mu, each.id),
        default=None,
    )


def area_to_dispose(record: ParcelRecord, asked: Decimal | None) -> Decimal:
    """Return the area to record (None asked: all that is left), or refuse what cannot be."""
    whole, disposed = record.entry.area_mu, total(counted_disposals(record, date.max))
    if disposed >= whole:
        raise NothingLeft(number=record.entry.number)
    area_mu = whole - disposed if asked is None else asked
    if area_mu <= 0:
        raise ValueRefused(what="面积", value=figure(area_mu), reason="应大于 0。")
    if area_mu != round(area_mu, EXACT_PLACES):
        raise ValueRefused(
            what="面积", value=figure(area_mu), reason=f"合计为亩后最多 {EXACT_PLACES} 位小数。"
        )
    if area_mu > whole - disposed:
        raise MoreThanParcel(number=record.entry.number, area=whole, disposed=disposed, asked=area_mu)
    return area_mu
