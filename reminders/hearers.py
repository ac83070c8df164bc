"""Who hears of what goes out by itself: posts that one person holds, and persons on posts of several.

A post that one person holds has heard, not the person: who takes over is not told again. Of a post of
several each person hears, on whatever post.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from reminders.messages import ToPost
from tracker.model import SINGLE_HOLDER, Member, Role

Who = tuple[str, Role] | int
"""Who has heard: the unit and role of a post that one person holds, otherwise the person's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearer:
    """A post that hears; `user_id` is its holder where several may hold it, None where none does.

    `reachable` is False where nobody holds it or the chat refuses us. `also` are other posts of the same
    person, of those that one person holds: what is told on this one they have heard.
    """

    unit: str
    role: Role
    user_id: int | None
    reachable: bool
    also: tuple[tuple[str, Role], ...] = ()

    @property
    def address(self) -> ToPost:
        """Return where a message to it goes; of a post that several may hold, one holds it."""
        return ToPost(unit=self.unit, role=self.role, user_id=self.user_id)

    @property
    def is_nobody(self) -> bool:
        """Whether a message would have to name a holder, and there is none."""
        return self.user_id is None and self.role not in SINGLE_HOLDER

    @property
    def who(self) -> Who:
        """Tell who has heard what is sent here."""
        return (self.unit, self.role) if self.user_id is None else self.user_id

    def key(self, kind: str, day: date) -> str:
        """Name its message of a morning: `notice:2021-07-01:清丰县:leader`, or with the person behind it."""
        person = f":{self.user_id}" if self.user_id is not None else ""
        return f"{kind}:{day}:{self.unit}:{self.role}{person}"


def hearer_of(member: Member) -> Hearer:
    """Return the post of a member as one that hears."""
    role = member.post.role
    return Hearer(
        unit=member.post.unit,
        role=role,
        user_id=None if role in SINGLE_HOLDER else member.user_id,
        reachable=member.blocked_at is None,
    )


def unheld(unit: str, role: Role) -> Hearer:
    """Return a post that nobody holds."""
    return Hearer(unit=unit, role=role, user_id=None, reachable=False)


def each_once(holders: Iterable[Member]) -> tuple[Hearer, ...]:
    """Return each person once, on the first of the posts that the person holds."""
    posts: dict[int, list[Member]] = {}
    for each in holders:
        posts.setdefault(each.user_id, []).append(each)
    return tuple(_once(held) for held in posts.values())


def _once(held: Iterable[Member]) -> Hearer:
    first, *rest = map(hearer_of, held)
    return replace(first, also=tuple(_single(rest)))


def _single(hearers: Iterable[Hearer]) -> Iterator[tuple[str, Role]]:
    for each in hearers:
        if each.user_id is None:
            yield each.unit, each.role
