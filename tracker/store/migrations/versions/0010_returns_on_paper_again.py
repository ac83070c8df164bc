"""Let a file bring another submission of a quarterly return after the first was sent back."""

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Id, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_IMPORTED = sa.text("voided_at IS NULL AND origin = 'import'")
_NAME, _TABLE = "uq_quarterly_returns_imported", "quarterly_returns"
_RETURNS = sa.table(
    _TABLE,
    sa.column("id", Id),
    sa.column("quarter", sa.Text()),
    sa.column("unit", sa.Text()),
    sa.column("submitted_on", sa.Date()),
    sa.column("recorded_at", Moment()),
    sa.column("voided_at", Moment()),
)
_REVIEWS = sa.table("return_reviews", sa.column("return_id", Id), sa.column("voided_at", Moment()))


def upgrade() -> None:
    """Bring the schema forward."""
    _one_row_of(["quarter", "unit", "submitted_on"])


def downgrade() -> None:
    """Take the schema back: of several submissions of a return it holds the newest alone."""
    _void_all_but_the_newest(op.get_bind())
    _one_row_of(["quarter", "unit"])


def _one_row_of(columns: list[str]) -> None:
    op.drop_index(_NAME, _TABLE)
    op.create_index(_NAME, _TABLE, columns, unique=True, sqlite_where=_IMPORTED, postgresql_where=_IMPORTED)


def _void_all_but_the_newest(connection: sa.Connection) -> None:
    """Void as a correction would have, at the moment when the newest was recorded."""
    columns = _RETURNS.c
    ordered = sa.select(_RETURNS).where(_IMPORTED).order_by(columns.submitted_on, columns.id)
    rows = connection.execute(ordered).all()
    newest = {(row.quarter, row.unit): row for row in rows}
    for row in rows:
        last = newest[row.quarter, row.unit]
        if row.id != last.id:
            for taken_back in (
                sa.update(_RETURNS).where(columns.id == row.id),
                sa.update(_REVIEWS).where(_REVIEWS.c.return_id == row.id, _REVIEWS.c.voided_at.is_(None)),
            ):
                connection.execute(taken_back.values(voided_at=last.recorded_at))
