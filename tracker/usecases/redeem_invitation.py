"""A person brings an invitation code and takes the post; who held it before loses it and is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.model import SINGLE_HOLDER, Assignment, Member, Post, Role, Sender
from tracker.store.books import Books
from tracker.store.people import Invitation
from tracker.usecases.invite_member import hash_code

WRONG_TRIES = 5
LOCKED_FOR = timedelta(hours=1)


class Obstacle(StrEnum):
    """Why a code opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemInvitation:
    """The code as typed; `name` is how the person is called from now on."""

    code: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTaken:
    """The sender holds `post`; `replaced` held it until now; `issued` waits to be accepted."""

    post: Post
    name: str
    replaced: tuple[Member, ...]
    issued: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUsedBefore:
    """The sender took `post` with this very code before, and `holds` it still or not. Nothing is counted."""

    post: Post
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRefused:
    """Nothing was opened, and the wrong try is counted; `locked_until` once there were too many."""

    obstacle: Obstacle
    tries_left: int
    locked_until: datetime | None


def redeem_invitation(
    books: Books, sender: Sender, command: RedeemInvitation
) -> PostTaken | CodeUsedBefore | InvitationRefused:
    """Put the sender on the invited post, or count a wrong try.

    A refusal is an outcome here, not an error: an error would undo the count.
    """
    invitation = books.people.invitation(hash_code(command.code))
    if invitation is not None and invitation.used_by == sender.user_id:
        # The link was pressed twice: no guess at a code.
        return CodeUsedBefore(post=invitation.post, holds=invitation.post in sender.posts)
    tries = books.people.wrong_tries(sender.chat_id, command.at - 2 * LOCKED_FOR)
    if _locked_until(tries, command.at) is not None:
        return _refused(Obstacle.LOCKED, tries, command.at)
    obstacle = _obstacle(invitation, command.at)
    if invitation is None or obstacle is not None:
        books.people.note_wrong_try(sender.chat_id, command.at)
        return _refused(obstacle or Obstacle.UNKNOWN, (*tries, command.at), command.at)
    return _take_post(books, sender, invitation, command)


def _obstacle(invitation: Invitation | None, at: datetime) -> Obstacle | None:
    if invitation is None:
        return Obstacle.UNKNOWN
    if invitation.used_at is not None or invitation.revoked_at is not None:
        return Obstacle.USED
    return Obstacle.EXPIRED if at >= invitation.expires_at else None


def _refused(obstacle: Obstacle, tries: tuple[datetime, ...], at: datetime) -> InvitationRefused:
    recent = [tried for tried in tries if at - tried < LOCKED_FOR]
    return InvitationRefused(
        obstacle=obstacle,
        tries_left=max(0, WRONG_TRIES - len(recent)),
        locked_until=_locked_until(tries, at),
    )


def _locked_until(tries: tuple[datetime, ...], at: datetime) -> datetime | None:
    """Return when the chat opens again: an hour after the fifth wrong try within an hour.

    While it is locked no try is counted, so the last five never straddle two locks.
    """
    last = tries[-WRONG_TRIES:]
    if len(last) < WRONG_TRIES or last[-1] - last[0] >= LOCKED_FOR or at - last[-1] >= LOCKED_FOR:
        return None
    return (last[-1] + LOCKED_FOR).astimezone(at.tzinfo)


def _take_post(books: Books, sender: Sender, invitation: Invitation, command: RedeemInvitation) -> PostTaken:
    post = invitation.post
    books.people.use_invitation(invitation, user_id=sender.user_id, at=command.at)
    holders = books.people.on_post(post.unit, post.role)
    before = [each for each in holders if each.user_id == sender.user_id or post.role in SINGLE_HOLDER]
    for member in before:
        books.people.dismiss(member, command.at)
    if post.role in SINGLE_HOLDER:
        # An older invitation must not take the post from its new holder.
        books.people.revoke(books.people.open_invitations(post, command.at), command.at)
    name = invitation.name or command.name
    books.people.appoint(user_id=sender.user_id, chat_id=sender.chat_id, name=name, post=post, at=command.at)
    replaced = tuple(member for member in before if member.user_id != sender.user_id)
    for member in replaced:
        books.dialogs.end(member.chat_id, member.user_id, command.at)
    books.note(
        "post.taken",
        f"{post.role.value}@{post.unit}",
        by=name,
        at=command.at,
        replaced=[member.name for member in replaced],
    )
    return PostTaken(post=post, name=name, replaced=replaced, issued=_issued(books, post))


def _issued(books: Books, post: Post) -> tuple[Assignment, ...]:
    """Return what the unit has not accepted yet, for a liaison to take on."""
    if post.role is not Role.LIAISON:
        return ()
    held = books.ledger.holdings(units=(post.unit,))
    return tuple(each.assignment for each in held if each.accepted_on is None)
