"""Whole files: a million rows in memory, a workbook of 100,000 rows, and the memory that both take.

Each is a process of its own. What it is compared with is the same without scoring: the bare comparisons,
and the same cells read and written by the same libraries.
"""

import resource
import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import xlsxwriter
from openpyxl import load_workbook

from benchmarks.figures import Figure
from benchmarks.processes import said_by
from bot.scored_files.score_file import OF_THIS_MACHINE, columns_of, score_file
from config.campaign import PUYANG, load
from tracker.measures import MEASURED
from tracker.scoring_columns import Int64s, column_rules, score_columns
from tracker.usecases.score_parcel import standard_on

ROWS_IN_MEMORY = 1_000_000
ROWS_IN_A_FILE = 100_000
_REPEATS = 15
_FILES = 2
_ON = date(2021, 6, 25)
_HIGHEST = {"tax": 3, "investment": 240, "plot_ratio": 1.2, "coverage": 80}


def scoring() -> list[Figure]:
    """Measure in processes of their own, and compare."""
    bare, scored, memory = (float(word) for word in said_by("scoring", "columns").split())
    with TemporaryDirectory(prefix="baiyuan-bench-") as name:
        source, target = Path(name) / "parcels.xlsx", Path(name) / "scored.xlsx"
        said_by("scoring", "make", str(source))
        both = [
            [
                [float(word) for word in said_by("scoring", what, str(source), str(target)).split()]
                for _ in range(_FILES)
            ]
            for what in ("copy", "file")
        ]
    (copied, _), (through, file_memory) = (map(min, zip(*runs, strict=True)) for runs in both)
    return [
        Figure(
            what="scoring rows in memory",
            value=f"{scored * 1000:.1f} ms, {scored / bare:.1f} of bare numpy",
            on=f"{ROWS_IN_MEMORY:,} rows, median of {_REPEATS}; four comparisons take {bare * 1000:.1f} ms",
        ),
        Figure(
            what="a workbook read, scored and written",
            value=f"{through:.1f} s, {through / copied:.2f} of only copying",
            on=f"{ROWS_IN_A_FILE:,} rows, best of {_FILES}; read and written without scoring {copied:.1f} s",
        ),
        Figure(
            what="most memory while scoring",
            value=f"{memory:.0f} MB in memory, {file_memory:.0f} MB a workbook",
            on="the whole process",
        ),
    ]


def _columns() -> str:
    """Score in memory; return seconds without and with verdicts, and megabytes."""
    rules = column_rules(standard_on(load(PUYANG), (), park="", unit=None, industry=None, on=_ON))
    assert rules is not None
    chance = np.random.default_rng(1)
    values = {key: chance.integers(0, int(_HIGHEST[key] * 1_000_000), ROWS_IN_MEMORY) for key in MEASURED}
    for column in values.values():
        column[chance.integers(0, ROWS_IN_MEMORY, ROWS_IN_MEMORY // 50)] = -1
    thresholds = dict(zip((each.key for each in rules.standard.criteria), rules.thresholds, strict=True))
    bare, scored = [], []
    for _ in range(_REPEATS):
        start = perf_counter()
        _compared(values, thresholds)
        between = perf_counter()
        score_columns(rules, values)
        bare.append(between - start)
        scored.append(perf_counter() - between)
    return f"{median(bare)} {median(scored)} {_megabytes()}"


def _compared(values: dict[str, Int64s], thresholds: dict[str, int]) -> list[object]:
    return [column >= thresholds[key] for key, column in values.items()]


def _make(source: Path) -> None:
    campaign = load(PUYANG)
    keys = {each.name: each.key for each in campaign.scoring.indicators} if campaign.scoring else {}
    chance = np.random.default_rng(1)
    book = xlsxwriter.Workbook(source)
    sheet = book.add_worksheet()
    headings = list(columns_of(campaign))
    sheet.write_row(0, 0, headings)
    for row in range(1, ROWS_IN_A_FILE + 1):
        park = campaign.parks[row % len(campaign.parks)].name
        values = [round(chance.uniform(0, _HIGHEST[keys[name]]), 3) for name in headings[3:]]
        sheet.write_row(row, 0, [f"4109{row:08d}", park, "化工", *values])
    book.close()


def _copy(source: Path, target: Path) -> str:
    start = perf_counter()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet()
    given = load_workbook(source, read_only=True, keep_links=False)
    for number, row in enumerate(given.worksheets[0].iter_rows(values_only=True)):
        sheet.write_row(number, 0, row)
    given.close()
    book.close()
    return f"{perf_counter() - start} {_megabytes()}"


def _file(source: Path, target: Path) -> str:
    campaign = load(PUYANG)
    start = perf_counter()
    score_file(
        source,
        target,
        campaign=campaign,
        recorded=(),
        on=_ON,
        progress=lambda _rows: None,
        limits=OF_THIS_MACHINE,
    )
    return f"{perf_counter() - start} {_megabytes()}"


def _megabytes() -> float:
    """Return the most memory that this process ever had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    what, *files = sys.argv[1:]
    match what, [Path(each) for each in files]:
        case "make", [given]:
            _make(given)
        case "copy", [given, written]:
            sys.stdout.write(_copy(given, written))
        case "file", [given, written]:
            sys.stdout.write(_file(given, written))
        case _:
            sys.stdout.write(_columns())
