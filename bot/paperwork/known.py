"""The kinds of files that are worked on: another kind is one more line here."""

from typing import Final

from bot.paperwork.importing import (
    BOUNDARY_MAP,
    DISPOSAL_SHEET,
    PARCEL_SHEET,
    QUOTA_SHEET,
    REPORT_SHEET,
    RETURN_SHEET,
    TARGET_SHEET,
)
from bot.paperwork.kinds import Kind
from bot.paperwork.scoring import SCORING

KINDS: Final[tuple[Kind, ...]] = (
    SCORING,
    PARCEL_SHEET,
    REPORT_SHEET,
    RETURN_SHEET,
    TARGET_SHEET,
    QUOTA_SHEET,
    DISPOSAL_SHEET,
    BOUNDARY_MAP,
)
