"""Returns that are being written: kept by unit and quarter, so that a successor finds them too."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tracker.model import Evidence
from tracker.quarters import Quarter
from tracker.store.return_tables import return_drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is written so far of a return.

    `percents` by task and `areas` by category (exact text, 亩) are only those that differ from the records;
    `problems` is None while nothing is said of them.
    """

    percents: dict[str, int] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    problems: str | None = None
    topics: dict[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


class ReturnDrafts:
    """The drafts; none of them is a fact."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, quarter: Quarter, unit: str) -> Draft | None:
        """Return what is written so far."""
        query = select(return_drafts.c.answers).where(*_whose(quarter, unit))
        answers: dict[str, Any] | None = self._connection.execute(query).scalar_one_or_none()
        if answers is None:
            return None
        pieces = tuple(Evidence(**piece) for piece in answers["evidence"])
        return Draft(**{**answers, "evidence": pieces})

    def put(self, quarter: Quarter, unit: str, draft: Draft, *, by: str, at: datetime) -> None:
        """Keep a draft, instead of the one before."""
        values = {"answers": asdict(draft), "updated_by": by, "updated_at": at}
        here = _whose(quarter, unit)
        if self._connection.execute(update(return_drafts).where(*here).values(values)).rowcount == 0:
            row = {"quarter": str(quarter), "unit": unit, **values}
            self._connection.execute(insert(return_drafts), row)

    def drop(self, quarter: Quarter, unit: str) -> None:
        """Forget a draft."""
        self._connection.execute(delete(return_drafts).where(*_whose(quarter, unit)))


def _whose(quarter: Quarter, unit: str) -> tuple[Any, ...]:
    return return_drafts.c.quarter == str(quarter), return_drafts.c.unit == unit
