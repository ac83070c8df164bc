"""What imports share whose rows are known by a key: equal, it is there already; different, it corrects."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.model import Sender
from tracker.store.books import Books
from tracker.usecases.import_rows import (
    Imported,
    ImportSheet,
    RefusedRow,
    RowsRefused,
    SheetRow,
    WrongCell,
    in_file_order,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedRows(Generic[T]):
    """How rows become facts: `read` raises `WrongCell`, `column` is where a second of one key is refused."""

    read: Callable[[SheetRow], T]
    key: Callable[[T], Hashable]
    column: str
    kept: Mapping[Hashable, T]
    put: Callable[[Sequence[T]], None]
    action: str


def import_keyed(books: Books, sender: Sender, command: ImportSheet, rows: KeyedRows[T]) -> Imported:
    """Take the rows into the records. Raise `RowsRefused` unless `partial`."""
    good, wrong = _read_all(command.rows, rows)
    refused = in_file_order([*command.unreadable, *wrong])
    read = len(command.rows) + len(command.unreadable)
    if refused and not command.partial:
        raise RowsRefused(read=read, refused=refused)
    differing = [each for each in good if rows.kept.get(rows.key(each)) != each]
    added = sum(1 for each in differing if rows.key(each) not in rows.kept)
    rows.put(differing)
    if differing:
        counts = {"added": added, "changed": len(differing) - added}
        books.note(rows.action, "import", by=sender.name, at=command.at, **counts)
    return Imported(
        read=read,
        added=added,
        changed=len(differing) - added,
        unchanged=len(good) - len(differing),
        refused=refused,
    )


def _read_all(listed: Sequence[SheetRow], rows: KeyedRows[T]) -> tuple[list[T], list[RefusedRow]]:
    good: list[T] = []
    refused: list[RefusedRow] = []
    first: dict[Hashable, int] = {}
    for row in listed:
        try:
            each = rows.read(row)
            _refuse_second(row, rows.column, first.setdefault(rows.key(each), row.number))
        except WrongCell as wrong:
            refused.append(wrong.of(row))
        else:
            good.append(each)
    return good, refused


def _refuse_second(row: SheetRow, column: str, first: int) -> None:
    if first != row.number:
        raise WrongCell(column, f"与第 {first} 行重复。")
