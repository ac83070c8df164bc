"""What a file's reading is given, in few words."""

from pathlib import Path

from bot.paperwork.kinds import Material
from tests.acting import NOW, OFFICE
from tracker.model import Sender
from tracker.plan import Campaign


def material(source: Path, campaign: Campaign, *, sender: Sender = OFFICE, caption: str = "") -> Material:
    return Material(
        source=source,
        folder=source.parent,
        campaign=campaign,
        standards=(),
        sender=sender,
        on=NOW.date(),
        caption=caption,
    )
