"""What the records already say for a quarterly return: progress by task, areas by category."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from tracker.account import counted_disposals
from tracker.parcels import Category
from tracker.plan import Part
from tracker.quarters import Quarter
from tracker.returns import AreaRevived, TaskProgress
from tracker.standing import standing
from tracker.store.books import Books
from tracker.store.parcel_rows import ParcelsWanted


def recorded_progress(books: Books, quarter: Quarter, unit: str, on: date) -> tuple[TaskProgress, ...]:
    """Return how far the unit's tasks of the ledger are, on the quarter's last day at the latest."""
    day = min(on, quarter.last_on)
    judged = [standing(held, day, books.campaign.lights) for held in books.ledger.holdings(units=(unit,))]
    return tuple(
        TaskProgress(code=each.assignment.code, percent=each.percent, recorded=each.percent)
        for each in judged
        if each.assignment.part is not Part.OBLIGATION
    )


def recorded_areas(books: Books, quarter: Quarter, unit: str, on: date) -> tuple[AreaRevived, ...]:
    """Return what was disposed of within the quarter in the unit's parks, reviewed or not, by category.

    A disposal belongs to the unit that governed its park on its day (FACTS 6).
    """
    parks = {park.name: park for park in books.campaign.parks if unit in {row.unit for row in park.governed}}
    wanted = ParcelsWanted(concerning=((), tuple(parks)))
    found: dict[Category, Decimal] = defaultdict(Decimal)
    for record in books.parcels.records(wanted) if parks else ():
        for disposal in counted_disposals(record, on):
            governor = parks[record.entry.park].governor(disposal.disposed_on)
            inside = quarter.first_on <= disposal.disposed_on <= quarter.last_on
            if inside and governor is not None and governor.unit == unit:
                found[record.entry.category] += disposal.area_mu
    return tuple(
        AreaRevived(category=each, area_mu=found[each], recorded_mu=found[each]) for each in Category
    )
