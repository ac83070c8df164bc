"""Kinds of sheets that do as their first cell says, and the sheets for them.

They run in a process of their own, which imports this file.
"""

import errno
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.access import Right
from bot.paperwork.kinds import Kind, Material
from bot.paperwork.sent import SentFile
from bot.requests import Answer, Reply, UsageError
from bot.sheets.headings import Synonyms
from bot.sheets.sheet import read_sheet
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.store import kept_files
from tracker.store.books import Books

COLUMNS: Synonyms = {"甲": (), "乙": ()}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows there were, what the first cell was, and where the result is."""

    rows: int
    first: str
    result: Path


def csv(first: str, *, rows: int = 1, columns: str = "甲,乙", last: str = "2") -> bytes:
    """A sheet whose first cell says what is to happen."""
    return "\n".join([columns, f"{first},{last}", *(f"{n},{last}" for n in range(rows - 1))]).encode()


def _count(material: Material, progress: Callable[[int], None]) -> Counted:
    sheet = read_sheet(material.source, COLUMNS)
    first = sheet.rows[0].cells["甲"]
    what, _, gate = first.partition(":")
    if what == "等":
        Path(f"{gate}.pid").write_text(str(os.getpid()))
        progress(20_000)
        while not Path(gate).exists():
            time.sleep(0.01)
    if what == "坏":
        raise ZeroDivisionError
    if what == "满" and not Path(gate).exists():
        raise OSError(errno.ENOSPC, "No space left on device")
    if what == "杀":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "不收":
        raise UsageError("不收这份<表>。")
    result = material.folder / "结果.xlsx"
    result.write_bytes(f"{material.on} {len(material.standards)}".encode())
    return Counted(len(sheet.rows), first, result)


def _tell(books: Books, sender: Sender, file: SentFile, counted: Counted) -> Answer:
    books.note("count", file.name, by=sender.name, at=file.said_at, rows=counted.rows)
    if counted.first == "记坏":
        raise ZeroDivisionError
    if counted.first == "记不收":
        raise UsageError("记不下来。")
    recipe = kept_files.keep(books.connection, counted.result.read_bytes(), name="结果.xlsx")
    return Answer(replies=(Reply(text=f"共 {counted.rows} 行。"), Reply(text="结果", document=recipe)))


def _two_columns(_campaign: Campaign) -> Synonyms:
    return COLUMNS


def _three_columns(_campaign: Campaign) -> Synonyms:
    return {**COLUMNS, "丙": ()}


COUNTING = Kind(
    name="数行", doing="正在数", right=Right.READ, read=_count, record=_tell, headings=_two_columns
)
OFFICE_COUNTING = Kind(
    name="办公室数行", doing="正在数", right=Right.REVIEW, read=_count, record=_tell, headings=_three_columns
)
MAPS = Kind(
    name="地图", doing="正在看", right=Right.REVIEW, read=_count, record=_tell, suffixes=(".geojson",)
)
KINDS = (COUNTING, OFFICE_COUNTING, MAPS)
