"""Finding the parcel that a request is about, and what a word says of its category."""

import re
from datetime import date

from tracker.account import parcel_standing
from tracker.errors import TrackerError
from tracker.parcels import Category, LowKind, ParcelRecord
from tracker.quantities import parcel_number, plain
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
_ABOUT_KINDS = re.compile("[()]|粗放用地类?|(产业转型|粗放|停建停产)类?")


class UnknownParcel(TrackerError):
    """No parcel has this number, or the sender may not see it: the two are not told apart."""

    sentence = "没有编号为“{number}”的宗地，或不归您的单位。发送 /parcels 查看。"

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


class ParcelGone(TrackerError):
    """What a button names is not in the account, or no longer the sender's."""

    sentence = "这宗地已不在台账，或不归您的单位。发送 /parcels 查看。"


def category_meant(text: str) -> tuple[Category, LowKind | None] | None:
    """Read 闲置, 闲置土地, 低效（停建停产类）, 停建停产类; None for a word that is no category."""
    word = "".join(plain(text).split())
    kinds = [kind for beginning, kind in _KINDS.items() if beginning in word]
    bare = _ABOUT_KINDS.sub("", word) if kinds else word
    found = _CATEGORIES.get(bare.removesuffix("土地").removesuffix("用地"))
    if not kinds:
        return (found, None) if found else None
    if len(kinds) > 1 or (bare and found is not Category.LOW):
        return None
    return Category.LOW, kinds[0]


def find_parcel(books: Books, number: str, units: tuple[str, ...] | None, on: date) -> ParcelRecord:
    """Return the parcel of that number, or refuse; `units` are those whose parcels may be seen, None all."""
    record = books.parcels.by_number(parcel_number(number))
    if record is None or not _is_of(books, record, units, on):
        raise UnknownParcel(number=brief(number))
    return record


def parcel_with_id(books: Books, parcel_id: int, units: tuple[str, ...] | None, on: date) -> ParcelRecord:
    """Return the parcel that a button names, or refuse."""
    record = books.parcels.by_id(parcel_id)
    if record is None or not _is_of(books, record, units, on):
        raise ParcelGone
    return record


def _is_of(books: Books, record: ParcelRecord, units: tuple[str, ...] | None, on: date) -> bool:
    return units is None or bool(set(units) & set(parcel_standing(record, on, books.campaign).units))
