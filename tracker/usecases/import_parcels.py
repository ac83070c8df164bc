"""The account of parcels from a spreadsheet: 一宗一策, 一本账 (三（二）1).

A parcel is known by its number: equal, it is there already; different, the file corrects it. So importing
a file twice changes nothing. When a file was loaded says nothing of the land: what it says holds from the
day the campaign was issued.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from tracker.account import counted_disposals, total
from tracker.due_text import stated_days
from tracker.errors import UnknownPark, ValueRefused
from tracker.model import Sender
from tracker.parcels import Category, LowKind, ParcelEntry, ParcelPlan, ParcelRecord, PlanInForce
from tracker.quantities import parcel_number, read_area
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.columns import EXACT_PLACES
from tracker.usecases.choosing import find_park
from tracker.usecases.choosing_parcels import LONGEST_NUMBER, category_meant
from tracker.usecases.import_rows import (
    Imported,
    RefusedRow,
    RowsRefused,
    SheetRow,
    WrongCell,
    in_file_order,
    needed,
    plain,
    read_day,
)

PARCEL_COLUMNS = (
    "宗地编号",
    "产业集聚区",
    "坐落",
    "面积",
    "类别",
    "形成原因",
    "处置措施",
    "完成时限",
    "责任单位",
)
_LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportParcels:
    """Rows with the cells of `PARCEL_COLUMNS`; `unreadable` are rows of the file that could not be read.

    `partial` takes the good rows; without it one bad row refuses the file.
    """

    rows: tuple[SheetRow, ...]
    unreadable: tuple[RefusedRow, ...]
    partial: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A row that reads well; the entry has no id yet."""

    row: SheetRow
    entry: ParcelEntry
    plan: ParcelPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What is recorded of a parcel before the file.

    A file repeats the newest `imported` plan or, where it is an export, the one `in_force`; `order` is the
    office's last word, from whose day a changed file goes on.
    """

    entry: ParcelEntry
    imported: ParcelPlan
    in_force: ParcelPlan
    order: PlanInForce | None
    disposed_mu: Decimal


def import_parcels(books: Books, sender: Sender, command: ImportParcels) -> Imported:
    """Take the rows into the account. Raise `RowsRefused` unless `partial`."""
    kept = _kept(books)
    good, wrong = _read_rows(books, command.rows, kept)
    refused = in_file_order([*command.unreadable, *wrong])
    read = len(command.rows) + len(command.unreadable)
    if refused and not command.partial:
        raise RowsRefused(read=read, refused=refused)
    differing = [each for each in good if _differs(each, kept)]
    added = sum(1 for each in differing if each.entry.number not in kept)
    _record(books, sender, differing, kept, command.at)
    if differing:
        counts = {"added": added, "changed": len(differing) - added}
        books.note("parcels.imported", "parcels", by=sender.name, at=command.at, **counts)
    return Imported(
        read=read,
        added=added,
        changed=len(differing) - added,
        unchanged=len(good) - len(differing),
        refused=refused,
    )


def _kept(books: Books) -> dict[str, _Kept]:
    imported = books.parcels.imported_plans()
    return {
        record.entry.number: _kept_of(record, imported.get(record.entry.id))
        for record in books.parcels.records()
    }


def _kept_of(record: ParcelRecord, imported: PlanInForce | None) -> _Kept:
    others = [made for made in record.plans if made != imported]
    return _Kept(
        entry=record.entry,
        imported=imported.plan if imported else ParcelPlan(),
        in_force=record.plans[-1].plan if record.plans else ParcelPlan(),
        # A file keeps one word of each day: what is not its last is an order, or the word before the order.
        order=others[-1] if others else None,
        disposed_mu=total(counted_disposals(record, date.max)),
    )


def _read_rows(
    books: Books, rows: Iterable[SheetRow], kept: dict[str, _Kept]
) -> tuple[list[_Read], list[RefusedRow]]:
    good: list[_Read] = []
    refused: list[RefusedRow] = []
    first: dict[str, int] = {}
    for row in rows:
        try:
            _refuse_second(row, first)
            each = _read(books, row)
            _refuse_less_than_disposed(each, kept.get(each.entry.number))
            _refuse_another_date(each, kept)
        except WrongCell as wrong:
            refused.append(wrong.of(row))
        else:
            good.append(each)
    return good, refused


def _refuse_second(row: SheetRow, first: dict[str, int]) -> None:
    """Refuse a number that the file has before, even where that row is refused: which is right is unknown."""
    before = first.setdefault(_number(row), row.number)
    if before != row.number:
        raise WrongCell("宗地编号", f"与第 {before} 行重复。")


def _refuse_another_date(each: _Read, kept: dict[str, _Kept]) -> None:
    """Refuse a date against the office's order: one that is ordered moves by another order (FACTS 2)."""
    before = kept.get(each.entry.number)
    if before is None or before.order is None or not _plan_differs(each, kept):
        return
    ordered = before.order
    if each.plan.due_on != ordered.plan.due_on:
        paper = f"按{ordered.document}" if ordered.document else "由办公室"
        raise WrongCell(
            "完成时限",
            f"期限已于 {ordered.from_on} {paper}定为 {ordered.plan.due_on or '空'}。"
            "改期请用 /parcel 写明文号和原因，或在表格里写现行期限。",
        )


