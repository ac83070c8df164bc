"""Rows of a file of disposals that are taken and that a person should look at all the same.

A file that corrects a row says something else in it: the disposal before stays, for rows may be alike.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.scoring import figure
from tracker.usecases.alike_disposals import DisposalRow, Kind, MatchedRows
from tracker.usecases.import_rows import RefusedRow, WrongCell

_NAMED = 3
"""Disposals that a finding names."""

_MAY_BE_CORRECTED: tuple[tuple[str, Callable[[Kind], Kind], Callable[[Kind], str]], ...] = (
    ("面积", lambda kind: replace(kind, area_mu=Decimal(0)), lambda kind: f"{figure(kind.area_mu)} 亩"),
    ("处置日期", lambda kind: replace(kind, disposed_on=date.min), lambda kind: f"{kind.disposed_on}"),
    ("处置方式", lambda kind: replace(kind, measure=""), lambda kind: f"“{kind.measure}”"),
)
"""Columns by which a correction may differ: what is the same but for it, and how it is named."""


def doubtful_rows(matched: MatchedRows, new: Iterable[DisposalRow]) -> Iterator[RefusedRow]:
    """Yield rows that were withdrawn, and `new` ones that may be counted twice."""
    for each, before in matched.same:
        if before.withdrawn_on is not None:
            reason = f"办公室已于 {before.withdrawn_on} 撤销这笔处置，不计入。"
            yield WrongCell("核验日期", reason).of(each.row)
    standing = [kind for kind, left in matched.left.items() for each in left if not each.returned]
    for each in new:
        for column, but, named in _MAY_BE_CORRECTED:
            near = [named(kind) for kind in standing if but(kind) == but(each.kind)]
            if near:
                yield WrongCell(column, _twice(each.kind, column, near[:_NAMED])).of(each.row)


def _twice(kind: Kind, column: str, near: list[str]) -> str:
    where = "/review 的“没有宗地编号的处置”" if kind.parcel_id is None else "/parcel 宗地编号 "
    return f"与以前导入的 {'、'.join(near)}只差{column}，两笔都计入。如果是更正，请到 {where}撤销以前那笔。"
