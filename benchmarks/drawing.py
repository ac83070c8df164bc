"""The status picture: the first of a process against those after it. Prints seconds, cold first."""

import sys
from datetime import date
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure, milliseconds
from benchmarks.processes import said_by
from benchmarks.sample_office import sample_office
from reports.digest import digest
from tracker.store.ledger import Ledger

WARM = 10
_ON = date(2021, 6, 25)


def drawing() -> list[Figure]:
    """Let a process of its own draw, and compare."""
    cold, *warm = (float(word) for word in said_by("drawing").split())
    usual = median(warm)
    return [
        Figure(what="status picture, first of a process", value=milliseconds(cold), on="imports included"),
        Figure(
            what="status picture, warm",
            value=f"{milliseconds(usual)}, {usual / cold:.2f} of the first",
            on=f"median of {WARM}",
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
    for _ in range(WARM + 1):
        start = perf_counter()
        # Imported here: loading matplotlib is a part of the first.
        from reports.charts import status_picture

        status_picture(numbers)
        sys.stdout.write(f"{perf_counter() - start}\n")


if __name__ == "__main__":
    _draw()
