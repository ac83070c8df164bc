"""Who governs a park: the campaign file's rows, and what the office has confirmed or changed since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from tracker.parks import Basis, Governs, Park
from tracker.plan import Campaign
from tracker.store.target_tables import governors


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The office's word on who governs a park from a day on, known from `known_on`."""

    park: str
    unit: str
    from_on: date
    document: str
    known_on: date


class Governors:
    """The office's words on parks."""

    def __init__(self, connection: Connection, campaign: Campaign) -> None:
        self._connection = connection
        self._campaign = campaign

    def campaign(self, known: date | None = None) -> Campaign:
        """Return the campaign with its parks as the office has confirmed them, as far as it was known."""
        confirmed = self.all(known=known)
        if not confirmed:
            return self._campaign
        parks = tuple(_governed(park, confirmed) for park in self._campaign.parks)
        return replace(self._campaign, parks=parks)

    def all(self, *, known: date | None = None) -> tuple[Confirmed, ...]:
        """Return the words in order of recording."""
        query = select(governors).order_by(governors.c.id)
        if known is not None:
            query = query.where(governors.c.known_on <= known)
        return tuple(
            Confirmed(
                park=row.park,
                unit=row.unit,
                from_on=row.from_on,
                document=row.document,
                known_on=row.known_on,
            )
            for row in self._connection.execute(query)
        )

    def add(self, confirmed: Confirmed, *, by: str, at: datetime) -> None:
        """Record a word; of one park and day the newest rules."""
        row = {
            "park": confirmed.park,
            "unit": confirmed.unit,
            "from_on": confirmed.from_on,
            "document": confirmed.document,
            "known_on": confirmed.known_on,
            "recorded_by": by,
            "recorded_at": at,
        }
        self._connection.execute(insert(governors), row)


def _governed(park: Park, confirmed: Iterable[Confirmed]) -> Park:
    """Put the office's words into a park's rows; what it confirmed is no longer assumed."""
    rows = {each.from_on: each for each in park.governed}
    for each in confirmed:
        if each.park == park.name:
            rows[each.from_on] = Governs(
                unit=each.unit, basis=Basis.STATED, from_on=each.from_on, source=each.document
            )
    return replace(park, governed=tuple(rows[day] for day in sorted(rows)))
