"""Rows of pictures and documents <-> `tracker.model.Evidence`, within one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from tracker.model import Evidence
from tracker.store.parcel_tables import disposals
from tracker.store.tables import evidence, reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """What pictures came with: a report or a disposal, one of the two."""

    report_id: int | None = None
    disposal_id: int | None = None


class EvidenceKept:
    """What came with reports and disposals."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, whose: Whose, pieces: Iterable[Evidence], media_group_id: str | None) -> None:
        """Attach pictures and documents."""
        rows = [
            {
                "report_id": whose.report_id,
                "disposal_id": whose.disposal_id,
                "file_id": piece.file_id,
                "file_unique_id": piece.file_unique_id,
                "kind": piece.kind,
                "name": piece.name,
                "size": piece.size,
                "media_group_id": media_group_id,
            }
            for piece in pieces
        ]
        if rows:
            self._connection.execute(insert(evidence), rows)

    def of(self, whose: Whose) -> tuple[Evidence, ...]:
        """Return what came with it, in order of arrival."""
        rows = self._connection.execute(select(evidence).where(_is(whose)).order_by(evidence.c.id))
        return tuple(
            Evidence(
                file_id=row.file_id,
                file_unique_id=row.file_unique_id,
                kind=row.kind,
                name=row.name,
                size=row.size,
            )
            for row in rows
        )

    def of_album(self, media_group_id: str, user_id: int) -> Whose | None:
        """Find what the first message of an album made: the rest of the album belongs to it."""
        query = (
            select(evidence.c.report_id, evidence.c.disposal_id)
            .outerjoin(reports, reports.c.id == evidence.c.report_id)
            .outerjoin(disposals, disposals.c.id == evidence.c.disposal_id)
            .where(
                evidence.c.media_group_id == media_group_id,
                or_(reports.c.user_id == user_id, disposals.c.user_id == user_id),
            )
        )
        row = self._connection.execute(query.limit(1)).one_or_none()
        return Whose(report_id=row.report_id, disposal_id=row.disposal_id) if row else None


def _is(whose: Whose) -> ColumnElement[bool]:
    if whose.report_id is not None:
        return evidence.c.report_id == whose.report_id
    return evidence.c.disposal_id == whose.disposal_id
