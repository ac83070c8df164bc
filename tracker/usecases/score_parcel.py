"""A parcel is judged by the standard that its park, its unit and its industry have on the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.errors import NoScoring, NoStandardInForce
from tracker.measures import Scoring
from tracker.model import Sender, Standard
from tracker.parks import Basis, Governs, Park
from tracker.plan import Campaign
from tracker.scoring import Scored, own_standard_in_force, plan_standard, score
from tracker.store.books import Books
from tracker.usecases.choosing import find_park, find_unit, industry_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreParcel:
    """A parcel's values by indicator, None or absent where unknown.

    `unit` goes before the unit that governs the park on the day `on`.
    """

    park: str
    values: Mapping[str, Decimal | None]
    on: date
    unit: str | None = None
    industry: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelScored:
    """The verdict, and what a reader must know of how its standard was found.

    `assumed` is the governing unit where which unit that is was assumed, and could make a difference;
    `industries` have a standard of their own here, which was not asked for.
    """

    park: Park
    unit: str | None
    industry: str | None
    on: date
    scored: Scored
    assumed: Governs | None
    industries: tuple[str, ...]


def score_parcel(books: Books, _sender: Sender, command: ScoreParcel) -> ParcelScored:
    """Judge a parcel by what is recorded."""
    return judge(books.campaign, books.standards.all(), command)


def judge(campaign: Campaign, recorded: Sequence[Standard], command: ScoreParcel) -> ParcelScored:
    """Judge a parcel by the plan and these standards of counties and parks; no records are needed."""
    park = find_park(campaign, command.park, command.on)
    given = find_unit(campaign, command.unit).name if command.unit else None
    row = park.governor(command.on)
    unit = given or (row.unit if row else None)
    industry = industry_name(command.industry or "") or None
    standard = standard_on(campaign, recorded, park=park.name, unit=unit, industry=industry, on=command.on)
    assumed = row if given is None and row and row.basis is Basis.ASSUMED else None
    return ParcelScored(
        park=park,
        unit=unit,
        industry=industry,
        on=command.on,
        scored=score(standard, command.values),
        assumed=assumed if any(each.unit for each in recorded) else None,
        industries=() if industry else industries_of(recorded, park.name, unit, command.on),
    )


def standard_on(
    campaign: Campaign,
    recorded: Sequence[Standard],
    *,
    park: str,
    unit: str | None,
    industry: str | None,
    on: date,
) -> Standard:
    """Return the standard in force; `park` may be empty. Refuse where the plan has none, or none yet."""
    plan = plan_standard(campaign, scoring_of(campaign), park)
    if on < plan.from_on:
        raise NoStandardInForce(on=on, from_on=plan.from_on)
    return own_standard_in_force(recorded, park=park, unit=unit, industry=industry, on=on) or plan


def industries_of(recorded: Sequence[Standard], park: str, unit: str | None, on: date) -> tuple[str, ...]:
    """Return the industries that have a standard of their own in this park or unit on the day."""
    here = [each for each in recorded if each.park == park or (unit is not None and each.unit == unit)]
    kinds = dict.fromkeys(each.industry for each in here if each.industry)
    return tuple(kind for kind in kinds if _rules_itself(recorded, park, unit, kind, on))


def scoring_of(campaign: Campaign) -> Scoring:
    """Return how the plan judges parcels, or refuse where it does not."""
    if campaign.scoring is None:
        raise NoScoring
    return campaign.scoring


def _rules_itself(recorded: Sequence[Standard], park: str, unit: str | None, industry: str, on: date) -> bool:
    found = own_standard_in_force(recorded, park=park, unit=unit, industry=industry, on=on)
    return found is not None and found.industry == industry
