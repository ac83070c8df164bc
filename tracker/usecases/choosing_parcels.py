"""Finding the parcel that a request is about, and what a word says of its category."""

from datetime import date

from tracker.account import parcel_standing
from tracker.errors import TrackerError
from tracker.parcels import Category, LowKind, ParcelRecord
from tracker.quantities import plain
from tracker.store.books import Books
from tracker.usecases.choosing import brief

LONGEST_NUMBER = 40
"""Characters: the nation's own 宗地代码 has 19."""

_CATEGORIES = {
    "批而未供": Category.UNSUPPLIED,
    "已批未供": Category.UNSUPPLIED,
    "闲置": Category.IDLE,
    "低效": Category.LOW,
    "低效工业": Category.LOW,
    "已批未供即用": Category.READY_USE,
    "违法占地": Category.ILLEGAL,
    "违法": Category.ILLEGAL,
    "违法违规": Category.ILLEGAL,
}
_KINDS = {"产业转型": LowKind.TRANSITION, "粗放": LowKind.EXTENSIVE, "停建停产": LowKind.STOPPED}


class UnknownParcel(TrackerError):
    """No parcel has this number, or the sender may not see it: the two are not told apart."""

    sentence = "没有编号为“{number}”的宗地，或它不归您的单位。发送 /parcels 查看。"

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


def parcel_number(text: str) -> str:
    """Return a number as it is recorded and asked for: `qf－001` and `QF-001` are one."""
    return "".join(plain(text).split()).upper()


def category_meant(text: str) -> tuple[Category, LowKind | None] | None:
    """Read 闲置, 闲置土地, 低效（停建停产类）, 停建停产类; None for a word that is no category."""
    word = "".join(plain(text).split())
    kind = next((kind for beginning, kind in _KINDS.items() if beginning in word), None)
    bare = word.removesuffix("土地").removesuffix("用地")
    found = _CATEGORIES.get(bare)
    if kind is not None and (found is None or found is Category.LOW):
        return Category.LOW, kind
    return (found, None) if found else None


def find_parcel(books: Books, number: str, units: tuple[str, ...] | None, on: date) -> ParcelRecord:
    """Return the parcel of that number, or refuse; `units` are those whose parcels may be seen, None all."""
    record = books.parcels.by_number(parcel_number(number))
    return _seen(books, record, units, on, brief(number))


def parcel_with_id(books: Books, parcel_id: int, units: tuple[str, ...] | None, on: date) -> ParcelRecord:
    """Return the parcel that a button names, or refuse."""
    return _seen(books, books.parcels.by_id(parcel_id), units, on, str(parcel_id))


def _seen(
    books: Books, record: ParcelRecord | None, units: tuple[str, ...] | None, on: date, word: str
) -> ParcelRecord:
    if record is None:
        raise UnknownParcel(number=word)
    standing = parcel_standing(record, on, books.campaign)
    if units is not None and not set(units) & set(standing.units):
        raise UnknownParcel(number=word)
    return record
