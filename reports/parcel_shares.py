"""The account of parcels as the pieces of its picture: what of each park and category is done; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.account import ParcelStanding
from tracker.parcels import Category
from tracker.parks import Basis, Park
from tracker.plan import OFFICE_DEFAULT
from tracker.sayings import ASSUMED, long_day
from tracker.scoring import figure
from tracker.usecases.look_at_parcels import ParcelsSeen, parks_of

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryShare:
    """The parcels of a category; `opening_mu` is the plan's figure, None where it has none or not for these.

    Verified, awaiting review and left add up to the area of the parcels.
    """

    category: Category
    parcels: int
    area_mu: Decimal
    done_mu: Decimal
    pending_mu: Decimal
    opening_mu: Decimal | None

    @property
    def reach_mu(self) -> Decimal:
        """Return how far its bar goes, the plan's mark too."""
        return max(self.area_mu, self.opening_mu or _NOTHING)

    @property
    def areas(self) -> str:
        """`120/2284 亩`: disposed of, of the parcels' area."""
        return f"{figure(self.done_mu)}/{figure(self.area_mu)} 亩" if self.parcels else "没有宗地"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkShares:
    """The categories of a park that have parcels or a figure of the plan, in the order of the plan."""

    park: str
    shares: tuple[CategoryShare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelShares:
    """Every park, and all of them together in `whole`; `notes` say what the figures rest on."""

    title: str
    on: date
    known: date | None
    parks: tuple[ParkShares, ...]
    whole: tuple[CategoryShare, ...]
    notes: tuple[str, ...]

    @property
    def parcels(self) -> int:
        """Return how many parcels there are."""
        return sum(each.parcels for each in self.whole)

    @property
    def has_opening(self) -> bool:
        """Whether a figure of the plan is shown."""
        return any(each.opening_mu is not None for each in self.whole)


def parcel_shares(seen: ParcelsSeen) -> ParcelShares:
    """Add up what was read. Before the plan was issued, or known, it had no figures either."""
    campaign, asked = seen.campaign, seen.asked
    begun = min(asked.on, asked.known or asked.on) >= campaign.issued_on
    own = parks_of(campaign, asked) if begun else ()
    held: dict[str, list[ParcelStanding]] = {park.name: [] for park in own}
    for each in seen.parcels:
        held.setdefault(each.entry.park, []).append(each)
    openings = {park.name: _openings(park) for park in own}
    parks = tuple(
        ParkShares(park=name, shares=_shares(parcels, openings.get(name, {})))
        for name, parcels in held.items()
    )
    return ParcelShares(
        title=f"{campaign.short}：各类宗地的处置",
        on=asked.on,
        known=asked.known,
        parks=tuple(each for each in parks if each.shares),
        whole=_shares(seen.parcels, _summed(openings.values())),
        notes=tuple(_notes(seen, own))
        if begun
        else (f"方案尚未印发，{long_day(campaign.issued_on)}以前没有台账。",),
    )


def shares_caption(shares: ParcelShares) -> str:
    """Say a line a category: how many parcels, what of them is disposed of, what awaits review."""
    lines = [f"各类宗地的处置：{shares.parcels} 宗"]
    for each in shares.whole:
        if each.parcels:
            waiting = f"，待核验 {figure(each.pending_mu)} 亩" if each.pending_mu else ""
            lines.append(f"{each.category}：{each.parcels} 宗，已处置 {each.areas}{waiting}")
    return "\n".join(lines)


def _shares(
    parcels: Sequence[ParcelStanding], openings: Mapping[Category, Decimal]
) -> tuple[CategoryShare, ...]:
    shares = (_share(category, parcels, openings.get(category)) for category in Category)
    return tuple(each for each in shares if each.parcels or each.opening_mu)


def _share(category: Category, parcels: Iterable[ParcelStanding], opening: Decimal | None) -> CategoryShare:
    here = [each for each in parcels if each.entry.category is category]
    return CategoryShare(
        category=category,
        parcels=len(here),
        area_mu=sum((each.entry.area_mu for each in here), _NOTHING),
        done_mu=sum((each.verified_mu for each in here), _NOTHING),
        pending_mu=sum((each.pending_mu for each in here), _NOTHING),
        opening_mu=opening,
    )


def _openings(park: Park) -> dict[Category, Decimal]:
    return {Category.UNSUPPLIED: park.unsupplied_mu, Category.ILLEGAL: park.illegal_mu}


def _summed(openings: Iterable[Mapping[Category, Decimal]]) -> dict[Category, Decimal]:
    summed: dict[Category, Decimal] = {}
    for each in openings:
        for category, area in each.items():
            summed[category] = summed.get(category, _NOTHING) + area
    return summed


def _notes(seen: ParcelsSeen, own: Sequence[Park]) -> Iterable[str]:
    if not seen.parcels:
        yield "台账里还没有宗地。"
    yield "已处置按核验通过的面积计。"
    # Which parks are a unit's own may rest on an assumption; who sees every park needs none.
    governed = [row for park in own if (row := park.governor(seen.asked.on))]
    if seen.asked.units is not None and any(row.basis is Basis.ASSUMED for row in governed):
        yield f"{ASSUMED}。"
    stated = seen.campaign.stated_totals
    if stated and own and stated.source != OFFICE_DEFAULT:
        yield f"底数依据：{stated.source}。"
