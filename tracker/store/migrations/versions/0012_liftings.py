"""Number the liftings of orders, and keep what they rest on, as orders do."""

from collections import Counter

import sqlalchemy as sa
from alembic import op

from tracker.store.columns import Id

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LIFTS = sa.table(
    "sanction_lifts",
    sa.column("order_id", Id),
    sa.column("number", sa.Integer()),
    sa.column("lifted_on", sa.Date()),
    sa.column("figures", sa.JSON()),
)
_ORDERS = sa.table("sanction_orders", sa.column("id", Id), sa.column("figures", sa.JSON()))


def upgrade() -> None:
    """Bring the schema forward."""
    number = sa.Column(
        "number", sa.Integer(), nullable=True, comment="in sequence within the year of its day"
    )
    figures = sa.Column(
        "figures", sa.JSON(), nullable=True, comment="as they were on that day, with the disposals"
    )
    op.add_column("sanction_lifts", number)
    op.add_column("sanction_lifts", figures)
    _fill(op.get_bind())
    with op.batch_alter_table("sanction_lifts") as table:
        table.alter_column("number", existing_type=sa.Integer(), nullable=False)
        table.alter_column("figures", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("sanction_lifts") as table:
        table.drop_column("figures")
        table.drop_column("number")


def _fill(connection: sa.Connection) -> None:
    """Fill in numbers by the day; of the figures of that day only those of the order are known."""
    lifts = _LIFTS.c
    query = (
        sa.select(lifts.order_id, lifts.lifted_on, _ORDERS.c.figures)
        .join_from(_LIFTS, _ORDERS, _ORDERS.c.id == lifts.order_id)
        .order_by(lifts.lifted_on, lifts.order_id)
    )
    numbers: Counter[int] = Counter()
    for row in connection.execute(query).all():
        numbers[row.lifted_on.year] += 1
        filled = {"number": numbers[row.lifted_on.year], "figures": row.figures}
        connection.execute(sa.update(_LIFTS).where(lifts.order_id == row.order_id).values(filled))
