"""Parcels -> the /parcels map as PNG bytes: boundaries by state, true to scale, north up.

As wide as the /status picture, for a phone that shows it 390 wide, within what Telegram takes for a photo.
Parks lie up to 100 km apart and a parcel is 200 m across: so several parks have an overview and a panel each.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from reports.ground import Extent, MapParcel, Place, places_of
from reports.map_overview import RADIUS, Overview, numbered_ring
from reports.map_panel import GROUND, draw_panel, panel_height
from reports.matrix import MARGIN, TEXT, WIDTH
from reports.paper import HAIRLINE, QUIET, Paper, Section, stacked
from reports.parcel_looks import LOOKS, legend_of
from reports.title import Title
from reports.typeface import width_of
from tracker.model import Light

_ROOM = WIDTH - MARGIN * 2

_GUTTER = 24
_PANEL = 420
_PANEL_HEAD = 92
_PANEL_FOOT = 36
_MOST_PANELS = 26
_NOTE = 56
_LINE = 44
_MOST_LINES = 3
_AND_MORE = "……"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSheet:
    """What a map shows: parcels with a boundary, and the numbers of those without (`missing`)."""

    title: str
    on: date
    parcels: tuple[MapParcel, ...]
    missing: tuple[str, ...]


def map_picture(sheet: MapSheet) -> bytes:
    """Draw the parcels of a day."""
    return _drawn(sheet).png()


def _drawn(sheet: MapSheet) -> Paper:
    places = places_of(sheet.parcels)
    counted = f"{len(sheet.parcels)}宗有界址"
    sections: list[Section] = [Title(words=sheet.title, on=sheet.on, beside=counted)]
    if places:
        sections.append(legend_of(parcel.state for parcel in sheet.parcels))
    if len(places) > 1:
        sections.append(Overview(places=places, width=_ROOM))
        sections.append(_Panels(places=places[:_MOST_PANELS], left_out=places[_MOST_PANELS:]))
    elif places:
        sections.append(_Alone(place=places[0]))
    else:
        sections.append(_Nothing())
    sections.append(_missing_of(sheet.missing))
    return stacked(sections, WIDTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nothing:
    """A map without parcels says so."""

    @property
    def height(self) -> int:
        return 240

    def draw(self, paper: Paper, top: float) -> None:
        paper.box(MARGIN, top, _ROOM, self.height - _PANEL_FOOT, GROUND, edge=HAIRLINE, round_by=8)
        middle = top + (self.height - _PANEL_FOOT) / 2
        paper.text(WIDTH / 2, middle, "还没有录入界址的宗地，无图可画。", 34, color=QUIET, side="center")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alone:
    """One place fills the width."""

    place: Place

    @property
    def height(self) -> int:
        panel = panel_height(self.place.extent, _ROOM, least=620, most=1200)
        return _PANEL_HEAD + panel + _PANEL_FOOT

    def draw(self, paper: Paper, top: float) -> None:
        paper.text(MARGIN, top + 46, self.place.name, 36, room=_ROOM)
        low, high = top + _PANEL_HEAD, top + self.height - _PANEL_FOOT
        draw_panel(paper, Extent(left=MARGIN, low=low, right=WIDTH - MARGIN, high=high), self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panels:
    """A panel for each place, two in a row, each with a scale of its own."""

    places: tuple[Place, ...]
    left_out: tuple[Place, ...]

    @property
    def height(self) -> int:
        rows = -(-len(self.places) // 2)
        return rows * (_PANEL_HEAD + _PANEL + _PANEL_FOOT) + (_NOTE if self.left_out else 0)

    def draw(self, paper: Paper, top: float) -> None:
        width = (_ROOM - _GUTTER) / 2
        for number, place in enumerate(self.places, start=1):
            row, column = divmod(number - 1, 2)
            left = MARGIN + column * (width + _GUTTER)
            low = top + row * (_PANEL_HEAD + _PANEL + _PANEL_FOOT)
            numbered_ring(paper, left + RADIUS + 2, low + 42, place, number)
            words = left + RADIUS * 2 + 18
            room = left + width - words
            paper.text(words, low + 24, place.name, TEXT, room=room)
            paper.text(words, low + 62, _counted(place), TEXT, color=QUIET, room=room)
            low += _PANEL_HEAD
            draw_panel(paper, Extent(left=left, low=low, right=left + width, high=low + _PANEL), place)
        if self.left_out:
            parcels = sum(len(place.plots) for place in self.left_out)
            first = len(self.places) + 1
            note = f"第{first}号起另有{len(self.left_out)}处、{parcels}宗未单独画出，请按产业集聚区查看。"
            paper.text(MARGIN, top + self.height - _NOTE / 2, note, TEXT, color=QUIET, room=_ROOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Missing:
    """What has no boundary is listed beside the map."""

    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return _LINE * len(self.lines) + 52 if self.lines else 24

    def draw(self, paper: Paper, top: float) -> None:
        if self.lines:
            paper.line([(MARGIN, top + 4), (WIDTH - MARGIN, top + 4)], HAIRLINE)
        for place, line in enumerate(self.lines):
            paper.text(MARGIN, top + 14 + _LINE * (place + 0.5), line, TEXT, color=QUIET, room=_ROOM)


def _counted(place: Place) -> str:
    """`12宗，逾期3，无方案1`: what calls for somebody; the ring beside it has the rest."""
    counts = Counter(plot.state for plot in place.plots)
    calling = [f"，{LOOKS[state].word}{counts[state]}" for state in (Light.RED, None) if counts[state]]
    return f"{len(place.plots)}宗{''.join(calling)}"


def _missing_of(numbers: tuple[str, ...]) -> _Missing:
    """Fill a few lines with the numbers of what cannot be drawn; how many there are is always said."""
    if not numbers:
        return _Missing(lines=())
    lines = [f"没有界址、未画出的宗地{len(numbers)}宗："]
    for place, number in enumerate(numbers, start=1):
        word = number if place == len(numbers) else f"{number}、"
        last = len(lines) == _MOST_LINES
        room = _ROOM - width_of(_AND_MORE, TEXT) if last and place < len(numbers) else _ROOM
        if width_of(lines[-1] + word, TEXT) <= room:
            lines[-1] += word
        elif last:
            lines[-1] = lines[-1].removesuffix("、") + _AND_MORE
            break
        else:
            lines.append(word)
    return _Missing(lines=tuple(lines))
