"""The boundaries of parcels from a GeoJSON file (标图入库, 二（三）2)."""

from dataclasses import dataclass, replace
from datetime import datetime

from tracker.boundaries import Boundary, area_difference, areas_agree
from tracker.boundary_files import BOUNDARY, NUMBER, FeatureRead, FeatureRefused, read_features
from tracker.errors import TrackerError
from tracker.exact_json import write_json
from tracker.measures import Boundaries
from tracker.model import Sender
from tracker.parcels import ParcelEntry
from tracker.quantities import parcel_number
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.import_rows import Imported, RefusedRow, RowsRefused, in_file_order


class NoRegion(TrackerError):
    """The campaign file does not say where parcels lie, so no boundary can be checked."""

    sentence = "方案文件没有写明宗地所在范围（[boundaries]），不能导入界址。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBoundaries:
    """A GeoJSON file as it is. `partial` takes the good features; without it one bad one refuses the file."""

    content: bytes
    partial: bool
    at: datetime


def import_boundaries(books: Books, sender: Sender, command: ImportBoundaries) -> Imported:
    """Take the boundaries of parcels that are in the account. Raise `RowsRefused` unless `partial`.

    Findings are those whose area differs much from the stated one.
    """
    rules = books.campaign.boundaries
    if rules is None:
        raise NoRegion
    file = read_features(command.content, region=rules.region)
    entries = {record.entry.number: record.entry for record in books.parcels.records()}
    placed: list[tuple[FeatureRead, ParcelEntry]] = []
    refused = [_refused(each) for each in file.refused]
    for each in file.features:
        entry = entries.get(parcel_number(each.number))
        if entry is None:
            reason = "台账里没有这宗地，请先导入宗地台账。"
            refused.append(RefusedRow(row=each.row, column=NUMBER, value=each.number, reason=reason))
        else:
            placed.append((each, entry))
    read = len(file.features) + len(file.refused) + file.unlocated
    if refused and not command.partial:
        raise RowsRefused(read=read, refused=in_file_order(refused))
    imported = _record(books, sender, placed, read=read, refused=refused, at=command.at)
    return replace(
        imported, findings=tuple(found for each, entry in placed if (found := _finding(each, entry, rules)))
    )


def _record(
    books: Books,
    sender: Sender,
    placed: list[tuple[FeatureRead, ParcelEntry]],
    *,
    read: int,
    refused: list[RefusedRow],
    at: datetime,
) -> Imported:
    kept = books.boundaries.all()
    differing: dict[int, Boundary] = {
        entry.id: each.boundary for each, entry in placed if not _same(kept.get(entry.id), each.boundary)
    }
    changed = sum(1 for parcel_id in differing if parcel_id in kept)
    books.boundaries.put(differing, by=sender.name, at=at)
    if differing:
        counts = {"added": len(differing) - changed, "changed": changed}
        books.note("boundaries.imported", "parcels", by=sender.name, at=at, **counts)
    return Imported(
        read=read,
        added=len(differing) - changed,
        changed=changed,
        unchanged=read - len(differing) - len(refused),
        refused=in_file_order(refused),
    )


def _same(kept: Boundary | None, read: Boundary) -> bool:
    """Whether two boundaries are written alike, digit by digit."""
    return kept is not None and write_json(kept.geometry) == write_json(read.geometry)


def _refused(each: FeatureRefused) -> RefusedRow:
    return RefusedRow(row=each.row, column=each.column, value=each.value, reason=each.reason)


def _finding(each: FeatureRead, entry: ParcelEntry, rules: Boundaries) -> RefusedRow | None:
    """Compare the measured area with the stated one: much apart, one of the two wants a look."""
    if areas_agree(each.boundary, entry.area_mu, rules.tolerance):
        return None
    share = area_difference(each.boundary, entry.area_mu) * 100
    reason = (
        f"界址量算 {figure(each.boundary.area_mu)} 亩，台账 {figure(entry.area_mu)} 亩，"
        f"相差 {figure(share)}%，请核对。"
    )
    return RefusedRow(row=each.row, column=BOUNDARY, value=entry.number, reason=reason)
