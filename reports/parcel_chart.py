"""Parcel shares -> the picture of categories by park, as PNG bytes.

1080 pixels wide, for a phone that shows it 390 wide; as tall as the parks need, within what Telegram takes
for a photo. All bars have one scale, so that parks can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.foot import foot_of
from reports.lamps import COLORS, SUBMITTED_EDGE
from reports.matrix import MARGIN, TEXT, WIDTH
from reports.paper import INK, QUIET, WHITE, Fill, Paper, Section, stacked
from reports.parcel_shares import CategoryShare, ParcelShares
from reports.strips import strip
from reports.title import Title
from reports.typeface import width_of
from tracker.model import Light
from tracker.scoring import figure

_DONE = Fill(color=SUBMITTED_EDGE, edge=SUBMITTED_EDGE)
_PENDING = Fill(color=COLORS[Light.YELLOW], edge="#8A6D1B", hatch="//")
_LEFT = Fill(color=WHITE, edge=QUIET)
_HEAD, _ROW, _BAR, _FOOT = 72, 54, 30, 14
_NAMES, _MOST_NUMBERS = 190, 460
_BARS_AT = MARGIN + _NAMES
_GAP = 16
_MOST_HEIGHT = 8_300
_MOST_NOTES = 6


def parcel_picture(shares: ParcelShares) -> bytes:
    """Draw the categories of every park on a day."""
    return _drawn(shares).png()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Legend:
    """What the fills and the mark mean."""

    opening: bool

    @property
    def height(self) -> int:
        return 106

    def draw(self, paper: Paper, top: float) -> None:
        x, y = float(MARGIN), top + 28
        for fill, words in ((_DONE, "已处置"), (_PENDING, "待核验"), (_LEFT, "未处置")):
            strip(paper, x, y - 13, (44, 26), fill)
            paper.text(x + 56, y, words, TEXT)
            x += 56 + width_of(words, TEXT) + 34
        if self.opening:
            _mark(paper, x + 10, y - 13, 26)
            paper.text(x + 32, y, "方案底数", TEXT)
        paper.text(MARGIN, y + 44, "右边的数：已处置面积/台账面积", TEXT, color=QUIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Park:
    """A heading with a bar for each category; `largest` is the area that fills the `room`, in pixels."""

    name: str
    shares: tuple[CategoryShare, ...]
    largest: Decimal
    room: float

    @property
    def height(self) -> int:
        return _HEAD + _ROW * len(self.shares) + _FOOT

    def draw(self, paper: Paper, top: float) -> None:
        count = f"{sum(each.parcels for each in self.shares)}宗"
        paper.text(WIDTH - MARGIN, top + 40, count, TEXT, color=QUIET, side="right")
        room = WIDTH - MARGIN * 2 - width_of(count, TEXT) - 24
        paper.text(MARGIN, top + 40, self.name, 34, room=room)
        for place, share in enumerate(self.shares):
            self._bar(paper, top + _HEAD + _ROW * place, share)

    def _bar(self, paper: Paper, top: float, share: CategoryShare) -> None:
        y = top + _ROW / 2
        paper.text(MARGIN, y, share.category.value, TEXT, color=QUIET, room=_NAMES - 12)
        paper.text(WIDTH - MARGIN, y, share.areas, TEXT, side="right", room=_MOST_NUMBERS)
        left_mu = share.area_mu - share.done_mu - share.pending_mu
        x = float(_BARS_AT)
        for area, fill in ((share.done_mu, _DONE), (share.pending_mu, _PENDING), (left_mu, _LEFT)):
            if area > 0:
                width = self._length(area)
                strip(paper, x, y - _BAR / 2, (width, _BAR), fill)
                x += width
        if share.opening_mu is not None:
            mark = _BARS_AT + self._length(share.opening_mu)
            _mark(paper, mark, y - _BAR / 2, _BAR)
            _beside(paper, y, figure(share.opening_mu), mark=mark, bar_end=x, end=_BARS_AT + self.room)

    def _length(self, area: Decimal) -> float:
        return float(area / self.largest) * self.room if self.largest else 0.0


def _drawn(shares: ParcelShares) -> Paper:
    title = Title(words=shares.title, on=shares.on, beside=f"{shares.parcels}宗", known=shares.known)
    parts = _parts(shares)
    fitting = _fitting(parts)
    sections: list[Section] = [title]
    if parts:
        sections += [_Legend(opening=shares.has_opening), *parts[:fitting]]
    left = len(parts) - fitting
    notes = [f"另有{left}个产业集聚区未画出，请看文字和表格。"] if left else []
    return stacked([*sections, foot_of([*notes, *shares.notes], WIDTH, most=_MOST_NOTES)], WIDTH)


def _parts(shares: ParcelShares) -> list[_Park]:
    """Give the sum of several parks first, with a scale of its own, then each park."""
    every = [share for park in shares.parks for share in park.shares]
    numbers = max((width_of(each.areas, TEXT) for each in (*shares.whole, *every)), default=0)
    room = WIDTH - MARGIN - min(numbers, _MOST_NUMBERS) - _GAP - _BARS_AT
    parts = [_park(shares.whole, "合计", shares.whole, room)] if len(shares.parks) > 1 else []
    return parts + [_park(park.shares, park.park, every, room) for park in shares.parks]


def _park(shares: tuple[CategoryShare, ...], name: str, scale: Sequence[CategoryShare], room: float) -> _Park:
    return _Park(name=name, shares=shares, largest=max(each.reach_mu for each in scale), room=room)


def _fitting(parts: Sequence[_Park]) -> int:
    """Return how many of the parts a picture takes."""
    room = _MOST_HEIGHT
    for place, part in enumerate(parts):
        room -= part.height
        if room < 0:
            return place
    return len(parts)


def _beside(paper: Paper, y: float, words: str, *, mark: float, bar_end: float, end: float) -> None:
    """Write the plan's figure on the side of its mark that has room; on neither where the bar takes both."""
    width = width_of(words, TEXT) + _GAP
    if mark >= bar_end and mark + width <= end:
        paper.text(mark + _GAP, y, words, TEXT, color=QUIET)
    elif mark - width >= bar_end:
        paper.text(mark - _GAP, y, words, TEXT, color=QUIET, side="right")


def _mark(paper: Paper, x: float, y: float, height: float) -> None:
    """Mark the plan's figure: a line through the bar with a foot on both ends, seen on any fill."""
    paper.line([(x, y - 7), (x, y + height + 7)], WHITE, width=8)
    paper.line([(x, y - 7), (x, y + height + 7)], INK, width=4)
    for end in (y - 7, y + height + 7):
        paper.line([(x - 7, end), (x + 7, end)], INK, width=4)
