"""The status picture: the first of a process, those after it, and what matplotlib alone takes for the same.

Prints seconds: the first, then a line a round with ours and that of the bare drawing. Bare is what any use
of matplotlib costs, laying out left out: `savefig` of a figure that already holds the same artists.
"""

import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure, milliseconds
from benchmarks.processes import said_by
from benchmarks.sample_office import sample_office
from reports.digest import Digest, digest
from tracker.store.ledger import Ledger

WARM = 10
_ON = date(2021, 6, 25)


def drawing() -> list[Figure]:
    """Let a process of its own draw, and compare."""
    first, *rounds = said_by("drawing").splitlines()
    cold, pairs = float(first), [tuple(map(float, each.split())) for each in rounds]
    usual, bare = (median(times) for times in zip(*pairs, strict=True))
    return [
        Figure(what="status picture, first of a process", value=milliseconds(cold), on="imports included"),
        Figure(
            what="status picture, warm",
            value=f"{milliseconds(usual)}, {usual / cold:.2f} of the first",
            on=f"median of {WARM}",
        ),
        Figure(
            what="status picture, warm, against bare matplotlib",
            value=f"{usual / bare:.2f} of {milliseconds(bare)}",
            on="savefig of the same artists, turn about in one run; at most 1.5",
        ),
    ]


def _draw() -> None:
    with sample_office() as sample:
        numbers = sample.office.store.read_now(
            lambda connection: digest(
                sample.office.campaign,
                Ledger(connection, sample.office.campaign).holdings(),
                on=_ON,
                known=None,
                unreachable=(),
            )
        )
    start = perf_counter()
    # Imported here: loading matplotlib is a part of the first.
    from reports.charts import status_picture

    status_picture(numbers)
    sys.stdout.write(f"{perf_counter() - start}\n")
    for _ in range(WARM):
        ours = _seconds(lambda: status_picture(numbers))
        sys.stdout.write(f"{ours} {_bare(numbers)}\n")


def _bare(numbers: Digest) -> float:
    """Return how long matplotlib takes to render and to encode what we have put on the paper."""
    from reports.charts import status_paper
    from reports.typeface import DOTS_PER_INCH

    figure = status_paper(numbers).figure
    return _seconds(lambda: figure.savefig(BytesIO(), format="png", dpi=DOTS_PER_INCH))


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


if __name__ == "__main__":
    _draw()
