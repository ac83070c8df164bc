"""Who holds which post, and which posts nobody holds."""

from dataclasses import dataclass
from datetime import datetime

from tracker.errors import TrackerError
from tracker.model import SINGLE_HOLDER, Member, Role, Sender
from tracker.store.books import Books
from tracker.usecases.look import unreachable_units


class NoLongerMember(TrackerError):
    """The person has left the post already."""

    sentence = "此人已不在该岗位。"


class NotYoursToRemove(TrackerError):
    """Only an admin takes an admin's post away, as only an admin gives it."""

    sentence = "只有管理员可以移除管理员。"


class NotYourself(TrackerError):
    """Nobody takes the own last door away by mistake."""

    sentence = "不能移除自己的岗位，请由其他管理员操作。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMembers:
    """Ask for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersListed:
    """Everybody on a post in order of the plan's units; `vacant` are units that no message reaches."""

    members: tuple[Member, ...]
    vacant: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMember:
    """Take a person off a post without a successor."""

    member_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved:
    """The post is empty now, or has one holder less; `withdrawn` invitations to it open nothing any more."""

    member: Member
    withdrawn: int


def list_members(books: Books, _sender: Sender, _command: ListMembers) -> MembersListed:
    """Return everybody, unit by unit."""
    order = {unit.name: place for place, unit in enumerate(books.campaign.units)}
    everybody = sorted(books.people.all(), key=lambda m: (order.get(m.post.unit, len(order)), m.id))
    return MembersListed(members=tuple(everybody), vacant=unreachable_units(books))


def remove_member(books: Books, sender: Sender, command: RemoveMember) -> MemberRemoved:
    """End a person's post; what the person had begun in chat ends with it."""
    found = next((m for m in books.people.all() if m.id == command.member_id), None)
    if found is None:
        raise NoLongerMember
    if found.user_id == sender.user_id:
        raise NotYourself
    if found.post.role is Role.ADMIN and not sender.holds(Role.ADMIN):
        raise NotYoursToRemove
    books.people.dismiss(found, command.at)
    single = found.post.role in SINGLE_HOLDER
    offers = books.people.open_invitations(found.post, command.at) if single else ()
    books.people.revoke(offers, command.at)
    books.dialogs.end(found.chat_id, found.user_id, command.at)
    books.note(
        "post.removed",
        f"{found.post.role.value}@{found.post.unit}",
        by=sender.name,
        at=command.at,
        member=found.name,
    )
    return MemberRemoved(member=found, withdrawn=len(offers))
