"""A sentence whose every number, name and quotation can be traced to the JSON answer that it comes from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from string import Formatter
from typing import Final

from tracker.sanctions import hundredth
from tracker.sayings import clip, long_day
from tracker.scoring import figure

NAMED: Final = 8
"""Units named in a sentence before 等: the table has them all."""
_INNER: Final = str.maketrans("“”", "‘’")


class By(StrEnum):
    """How what is said follows from the values at its paths."""

    IS = "is"
    DAY = "day"
    ROUNDED = "rounded"
    SUM = "sum"
    LESS = "less"
    SHARE = "share"
    COUNT = "count"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What stands in a sentence, and the paths of the values in the JSON answers that it says.

    A path is `status.units[清丰县].lead.red`; brackets pick one of a list by unit, code, group or key.
    `ROUNDED` is to 0.01, half-up; `LESS` is the first value less the second, `SHARE` the first of the second
    in per cent, rounded alike; `COUNT` is how many paths there are, each of something that holds; `QUOTE` are
    words out of a text, in one line, cut where they end with `…`.
    """

    said: str
    by: By
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What is said, and every figure in it in the order of the words."""

    text: str
    figures: tuple[Figure, ...] = ()


Piece = Figure | Sentence | str
"""What fills a place in a template; plain text has no number of its own."""


def tell(template: str, **pieces: Piece) -> Sentence:
    """Fill the `{places}` of a template; the figures are gathered from what fills them."""
    filled = [
        (text, pieces[name] if name is not None else "") for text, name, _, _ in Formatter().parse(template)
    ]
    return joined([piece for text, filling in filled for piece in (text, filling)])


def joined(pieces: Iterable[Piece], between: str = "") -> Sentence:
    """Say one after the other."""
    found = list(pieces)
    return Sentence(
        text=between.join(_text(piece) for piece in found),
        figures=tuple(each for piece in found for each in _figures(piece)),
    )


def told(value: int | Decimal | str, path: str) -> Figure:
    """Say a value as it is."""
    said = figure(value) if isinstance(value, Decimal) else str(value)
    return Figure(said=said, by=By.IS, paths=(path,))


def told_rounded(value: Fraction, path: str) -> Figure:
    """Say an exact number at most to its second place, half-up."""
    return Figure(said=figure(hundredth(value)), by=By.ROUNDED, paths=(path,))


def told_day(day: date, path: str) -> Figure:
    """Say a day in Chinese."""
    return Figure(said=long_day(day), by=By.DAY, paths=(path,))


def told_sum(values: Iterable[int | Decimal], paths: Iterable[str]) -> Figure:
    """Say what values come to."""
    return Figure(said=figure(sum(map(Decimal, values), Decimal(0))), by=By.SUM, paths=tuple(paths))


def told_difference(whole: Decimal, less: Decimal, paths: tuple[str, str]) -> Figure:
    """Say what is missing to a whole."""
    return Figure(said=figure(whole - less), by=By.LESS, paths=paths)


def told_share(part: Decimal, whole: Decimal, paths: tuple[str, str]) -> Figure:
    """Say `46.67`: the share of a whole, which is not 0, in per cent."""
    share = hundredth(Fraction(part) / Fraction(whole) * 100)
    return Figure(said=figure(share), by=By.SHARE, paths=paths)


def told_count(paths: Sequence[str]) -> Figure:
    """Say how many there are of what is found at these paths."""
    return Figure(said=str(len(paths)), by=By.COUNT, paths=tuple(paths))


def quoted(words: str, path: str, *, units: int) -> Figure:
    """Quote words in one line, cut to that many UTF-16 units; their own quotation marks become single."""
    said = clip(one_line(words), units).translate(_INNER)
    return Figure(said=said, by=By.QUOTE, paths=(path,))


def one_line(words: str) -> str:
    """Join lines by spaces."""
    return " ".join(words.split())


def listed(names: Sequence[tuple[str, str]]) -> Sentence:
    """Name the first few of names with their paths, and say how many there are where that is not all."""
    shown = joined([told(name, path) for name, path in names[:NAMED]], "、")
    if len(names) <= NAMED:
        return shown
    return tell("{shown}等{count}家", shown=shown, count=told_count([path for _, path in names]))


def _text(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return piece.said if isinstance(piece, Figure) else piece.text


def _figures(piece: Piece) -> Iterator[Figure]:
    if isinstance(piece, Figure):
        yield piece
    elif isinstance(piece, Sentence):
        yield from piece.figures