def _refuse_less_than_disposed(each: _Read, before: _Kept | None) -> None:
    if before is not None and each.entry.area_mu < before.disposed_mu:
        raise WrongCell("面积", f"这宗地已报处置 {figure(before.disposed_mu)} 亩，面积不能小于它。")


def _read(books: Books, row: SheetRow) -> _Read:
    category, kind = _category(row)
    entry = ParcelEntry(
        id=0,
        number=_number(row),
        park=_park(books, row),
        location=_text(row, "坐落"),
        area_mu=_area(row),
        category=category,
        kind=kind,
    )
    plan = ParcelPlan(
        cause=_text(row, "形成原因"),
        measure=_text(row, "处置措施"),
        due_on=_due_on(row),
        unit=_unit(books, row),
    )
    return _Read(row=row, entry=entry, plan=plan)


def _number(row: SheetRow) -> str:
    number = parcel_number(needed(row, "宗地编号"))
    if len(number) > LONGEST_NUMBER:
        raise WrongCell("宗地编号", f"最多 {LONGEST_NUMBER} 个字。")
    return number


def _park(books: Books, row: SheetRow) -> str:
    word = needed(row, "产业集聚区")
    try:
        return find_park(books.campaign, word, books.campaign.issued_on).name
    except UnknownPark as unknown:
        raise WrongCell("产业集聚区", str(unknown)) from None


def _area(row: SheetRow) -> Decimal:
    needed(row, "面积")
    try:
        area_mu = read_area(row.cells["面积"])
    except ValueRefused as refusal:
        raise WrongCell("面积", str(refusal)) from None
    if not area_mu:
        raise WrongCell("面积", "应大于 0。")
    if area_mu != round(area_mu, EXACT_PLACES):
        raise WrongCell("面积", f"合 {figure(area_mu)} 亩，最多记 {EXACT_PLACES} 位小数，请先四舍五入。")
    return area_mu


def _category(row: SheetRow) -> tuple[Category, LowKind | None]:
    found = category_meant(needed(row, "类别"))
    if found is None:
        raise WrongCell("类别", f"应为{'、'.join(Category)}之一。")
    return found


def _due_on(row: SheetRow) -> date | None:
    """Read a date, or the words of a plan: 2021年年底前 is its last day (FACTS 2)."""
    text = plain(row, "完成时限")
    if not text:
        return None
    stated = stated_days(text)
    if len(stated) > 1:
        raise WrongCell("完成时限", "写了不止一个日期，请只留一个。")
    return stated.pop() if stated else read_day(row, "完成时限")


def _unit(books: Books, row: SheetRow) -> str | None:
    word = plain(row, "责任单位")
    if not word:
        return None
    unit = books.campaign.unit(row.cells["责任单位"].strip()) or books.campaign.unit(word)
    if unit is None:
        raise WrongCell("责任单位", f"没有名为“{word}”的单位。")
    return unit.name


def _text(row: SheetRow, column: str) -> str:
    text = row.cells[column].strip()
    if len(text) > _LONGEST_TEXT:
        raise WrongCell(column, f"最多 {_LONGEST_TEXT} 个字，现有 {len(text)} 个。")
    return text


def _differs(each: _Read, kept: dict[str, _Kept]) -> bool:
    return _entry_differs(each, kept) or _plan_differs(each, kept)


def _entry_differs(each: _Read, kept: dict[str, _Kept]) -> bool:
    before = kept.get(each.entry.number)
    return before is None or replace(before.entry, id=0) != each.entry


def _plan_differs(each: _Read, kept: dict[str, _Kept]) -> bool:
    before = kept.get(each.entry.number)
    return each.plan not in ((before.imported, before.in_force) if before else (ParcelPlan(),))


def _record(
    books: Books, sender: Sender, rows: Sequence[_Read], kept: dict[str, _Kept], at: datetime
) -> None:
    ids = books.parcels.open([each.entry.number for each in rows])
    books.parcels.put_entries(
        [replace(each.entry, id=ids[each.entry.number]) for each in rows if _entry_differs(each, kept)],
        by=sender.name,
        at=at,
    )
    # A plan that the file has not changed leaves alone what the office has ordered since.
    plans = {
        ids[each.entry.number]: PlanInForce(id=0, plan=each.plan, from_on=_from_on(books, each, kept))
        for each in rows
        if _plan_differs(each, kept)
    }
    books.parcels.put_plans(plans, by=sender.name, at=at)


def _from_on(books: Books, each: _Read, kept: dict[str, _Kept]) -> date:
    """Return the day from which a file's plan rules: the campaign's, or that of the order it goes on from."""
    before = kept.get(each.entry.number)
    return before.order.from_on if before and before.order else books.campaign.issued_on
