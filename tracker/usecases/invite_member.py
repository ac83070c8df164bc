"""The office offers a post: a one-time code, of which only the hash is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.errors import NotYoursToInvite, RoleNotInUnit
from tracker.model import Post, Role, Sender
from tracker.plan import Campaign, Unit
from tracker.store.books import Books
from tracker.usecases.choosing import find_unit

VALID_FOR = timedelta(days=7)

# Without 0 O 1 I L U: codes are read aloud over the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10

_OFFICE_ROLES = frozenset({Role.OFFICE, Role.DIRECTOR, Role.ADMIN})
ROLE_NAMES = {
    Role.LIAISON: "联络员",
    Role.LEADER: "分管领导",
    Role.OFFICE: "办公室",
    Role.DIRECTOR: "办公室主任",
    Role.INSPECTOR: "督查",
    Role.ADMIN: "管理员",
}
ROLES = {name: role for role, name in ROLE_NAMES.items()} | {role.value: role for role in Role}
"""Every word for a role: 联络员 and liaison."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteMember:
    """A post to offer; `name` and `phone` are for the office's own list."""

    unit: str
    role: Role
    at: datetime
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited:
    """The code exists only here: it cannot be read again later."""

    code: str
    post: Post
    name: str
    expires_at: datetime


def invite_member(books: Books, sender: Sender, command: InviteMember) -> MemberInvited:
    """Make an invitation; only an admin invites admins."""
    if command.role is Role.ADMIN and not sender.holds(Role.ADMIN):
        raise NotYoursToInvite
    post = post_for(books.campaign, command.unit, command.role)
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    expires_at = command.at + VALID_FOR
    books.people.invite(
        code_hash=hash_code(code),
        post=post,
        name=command.name,
        phone=command.phone,
        by=sender.name,
        at=command.at,
        until=expires_at,
    )
    books.note("member.invited", f"{post.role.value}@{post.unit}", by=sender.name, at=command.at)
    return MemberInvited(code=code, post=post, name=command.name, expires_at=expires_at)


def post_for(campaign: Campaign, unit_word: str, role: Role) -> Post:
    """Return the post, or refuse a role that sees everything outside the one unit where it belongs."""
    unit = find_unit(campaign, unit_word)
    home = _home_of(campaign, role)
    if home is not None and home != unit:
        raise RoleNotInUnit(role=ROLE_NAMES[role], unit=home.name)
    return Post(unit=unit.name, role=role)


def _home_of(campaign: Campaign, role: Role) -> Unit | None:
    """Return the only unit in which a role may be held; None where every unit may have it."""
    if role is Role.INSPECTOR:
        return campaign.supervisor
    return campaign.office if role in _OFFICE_ROLES else None


def hash_code(code: str) -> str:
    """Hash a code as typed: case, spaces and dashes do not matter. Codes are random, so no salt is needed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
