"""Which rows of a file of disposals are there already, when several may be alike in everything.

Those with the same 核验日期 are the same; of the rest a date that is filled in verifies, one that is emptied
withdraws that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.model import Verdict
from tracker.parcels import Category, ParcelRecord
from tracker.store.books import Books
from tracker.usecases.import_rows import IMPORTER, SheetRow


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells one disposal from another; `parcel_id` is None for an area as a whole."""

    parcel_id: int | None
    park: str | None
    unit: str | None
    category: Category
    area_mu: Decimal
    measure: str
    disposed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalRow:
    """A row that reads well."""

    row: SheetRow
    kind: Kind
    verified_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDisposal:
    """A disposal that was imported before; `id` is that of its own table. The office may have returned it."""

    id: int
    verified_on: date | None
    returned: bool = False


def match_disposals(
    good: Iterable[DisposalRow], kept: dict[Kind, list[KeptDisposal]]
) -> tuple[list[DisposalRow], list[tuple[DisposalRow, KeptDisposal]], list[DisposalRow]]:
    """Return the rows that are there as they are, those that change one that is there, those that are new."""
    same: list[DisposalRow] = []
    rest: list[DisposalRow] = []
    for each in good:
        alike = [before for before in kept[each.kind] if before.verified_on == each.verified_on]
        if alike:
            kept[each.kind].remove(alike[0])
            same.append(each)
        else:
            rest.append(each)
    differing: list[tuple[DisposalRow, KeptDisposal]] = []
    new: list[DisposalRow] = []
    for each in rest:
        # What awaits review is verified before a day of verification is taken to be another.
        before = min(
            kept[each.kind], key=lambda one: (one.verified_on is not None, one.returned), default=None
        )
        if before is None:
            new.append(each)
        else:
            kept[each.kind].remove(before)
            differing.append((each, before))
    return same, differing, new


def kept_disposals(books: Books, records: Iterable[ParcelRecord]) -> dict[Kind, list[KeptDisposal]]:
    """Return what files have brought before, by kind."""
    found: dict[Kind, list[KeptDisposal]] = defaultdict(list)
    for kind, kept in (*_kept_of_parcels(records), *_kept_as_a_whole(books)):
        found[kind].append(kept)
    return found


def _kept_of_parcels(records: Iterable[ParcelRecord]) -> Iterator[tuple[Kind, KeptDisposal]]:
    for record in records:
        for each in record.disposals:
            if each.reporter == IMPORTER:
                kind = Kind(
                    parcel_id=record.entry.id,
                    park=None,
                    unit=None,
                    category=record.entry.category,
                    area_mu=each.area_mu,
                    measure=each.measure,
                    disposed_on=each.disposed_on,
                )
                review = each.review
                approved = review is not None and review.verdict is Verdict.APPROVED
                yield (
                    kind,
                    KeptDisposal(
                        id=each.id,
                        verified_on=review.reviewed_on if review is not None and approved else None,
                        returned=review is not None and not approved,
                    ),
                )


def _kept_as_a_whole(books: Books) -> Iterator[tuple[Kind, KeptDisposal]]:
    for number, each in books.area_disposals.all().items():
        kind = Kind(
            parcel_id=None,
            park=each.park,
            unit=each.unit,
            category=each.category,
            area_mu=each.area_mu,
            measure=each.measure,
            disposed_on=each.disposed_on,
        )
        yield kind, KeptDisposal(id=number, verified_on=each.verified_on)
