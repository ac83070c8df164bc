"""Let a disposal be submitted anew instead of one that was returned, not only of one that was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_TABLE = "disposal_renewals"
_WITHDRAWALS = sa.table("disposal_withdrawals", sa.column("disposal_id", Id))


def upgrade() -> None:
    """Bring the schema forward."""
    kept = _taken_out("withdrawn_id")
    op.create_table(
        _TABLE,
        sa.Column("sent_back_id", Id, nullable=False, comment="returned, or its verification was withdrawn"),
        sa.Column("disposal_id", Id, nullable=False, comment="submitted anew instead of that one"),
        sa.ForeignKeyConstraint(
            ["sent_back_id"], ["disposals.id"], name=op.f("fk_disposal_renewals_sent_back_id")
        ),
        *_unchanged("sent_back_id"),
    )
    _put_back("sent_back_id", kept)


def downgrade() -> None:
    """Take the schema back: it holds only what was submitted anew instead of what was withdrawn."""
    withdrawn = set(op.get_bind().scalars(sa.select(_WITHDRAWALS.c.disposal_id)))
    kept = [row for row in _taken_out("sent_back_id") if row[0] in withdrawn]
    op.create_table(
        _TABLE,
        sa.Column("withdrawn_id", Id, nullable=False),
        sa.Column(
            "disposal_id",
            Id,
            nullable=False,
            comment="verified anew instead of that one, and submitted on the day of its withdrawal",
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_id"],
            ["disposal_withdrawals.disposal_id"],
            name=op.f("fk_disposal_renewals_withdrawn_id"),
        ),
        *_unchanged("withdrawn_id"),
    )
    _put_back("withdrawn_id", kept)


def _unchanged(before: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["disposal_id"], ["disposals.id"], name=op.f("fk_disposal_renewals_disposal_id")
        ),
        sa.PrimaryKeyConstraint(before, name=op.f("pk_disposal_renewals")),
        sa.UniqueConstraint("disposal_id", name=op.f("uq_disposal_renewals_disposal_id")),
    )


def _renewals(before: str) -> sa.TableClause:
    return sa.table(_TABLE, sa.column(before, Id), sa.column("disposal_id", Id))


def _taken_out(before: str) -> list[tuple[int, int]]:
    """Return what is recorded, and drop the table: a foreign key cannot be pointed elsewhere in SQLite."""
    table = _renewals(before)
    rows = op.get_bind().execute(sa.select(table.c[before], table.c.disposal_id))
    kept = [(first, anew) for first, anew in rows]
    op.drop_table(_TABLE)
    return kept


def _put_back(before: str, kept: list[tuple[int, int]]) -> None:
    op.bulk_insert(_renewals(before), [{before: first, "disposal_id": anew} for first, anew in kept])
