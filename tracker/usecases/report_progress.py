"""A unit reports on its task: by per cent, or by ticking an item of its checklist."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import AlreadyClosed, TrackerError, UnknownItem
from tracker.model import Assignment, Evidence, Member, Role, Sender
from tracker.plan import Task
from tracker.standing import WHOLE, Standing, standing
from tracker.store.books import Books
from tracker.store.evidence import Whose
from tracker.store.ledger import Saying
from tracker.usecases.choosing import brief, find_task, own_assignment


class ItemUnchanged(TrackerError):
    """The checklist item is ticked, or open, already: a button pressed twice reports nothing twice."""

    sentence = "任务 {task} 的事项“{item}”本来就是{state}，没有变动。"

    def __init__(self, *, task: str, item: str, done: bool) -> None:
        super().__init__(task=task, item=item, done=done, state="已完成" if done else "未完成")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress:
    """`percent` 0 to 100, or `item` with `item_done` for one point of a checklist (二（一）1).

    `said_on` is the day the unit said it, `at` the moment it is recorded.
    """

    code: str
    unit: str | None
    percent: int | None
    text: str
    said_on: date
    at: datetime
    item: str | None = None
    item_done: bool = False
    evidence: tuple[Evidence, ...] = ()
    media_group_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReported:
    """The report was recorded; `before` and `after` are the assignment's standing on its day."""

    report_id: int
    task: Task
    assignment: Assignment
    percent: int
    text: str
    said_on: date
    evidence: int
    before: Standing
    after: Standing
    reviewers: tuple[Member, ...]
    """Who is to hear of a submission."""

    @property
    def submitted(self) -> bool:
        """Whether this report asks the office to close the assignment."""
        return self.percent == WHOLE


def report_progress(books: Books, sender: Sender, command: ReportProgress) -> ProgressReported:
    """Record a report. It accepts the task by itself; at 100 % it submits it for review (FACTS 3)."""
    task = find_task(books.campaign, command.code)
    assignment = own_assignment(books, sender, command.code, command.unit)
    lights = books.campaign.lights
    held = books.ledger.holding(assignment)
    # A message that was long on its way may be older than the closing: it still comes too late.
    if (closed_on := standing(held, date.max, lights).closed_on) is not None:
        raise AlreadyClosed(task=task.code, closed_on=closed_on)
    before = standing(held, command.said_on, lights)
    item = _item(task, command.item)
    if item and (item in before.ticked) == command.item_done:
        raise ItemUnchanged(task=task.code, item=item, done=command.item_done)
    percent = _percent(task, before, item, done=command.item_done) if item else command.percent or 0
    report_id = books.ledger.add_report(
        Saying(
            assignment=assignment,
            percent=percent,
            text=command.text,
            said_on=command.said_on,
            reporter=sender.name,
            user_id=sender.user_id,
            origin="chat",
            recorded_at=command.at,
            item=item,
            item_done=command.item_done,
        )
    )
    books.evidence.add(Whose(report_id=report_id), command.evidence, command.media_group_id)
    if held.accepted_on is None:
        books.ledger.add_acceptance(assignment, on=command.said_on, by=sender.name, at=command.at)
    return ProgressReported(
        report_id=report_id,
        task=task,
        assignment=assignment,
        percent=percent,
        text=command.text,
        said_on=command.said_on,
        evidence=len(command.evidence),
        before=before,
        after=standing(books.ledger.holding(assignment), command.said_on, lights),
        reviewers=books.people.with_role(Role.OFFICE),
    )


def _item(task: Task, word: str | None) -> str | None:
    """Return the checklist item meant by `word`; its beginning is enough where only one begins so."""
    if word is None:
        return None
    names = tuple(item.name for item in task.checklist)
    meant = [name for name in names if name == word] or [name for name in names if name.startswith(word)]
    if len(meant) != 1:
        raise UnknownItem(task=task.code, item=brief(word), items=names)
    return meant[0]


def _percent(task: Task, before: Standing, item: str, *, done: bool) -> int:
    """Return the share of the checklist that is ticked once this item is, rounded down: 10 of 10 is 100."""
    ticked = set(before.ticked) | {item} if done else set(before.ticked) - {item}
    return WHOLE * len(ticked) // len(task.checklist)
