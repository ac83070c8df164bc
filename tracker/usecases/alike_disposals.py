"""Which rows of a file of disposals are there already, when several may be alike in everything.

Those with the same 核验日期 are the same; of the rest a date that is filled in verifies, one that is emptied
withdraws that. What the office withdrew stays withdrawn; verified anew from that day on, it is another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tracker.model import Verdict
from tracker.parcels import Category, Disposal, ParcelRecord
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
class KeptDisposal:
    """A disposal that was imported before; `id` is that of its own table.

    The office may have returned it, or withdrawn it on a day after it was verified on another. `renews` is
    the withdrawn one that it was verified anew instead of, `since` the day from which it is known.
    """

    id: int
    since: date
    verified_on: date | None
    returned: bool = False
    withdrawn_on: date | None = None
    renews: int | None = None
    renewed: bool = False

    def may_be(self, verified_on: date | None) -> bool:
        """Whether it may be the disposal of a row that has another day of verification."""
        if verified_on is None:
            return True
        return self.since <= verified_on and (self.withdrawn_on is None or verified_on < self.withdrawn_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalRow:
    """A row that reads well; `renews` is the withdrawn disposal that it verifies anew.

    `withdrawn_on` is the day on which one like it was withdrawn before, if any was: then it became known.
    """

    row: SheetRow
    kind: Kind
    verified_on: date | None
    renews: KeptDisposal | None = None
    withdrawn_on: date | None = None

    @property
    def known_from(self) -> date:
        """Return the day on which it became known: that of the disposal, or of the withdrawal before."""
        return self.withdrawn_on or self.kind.disposed_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRows:
    """The rows that are there as they are, those that change one that is there, those that are new.

    `left` are disposals that files brought before and this one does not have.
    """

    same: Sequence[tuple[DisposalRow, KeptDisposal]]
    differing: Sequence[tuple[DisposalRow, KeptDisposal]]
    new: Sequence[DisposalRow]
    left: Mapping[Kind, Sequence[KeptDisposal]]


def match_disposals(good: Iterable[DisposalRow], kept: dict[Kind, list[KeptDisposal]]) -> MatchedRows:
    """Set the rows beside what was imported before."""
    left: dict[Kind, list[KeptDisposal]] = defaultdict(list, {kind: [*each] for kind, each in kept.items()})
    same: list[tuple[DisposalRow, KeptDisposal]] = []
    rest: list[DisposalRow] = []
    for each in good:
        alike = [before for before in left[each.kind] if before.verified_on == each.verified_on]
        if alike:
            before = min(alike, key=lambda one: one.returned)
            left[each.kind].remove(before)
            same.append((each, before))
        else:
            rest.append(each)
    differing: list[tuple[DisposalRow, KeptDisposal]] = []
    new: list[DisposalRow] = []
    for each in rest:
        # What awaits review is verified before a day of verification is taken to be another.
        found = min(
            (before for before in left[each.kind] if before.may_be(each.verified_on)),
            key=lambda one: (one.verified_on is not None, one.returned),
            default=None,
        )
        if found is None:
            new.append(_anew(each, left[each.kind]))
        else:
            left[each.kind].remove(found)
            differing.append((each, found))
    return MatchedRows(same=same, differing=differing, new=new, left=left)


def _anew(row: DisposalRow, left: list[KeptDisposal]) -> DisposalRow:
    """Set a row beside the withdrawn disposal that it verifies anew, if any; take that from `left`.

    Instead of one that is renewed another was submitted already, by a file or in chat.
    """
    gone = sorted((each for each in left if each.withdrawn_on is not None), key=lambda each: each.renewed)
    if not gone:
        return row
    first = gone[0]
    if first.renewed:
        return replace(row, withdrawn_on=first.withdrawn_on)
    left.remove(first)
    return replace(row, renews=first, withdrawn_on=first.withdrawn_on)


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
                yield kind, _kept(each)


def _kept(disposal: Disposal) -> KeptDisposal:
    review, verified_before = disposal.review, disposal.verified_before
    if review is None or review.verdict is Verdict.APPROVED:
        return KeptDisposal(
            id=disposal.id,
            since=disposal.submitted_on,
            verified_on=review.reviewed_on if review else None,
        )
    return KeptDisposal(
        id=disposal.id,
        since=disposal.submitted_on,
        verified_on=verified_before,
        returned=True,
        withdrawn_on=review.reviewed_on if verified_before else None,
        renewed=disposal.renewed,
    )


def _kept_as_a_whole(books: Books) -> Iterator[tuple[Kind, KeptDisposal]]:
    areas = books.area_disposals.all()
    for area_id, each in areas.items():
        kind = Kind(
            parcel_id=None,
            park=each.park,
            unit=each.unit,
            category=each.category,
            area_mu=each.area_mu,
            measure=each.measure,
            disposed_on=each.disposed_on,
        )
        instead_of = areas[each.renews].withdrawn_on if each.renews is not None else None
        kept = KeptDisposal(
            id=area_id,
            since=instead_of or each.disposed_on,
            verified_on=each.verified_on,
            returned=each.withdrawn_on is not None,
            withdrawn_on=each.withdrawn_on,
            renews=each.renews,
            renewed=each.renewed,
        )
        yield kind, kept
