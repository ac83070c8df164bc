"""The tables of 典型案例: which reports were marked, and which marks were taken back."""

from sqlalchemy import Column, Date, ForeignKey, Table, Text

from tracker.store.columns import Id, Moment
from tracker.store.tables import metadata

marked_cases = Table(
    "marked_cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("marked_on", Date, nullable=False, comment="also the day it became known"),
    Column("marked_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("voided_at", Moment, comment="with its report, which a file has corrected"),
)

marks_taken_back = Table(
    "marks_taken_back",
    metadata,
    Column("case_id", Id, ForeignKey("marked_cases.id"), primary_key=True),
    Column("taken_back_on", Date, nullable=False, comment="also the day it became known"),
    Column("taken_back_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)
