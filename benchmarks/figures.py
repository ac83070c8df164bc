"""The table: a line a figure, and how times are put into words."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, what came out, and what it was measured on."""

    what: str
    value: str
    on: str = ""


def machine() -> str:
    """Name what the figures depend on."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def spread(seconds: Sequence[float]) -> str:
    """Say the median and the worst."""
    return f"{milliseconds(median(seconds))} median, {milliseconds(max(seconds))} worst"


def milliseconds(seconds: float) -> str:
    """Say a time."""
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def printed(figures: Iterable[Figure]) -> None:
    """Print the lines of one measurement as soon as it is done."""
    for each in figures:
        print(f"{each.what:<50}  {each.value:<32}  {each.on}".rstrip(), flush=True)
