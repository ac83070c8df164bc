"""Digest -> the /status picture, as PNG bytes. Every number comes from the digest; here it gets its place.

1080 pixels wide, for a phone that shows it 390 wide; as tall as the units need, within what
Telegram takes for a photo (width + height <= 10000, a ratio of at most 20, 10 MB).
"""

from reports.deadlines import deadlines_of
from reports.digest import Digest
from reports.headline import Aim, Numbers
from reports.matrix import WIDTH, matrix_of
from reports.paper import Paper, Section, stacked
from reports.title import Title
from reports.year_table import year_table_of

_MOST_ROWS = 110
"""Of matrix and table together."""


def status_picture(digest: Digest) -> bytes:
    """Draw the day: headline numbers, lights, areas and returns, what is and falls due, the goal."""
    return status_paper(digest).png()


def warm() -> None:
    """Load the typeface and draw once, so that the first /status does not wait; for a thread at start."""
    paper = Paper(100, 100)
    paper.text(10, 50, "百园增效", 28)
    paper.png()


def status_paper(digest: Digest) -> Paper:
    """Lay the picture out; nothing is rendered yet."""
    matrix = matrix_of(digest)
    title = Title(words=digest.title, on=digest.on, beside=digest.phase or "", known=digest.known)
    sections: list[Section] = [title, Numbers(digest=digest)]
    if matrix.rows:
        sections.append(matrix)
    if digest.issued:
        table = year_table_of(digest, most=_MOST_ROWS - len(matrix.rows))
        sections += [*([table] if table.rows else []), deadlines_of(digest), Aim(digest=digest)]
    return stacked(sections, WIDTH)
