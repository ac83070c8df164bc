"""The facts the office records, as frozen values.

Every fact has its own day and the day it became known; facts are never changed, a correction voids one
and adds another. `_on` is a date in the campaign's time zone, `_at` an aware moment.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tracker.measures import Method
from tracker.plan import Part


class Light(StrEnum):
    """How an assignment stands on a day (FACTS 3)."""

    CLOSED = "closed"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class State(StrEnum):
    """Where an assignment is on its way (FACTS 3): 已下达 已签收 办理中 待核验 已办结 已退回."""

    ISSUED = "issued"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in progress"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    RETURNED = "returned"


class Verdict(StrEnum):
    """What the office says of a submission: 办结 or 退回."""

    APPROVED = "approved"
    RETURNED = "returned"


class Conclusion(StrEnum):
    """What a parcel's score says of it: 低效, 非低效, 无法认定."""

    LOW = "low"
    ADEQUATE = "adequate"
    UNDETERMINED = "undetermined"


class Role(StrEnum):
    """What a person may be in a unit."""

    LIAISON = "liaison"
    LEADER = "leader"
    OFFICE = "office"
    DIRECTOR = "director"
    INSPECTOR = "inspector"
    ADMIN = "admin"


SINGLE_HOLDER = frozenset({Role.LIAISON, Role.LEADER})
"""Posts that one person holds at a time: who takes such a post over replaces the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One task for one unit. `code` and `unit` name it in every key and message: `3.2@清丰县`."""

    id: int
    code: str
    unit: str
    part: Part

    @property
    def subject(self) -> str:
        """Return how keys name it: `assignment:3.2:清丰县`."""
        return f"assignment:{self.code}:{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The office's word on a submission, known from `reviewed_on`."""

    verdict: Verdict
    reason: str
    reviewed_on: date

    def sends_back(self, on: date) -> bool:
        """Whether it is a return that had happened: from its day on, inclusive, nothing was submitted."""
        return self.verdict is Verdict.RETURNED and self.reviewed_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a unit said of an assignment. `id` is the order of arrival.

    `item` is the checklist item that this report ticked (`item_done`) or unticked; `review` is the
    office's word on it as far as it was known.
    """

    id: int
    assignment_id: int
    percent: int
    text: str
    said_on: date
    reporter: str
    item: str | None = None
    item_done: bool = False
    review: Review | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A moved due date, in force from `ordered_on`; `unit` None moves the task for every unit."""

    id: int
    code: str
    unit: str | None
    due_on: date
    ordered_on: date
    document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Everything recorded about one assignment, filtered by what was known; in order of saying."""

    assignment: Assignment
    due_on: date | None
    """The date the plan gives, before any revision."""
    accepted_on: date | None
    reports: tuple[Report, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What one indicator must reach, and what it is worth; `key` is one of `MEASURED`."""

    key: str
    name: str
    measure: str
    threshold: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """How parcels are judged from `from_on` on, until a newer one of the same place and industry.

    `park` or `unit` is whose own standard it is (neither: the plan's), `industry` None is every industry.
    `source` is its document, for the plan's its clause; weights add up to exactly 1.
    """

    name: str
    source: str
    criteria: tuple[Criterion, ...]
    cutoff: Decimal
    method: Method
    method_source: str
    from_on: date
    until_on: date | None = None
    park: str | None = None
    unit: str | None = None
    industry: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A place that a person holds: a role in a unit."""

    unit: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person on a post, reached in `chat_id`. `blocked_at`: the chat refused our last message."""

    id: int
    user_id: int
    chat_id: int
    name: str
    post: Post
    since_at: datetime
    blocked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A picture or document that came with a report; Telegram keeps the bytes under `file_id`."""

    file_id: str
    file_unique_id: str
    kind: str
    name: str
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whoever asks: a person in a chat with the posts held at this moment. A stranger holds none."""

    user_id: int
    chat_id: int
    name: str
    posts: tuple[Post, ...]

    def units(self, *roles: Role) -> tuple[str, ...]:
        """Return the units in which the sender has one of these roles, each once."""
        return tuple(dict.fromkeys(post.unit for post in self.posts if post.role in roles))

    def holds(self, *roles: Role) -> bool:
        """Whether the sender has one of these roles anywhere."""
        return any(post.role in roles for post in self.posts)


NOBODY = Sender(user_id=0, chat_id=0, name="", posts=())
"""Who asks where no person does: a picture that is drawn later, a morning that begins."""
