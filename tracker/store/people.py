"""Rows of members and invitations <-> the people of `tracker.model`, within one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, or_, select, update

from tracker.model import Member, Post, Role
from tracker.store.tables import bots, invitation_tries, invitations, members


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An offer of a post to whoever brings the code; only the code's hash is kept."""

    id: int
    post: Post
    name: str
    phone: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    used_by: int | None
    revoked_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        """Whether its code opens the post at that moment."""
        return self.used_at is None and self.revoked_at is None and at < self.expires_at


# Built once: who holds a post is read many times in a morning, and building takes longer than reading.
_EVER: Final = select(members).order_by(members.c.id)
_HELD: Final = _EVER.where(members.c.until_at.is_(None))
_OF_PERSON: Final = _HELD.where(members.c.user_id == bindparam("user_id"))
_WITH_ROLE: Final = _HELD.where(members.c.role == bindparam("role"))
_ON_POST: Final = _WITH_ROLE.where(members.c.unit == bindparam("unit"))
_HELD_AT: Final = _EVER.where(
    members.c.since_at <= bindparam("at"),
    or_(members.c.until_at.is_(None), members.c.until_at > bindparam("at")),
)


class People:
    """Who holds which post, and who is invited."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def posts_of(self, user_id: int) -> tuple[Member, ...]:
        """Return the posts that a person holds now, the oldest first."""
        return self._read(_OF_PERSON, user_id=user_id)

    def on_post(self, unit: str, role: Role) -> tuple[Member, ...]:
        """Return who holds a post now; a single-holder post has one at most."""
        return self._read(_ON_POST, unit=unit, role=role.value)

    def with_role(self, role: Role) -> tuple[Member, ...]:
        """Return everybody who has this role now, in whichever unit."""
        return self._read(_WITH_ROLE, role=role.value)

    def held_at(self, at: datetime) -> tuple[Member, ...]:
        """Return who held which post at a moment, in order of taking it."""
        return self._read(_HELD_AT, at=at)

    def all(self) -> tuple[Member, ...]:
        """Return everybody who holds a post now, in order of taking it."""
        return self._read(_HELD)

    def ever_held(self, user_id: int, role: Role) -> bool:
        """Whether this person has, or has had, this role."""
        query = select(members.c.id).where(members.c.user_id == user_id, members.c.role == role.value)
        return self._connection.execute(query.limit(1)).first() is not None

    def appoint(self, *, user_id: int, chat_id: int, name: str, post: Post, at: datetime) -> None:
        """Put a person on a post."""
        row = {
            "user_id": user_id,
            "chat_id": chat_id,
            "name": name,
            "unit": post.unit,
            "role": post.role.value,
            "since_at": at,
        }
        self._connection.execute(insert(members), row)

    def dismiss(self, member: Member, at: datetime) -> None:
        """Take a person off a post."""
        self._connection.execute(update(members).where(members.c.id == member.id).values(until_at=at))

    def reached(self, user_id: int) -> None:
        """Note that a person wrote to us: a chat that had blocked the bot is open again."""
        blocked = (members.c.user_id == user_id, members.c.blocked_at.is_not(None))
        self._connection.execute(update(members).where(*blocked).values(blocked_at=None))

    def invite(
        self, *, code_hash: str, post: Post, name: str, phone: str, by: str, at: datetime, until: datetime
    ) -> None:
        """Record an invitation."""
        row = {
            "code_hash": code_hash,
            "unit": post.unit,
            "role": post.role.value,
            "name": name,
            "phone": phone,
            "created_at": at,
            "created_by": by,
            "expires_at": until,
        }
        self._connection.execute(insert(invitations), row)

    def invitation(self, code_hash: str) -> Invitation | None:
        """Find an invitation by the hash of its code, whatever has become of it."""
        row = self._connection.execute(
            select(invitations).where(invitations.c.code_hash == code_hash)
        ).one_or_none()
        return _invitation(row) if row else None

    def use_invitation(self, invitation: Invitation, *, user_id: int, at: datetime) -> None:
        """Mark an invitation as used: it opens nothing twice."""
        self._connection.execute(
            update(invitations).where(invitations.c.id == invitation.id).values(used_at=at, used_by=user_id)
        )

    def open_invitations(self, post: Post, at: datetime) -> tuple[Invitation, ...]:
        """Return the invitations to a post whose codes still open it, the oldest first."""
        query = select(invitations).where(
            invitations.c.unit == post.unit, invitations.c.role == post.role.value
        )
        listed = map(_invitation, self._connection.execute(query.order_by(invitations.c.id)))
        return tuple(each for each in listed if each.is_open(at))

    def revoke(self, open_ones: Iterable[Invitation], at: datetime) -> None:
        """Withdraw invitations that were not used."""
        ids = [each.id for each in open_ones]
        self._connection.execute(update(invitations).where(invitations.c.id.in_(ids)).values(revoked_at=at))

    def note_wrong_try(self, chat_id: int, at: datetime) -> None:
        """Count a code that opened nothing."""
        self._connection.execute(insert(invitation_tries), {"chat_id": chat_id, "tried_at": at})

    def wrong_tries(self, chat_id: int, since: datetime) -> tuple[datetime, ...]:
        """Return when this chat brought wrong codes since that moment, oldest first."""
        query = (
            select(invitation_tries.c.tried_at)
            .where(invitation_tries.c.chat_id == chat_id, invitation_tries.c.tried_at > since)
            .order_by(invitation_tries.c.tried_at)
        )
        return tuple(self._connection.execute(query).scalars())

    def count(self) -> int:
        """Return how many posts are held."""
        query = select(func.count()).select_from(members).where(members.c.until_at.is_(None))
        return int(self._connection.execute(query).scalar_one())

    def bot_name(self, bot_id: int | None) -> str | None:
        """Return the user name of a bot that has run; without `bot_id`, of the only one there is."""
        rows = self._connection.execute(select(bots)).all()
        names = [row.username for row in rows if bot_id in {None, row.bot_id}]
        return str(names[0]) if len(names) == 1 else None

    def _read(self, query: Select[*tuple[Any, ...]], **values: object) -> tuple[Member, ...]:
        return tuple(_member(row) for row in self._connection.execute(query, values))


def _member(row: Row[*tuple[object, ...]]) -> Member:
    return Member(
        id=row.id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        name=row.name,
        post=Post(unit=row.unit, role=Role(row.role)),
        since_at=row.since_at,
        blocked_at=row.blocked_at,
    )


def _invitation(row: Row[*tuple[object, ...]]) -> Invitation:
    return Invitation(
        id=row.id,
        post=Post(unit=row.unit, role=Role(row.role)),
        name=row.name,
        phone=row.phone,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        used_by=row.used_by,
        revoked_at=row.revoked_at,
    )
