"""Which column of a table is what, by the headings that offices write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from config.importing.paper import Cell, Row

_WITHIN = 10
"""Offices put titles above the headings: they are looked for in so many rows."""

_IN_BRACKETS = re.compile(r"[（(【\[〔].*?[）)】\]〕]")
_PEOPLE_OR_PROGRESS = re.compile(
    r"领导|责任人|负责人|联系人|联络员|电话|备注|进展|情况|销号|佐证|得分|分值|附注"
)
_AND_PEOPLE = re.compile(r"(?<=单位)[及和与、/／](?:责任人|负责人|联系人|联络员|责任领导|分管领导)$")
"""责任单位及责任人 has units, 责任单位负责人 people."""
_NUMBER = re.compile(r"^(?:序号|编号|项次|序|号|No\.?)$", re.IGNORECASE)
_BEGINS = re.compile(r"开始|启动|起始")
_DUE = re.compile(r"时限|期限|时间|节点|日期|截止|进度安排|完成时段")
_BOTH = re.compile(
    r"(?:牵头|主办).*[及和与、/／，].*(?:配合|责任|协办|参与)|(?:责任|主办).*[及和与、/／，].*(?:配合|协办)"
)
_LEAD = re.compile(r"牵头|主办|主责|主要责任|第一责任|首要责任")
_SUPPORTING = re.compile(r"配合|协办|协同|协作|参与|参加|支持单位")
_RESPONSIBLE = re.compile(r"责任|承办|落实|实施单位|实施主体|完成单位|负责")
_WORDING = re.compile(r"内容|举措|措施|具体|事项")
_WHAT = re.compile(r"内容|举措|措施|任务|事项|工作|指标|要求|目标|项目|类别|领域")


class _Kind(Enum):
    NUMBER = auto()
    WHAT = auto()
    DUE = auto()
    LEAD = auto()
    SUPPORTING = auto()
    RESPONSIBLE = auto()
    BOTH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each column stands: `lead` is there, or `shared`, one column for whoever leads and supports.

    `first_leads`: the heading itself says that the first one named leads. `responsible_lead`: the leading
    column is called 责任单位, beside one of 配合单位. `through` is how many rows titles and headings take,
    `words` all that stands in the one or two rows of headings; `unused` are headings that nobody reads.
    """

    headings: tuple[str, ...]
    through: int
    number: int | None
    indicator: int | None
    content: int
    due: int | None
    lead: int | None
    supporting: tuple[int, ...]
    shared: int | None
    first_leads: bool
    responsible_lead: bool
    unused: tuple[str, ...]
    words: frozenset[str]

    def heading(self, place: int | None) -> str:
        """Return what a column is called, without breaks."""
        return "" if place is None else self.headings[place]

    def again(self, row: Row) -> bool:
        """Whether a row only repeats the headings, or one row of them, as on a new page."""
        return bool(row.own) and all(word in self.words for word in _words(row))


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """Find the row, or two rows one above the other, that head a ledger; None in any other table."""
    few = rows[:_WITHIN]
    one_row = [_columns(row, place + 1, _words(row)) for place, row in enumerate(few)]
    two_rows = [
        _columns(_joined(upper, lower), place + 2, _words(upper) | _words(lower))
        for place, (upper, lower) in enumerate(pairwise(few))
        # A title is no upper half of headings, a task no lower one.
        if len(upper.own) > 1 and all(map(_can_head, _words(lower)))
    ]
    found = [each for each in (*two_rows, *one_row) if each is not None]
    # Of those that have most of the columns the topmost: what it leaves above are titles.
    return max(found, key=lambda each: (_richness(each), -each.through), default=None)


def _richness(columns: Columns) -> int:
    places = (columns.number, columns.indicator, columns.due, columns.lead)
    return sum(place is not None for place in places) + len(columns.supporting)


