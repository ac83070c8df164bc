"""How counties and zones are ranked by the quantified score on a day (四（四）, FACTS 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.assessment import Place, UnitScore, period_before, places, unit_score
from tracker.errors import TrackerError
from tracker.measures import Assessment
from tracker.model import Holdings, Sender
from tracker.plan import Campaign
from tracker.returns import ReturnRecord, ReturnStanding, return_standing
from tracker.sanctions import sanction_standing
from tracker.standing import Standing, standing
from tracker.store.books import Books
from tracker.usecases.look_at_sanctions import (
    LookAtSanctions,
    SanctionsSeen,
    look_at_sanctions,
)
from tracker.whose import governor_of


class NoAssessment(TrackerError):
    """The campaign file has no section on the quantified score."""

    sentence = "本方案没有规定量化得分，没有这项功能。"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtRanking:
    """The year of a day up to its end, as it was known (None: everything).

    Ranks are compared with those `against` a day before, None: the half-year's end before.
    """

    on: date
    known: date | None = None
    against: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit in its group. `assumed`: its area rests on an assumed park; `before`: its rank a period ago."""

    place: Place
    assumed: bool
    before: int | None

    @property
    def unit(self) -> str:
        """Return whose row it is."""
        return self.place.scored.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedGroup:
    """Units that are ranked among themselves, the best first; `group` is one of `UnitGroup`."""

    group: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSeen:
    """The ranking of a day. `before_on` is the day it is compared with; None: the campaign was not issued.

    Ranks of then are judged by what is known now, so that both can be compared.
    """

    sender: Sender
    asked: LookAtRanking
    rule: Assessment
    land: SanctionsSeen
    before_on: date | None
    groups: tuple[RankedGroup, ...]

    @property
    def campaign(self) -> Campaign:
        """Return the campaign as it was known."""
        return self.land.campaign


def look_at_ranking(books: Books, sender: Sender, command: LookAtRanking) -> RankingSeen:
    """Score what is recorded, as far as it was known, and rank each group."""
    assessment_of(books.campaign)
    on, known = command.on, command.known
    land = look_at_sanctions(books, sender, LookAtSanctions(year=on.year, on=on, known=known))
    return ranked(books, sender, command, land)


def ranked(books: Books, sender: Sender, command: LookAtRanking, land: SanctionsSeen) -> RankingSeen:
    """Rank each group where the year of the day, as it was known, has been looked at already: `land`."""
    rule, on, known = assessment_of(books.campaign), command.on, command.known
    facts = _Facts(
        rule=rule,
        land=land,
        holdings=books.ledger.holdings(known=known),
        returns=books.returns.records(known=known),
    )
    before_on = _before(land, command)
    now, before = _placed(facts, on), {} if before_on is None else _placed(facts, before_on)
    ranks = {place.scored.unit: place.rank for group in before.values() for place in group}
    assumed = {each.standing.unit for each in land.years if each.assumed}
    groups = tuple(
        RankedGroup(
            group=group,
            rows=tuple(
                Row(
                    place=each,
                    assumed=each.scored.unit in assumed,
                    before=ranks.get(each.scored.unit),
                )
                for each in held
            ),
        )
        for group, held in now.items()
    )
    return RankingSeen(sender=sender, asked=command, rule=rule, land=land, before_on=before_on, groups=groups)


def assessment_of(campaign: Campaign) -> Assessment:
    """Return how units are scored, or refuse where the plan does not say."""
    if campaign.assessment is None:
        raise NoAssessment
    return campaign.assessment


def judged(holdings: Iterable[Holdings], campaign: Campaign, on: date) -> tuple[Standing, ...]:
    """Judge what is recorded of assignments on a day."""
    return tuple(standing(each, on, campaign.lights) for each in holdings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """Everything that scores are made of, read once for both days."""

    rule: Assessment
    land: SanctionsSeen
    holdings: tuple[Holdings, ...]
    returns: tuple[ReturnRecord, ...]


def _before(land: SanctionsSeen, asked: LookAtRanking) -> date | None:
    before_on = asked.against or period_before(asked.on, land.rules)
    return None if before_on < land.campaign.issued_on else before_on


def _placed(facts: _Facts, on: date) -> dict[str, tuple[Place, ...]]:
    """Rank every group on a day."""
    campaign, owed = facts.land.campaign, facts.land.campaign.returns
    standings = judged(facts.holdings, campaign, on)
    returns = () if owed is None else tuple(return_standing(each, on, owed) for each in facts.returns)
    return {
        group: places(
            [
                _scored(facts, unit.name, standings, returns, on)
                for unit in campaign.units
                if unit.group == group
            ]
        )
        for group in facts.rule.groups
    }


def _scored(
    facts: _Facts, unit: str, standings: Iterable[Standing], returns: Iterable[ReturnStanding], on: date
) -> UnitScore:
    land = facts.land
    year = sanction_standing(unit, on.year, land.facts, land.rules, governor_of(land.campaign), on=on)
    own = (each for each in standings if each.assignment.unit == unit)
    return unit_score(year, own, (each for each in returns if each.unit == unit), facts.rule, on)
