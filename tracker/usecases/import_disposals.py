"""Areas that were disposed of, from the office's spreadsheet: of a parcel, or in a park or unit as a whole.

Several rows may be alike in everything: of a kind there are as many as the file has (`alike_disposals`).
"""

from collections.abc import Iterable
from datetime import date

from tracker.account import counted_disposals, total
from tracker.model import Review, Sender, Verdict
from tracker.parcels import ParcelEntry, ParcelRecord
from tracker.parks import Park
from tracker.plan import Unit
from tracker.quantities import parcel_number
from tracker.scoring import figure
from tracker.store.area_disposals import AreaDisposal
from tracker.store.books import Books
from tracker.store.parcels import Submission
from tracker.usecases.alike_disposals import (
    DisposalRow,
    KeptDisposal,
    Kind,
    kept_disposals,
    match_disposals,
)
from tracker.usecases.doubtful_disposals import doubtful_rows
from tracker.usecases.import_rows import (
    IMPORTER,
    Imported,
    ImportSheet,
    RefusedRow,
    RowsRefused,
    SheetRow,
    WrongCell,
    in_file_order,
    needed,
    plain,
    read_day,
)
from tracker.usecases.import_targets import PLACE, read_area_of, read_category, read_place


def import_disposals(books: Books, sender: Sender, command: ImportSheet) -> Imported:
    """Take the rows into the records. Raise `RowsRefused` unless `partial`.

    Findings are rows that were withdrawn since, and those that differ from an earlier one in one thing alone.
    """
    parcels = {record.entry.number: record for record in books.parcels.records()}
    good, refused = _read_rows(books, command, parcels)
    matched = match_disposals(good, kept_disposals(books, parcels.values()))
    verified = [(each, before) for each, before in matched.differing if not before.returned]
    new, beyond = _within_parcels(matched.new, parcels)
    refused += [*beyond, *(_returned(each, before) for each, before in matched.differing if before.returned)]
    read = len(command.rows) + len(command.unreadable)
    if refused and not command.partial:
        raise RowsRefused(read=read, refused=in_file_order(refused))
    for each in new:
        _add(books, sender, each, command)
    for each, before in verified:
        _verify(books, sender, each, before, command)
    if new or verified:
        counts = {"added": len(new), "changed": len(verified)}
        books.note("disposals.imported", "import", by=sender.name, at=command.at, **counts)
    return Imported(
        read=read,
        added=len(new),
        changed=len(verified),
        unchanged=len(matched.same),
        refused=in_file_order(refused),
        findings=in_file_order(doubtful_rows(matched, new)),
    )


def _read_rows(
    books: Books, command: ImportSheet, parcels: dict[str, ParcelRecord]
) -> tuple[list[DisposalRow], list[RefusedRow]]:
    good: list[DisposalRow] = []
    refused = list(command.unreadable)
    for row in command.rows:
        try:
            good.append(_read(books, row, parcels, command.on))
        except WrongCell as wrong:
            refused.append(wrong.of(row))
    return good, refused


def _read(books: Books, row: SheetRow, parcels: dict[str, ParcelRecord], today: date) -> DisposalRow:
    disposed_on = _day(row, "处置日期", today)
    if disposed_on < books.campaign.issued_on:
        raise WrongCell("处置日期", f"早于方案印发日期 {books.campaign.issued_on}。")
    verified_on = _day(row, "核验日期", today) if plain(row, "核验日期") else None
    if verified_on is not None and verified_on < disposed_on:
        raise WrongCell("核验日期", f"早于处置日期 {disposed_on}。")
    area_mu, measure = read_area_of(row, "面积"), row.cells["处置方式"].strip()
    number = parcel_number(plain(row, "宗地编号"))
    if number:
        entry = _entry(books, row, parcels.get(number), disposed_on)
        kind = Kind(
            parcel_id=entry.id,
            park=None,
            unit=None,
            category=entry.category,
            area_mu=area_mu,
            measure=measure,
            disposed_on=disposed_on,
        )
    else:
        place = read_place(books, row)
        kind = Kind(
            parcel_id=None,
            park=place.name if isinstance(place, Park) else None,
            unit=place.name if isinstance(place, Unit) else None,
            category=read_category(row),
            area_mu=area_mu,
            measure=measure,
            disposed_on=disposed_on,
        )
    return DisposalRow(row=row, kind=kind, verified_on=verified_on)


