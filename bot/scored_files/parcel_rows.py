"""Judging the rows of a file, some thousands at a time: each gets a verdict, or every reason against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np

from bot.scored_files.places import Place, Places
from bot.scored_files.value_columns import ValueColumn, value_column
from bot.sheets.headings import Headings
from bot.sheets.lines import Line
from bot.sheets.sheet import faults
from tracker.model import Conclusion, Standard
from tracker.plan import Campaign
from tracker.quantities import parcel_number, plain
from tracker.scoring import Scored, outcome, rounded_up, score, shown
from tracker.scoring_columns import CONCLUSIONS, ColumnRules, score_columns
from tracker.usecases.import_rows import RefusedRow
from tracker.usecases.score_parcel import scoring_of

NUMBER, PARK, INDUSTRY = "宗地编号", "产业集聚区", "行业"
TEXTS = (NUMBER, PARK, INDUSTRY)
_HELD_TOGETHER = (PARK, INDUSTRY)
"""Where such a cell is merged downwards, every row is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVerdict:
    """What is written behind a row; `conclusion` is None where the row was refused.

    `score` is as it is shown, empty where it is not settled; `place` is None where the park means none.
    """

    conclusion: Conclusion | None
    place: Place | None
    score: str = ""
    failing: tuple[str, ...] = ()
    remark: str = ""


class ParcelRows:
    """The rows of one file as they go by: it remembers the parcels it has met, and what patterns come to."""

    def __init__(
        self, campaign: Campaign, recorded: Sequence[Standard], on: date, headings: Headings
    ) -> None:
        self._indicators = scoring_of(campaign).indicators
        self._headings = headings
        self._places = Places(campaign, recorded, on)
        self._first: dict[str, int] = {}
        self._by_pattern: dict[tuple[Place, int], RowVerdict] = {}

    def judged(self, lines: Sequence[Line]) -> list[RowVerdict]:
        """Judge rows that follow those judged before."""
        columns = [value_column(each, self._cells(lines, each.name)) for each in self._indicators]
        places = [self._places.of(self.text(line, PARK), self.text(line, INDUSTRY)) for line in lines]
        verdicts: dict[int, RowVerdict] = {}
        groups: dict[Place, list[int]] = {}
        for row, (line, place) in enumerate(zip(lines, places, strict=True)):
            found = place if isinstance(place, Place) else None
            reasons = [*self._reasons(line), *([] if found else [str(place)])]
            reasons += [column.refused[row] for column in columns if row in column.refused]
            if reasons:
                verdicts[row] = RowVerdict(conclusion=None, place=found, remark="".join(reasons))
            elif found:
                groups.setdefault(found, []).append(row)
        for at_place, rows in groups.items():
            for row, verdict in zip(rows, self._judged_at(at_place, rows, columns), strict=True):
                remarks = [column.doubted[row] for column in columns if row in column.doubted]
                remarks += self._remarks(lines[row])
                verdicts[row] = _with(verdict, remarks) if remarks else verdict
        return [verdicts[row] for row in range(len(lines))]

    def text(self, line: Line, name: str) -> str:
        """Return what a text column says in a row, also where the cell reaches down from above."""
        place = self._headings.places.get(name)
        if place is None:
            return ""
        return line.cell(place) or (line.merged.get(place, "") if name in _HELD_TOGETHER else "")

    @property
    def measured(self) -> tuple[int, ...]:
        """Return where the columns of the indicators stand."""
        return tuple(self._headings.places[each.name] for each in self._indicators)

    def filled(self, line: Line) -> Mapping[int, str]:
        """Return what reaches down from above into the places where every row is meant."""
        if not line.merged:
            return {}
        places = [self._headings.places.get(name) for name in _HELD_TOGETHER]
        return {place: line.merged[place] for place in places if place is not None and place in line.merged}

    def _cells(self, lines: Sequence[Line], name: str) -> list[str]:
        place = self._headings.places[name]
        return [line.cell(place) for line in lines]

    def _reasons(self, line: Line) -> list[str]:
        """Say what is wrong with a row before anybody looks at its values."""
        reasons = [_said(fault) for fault in faults(line, self._headings)]
        number = plain(self.text(line, NUMBER))
        first = self._first.setdefault(parcel_number(number), line.number) if number else line.number
        if first != line.number:
            reasons.append(f"宗地编号“{number}”与第 {first} 行重复。")
        return reasons

    def _remarks(self, line: Line) -> list[str]:
        remarks = [] if plain(self.text(line, NUMBER)) else ["没有宗地编号。"]
        if line.merged:
            names = [each.name for each in self._indicators]
            above = [name for name in names if self._headings.places[name] in line.merged]
            remarks += [f"{name}与上面的行合并为一格，本行按未知处理。" for name in above]
        return remarks

    def _judged_at(
        self, place: Place, rows: Sequence[int], columns: Sequence[ValueColumn]
    ) -> list[RowVerdict]:
        """Judge rows of one place: by columns where that is exact, the others one by one."""
        at = np.array(rows, np.intp)
        rules = place.rules
        if rules is None:
            return [self._alone(place, row, columns) for row in rows]
        scored = score_columns(rules, {column.key: column.scaled[at] for column in columns})
        patterns = scored.patterns.tolist()
        if not rules.exact_only:
            return [self._of_pattern(place, rules, pattern) for pattern in patterns]
        exact = np.logical_and.reduce([column.exact[at] for column in columns])
        low, high = scored.bounds()
        found = zip(rows, exact, patterns, low, high, scored.conclusions, strict=True)
        return [
            _verdict(place, _between(rules, pattern, int(worst), int(best), int(conclusion)))
            if is_exact
            else self._alone(place, row, columns)
            for row, is_exact, pattern, worst, best, conclusion in found
        ]

    def _of_pattern(self, place: Place, rules: ColumnRules, pattern: int) -> RowVerdict:
        """Return what every row of this pattern comes to, where its values do not matter."""
        known = self._by_pattern.get((place, pattern))
        if known is None:
            known = self._by_pattern[place, pattern] = _verdict(place, _typical(rules, pattern))
        return known

    def _alone(self, place: Place, row: int, columns: Sequence[ValueColumn]) -> RowVerdict:
        return _verdict(place, score(place.standard, {each.key: each.values[row] for each in columns}))


def _verdict(place: Place, scored: Scored) -> RowVerdict:
    said = f"{outcome(scored)}。" if scored.missing or rounded_up(scored) else ""
    return RowVerdict(
        conclusion=scored.conclusion,
        place=place,
        score="" if scored.score is None else shown(scored.score, scored.standard.method),
        failing=tuple(mark.criterion.name for mark in scored.marks if mark.met is False),
        remark=said + place.doubts,
    )


def _with(verdict: RowVerdict, remarks: Sequence[str]) -> RowVerdict:
    return replace(verdict, remark="".join([verdict.remark, *remarks]))


def _between(rules: ColumnRules, pattern: int, low: int, high: int, conclusion: int) -> Scored:
    """Return a row of this pattern with its own bounds, given as numerators."""
    return replace(
        _typical(rules, pattern),
        low_bound=Fraction(low, rules.denominator),
        high_bound=Fraction(high, rules.denominator),
        conclusion=CONCLUSIONS[conclusion],
    )


def _typical(rules: ColumnRules, pattern: int) -> Scored:
    scored = rules.scored[pattern]
    if scored is None:
        raise AssertionError(f"no row is both met and unknown: {pattern:08b}")
    return scored


def _said(fault: RefusedRow) -> str:
    value = f"“{fault.value}”" if fault.value else ""
    return f"{fault.column}{value}：{fault.reason}"
