"""How a command leaves a file: of the kind that its name says, whole or not at all."""

from pathlib import Path

from bot.commands.frame import Refusal
from bot.files import why, written_whole


def kind_of(out: Path, *kinds: str) -> str:
    """Return the ending of a file's name in small letters. Raises `Refusal` unless it is one of `kinds`."""
    ending = out.suffix.lower()
    if ending not in kinds:
        raise Refusal(f"只能存为 {' 或 '.join(kinds)}，请改“{out.name}”的扩展名。")
    return ending


def save(out: Path, content: bytes) -> None:
    """Write a file; one that was there stays as it was until the new one is complete. Raises `Refusal`."""
    try:
        with written_whole(out) as beside:
            beside.write_bytes(content)
    except OSError as error:
        raise Refusal(f"写不了文件 {out}（{why(error)}）。") from None
