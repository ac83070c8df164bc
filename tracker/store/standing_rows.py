"""Which rows of a table of facts stand: now, or as the records were at an earlier moment."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, or_


def stands(table: Table, recorded_by: datetime | None) -> ColumnElement[bool]:
    """Match what is not voided; with `recorded_by` what was recorded by that moment and not voided then."""
    if recorded_by is None:
        return table.c.voided_at.is_(None)
    return and_(
        table.c.recorded_at <= recorded_by,
        or_(table.c.voided_at.is_(None), table.c.voided_at > recorded_by),
    )
