"""The pieces of a bar: an area with its edge and its hatch, so that neighbours differ without colour too."""

import numpy as np

from reports.paper import Fill, Paper

TRACK = "#EDF1F5"
"""What of a bar's room is empty."""


def strip(paper: Paper, x: float, y: float, size: tuple[float, float], fill: Fill) -> None:
    """Draw a piece of that width and height with its top left corner at (x, y); the thinnest is seen."""
    right, low = x + max(size[0], 2), y + size[1]
    ring = np.array([(x, y), (right, y), (right, low), (x, low), (x, y)], dtype=np.float64)
    paper.areas([[ring]], fill, width=2)
