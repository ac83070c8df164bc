"""A department designates a parcel 产业转型类 or 停建停产类 (二（三）1); these types are not scored."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import ReasonMissing, TrackerError
from tracker.model import Sender
from tracker.parcels import Category, Designation, LowKind, ParcelEntry
from tracker.store.books import Books
from tracker.usecases.choosing import find_place
from tracker.usecases.choosing_parcels import find_parcel


class NotDesignated(TrackerError):
    """粗放用地类 is found by scoring; only the other two types of 低效 are designated."""

    sentence = "{kind}按评分认定，不作认定登记：请用 /score。"

    def __init__(self, *, kind: LowKind) -> None:
        super().__init__(kind=kind.value)


class NotLow(TrackerError):
    """Only 低效 has types."""

    sentence = "宗地 {number} 的类别是{category}，只有{low}用地分类型。请先在台账表格里更正类别。"

    def __init__(self, *, number: str, category: Category) -> None:
        super().__init__(number=number, category=category.value, low=Category.LOW.value)


class AlreadyDesignated(TrackerError):
    """Exactly this is recorded: a line that was sent twice records nothing twice."""

    sentence = "宗地 {number} 的这一认定已经登记过，没有变动。"

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignateParcel:
    """Who designates (a department, a county, a park's management), as what, by which document."""

    number: str
    kind: LowKind
    department: str
    document: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelDesignated:
    """The designation is recorded."""

    entry: ParcelEntry
    designation: Designation


def designate_parcel(books: Books, sender: Sender, command: DesignateParcel) -> ParcelDesignated:
    """Record a designation from its day on."""
    record = find_parcel(books, command.number, None, command.on)
    if record.entry.category is not Category.LOW:
        raise NotLow(number=record.entry.number, category=record.entry.category)
    if command.kind is LowKind.EXTENSIVE:
        raise NotDesignated(kind=command.kind)
    for what, text in (("认定单位", command.department), ("认定文号", command.document)):
        if not text.strip():
            raise ReasonMissing(what=what)
    made = Designation(
        kind=command.kind,
        department=find_place(books.campaign, command.department.strip()).name,
        document=command.document.strip(),
        designated_on=command.on,
    )
    if made in record.designations[-1:]:
        raise AlreadyDesignated(number=record.entry.number)
    books.parcels.add_designation(record.entry.id, made, by=sender.name, at=command.at)
    books.note(
        "parcel.designated",
        record.entry.number,
        by=sender.name,
        at=command.at,
        kind=made.kind.value,
        department=made.department,
        document=made.document,
    )
    return ParcelDesignated(entry=record.entry, designation=made)
