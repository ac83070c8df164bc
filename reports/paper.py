"""A sheet to draw on in pixels from the top left corner; no axes, no global state, safe in any thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import BoxStyle, Circle, FancyBboxPatch, PathPatch, Wedge
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D
from PIL import Image

from reports.typeface import DOTS_PER_INCH, fitted, printable, typeface

INK = "#1F2933"
QUIET = "#52606D"
HAIRLINE = "#D5DBE1"
WHITE = "#FFFFFF"
COLORS = 128
"""Enough for the palette of the lights and the soft edges of letters."""

Side = Literal["left", "center", "right"]

Ring = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""A closed line: one row a point, the last is the first; columns x and y."""
Rings = Sequence[Ring]
"""An area: outer rings, and holes that turn the other way."""

_HATCH = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How an area looks: its colour, the line around it, and a hatch where grey alone would not do."""

    color: str
    edge: str
    hatch: str = ""


class Section(Protocol):
    """A part of a picture: it knows its height before anything is drawn."""

    @property
    def height(self) -> int:
        """Pixels from its top to the next section."""

    def draw(self, paper: "Paper", top: float) -> None:
        """Draw it from the height `top` downward."""


def stacked(sections: Sequence[Section], width: int) -> "Paper":
    """Draw sections one under another on a paper as tall as all of them."""
    paper = Paper(width, sum(section.height for section in sections))
    top = 0
    for section in sections:
        section.draw(paper, top)
        top += section.height
    return paper


class Paper:
    """One picture in the making. `figure` is open to inspection."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        inches = (width / DOTS_PER_INCH, height / DOTS_PER_INCH)
        self.figure = Figure(figsize=inches, dpi=DOTS_PER_INCH, facecolor=WHITE)
        self._canvas = FigureCanvasAgg(self.figure)
        self._from_top = Affine2D().scale(1, -1).translate(0, height)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        color: str = INK,
        side: Side = "left",
        room: float | None = None,
        halo: str | None = None,
    ) -> None:
        """Write one line around the height `y`, cut to `room`. `$` is a dollar here, never mathematics.

        With a `halo`, letters stand out from whatever lies under them.
        """
        shown = fitted(words, size, room) if room is not None else words
        written = self.figure.text(
            x,
            y + size * 0.37,
            printable(shown),
            fontproperties=typeface(size),
            color=color,
            horizontalalignment=side,
            verticalalignment="baseline",
            transform=self._from_top,
            parse_math=False,
        )
        if halo:
            written.set_path_effects([withStroke(linewidth=size / 4, foreground=halo)])

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        color: str,
        *,
        edge: str | None = None,
        round_by: float = 0,
    ) -> None:
        """Draw a filled box with its top left corner at (x, y)."""
        corner = BoxStyle.Round(pad=0, rounding_size=round_by) if round_by else BoxStyle.Square(pad=0)
        self._add(
            FancyBboxPatch(
                (x, y),
                width,
                height,
                boxstyle=corner,
                facecolor=color,
                edgecolor=edge or color,
                linewidth=2 if edge else 0,
            )
        )

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """Draw a filled circle around (x, y)."""
        self._add(Circle((x, y), radius, facecolor=color, linewidth=0))

    def sector(
        self, x: float, y: float, radius: float, color: str, *, begin: float, end: float, thick: float
    ) -> None:
        """Draw a part of a ring around (x, y), clockwise from the top, in shares of a full turn."""
        # The sheet's y points downward, so that matplotlib's counterclockwise is clockwise here.
        angles = begin * 360 - 90, end * 360 - 90
        self._add(Wedge((x, y), radius, *angles, width=thick, facecolor=color, linewidth=0))

    def areas(self, areas: Iterable[Rings], fill: Fill, *, width: float) -> None:
        """Draw areas of one look, as one artist however many they are; `width` is that of their edges."""
        rings = [ring for area in areas for ring in area]
        if not rings:
            return
        codes = np.full(sum(map(len, rings)), Path.LINETO, dtype=Path.code_type)
        ends = np.cumsum([len(ring) for ring in rings])
        codes[ends - 1] = Path.CLOSEPOLY
        codes[[0, *ends[:-1]]] = Path.MOVETO
        shape = Path(np.concatenate(rings), codes)
        patch = PathPatch(shape, facecolor=fill.color, edgecolor=fill.edge, linewidth=width)
        if fill.hatch:
            patch.set_hatch(fill.hatch)
            patch.set_hatch_linewidth(_HATCH)
        self._add(patch)

    def line(self, points: list[tuple[float, float]], color: str, *, width: float = 2) -> None:
        """Draw a line through points."""
        xs, ys = zip(*points, strict=True)
        self._add(
            Line2D(xs, ys, color=color, linewidth=width, solid_capstyle="round", solid_joinstyle="round")
        )

    def png(self) -> bytes:
        """Return the picture; the same drawing gives the same bytes.

        A palette is enough for flat colours, and a third of the bytes is a third of the wait on a phone.
        """
        # matplotlib ships no types for this backend; `savefig` has them but obeys a stray matplotlibrc.
        self._canvas.draw()  # type: ignore[no-untyped-call]
        drawn = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")  # type: ignore[no-untyped-call]
        out = BytesIO()
        drawn.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
        return out.getvalue()

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._from_top)
        # What is drawn later lies on top, whatever it is; matplotlib would put every line over every area.
        artist.set_zorder(1)
        self.figure.add_artist(artist)
