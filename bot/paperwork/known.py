"""The kinds of files that are worked on: another kind is one more line here."""

from typing import Final

from bot.paperwork.kinds import Kind
from bot.paperwork.scoring import SCORING

KINDS: Final[tuple[Kind, ...]] = (SCORING,)
