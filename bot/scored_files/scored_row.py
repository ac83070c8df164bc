"""A row of the scored file, as a workbook and a CSV file alike have it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.scored_files.parcel_rows import RowVerdict
from bot.sheets.lines import Line
from reports.verdicts import CONCLUSIONS
from tracker.model import Conclusion

RESULTS = ("得分", "结论", "未达标指标", "适用标准", "说明")
"""The columns that scoring adds."""

REFUSED = "拒绝"

_DIGITS = re.compile(r"(?=.{1,16}$)\d{1,12}(\.\d+)?", re.ASCII)
"""Fifteen digits and a point: a binary float gives them back as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRow:
    """The cells as the file had them, which of them were numbers there, and the verdict."""

    cells: tuple[str, ...]
    numbers: Collection[int]
    verdict: RowVerdict

    @property
    def results(self) -> tuple[str, ...]:
        """Return what stands under `RESULTS`."""
        verdict = self.verdict
        judged_by = verdict.place.standard if verdict.place and verdict.conclusion else None
        return (
            verdict.score,
            conclusion_name(verdict.conclusion),
            "、".join(verdict.failing),
            f"{judged_by.name}（{judged_by.source}）" if judged_by else "",
            verdict.remark,
        )


def conclusion_name(conclusion: Conclusion | None) -> str:
    """Return how a verdict is called; None is a refused row."""
    return REFUSED if conclusion is None else CONCLUSIONS[conclusion]


def kept_columns(headings: Line) -> tuple[int, ...]:
    """Return the places of the file's own columns: those of an earlier scoring make room for the new ones."""
    cells = [cell.strip() for cell in headings.cells]
    ours = range(0)
    for start in range(len(cells)):
        if tuple(cells[start : start + len(RESULTS)]) == RESULTS:
            ours = range(start, start + len(RESULTS))
    return tuple(place for place in range(len(cells)) if place not in ours)


def scored_row(
    line: Line,
    kept: Sequence[int],
    measured: Sequence[int],
    filled: Mapping[int, str],
    verdict: RowVerdict,
) -> ScoredRow:
    """Join a row and its verdict; `filled` are cells that reach down into the row from above.

    What is written in the places `measured` is a number for Excel too, where it is plain digits.
    """
    numbers: Collection[int] = line.numbers
    as_text = [place for place in measured if place not in numbers and _DIGITS.fullmatch(line.cell(place))]
    if as_text:
        numbers = {*numbers, *as_text}
    if not filled and len(line.cells) == len(kept) == kept[-1] + 1:  # every place, in order
        return ScoredRow(cells=line.cells, numbers=numbers, verdict=verdict)
    cells = tuple(filled.get(place) or line.cell(place) for place in kept)
    return ScoredRow(
        cells=cells, numbers={at for at, place in enumerate(kept) if place in numbers}, verdict=verdict
    )