def _entry(books: Books, row: SheetRow, record: ParcelRecord | None, on: date) -> ParcelEntry:
    """Return the parcel that a row names; what else the row says of it must agree."""
    if record is None:
        raise WrongCell("宗地编号", "台账里没有这宗地，请先导入宗地台账。")
    entry = record.entry
    if plain(row, PLACE):
        park = books.campaign.park(entry.park)
        governor = park.governor(on) if park else None
        if read_place(books, row).name not in {entry.park, governor.unit if governor else None}:
            raise WrongCell(PLACE, f"这宗地在{entry.park}。")
    if plain(row, "类别") and read_category(row) is not entry.category:
        raise WrongCell("类别", f"这宗地的类别是{entry.category}。")
    return entry


def _day(row: SheetRow, column: str, today: date) -> date:
    needed(row, column)
    day = read_day(row, column)
    if day > today:
        raise WrongCell(column, f"晚于今天（{today}）。")
    return day


def _within_parcels(
    new: Iterable[DisposalRow], parcels: dict[str, ParcelRecord]
) -> tuple[list[DisposalRow], list[RefusedRow]]:
    """Refuse the rows that would go beyond their parcel, in the order of the file (FACTS 5)."""
    left = {
        record.entry.id: record.entry.area_mu - total(counted_disposals(record, date.max))
        for record in parcels.values()
    }
    good: list[DisposalRow] = []
    refused: list[RefusedRow] = []
    for each in new:
        parcel_id = each.kind.parcel_id
        if parcel_id is not None and each.kind.area_mu > left[parcel_id]:
            reason = f"超过这宗地剩余的 {figure(left[parcel_id])} 亩。"
            refused.append(WrongCell("面积", reason).of(each.row))
            continue
        if parcel_id is not None:
            left[parcel_id] -= each.kind.area_mu
        good.append(each)
    return good, refused


def _returned(each: DisposalRow, before: KeptDisposal) -> RefusedRow:
    """Say why a file does not verify what the office returned or withdrew."""
    reason = "办公室已退回这笔处置，请由单位另报。"
    if before.withdrawn_on is not None:
        reason = f"办公室已于 {before.withdrawn_on} 撤销这笔处置；重新核验的，核验日期不能早于这一天。"
    return WrongCell("核验日期", reason).of(each.row)


def _add(books: Books, sender: Sender, each: DisposalRow, command: ImportSheet) -> None:
    kind = each.kind
    if kind.parcel_id is None:
        area = _area(each, renews=each.renews.id if each.renews else None)
        books.area_disposals.add(area, by=sender.name, at=command.at)
        return
    submission = Submission(
        parcel_id=kind.parcel_id,
        area_mu=kind.area_mu,
        measure=kind.measure,
        text="",
        disposed_on=kind.disposed_on,
        submitted_on=each.known_from,
        reporter=IMPORTER,
        user_id=None,
        recorded_at=command.at,
    )
    disposal_id = books.parcels.add_disposal(submission)
    if each.renews is not None:
        books.parcels.renew(each.renews.id, disposal_id)
    if each.verified_on is not None:
        _approve(books, sender, disposal_id, each.verified_on, command)


def _area(each: DisposalRow, *, renews: int | None) -> AreaDisposal:
    kind = each.kind
    return AreaDisposal(
        park=kind.park,
        unit=kind.unit,
        category=kind.category,
        area_mu=kind.area_mu,
        measure=kind.measure,
        disposed_on=kind.disposed_on,
        verified_on=each.verified_on,
        renews=renews,
    )


def _verify(
    books: Books, sender: Sender, each: DisposalRow, before: KeptDisposal, command: ImportSheet
) -> None:
    """Bring the day of verification: a new one, another instead of the one before, or none any more."""
    if each.kind.parcel_id is None:
        area = _area(each, renews=before.renews)
        books.area_disposals.verify(before.id, area, by=sender.name, at=command.at)
        return
    books.parcels.void_review(before.id, command.at)
    if each.verified_on is not None:
        _approve(books, sender, before.id, each.verified_on, command)


def _approve(books: Books, sender: Sender, disposal_id: int, on: date, command: ImportSheet) -> None:
    review = Review(verdict=Verdict.APPROVED, reason="", reviewed_on=on)
    books.parcels.add_review(disposal_id, review, reviewer=sender.name, at=command.at)