def _columns(row: Row, through: int, words: frozenset[str]) -> Columns | None:
    headings = tuple("".join(cell.text.split()) for cell in row.cells)
    kinds = list(_kinds(headings))
    what = [place for place, kind in enumerate(kinds) if kind is _Kind.WHAT]
    lead = _first(kinds, _Kind.LEAD)
    supporting = tuple(place for place, kind in enumerate(kinds) if kind is _Kind.SUPPORTING)
    responsible = [place for place, kind in enumerate(kinds) if kind is _Kind.RESPONSIBLE]
    shared, responsible_lead = _first(kinds, _Kind.BOTH), False
    if lead is not None:
        supporting = tuple(sorted((*supporting, *responsible)))
    elif responsible and supporting:
        lead, responsible_lead = responsible[0], True
    elif responsible and shared is None:
        shared = responsible[0]
    if not what or (lead is None and shared is None):
        return None
    content = _content(what, headings)
    found = Columns(
        headings=headings,
        through=through,
        number=_first(kinds, _Kind.NUMBER),
        indicator=next((place for place in what if place < content), None),
        content=content,
        due=_first(kinds, _Kind.DUE),
        lead=lead,
        supporting=supporting,
        shared=None if lead is not None else shared,
        first_leads=shared is not None and "牵头" in "".join(_IN_BRACKETS.findall(headings[shared])),
        responsible_lead=responsible_lead,
        unused=(),
        words=words,
    )
    return replace(found, unused=tuple(_unused(found)))


def _kinds(headings: Sequence[str]) -> Iterator[_Kind | None]:
    before = None
    for heading in headings:
        # 工作任务 merged over two columns names both.
        kind = _kind(heading) if heading else (before if before is _Kind.WHAT else None)
        yield kind
        before = kind


def _kind(heading: str) -> _Kind | None:
    noted = "".join(_IN_BRACKETS.findall(heading))
    plain = _AND_PEOPLE.sub("", _IN_BRACKETS.sub("", heading))
    if len(plain) > 20 or _PEOPLE_OR_PROGRESS.search(plain):
        return None
    if _NUMBER.match(plain):
        return _Kind.NUMBER
    if _DUE.search(plain):
        return None if _BEGINS.search(plain) else _Kind.DUE
    if _BOTH.search(plain) or (_RESPONSIBLE.search(plain) and "牵头" in noted):
        return _Kind.BOTH
    for kind, words in (
        (_Kind.LEAD, _LEAD),
        (_Kind.SUPPORTING, _SUPPORTING),
        (_Kind.RESPONSIBLE, _RESPONSIBLE),
        (_Kind.WHAT, _WHAT),
    ):
        if words.search(plain):
            return kind
    return None


def _can_head(word: str) -> bool:
    return _kind(word) is not None or bool(_PEOPLE_OR_PROGRESS.search(word))


def _content(what: Sequence[int], headings: Sequence[str]) -> int:
    """Return the column of what is to be done: a 具体内容 rather than a 重点任务."""
    if len(what) == 1:
        return what[0]
    return next((place for place in what[1:] if _WORDING.search(headings[place])), what[1])


def _first(kinds: Sequence[_Kind | None], kind: _Kind) -> int | None:
    return kinds.index(kind) if kind in kinds else None


def _unused(columns: Columns) -> Iterator[str]:
    used = {columns.number, columns.indicator, columns.content, columns.due, columns.lead, columns.shared}
    for place, heading in enumerate(columns.headings):
        if heading and place not in used and place not in columns.supporting:
            yield heading


def _words(row: Row) -> frozenset[str]:
    return frozenset("".join(text.split()) for _, text in row.own)


def _joined(upper: Row, lower: Row) -> Row:
    """Return the headings of two rows, of which the lower one divides what the upper one gathers."""
    width = max(len(upper.cells), len(lower.cells))
    texts = (lower.text(place) or upper.text(place) for place in range(width))
    return Row(number=lower.number, cells=tuple(Cell(text=text) for text in texts))
