"""The reading of a file, in a process of its own: which kind it is, then what that kind reads."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.access import may
from bot.paperwork.kinds import Kind, Material
from bot.requests import UsageError
from bot.sheets.headings import Synonyms, missing_headings
from bot.sheets.sheet import IMPORTED, top_lines
from tracker.plan import Campaign


def read_file(told: Callable[[str], None], kinds: Sequence[Kind], material: Material) -> tuple[str, Any]:
    """Return the kind's name and what was read. Raises `UsageError` or `TrackerError` for a refusal."""
    name = material.source.name
    kind = recognised(material.source, kinds, material.campaign)
    if not may(material.sender, kind.right):
        raise UsageError(f"《{name}》是{kind.name}，您的身份不能提交。发送 /help 查看可用功能。")

    def progress(rows: int) -> None:
        told(f"{kind.doing}《{name}》：已处理 {rows:,} 行……")

    return kind.name, kind.read(material, progress)


def recognised(path: Path, kinds: Sequence[Kind], campaign: Campaign) -> Kind:
    """Return the kind of a file: of the sheets that have all their headings, the one with the most."""
    fitting = [kind for kind in kinds if path.suffix.lower() in kind.suffixes]
    if by_name := [kind for kind in fitting if kind.headings is None]:
        return by_name[0]
    sheets = [(kind, headings) for kind in fitting if (headings := _headings(kind, campaign))]
    if not sheets:
        raise UsageError(f"《{path.name}》不是能处理的文件。")
    lines = top_lines(path, IMPORTED)
    lacking = [missing_headings(lines, headings, kind.optional) for kind, headings in sheets]
    whole = [sheet for sheet, missing in zip(sheets, lacking, strict=True) if not missing]
    if not whole:
        raise UsageError(_unknown(path, sheets, lacking))
    return max(whole, key=lambda sheet: len(sheet[1]))[0]


def _headings(kind: Kind, campaign: Campaign) -> Synonyms:
    return kind.headings(campaign) if kind.headings is not None else {}


def _unknown(path: Path, sheets: Sequence[tuple[Kind, Synonyms]], lacking: Sequence[Sequence[str]]) -> str:
    """Say which headings are known, and what a kind lacks where the file has some of it."""
    lines = [f"没有认出《{path.name}》是什么表：表头缺少列。能处理的表及其表头："]
    for (kind, headings), missing in zip(sheets, lacking, strict=True):
        found = len(missing) < len(headings) - len(kind.optional)
        names = (f"{name}（可无）" if name in kind.optional else name for name in headings)
        lacks = f"。缺少：{'、'.join(missing)}" if found else ""
        lines.append(f"{kind.name}：{'、'.join(names)}{lacks}")
    return "\n".join(lines)
