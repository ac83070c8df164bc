"""Digest -> the picture of units by tasks, as PNG bytes, on as many pages as a phone needs to show it.

A page is 1080 pixels wide and not taller than a phone shows legibly, within what Telegram takes for a photo.
"""

from collections.abc import Iterator

from reports.digest import Digest
from reports.foot import foot_of
from reports.matrix import WIDTH, Matrix, matrix_part, most_columns, rows_of
from reports.paper import Paper, stacked
from reports.sentences import sentences
from reports.title import Title

_MOST_ROWS = 35


def matrix_pages(digest: Digest) -> int:
    """Return on how many pages the units and tasks of a day stand; at least one."""
    return len(_parts(digest)) or 1


def matrix_picture(digest: Digest, page: int) -> bytes:
    """Draw a page, counted from 0; the last one where there are fewer."""
    return _drawn(digest, page).png()


def _drawn(digest: Digest, page: int) -> Paper:
    parts = _parts(digest)
    place = min(page, len(parts) - 1)
    beside = f"第{place + 1}页，共{len(parts)}页" if len(parts) > 1 else ""
    title = Title(words=f"{digest.title}：任务分工", on=digest.on, beside=beside, known=digest.known)
    if not parts:
        return stacked([title, foot_of([_nothing(digest)], WIDTH, most=4)], WIDTH)
    return stacked([title, parts[place]], WIDTH)


def _nothing(digest: Digest) -> str:
    return "台账里没有任务分工。" if digest.issued else sentences(digest)[0]


def _parts(digest: Digest) -> list[Matrix]:
    """Share out units and tasks evenly: all tasks of the first units, then those of the next."""
    rows = rows_of(digest)
    return [
        matrix_part(digest, rows[units], tasks, detail=True)
        for units in _shared_out(len(rows), _MOST_ROWS)
        for tasks in _shared_out(len(digest.tasks), most_columns(digest.tasks))
    ]


def _shared_out(count: int, most: int) -> Iterator[slice]:
    pages = -(-count // most)
    for page in range(pages):
        yield slice(page * count // pages, (page + 1) * count // pages)
