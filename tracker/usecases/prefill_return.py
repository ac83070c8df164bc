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
from tracker.whose import governor_of


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
    governor = governor_of(books.campaign)

    def counts(park: str | None, whole: str | None, disposed_on: date) -> bool:
        whose = governor(park, disposed_on) if park else whole
        return whose == unit and quarter.first_on <= disposed_on <= min(on, quarter.last_on)

    parks = [park.name for park in books.campaign.parks if unit in {row.unit for row in park.governed}]
    wanted = ParcelsWanted(concerning=((), tuple(parks)))
    found: dict[Category, Decimal] = defaultdict(Decimal)
    for record in books.parcels.records(wanted) if parks else ():
        for disposal in counted_disposals(record, on):
            if counts(record.entry.park, None, disposal.disposed_on):
                found[record.entry.category] += disposal.area_mu
    for area in books.area_disposals.all().values():
        if area.stands(on) and counts(area.park, area.unit, area.disposed_on):
            found[area.category] += area.area_mu
    return tuple(
        AreaRevived(category=each, area_mu=found[each], recorded_mu=found[each]) for each in Category
    )
