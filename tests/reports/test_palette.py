"""The colours of pictures as others see them: the colour-blind, and paper in black and white."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from reports.lamps import COLORS, ON_COLORS
from reports.paper import QUIET, WHITE, Fill
from reports.parcel_chart import _DONE, _LEFT, _PENDING
from reports.ranking_chart import PART_FILLS
from tracker.model import Light

DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
"""What an eye without green cones makes of linear red, green and blue (Machado and others, 2009)."""

EYES = {"everybody": np.eye(3), "without green cones": DEUTERANOPIA}
eyes = pytest.mark.parametrize("eye", EYES.values(), ids=EYES)


def brightness(color: str, eye: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """Return the relative luminance, 0 to 1: how light a colour is on a black and white print."""
    shown = np.array(to_rgb(color))
    linear = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    seen = np.clip(eye @ linear, 0, 1)
    return float(seen @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str, eye: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    dark, bright = sorted(brightness(color, eye) for color in (one, other))
    return (bright + 0.05) / (dark + 0.05)


@eyes
@pytest.mark.parametrize("light", Light)
def test_the_mark_on_a_light_can_be_read(
    light: Light, eye: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> None:
    assert contrast(COLORS[light], ON_COLORS[light], eye) >= 4.5


@eyes
def test_quiet_words_can_be_read_on_paper(eye: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    assert contrast(QUIET, WHITE, eye) >= 4.5


@eyes
@pytest.mark.parametrize("fills", [tuple(PART_FILLS.values()), (_DONE, _PENDING, _LEFT)])
def test_the_pieces_of_a_bar_differ_by_brightness_or_by_hatch(
    fills: tuple[Fill, ...], eye: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> None:
    for one, other in combinations(fills, 2):
        assert contrast(one.color, other.color, eye) >= 2.5 or one.hatch != other.hatch
        # An edge keeps neighbours apart where both are bright.
        assert max(contrast(each.edge, WHITE, eye) for each in (one, other)) >= 3
