"""Rows of the counties' own standards <-> `tracker.model.Standard`, within one transaction."""

from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from tracker.measures import Method
from tracker.model import Criterion, Standard
from tracker.plan import Campaign
from tracker.store.parcel_tables import standards


class Standards:
    """The standards that counties and parks made for themselves; the plan's own is in the campaign file."""

    def __init__(self, connection: Connection, campaign: Campaign) -> None:
        self._connection = connection
        indicators = campaign.scoring.indicators if campaign.scoring else ()
        self._indicators = {each.key: each for each in indicators}

    def all(self) -> tuple[Standard, ...]:
        """Return every standard, also those that were replaced, in order of recording."""
        query = select(standards).order_by(standards.c.id)
        return tuple(self._standard(row) for row in self._connection.execute(query))

    def add(self, standard: Standard, *, by: str, at: datetime) -> None:
        """Record a standard of a place's own; from its day on it rules instead of the one before it."""
        row: dict[str, object] = {
            "park": standard.park,
            "unit": standard.unit,
            "industry": standard.industry,
            "cutoff": standard.cutoff,
            "method": standard.method.value,
            "method_source": standard.method_source,
            "document": standard.source,
            "reason": standard.reason,
            "from_on": standard.from_on,
            "until_on": standard.until_on,
            "recorded_by": by,
            "recorded_at": at,
        }
        for criterion in standard.criteria:
            row[f"{criterion.key}_threshold"] = criterion.threshold
            row[f"{criterion.key}_weight"] = criterion.weight
        self._connection.execute(insert(standards), row)

    def _standard(self, row: Row[*tuple[object, ...]]) -> Standard:
        return Standard(
            name=own_name(row.park or row.unit, row.industry),
            source=row.document,
            criteria=tuple(
                Criterion(
                    key=key,
                    name=self._indicators[key].name,
                    measure=self._indicators[key].measure,
                    threshold=getattr(row, f"{key}_threshold"),
                    weight=getattr(row, f"{key}_weight"),
                )
                for key in self._indicators
                if getattr(row, f"{key}_threshold") is not None
            ),
            cutoff=row.cutoff,
            method=Method(row.method),
            method_source=row.method_source,
            from_on=row.from_on,
            until_on=row.until_on,
            park=row.park,
            unit=row.unit,
            industry=row.industry,
            reason=row.reason,
        )


def own_name(place: str, industry: str | None) -> str:
    """Name a place's own standard: `清丰县`, or `清丰县化工行业`."""
    return f"{place}{industry}行业" if industry else place
