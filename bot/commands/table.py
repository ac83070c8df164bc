"""A table for a terminal, on which a Chinese character takes two columns."""

from collections.abc import Iterable, Sequence

from tracker.sayings import width

_GAP = "  "


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Lay rows out under their headings; numbers stand to the right."""
    body = [list(row) for row in rows]
    lines = [list(headings), *([_one_line(cell) for cell in row] for row in body)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(headings))]
    right = [
        bool(body) and all(isinstance(row[place], int) for row in body) for place in range(len(headings))
    ]
    return "\n".join(_laid_out(line, widths, right) for line in lines)


def _one_line(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _laid_out(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = []
    for text, room, to_right in zip(line, widths, right, strict=True):
        space = " " * (room - width(text))
        cells.append(space + text if to_right else text + space)
    return _GAP.join(cells).rstrip()
