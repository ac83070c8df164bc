"""Which units are called to a 约谈 on a day, each with all its reasons (四（三）, FACTS 7)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.assessment import Talk, talk
from tracker.measures import Assessment
from tracker.model import Sender
from tracker.sanctions import SanctionState
from tracker.store.books import Books
from tracker.usecases.look_at_open_years import LookAtOpenYears, look_at_open_years
from tracker.usecases.look_at_ranking import assessment_of, judged
from tracker.usecases.look_at_sanctions import LookAtSanctions, SanctionsSeen, look_at_sanctions

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtTalks:
    """The day as it was known (None: everything); `over`: what waits is what waits once the day is over.

    On 31 December that is the year's end, because mid-year can be decided no longer.
    """

    on: date
    known: date | None = None
    over: bool = False


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
    asked = LookAtOpenYears(on=on + _DAY if command.over else on, known=known, decided_by=on)
    # Exactly half suspends nobody.
    triggered = [
        each.standing
        for each in look_at_open_years(books, sender, asked)
        if each.waits and each.standing.state is SanctionState.SUSPENDED
    ]
    standings = judged(books.ledger.holdings(known=known), land.campaign, on)
    current = {each.standing.unit: each.standing for each in land.years}
    talks = (
        talk(
            unit.name,
            orders=(each for each in land.running if each.unit == unit.name),
            triggered=(each for each in triggered if each.unit == unit.name),
            year=current.get(unit.name),
            standings=(each for each in standings if each.assignment.unit == unit.name),
            rule=rule,
            rules=land.rules,
            on=on,
        )
        for unit in land.campaign.units
    )
    return TalksSeen(asked=command, rule=rule, land=land, talks=tuple(t for t in talks if t is not None))
