"""The units that a cell of a plan's table names: `市发展改革委、税务局等有关部门`, `市财政局（牵头）`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from config.unit_names import is_nobody, plain_name, unit_like, with_level

_ROLE = re.compile(r"(牵头|主办|主责|责任|配合|协办|协同|参与)(?:单位|部门)?[：:]")
_LEADING = frozenset({"牵头", "主办", "主责"})
_UNIT_ENDS = "局委办部厅院府会县区"
_LEADS = re.compile(
    rf"[（(](?:牵头|主办|负责)(?:单位|部门)?[）)]|(?<=[{_UNIT_ENDS}])(?:牵头|主办)(?:负责|办理|落实)?$"
)
_FOLLOWS = re.compile(
    rf"[（(](?:配合|协办|责任|参与)(?:单位|部门)?[）)]|(?<=[{_UNIT_ENDS}])(?:配合|协助|协办|参与)(?:落实)?$"
)
_AND_OTHERS = re.compile(
    r"(?:等(?:市直|市级)?(?:有关|相关)?(?:职能)?(?:部门|单位)?(?:和单位|及单位)?|等(?:有关|相关).*)$"
)
_AND = re.compile(rf"(?<=[{_UNIT_ENDS}])(?:以及|会同|联合|和|及|与)(?=\w+[{_UNIT_ENDS}](?:牵头|配合)?$)")
_SEAT = re.compile("[市县区]?(?:委|政府|人民政府|委[市县区]政府)")
"""Where a line's end follows, its office or its 督查室 does too."""
_SEPARATORS = "、，,；;。/／|"
_MOST_IN_A_NAME = 6
"""Pieces of which one name can consist: 各县（区）政府，开发区、工业园区管委会 are three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A unit or a collective as the cell has it (`word`) and as it is called (`name`).

    `known`: somebody has said before whom the word means. `leads` is None where the cell itself does not say.
    """

    word: str
    name: str
    known: bool
    leads: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """What a cell names; `nobody` are words that name nobody in particular, `strange` those of no unit."""

    mentions: tuple[Mention, ...]
    nobody: tuple[str, ...]
    strange: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Whom the cell names, each once."""
        return tuple(dict.fromkeys(each.name for each in self.mentions))


@dataclass(slots=True, kw_only=True)
class _Reading:
    mentions: list[Mention] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The unit read last, or nothing."""
        return self.mentions[-1].name if self.mentions else ""


class KnownNames:
    """Which word means which unit or collective, however a table breaks and separates it."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = {_key(word): name for word, name in meanings.items()}

    def meant_by(self, *pieces: str) -> str | None:
        """Return the name that these pieces of a list make together."""
        return self._meanings.get(_key("".join(pieces)))


def read_units(text: str, known: KnownNames) -> UnitList:
    """Read a cell of a 牵头单位 or 责任单位 column."""
    reading = _Reading()
    head, *marked = _ROLE.split(text)
    parts = [("", head), *zip(marked[::2], marked[1::2], strict=True)]
    says_who_leads = any(role in _LEADING for role, _ in parts)
    for role, part in parts:
        leads = None if not role or not (says_who_leads or role != "责任") else role in _LEADING
        _read_part(part, known, reading, leads)
    if any(each.leads for each in reading.mentions):
        reading.mentions = [replace(each, leads=bool(each.leads)) for each in reading.mentions]
    return UnitList(
        mentions=tuple(reading.mentions), nobody=tuple(reading.nobody), strange=tuple(reading.strange)
    )


def _read_part(part: str, known: KnownNames, reading: _Reading, leads: bool | None) -> None:
    pieces = list(_pieces(part, reading))
    while pieces:
        count, mention = _first_mention(pieces, known, reading.last)
        taken, pieces = pieces[:count], pieces[count:]
        if mention is not None:
            marked = True if _LEADS.search(taken[-1]) else False if _FOLLOWS.search(taken[-1]) else leads
            reading.mentions.append(replace(mention, leads=marked))
        elif is_nobody(taken[0]):
            reading.nobody.append(taken[0])
        else:
            reading.strange.append(taken[0])


def _first_mention(pieces: list[str], known: KnownNames, before: str) -> tuple[int, Mention | None]:
    """Return the longest run of pieces that is a name, and how many it takes."""
    for count in range(min(len(pieces), _MOST_IN_A_NAME), 0, -1):
        run = [*pieces[: count - 1], _unmarked(pieces[count - 1])]
        if name := known.meant_by(*run):
            return count, Mention(word=run[0] if count == 1 else name, name=name, known=True)
    word = _unmarked(pieces[0])
    if is_nobody(word) or not unit_like(word):
        return 1, None
    name = plain_name(word)
    whole = with_level(name, before)
    called = known.meant_by(whole) or known.meant_by(name)
    return 1, Mention(word=word, name=called or whole, known=called is not None)


def one_line(text: str) -> str:
    """Return a cell as one line: names that only a space or a line's end parts are parted by 、."""
    line = ""
    for piece, after_space in _cut(text, keep_separators=True):
        # A name is cut off from what follows only where a space was behind it.
        parted = after_space and line[-1:] not in _SEPARATORS and piece and not _is_torn(piece)
        line += f"、{piece}" if parted else piece
    return line


def _pieces(text: str, reading: _Reading) -> Iterator[str]:
    """Cut a list at its separators, never within brackets; 等有关部门 behind a name is nobody."""
    for piece in _mended(_cut(text)):
        others = None if is_nobody(piece) else _AND_OTHERS.search(piece)
        if others:
            reading.nobody.append(others[0])
        named = piece[: others.start()] if others else piece
        yield from (each for each in _AND.split(named.removeprefix("由")) if each)


def _cut(text: str, *, keep_separators: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the pieces, each with whether only a space or a line's end was before it."""
    piece, depth, after_space = "", 0, False
    for character in text:
        depth += (character in "（(") - (character in "）)")
        if depth <= 0 and character in _SEPARATORS:
            yield f"{piece}{character}" if keep_separators else piece, after_space
            piece, after_space = "", False
        elif not character.isspace():
            piece += character
        elif depth <= 0 and unit_like(piece) and not _SEAT.fullmatch(piece):
            yield piece, after_space
            piece, after_space = "", True
    yield piece, after_space


def _mended(cut: Iterable[tuple[str, bool]]) -> list[str]:
    """Put together a name that a line's end has torn: 市人民政府办 / 公室."""
    pieces: list[str] = []
    for piece, after_space in cut:
        if after_space and pieces and _is_torn(piece):
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
    return pieces


def _is_torn(piece: str) -> bool:
    whole = piece[:1] in "市县区省各" or piece[-1:] in "县区市旗乡镇"
    return piece.startswith(("（", "(")) or (len(piece) <= 2 and not whole)


def _unmarked(piece: str) -> str:
    return _FOLLOWS.sub("", _LEADS.sub("", piece))


def _key(word: str) -> str:
    """Return a name for comparing: without separators, spaces, and 人民 of 人民政府."""
    plain = "".join(
        character for character in word if character not in _SEPARATORS and not character.isspace()
    )
    return plain.replace("(", "（").replace(")", "）").replace("人民政府", "政府")
