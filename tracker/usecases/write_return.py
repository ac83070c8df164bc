"""A unit writes its quarterly return, a part at a time; what is written is kept until it is submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from tracker.errors import TrackerError
from tracker.model import Evidence, Sender
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnContent, ReturnRecord, ReturnStanding, Submission, return_standing
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.return_drafts import Draft
from tracker.usecases.choosing_returns import own_return, returns_rule
from tracker.usecases.prefill_return import recorded_areas, recorded_progress

T = TypeVar("T")

PROBLEMS = "存在问题"
"""What a return calls the part about problems."""


class NotInReturn(TrackerError):
    """A task that is not the unit's, or a topic that the campaign does not have."""

    sentence = "季报里没有“{word}”这一项。"

    def __init__(self, *, word: str) -> None:
        super().__init__(word=word)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReturn:
    """Ask for the form of a return; `unit` is a name or an id."""

    quarter: Quarter
    unit: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteReturn:
    """What to put into the form; whatever is not given stays. Per cents by task, areas in 亩."""

    quarter: Quarter
    unit: str
    on: date
    at: datetime
    percents: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[Category, Decimal] = field(default_factory=dict)
    problems: str | None = None
    topics: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnForm:
    """The form as it is filled in; `lacking` names the parts that nothing is said of.

    `before` is the submission that this one would replace.
    """

    campaign: Campaign
    standing: ReturnStanding
    content: ReturnContent
    evidence: tuple[Evidence, ...]
    lacking: tuple[str, ...]
    on: date

    @property
    def before(self) -> Submission | None:
        """Return what was submitted and stands."""
        return self.standing.counts


def open_return(books: Books, sender: Sender, command: OpenReturn) -> ReturnForm:
    """Return the form: as it was left, as it was submitted last, or what the records say."""
    record = own_return(books, sender, command.quarter, command.unit, command.on)
    return form_of(books, record, draft_of(books, record), command.on)


def write_return(books: Books, sender: Sender, command: WriteReturn) -> ReturnForm:
    """Keep a part of the form; refuse a task or a topic that is not in it.

    A figure equal to the record is not kept: the form goes on following the record.
    """
    record = own_return(books, sender, command.quarter, command.unit, command.on)
    before = draft_of(books, record)
    progress = recorded_progress(books, command.quarter, record.unit, command.on)
    percents = {each.code: each.recorded for each in progress}
    recorded = recorded_areas(books, command.quarter, record.unit, command.on)
    areas = {each.category.value: figure(each.recorded_mu) for each in recorded}
    topics = set(returns_rule(books.campaign).topics)
    unknown = [*(command.percents.keys() - percents.keys()), *(command.topics.keys() - topics)]
    if unknown:
        raise NotInReturn(word=min(unknown))
    draft = replace(
        before,
        percents=_differing(before.percents | dict(command.percents), percents),
        areas=_differing(
            before.areas | {each.value: figure(area) for each, area in command.areas.items()}, areas
        ),
        problems=before.problems if command.problems is None else command.problems.strip(),
        topics=before.topics | {name: text.strip() for name, text in command.topics.items()},
        evidence=(*before.evidence, *command.evidence),
    )
    books.return_drafts.put(record.quarter, record.unit, draft, by=sender.name, at=command.at)
    return form_of(books, record, draft, command.on)


def _differing(said: Mapping[str, T], recorded: Mapping[str, T]) -> dict[str, T]:
    return {name: value for name, value in said.items() if recorded.get(name) != value}


def clear_attachments(books: Books, sender: Sender, command: OpenReturn, at: datetime) -> None:
    """Take all attachments out of the form."""
    record = own_return(books, sender, command.quarter, command.unit, command.on)
    draft = replace(draft_of(books, record), evidence=())
    books.return_drafts.put(record.quarter, record.unit, draft, by=sender.name, at=at)


def form_of(books: Books, record: ReturnRecord, draft: Draft, on: date) -> ReturnForm:
    """Lay what was written over what the records say."""
    rule = returns_rule(books.campaign)
    progress = recorded_progress(books, record.quarter, record.unit, on)
    areas = recorded_areas(books, record.quarter, record.unit, on)
    content = ReturnContent(
        progress=tuple(
            replace(each, percent=draft.percents.get(each.code, each.recorded)) for each in progress
        ),
        areas=tuple(
            replace(each, area_mu=Decimal(draft.areas.get(each.category, each.recorded_mu))) for each in areas
        ),
        problems=draft.problems or "",
        topics={topic: draft.topics[topic] for topic in rule.topics if topic in draft.topics},
    )
    parts = ((PROBLEMS, content.problems), *((topic, content.topics.get(topic)) for topic in rule.topics))
    return ReturnForm(
        campaign=books.campaign,
        standing=return_standing(record, on, rule),
        content=content,
        evidence=draft.evidence,
        lacking=tuple(name for name, text in parts if not text),
        on=on,
    )


def draft_of(books: Books, record: ReturnRecord) -> Draft:
    """Return what is written so far; a return that is corrected begins with what was submitted last."""
    kept = books.return_drafts.find(record.quarter, record.unit)
    if kept is not None:
        return kept
    submitted = [each for each in record.submissions if not each.imported]
    if not submitted:
        return Draft()
    last = submitted[-1]
    said = last.content
    return Draft(
        percents={each.code: each.percent for each in said.progress if each.differs},
        areas={each.category.value: figure(each.area_mu) for each in said.areas if each.differs},
        problems=said.problems,
        topics=dict(said.topics),
        evidence=books.returns.evidence_of(last.id),
    )
