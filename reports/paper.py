"""A sheet to draw on in pixels from the top left corner; no axes, no global state, safe in any thread."""

from io import BytesIO
from typing import Literal, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import BoxStyle, Circle, FancyBboxPatch
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


class Section(Protocol):
    """A part of a picture: it knows its height before anything is drawn."""

    @property
    def height(self) -> int:
        """Pixels from its top to the next section."""

    def draw(self, paper: "Paper", top: float) -> None:
        """Draw it from the height `top` downward."""


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
    ) -> None:
        """Write one line around the height `y`, cut to `room`. `$` is a dollar here, never mathematics."""
        shown = fitted(words, size, room) if room is not None else words
        self.figure.text(
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
        self.figure.add_artist(artist)
