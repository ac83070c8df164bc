"""The kinds of files that are worked on: another kind is one more line here."""

from typing import Final

from bot.paperwork.importing import BOUNDARY_MAP, PARCEL_SHEET, REPORT_SHEET, RETURN_SHEET
from bot.paperwork.kinds import Kind
from bot.paperwork.scoring import SCORING

KINDS: Final[tuple[Kind, ...]] = (SCORING, PARCEL_SHEET, REPORT_SHEET, RETURN_SHEET, BOUNDARY_MAP)
