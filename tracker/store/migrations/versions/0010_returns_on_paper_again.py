"""Let a file bring another submission of a quarterly return after the first was sent back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_IMPORTED = sa.text("voided_at IS NULL AND origin = 'import'")
_NAME, _TABLE = "uq_quarterly_returns_imported", "quarterly_returns"


def upgrade() -> None:
    """Bring the schema forward."""
    _one_row_of(["quarter", "unit", "submitted_on"])


def downgrade() -> None:
    """Take the schema back."""
    _one_row_of(["quarter", "unit"])


def _one_row_of(columns: list[str]) -> None:
    op.drop_index(_NAME, _TABLE)
    op.create_index(_NAME, _TABLE, columns, unique=True, sqlite_where=_IMPORTED, postgresql_where=_IMPORTED)
