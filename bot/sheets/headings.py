"""Finding the headings of a sheet: below titles, under other names, over two rows, and again further down."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.sheets.lines import Line, UnreadableSheet

HEADINGS_WITHIN = 10
"""Offices put a title above the headings: they are looked for in so many rows."""

Synonyms = Mapping[str, Sequence[str]]
"""Canonical headings, each with the other words for it."""

_IN_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]")
_MEASURES = frozenset({"", "万元/亩", "万元", "元", "%", "亩", "公顷", "平方米", "㎡", "无", "-", "—", "/"})


@dataclass(frozen=True, kw_only=True)
class Headings:
    """What the columns are called, and where each column wanted stands.

    `above` is how many of the lines looked at stand above the headings, `through` how many with them;
    `words` are the names by which each column goes.
    """

    line: Line
    places: Mapping[str, int]
    above: int
    through: int
    words: Mapping[str, str]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.line.cells)

    @cached_property
    def blank(self) -> tuple[int, ...]:
        """Where a column has no name."""
        return tuple(place for place, cell in enumerate(self.line.cells) if not cell.strip())

    @cached_property
    def _repeated(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """What a row that only repeats the headings may hold in each place."""
        return tuple(
            (
                place,
                _MEASURES
                | {_plain(self.line.cell(place))}
                | {w for w, of in self.words.items() if of == name},
            )
            for name, place in self.places.items()
        )

    def again(self, line: Line) -> bool:
        """Whether a row below holds no values, only the headings once more, or their measures."""
        return all(_plain(line.cell(place)) in words for place, words in self._repeated) and any(
            line.cell(place).strip() for place in self.places.values()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How far a sheet has the columns of a kind: which are `missing`, and the places of those it has."""

    missing: tuple[str, ...]
    places: frozenset[int]


def find_headings(lines: Sequence[Line], columns: Synonyms, optional: Collection[str] = ()) -> Headings:
    """Find the row of `lines`, or two rows one above the other, that has all columns but the optional ones.

    Raises `UnreadableSheet` where a column is missing, or there twice.
    """
    words = _words(columns)
    needed = [name for name in columns if name not in optional]
    line, places, above, rows = _best(lines, words, needed)
    missing = [name for name in needed if name not in places]
    if missing:
        wanted = "、".join(columns)
        raise UnreadableSheet(f"表头缺少列：{'、'.join(missing)}。表头应为：{wanted}。")
    for name, where in places.items():
        if len(where) > 1:
            raise UnreadableSheet(f"表头中“{name}”出现了 {len(where)} 列，请只留一列。")
    once = {name: where[0] for name, where in places.items()}
    return Headings(line=line, places=once, above=above, through=above + rows, words=words)


def fit(lines: Sequence[Line], columns: Synonyms, optional: Collection[str] = ()) -> Fit:
    """Say how far `lines` have these columns, where they have the most of them."""
    needed = [name for name in columns if name not in optional]
    _, places, _, _ = _best(lines, _words(columns), needed)
    return Fit(
        missing=tuple(name for name in needed if name not in places),
        places=frozenset(place for found in places.values() for place in found),
    )


def _words(columns: Synonyms) -> dict[str, str]:
    return {_plain(word): name for name, others in columns.items() for word in (name, *others)}


def _best(
    lines: Sequence[Line], words: Mapping[str, str], needed: Collection[str]
) -> tuple[Line, dict[str, list[int]], int, int]:
    """Return the headings, where each column stands, how many lines are above them, and how many they are."""
    one_row = [(line, _places(line, words), place, 1) for place, line in enumerate(lines)]
    two_rows = [
        (line, _places(line, words), place, 2)
        for place, line in enumerate(_joined(*pair) for pair in pairwise(lines))
    ]
    # The topmost of the best: what it leaves above are titles, and headings come again below the first rows.
    return max(
        (*one_row, *two_rows),
        key=lambda each: (sum(name in each[1] for name in needed), -(each[2] + each[3]), -each[3]),
    )


def _places(line: Line, words: Mapping[str, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(line.cells):
        if name := words.get(_plain(cell)):
            found.setdefault(name, []).append(place)
    for place, cell in enumerate(line.cells):
        # 投资强度（万元/亩）, where no column is called just that.
        name = words.get(_plain(_IN_BRACKETS.sub("", cell)))
        if name and name not in found:
            found[name] = [place]
    return found


def _joined(upper: Line, lower: Line) -> Line:
    """Return the headings of two rows, of which the lower one divides what the upper one gathers."""
    width = max(len(upper.cells), len(lower.cells))
    cells = [lower.cell(place) if lower.cell(place).strip() else upper.cell(place) for place in range(width)]
    return Line(number=lower.number, cells=tuple(cells))


def _plain(word: str) -> str:
    """Return a heading for comparing: `进 度（%）` is 进度%."""
    plain = "".join(word.split()).replace("％", "%")
    return plain.translate(str.maketrans("", "", "（）()*"))
