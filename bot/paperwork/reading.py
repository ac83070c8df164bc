"""The reading of a file, in a process of its own: which kind it is, then what that kind reads.

The headings decide, never a guess: what may be two kinds is asked about, and the words beside the file settle
that alone. A command under a file says what is to be done with it, whatever else it could be.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.access import may
from bot.paperwork.kinds import Kind, Material
from bot.requests import UsageError
from bot.sheets.headings import Fit, Synonyms, fit
from bot.sheets.sheet import IMPORTED, top_lines

_DESCRIBED: Final = 3
"""Kinds whose headings are listed where a file has some of them: more is no help on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fitting:
    """A kind, its headings in this campaign, and how far the sheet has them."""

    kind: Kind
    headings: Synonyms
    fit: Fit

    @property
    def whole(self) -> bool:
        return not self.fit.missing

    def says_more_than(self, other: "_Fitting") -> bool:
        """Whether it knows every column that the other knows, and more."""
        return self.fit.places > other.fit.places


def read_file(told: Callable[[str], None], kinds: Sequence[Kind], material: Material) -> tuple[str, Any]:
    """Return the kind's name and what was read. Raises `UsageError` or `TrackerError` for a refusal."""
    name = material.source.name
    kind = recognised(material, kinds)
    if not may(material.sender, kind.right):
        raise UsageError(f"《{name}》是{kind.name}，您的身份不能提交。发送 /help 查看可用功能。")

    def progress(rows: int) -> None:
        told(f"{kind.doing}《{name}》：已处理 {rows:,} 行……")

    return kind.name, kind.read(material, progress)


def recognised(material: Material, kinds: Sequence[Kind]) -> Kind:
    """Return the kind whose headings the file has all, where no other kind knows more of its columns.

    Raises `UsageError` where there is none, or where it may be several.
    """
    path = material.source
    fitting = [kind for kind in kinds if path.suffix.lower() in kind.suffixes]
    if by_name := [kind for kind in fitting if kind.headings is None]:
        return by_name[0]
    sheets = _fits(material, fitting)
    if not sheets:
        raise UsageError(f"《{path.name}》不是能处理的文件。")
    commanded = [each for each in sheets if each.kind.is_commanded(material.caption)]
    if commanded and not commanded[0].whole:
        raise UsageError(_lacking(path.name, commanded[0]))
    found = commanded[0] if commanded else _whole(material, sheets)
    settled = commanded or found.kind.is_named(material.caption)
    nearer = [] if settled else [each for each in sheets if each.says_more_than(found)]
    if nearer:
        raise UsageError(_nearer(path.name, min(nearer, key=lambda each: len(each.fit.missing)), found))
    return found.kind


def _whole(material: Material, sheets: Sequence[_Fitting]) -> _Fitting:
    """Return the one of which the file has all headings.

    Of several the words beside the file name one, and who may send but one of them means that.
    """
    name, sender = material.source.name, material.sender
    whole = [each for each in sheets if each.whole]
    whole = [each for each in whole if not any(other.says_more_than(each) for other in whole)]
    if not whole:
        own = [each for each in sheets if may(sender, each.kind.right)]
        raise UsageError(_unknown(name, own or sheets, material.caption))
    named = [each for each in whole if each.kind.is_named(material.caption)]
    meant = named or [each for each in whole if may(sender, each.kind.right)] or whole
    if len(meant) > 1:
        raise UsageError(_several(name, meant))
    return meant[0]


def _fits(material: Material, kinds: Sequence[Kind]) -> list[_Fitting]:
    """Return how far a sheet is of each of the kinds that the campaign has."""
    with_headings = [(kind, kind.headings(material.campaign)) for kind in kinds if kind.headings is not None]
    listed = [(kind, headings) for kind, headings in with_headings if headings]
    lines = top_lines(material.source, IMPORTED) if listed else []
    return [
        _Fitting(kind=kind, headings=headings, fit=fit(lines, headings, kind.optional))
        for kind, headings in listed
    ]


def _lacking(name: str, commanded: _Fitting) -> str:
    """Say what a file lacks of the kind that its command asks for."""
    return f"没有认出《{name}》是什么表：表头缺少列，没有处理。您写明的是：\n{_headings_of(commanded)}"


def _unknown(name: str, sheets: Sequence[_Fitting], caption: str) -> str:
    """Say which headings are known: those of a named kind, then of the nearest, with what the file lacks."""

    def distance(each: _Fitting) -> tuple[bool, int, int]:
        return not each.kind.is_named(caption), -len(each.fit.places), len(each.fit.missing)

    nearest = sorted(sheets, key=distance)
    # Of something else altogether no kind is nearer than another.
    described = nearest[:_DESCRIBED] if any(each.fit.places for each in sheets) else nearest
    first = "表头缺少列。能处理的表及其表头："
    lines = [f"没有认出《{name}》是什么表：{first}", *(_headings_of(each) for each in described)]
    if others := nearest[len(described) :]:
        lines.append(f"还能处理：{'、'.join(each.kind.name for each in others)}")
    return "\n".join(lines)


def _headings_of(each: _Fitting) -> str:
    optional = each.kind.optional
    names = "、".join(f"{name}（可无）" if name in optional else name for name in each.headings)
    lacks = f"。缺少：{'、'.join(each.fit.missing)}" if each.fit.places else ""
    return f"{each.kind.name}：{names}{lacks}"


def _several(name: str, sheets: Sequence[_Fitting]) -> str:
    kinds = [each.kind.name for each in sheets]
    return (
        f"《{name}》可以是{'，也可以是'.join(kinds)}，没有处理。\n"
        f"请重新发送，并在文件说明里写明是哪一种：{'、'.join(kinds)}"
    )


def _nearer(name: str, nearer: _Fitting, found: _Fitting) -> str:
    return (
        f"《{name}》像是{nearer.kind.name}，但表头缺少列：{'、'.join(nearer.fit.missing)}，没有处理。\n"
        f"请补上后重新发送；如果是{found.kind.name}，请在文件说明里写：{found.kind.name}"
    )
