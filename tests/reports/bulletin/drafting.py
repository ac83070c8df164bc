"""Drafting the 通报 of a quarter from a real database, and reading its document back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from reports.bulletin.content import Bulletin
from reports.bulletin.document import bulletin_document
from reports.bulletin.figures import QuarterFigures, UnitLine
from reports.bulletin.reading import quarter_figures
from reports.bulletin.table import hints, unit_table
from reports.bulletin.writing import bulletin
from tests.acting import NOW, OFFICE, Act
from tracker.plan import Campaign
from tracker.store.migrate import migrate
from tracker.store.store import Store
from tracker.usecases.look_at_quarter import LookAtQuarter, look_at_quarter
from tracker.usecases.open_campaign import OpenCampaign, open_campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A 通报 with its figures."""

    figures: QuarterFigures
    paper: Bulletin

    def line(self, unit: str) -> UnitLine:
        (found,) = (each for each in self.figures.lines if each.unit == unit)
        return found

    def hints(self, unit: str) -> tuple[str, ...]:
        return hints(self.line(unit), self.figures)

    def row(self, unit: str) -> tuple[str, ...]:
        (found,) = (each for each in unit_table(self.figures).rows if each[1] == unit)
        return found

    def document(self) -> Any:
        return docx.Document(BytesIO(bulletin_document(self.paper)))

    def words(self) -> str:
        """Everything that stands on a page."""
        document = self.document()
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join((*(each.text for each in document.paragraphs), *cells))


def drafted(act: Act, quarter: str, today: date) -> Drafted:
    asked = LookAtQuarter(word=quarter, today=today)
    figures = quarter_figures(act.read(lambda books: look_at_quarter(books, OFFICE, asked)))
    return Drafted(figures=figures, paper=bulletin(figures))


@contextmanager
def acting_in(folder: Path, campaign: Campaign) -> Iterator[Act]:
    """Open a database of another plan."""
    store = Store(f"sqlite:///{folder / 'other.db'}")
    store.write_now(migrate)
    act = Act(store, campaign)
    act.write(lambda books: open_campaign(books, OpenCampaign(digest="other", admins=(), at=NOW)))
    yield act
    store.close()
