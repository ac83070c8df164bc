"""A plan as its file has it: lines of text and tables, whichever program wrote them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a place of a row; `continues` where a cell is merged downwards, with what is at its top.

    A cell that is merged sideways stands in its first place, the others are empty.
    """

    text: str
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row and its number as a person counts it, from 1."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int | None) -> Cell:
        """Return what stands in a place; rows may be shorter than their headings."""
        return self.cells[place] if place is not None and place < len(self.cells) else _EMPTY

    def text(self, place: int | None) -> str:
        """Return the text of a place without the space around it."""
        return self.cell(place).text.strip()

    @property
    def own(self) -> tuple[tuple[int, str], ...]:
        """The places in which something begins, each with what stands there."""
        return tuple(
            (place, cell.text.strip())
            for place, cell in enumerate(self.cells)
            if cell.text.strip() and not cell.continues
        )


_EMPTY = Cell(text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table and the lines between it and the table before; `place` is how a person finds it: 表 2."""

    place: str
    above: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole file; `below` are the lines after its last table."""

    name: str
    tables: tuple[PaperTable, ...]
    below: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line outside the tables."""
        return (*(line for table in self.tables for line in table.above), *self.below)
