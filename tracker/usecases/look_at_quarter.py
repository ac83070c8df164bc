"""Everything that the 通报 of a quarter says, read at once: as of its last day, or of today while it runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.orders import Order
from tracker.plan import Campaign
from tracker.quarters import Quarter, quarter_meant, quarter_of, quarter_unclear, quarters_between
from tracker.returns import ReturnStanding
from tracker.sanctions import areas_standing
from tracker.sayings import long_day
from tracker.store.books import Books
from tracker.targets import AreaDone
from tracker.unit_year import UnitYear
from tracker.usecases.choosing import brief
from tracker.usecases.choosing_returns import UnclearQuarter
from tracker.usecases.look import Look, Seen, look
from tracker.usecases.look_at_annual_tasks import AnnualTasks, look_at_annual_tasks
from tracker.usecases.look_at_open_years import LookAtOpenYears, look_at_open_years
from tracker.usecases.look_at_ranking import LookAtRanking, RankingSeen, ranked
from tracker.usecases.look_at_returns import LookAtReturns, returns_on
from tracker.usecases.look_at_sanctions import SanctionsSeen
from tracker.whose import governor_of


class NoQuarter(TrackerError):
    """What was written is no quarter."""

    sentence = "“{word}”不是季度。请写 {example}，或 {spelt}。"

    def __init__(self, *, word: str, example: Quarter) -> None:
        super().__init__(word=word, example=example, spelt=example.name)


class QuarterAhead(TrackerError):
    """The quarter has not begun."""

    sentence = "{quarter}还没有开始，不能起草通报。"

    def __init__(self, *, quarter: Quarter) -> None:
        super().__init__(quarter=quarter.name)


class QuarterBeforeCampaign(TrackerError):
    """Nothing was ordered yet by the day that the 通报 would be of."""

    sentence = "方案{issued_on}印发，截至{on}没有可以通报的情况。"

    def __init__(self, *, on: date, issued_on: date) -> None:
        super().__init__(on=long_day(on), issued_on=long_day(issued_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtQuarter:
    """The quarter as somebody wrote it, empty: the last that ended; and the day on which it is drafted."""

    word: str
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterSeen:
    """A quarter on `on`, by what is known on the day of drafting, `drafted_on`.

    `annual` and `ranking` are None where the plan has no such rules; ranks are compared with the end of the
    quarter before. `areas` are the unit's areas disposed of in the quarter, verified or not. `returns` are as
    of the day of drafting: on the day on which they are due none can be late. `open_now` are the years that
    are open on that day, `orders_since` suspensions that were decided or lifted after `on`.
    """

    sender: Sender
    quarter: Quarter
    on: date
    drafted_on: date
    ledger: Seen
    annual: AnnualTasks | None
    ranking: RankingSeen | None
    areas: Mapping[str, tuple[AreaDone, ...]]
    returns: tuple[ReturnStanding, ...]
    open_now: tuple[UnitYear, ...]
    orders_since: tuple[Order, ...]

    @property
    def campaign(self) -> Campaign:
        """Return the campaign as it was known."""
        return self.ledger.campaign

    @property
    def land(self) -> SanctionsSeen | None:
        """Return the year of the day."""
        return self.annual.land if self.annual else None

    @property
    def running(self) -> bool:
        """Whether the quarter has not ended."""
        return self.on < self.quarter.last_on


def look_at_quarter(books: Books, sender: Sender, command: LookAtQuarter) -> QuarterSeen:
    """Read what is recorded of a quarter; refuse one that has not begun or was over before the plan."""
    today = command.today
    quarter = _asked(books.campaign, command)
    on = min(quarter.last_on, today)
    if today < quarter.first_on:
        raise QuarterAhead(quarter=quarter)
    if on < books.campaign.issued_on:
        raise QuarterBeforeCampaign(on=on, issued_on=books.campaign.issued_on)
    annual = look_at_annual_tasks(books, sender, LookAtOpenYears(on=on))
    return QuarterSeen(
        sender=sender,
        quarter=quarter,
        on=on,
        drafted_on=today,
        ledger=look(books, sender, Look(on=on)),
        annual=annual,
        ranking=_ranking(books, sender, quarter, annual.land) if annual else None,
        areas=dict(_areas(annual.land, quarter)) if annual else {},
        returns=returns_on(books, LookAtReturns(on=today, quarters=(quarter,))),
        open_now=look_at_open_years(books, sender, LookAtOpenYears(on=today)),
        orders_since=tuple(each for each in books.orders.all() if _changed(each, on, today)),
    )


def quarters_to_report(campaign: Campaign, today: date) -> tuple[Quarter, ...]:
    """Return the quarters that have begun since the plan was issued, the newest last."""
    return tuple(quarters_between(quarter_of(campaign.issued_on), quarter_of(today)))


def _asked(campaign: Campaign, command: LookAtQuarter) -> Quarter:
    """Read the word; without one, take the last quarter that ended, the running one before any has."""
    word = command.word
    running = quarter_of(command.today)
    if not word:
        return max(running.before, min(running, quarter_of(campaign.issued_on)))
    quarter = quarter_meant(word)
    if quarter is None and (reason := quarter_unclear(word)):
        raise UnclearQuarter(word=brief(word), reason=reason)
    if quarter is None:
        raise NoQuarter(word=brief(word), example=running.before)
    return quarter


def _ranking(books: Books, sender: Sender, quarter: Quarter, land: SanctionsSeen) -> RankingSeen | None:
    if books.campaign.assessment is None:
        return None
    command = LookAtRanking(on=land.asked.on, against=quarter.before.last_on)
    return ranked(books, sender, command, land)


def _areas(land: SanctionsSeen, quarter: Quarter) -> Iterator[tuple[str, tuple[AreaDone, ...]]]:
    governor, on = governor_of(land.campaign), land.asked.on
    for each in land.years:
        unit = each.standing.unit
        standing = areas_standing(unit, on.year, land.facts, land.rules, governor, on=on)
        yield unit, tuple(area for area in standing if area.disposed_on >= quarter.first_on)


def _changed(order: Order, on: date, today: date) -> bool:
    """Whether a suspension was decided or lifted after `on`, as far as that has happened by today."""
    days = (order.decided_on, order.lifted_on)
    return order.suspends and any(day is not None and on < day <= today for day in days)
