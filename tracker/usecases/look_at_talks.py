"""Which units are called to a 约谈 on a day, each with all its reasons (四（三）, FACTS 7)."""

from dataclasses import dataclass
from datetime import date

from tracker.assessment import Talk, talk
from tracker.measures import Assessment
from tracker.model import Sender
from tracker.sanctions import SanctionState
from tracker.store.books import Books
from tracker.usecases.look_at_ranking import assessment_of, judged
from tracker.usecases.look_at_sanctions import LookAtSanctions, SanctionsSeen, UnitYear, look_at_sanctions


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtTalks:
    """The day, judged as at its end, as it was known (None: everything)."""

    on: date
    known: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalksSeen:
    """Who is called, in the order of the plan; `land` is the year of the day."""

    asked: LookAtTalks
    rule: Assessment
    land: SanctionsSeen
    talks: tuple[Talk, ...]


def look_at_talks(books: Books, sender: Sender, command: LookAtTalks) -> TalksSeen:
    """Gather what calls for a 约谈. Only for who sees every unit: it tells what is not decided yet."""
    rule, on, known = assessment_of(books.campaign), command.on, command.known
    land = look_at_sanctions(books, sender, LookAtSanctions(year=on.year, on=on, known=known))
    years = list(land.years)
    if on.year > land.campaign.issued_on.year:
        # What a year's end triggered stands until the director has decided.
        last = LookAtSanctions(year=on.year - 1, on=on, known=known)
        years = [*look_at_sanctions(books, sender, last).years, *years]
    standings = judged(books.ledger.holdings(known=known), land.campaign, on)
    current = {each.standing.unit: each.standing for each in land.years}
    talks = (
        talk(
            unit.name,
            orders=(each for each in land.running if each.unit == unit.name),
            triggered=(y.standing for y in years if y.standing.unit == unit.name and _is_triggered(y)),
            year=current.get(unit.name),
            standings=(each for each in standings if each.assignment.unit == unit.name),
            rule=rule,
            rules=land.rules,
            on=on,
        )
        for unit in land.campaign.units
    )
    return TalksSeen(asked=command, rule=rule, land=land, talks=tuple(t for t in talks if t is not None))


def _is_triggered(year: UnitYear) -> bool:
    """Whether the figures suspend and nobody has decided; exactly half suspends nobody."""
    return year.is_open and year.standing.state is SanctionState.SUSPENDED
