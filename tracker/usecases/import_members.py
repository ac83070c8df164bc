"""A list of people from a spreadsheet: an invitation for everybody who has none yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.errors import RoleNotInUnit
from tracker.model import SINGLE_HOLDER, Post, Sender
from tracker.store.books import Books
from tracker.usecases.import_rows import (
    Imported,
    RefusedRow,
    RowsRefused,
    SheetRow,
    WrongCell,
    in_file_order,
    needed,
    plain,
)
from tracker.usecases.invite_member import (
    ROLE_NAMES,
    ROLES,
    InviteMember,
    MemberInvited,
    invite_member,
    post_for,
)

MEMBER_COLUMNS = ("单位", "角色", "姓名", "电话")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMembers:
    """Rows with the cells of `MEMBER_COLUMNS`; `unreadable` are rows of the file that could not be read.

    `partial` takes the good rows; without it one bad row refuses the file.
    """

    rows: tuple[SheetRow, ...]
    unreadable: tuple[RefusedRow, ...]
    partial: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersImported:
    """What came of the rows, and the new invitations with codes that cannot be read again."""

    imported: Imported
    invitations: tuple[MemberInvited, ...]


class _Step(StrEnum):
    ADD = "add"
    CHANGE = "change"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """A row that reads well."""

    row: int
    post: Post
    name: str
    phone: str


def import_members(books: Books, sender: Sender, command: ImportMembers) -> MembersImported:
    """Invite whoever is neither invited nor on the post. Raise `RowsRefused` unless `partial`."""
    people, wrong = _read(books, command.rows)
    refused = in_file_order([*command.unreadable, *wrong])
    read = len(command.rows) + len(command.unreadable)
    if refused and not command.partial:
        raise RowsRefused(read=read, refused=refused)
    steps: list[_Step] = []
    invitations: list[MemberInvited] = []
    for person in people:
        step = _step(books, person, command.at)
        steps.append(step)
        if step is not _Step.NONE:
            invitations.append(_invite(books, sender, person, command.at))
    imported = Imported(
        read=read,
        added=steps.count(_Step.ADD),
        changed=steps.count(_Step.CHANGE),
        unchanged=steps.count(_Step.NONE),
        refused=refused,
    )
    return MembersImported(imported=imported, invitations=tuple(invitations))


def _read(books: Books, rows: Iterable[SheetRow]) -> tuple[list[_Person], list[RefusedRow]]:
    people: list[_Person] = []
    refused: list[RefusedRow] = []
    first: dict[Post, _Person] = {}
    for row in rows:
        try:
            person = _person(books, row)
            _refuse_second(person, first.setdefault(person.post, person))
        except WrongCell as wrong:
            refused.append(wrong.of(row))
        else:
            people.append(person)
    return people, refused


def _refuse_second(person: _Person, before: _Person) -> None:
    """Refuse a second name for a post that one person holds."""
    if person.post.role in SINGLE_HOLDER and before.name != person.name:
        post = f"{person.post.unit}{ROLE_NAMES[person.post.role]}"
        raise WrongCell("姓名", f"{post}只能有一人，第 {before.row} 行已是{before.name}。")


def _person(books: Books, row: SheetRow) -> _Person:
    word = needed(row, "单位")
    unit = books.campaign.unit(row.cells["单位"].strip()) or books.campaign.unit(word)
    if unit is None:
        raise WrongCell("单位", f"没有名为“{word}”的单位。")
    role = ROLES.get(needed(row, "角色").lower())
    if role is None:
        raise WrongCell("角色", f"应为{'、'.join(ROLE_NAMES.values())}之一。")
    try:
        post = post_for(books.campaign, unit.name, role)
    except RoleNotInUnit as refusal:
        raise WrongCell("角色", str(refusal)) from None
    return _Person(row=row.number, post=post, name=needed(row, "姓名"), phone=plain(row, "电话"))


def _step(books: Books, person: _Person, at: datetime) -> _Step:
    """Say what a person needs; offers of a single-holder post to somebody else are withdrawn."""
    holders = books.people.on_post(person.post.unit, person.post.role)
    open_ones = books.people.open_invitations(person.post, at)
    # An invitation without a name may be on its way to this very person.
    others = [each for each in open_ones if each.name not in {"", person.name}]
    replaces = bool(others) and person.post.role in SINGLE_HOLDER
    if replaces:
        books.people.revoke(others, at)
    if person.name in {each.name for each in holders} | {each.name for each in open_ones}:
        return _Step.NONE
    return _Step.CHANGE if replaces else _Step.ADD


def _invite(books: Books, sender: Sender, person: _Person, at: datetime) -> MemberInvited:
    command = InviteMember(
        unit=person.post.unit, role=person.post.role, name=person.name, phone=person.phone, at=at
    )
    return invite_member(books, sender, command)
