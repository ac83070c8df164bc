"""The numbers of what was read, for the chat and the command line alike."""

from reports.digest import Digest, digest
from reports.year_digest import YearDigest, year_digest
from tracker.model import Sender
from tracker.store.books import Books
from tracker.usecases.look import Look, Seen, look
from tracker.usecases.look_at_annual_tasks import AnnualTasks, look_at_annual_tasks
from tracker.usecases.look_at_open_years import LookAtOpenYears
from tracker.usecases.look_at_sanctions import SanctionsSeen


def digest_of(seen: Seen, annual: AnnualTasks | None = None) -> Digest:
    """Compute the numbers of what was read; `annual` tasks only where who looks sees every unit."""
    return digest(
        seen.campaign,
        seen.holdings,
        on=seen.on,
        known=seen.known,
        unreachable=seen.unreachable,
        returns=seen.returns,
        years=year_digest_of(annual.land, openly=True) if annual else None,
        open_years=annual.open_years if annual else (),
        goal_done_mu=annual.goal_done_mu if annual else None,
    )


def whole_day(books: Books, sender: Sender, command: Look) -> Digest:
    """Read a day and compute its numbers for who sees every unit."""
    annual = look_at_annual_tasks(books, sender, LookAtOpenYears(on=command.on, known=command.known))
    return digest_of(look(books, sender, command), annual)


def year_digest_of(seen: SanctionsSeen, *, openly: bool) -> YearDigest:
    """Gather how the units of a year stand; `openly` as for who sees all."""
    return year_digest(
        seen.rules,
        [each.standing for each in seen.years],
        year=seen.asked.year,
        on=seen.asked.on,
        known=seen.asked.known,
        openly=openly,
        orders=[*(order for each in seen.years for order in each.orders), *seen.running],
        assumed=[each.standing.unit for each in seen.years if each.assumed],
        lifted=[each.standing.unit for each in seen.years if each.may_be_ordered and not each.is_open],
    )
