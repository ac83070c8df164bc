"""The next step of a parcel that was 已批未供即用 (二（三）5)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.account import ParcelStanding, parcel_standing
from tracker.errors import DateInThePast, ReasonMissing, TrackerError
from tracker.measures import ReadyUse
from tracker.model import Sender
from tracker.parcels import Category, ParcelEntry, UseDecision, UseStep
from tracker.ready_use import next_steps, step_for
from tracker.store.books import Books
from tracker.usecases.choosing import brief
from tracker.usecases.choosing_parcels import find_parcel
from tracker.usecases.look import unreachable_units


class NotReadyUse(TrackerError):
    """Only 已批未供即用 goes this way."""

    sentence = "宗地 {number} 的类别是{category}，不适用{ready}的处理步骤。"

    def __init__(self, *, number: str, category: Category) -> None:
        super().__init__(number=number, category=category.value, ready=Category.READY_USE.value)


class NotNext(TrackerError):
    """The step does not follow the one before."""

    sentence = "宗地 {number} 目前是“{before}”，{hint}。"

    def __init__(self, *, number: str, before: UseDecision | None, steps: tuple[UseStep, ...]) -> None:
        hint = f"下一步只能是：{'、'.join(steps)}" if steps else "已经办完，没有下一步"
        super().__init__(number=number, before=before.step.value if before else "待认定", hint=hint)


class SameStep(TrackerError):
    """Exactly this is recorded: a line that was sent twice records nothing twice."""

    sentence = "宗地 {number} 的“{step}”已经登记过，没有变动。"

    def __init__(self, *, number: str, step: UseStep) -> None:
        super().__init__(number=number, step=step.value)


class UnknownCondition(TrackerError):
    """No condition of the plan is called that, or several begin so."""

    sentence = "没有“{word}”这一条件。条件是：{conditions}。"

    def __init__(self, *, word: str, conditions: tuple[str, ...]) -> None:
        super().__init__(word=word, conditions="、".join(conditions))


class AnotherStep(TrackerError):
    """The plan itself decides in this case, and decides otherwise."""

    sentence = "按方案（{source}），{case}的应“{step}”。"

    def __init__(self, *, source: str, unmet: tuple[str, ...], step: UseStep) -> None:
        case = f"仅{'、'.join(unmet)}不符合" if unmet else "各项条件都符合"
        super().__init__(source=source, case=case, step=step.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideUse:
    """A step with the conditions that are not met (asked for the first step alone) and its deadline."""

    number: str
    step: UseStep
    document: str
    on: date
    at: datetime
    unmet: tuple[str, ...] = ()
    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDecided:
    """The step is recorded; `units` are whose parcel it is, `untold` those that no message reaches."""

    entry: ParcelEntry
    decision: UseDecision
    after: ParcelStanding
    units: tuple[str, ...]
    untold: tuple[str, ...]


def decide_use(books: Books, sender: Sender, command: DecideUse) -> UseDecided:
    """Record a step of the path; what the plan orders is not decided otherwise."""
    record = find_parcel(books, command.number, None, command.on)
    rules = books.campaign.account.ready_use if books.campaign.account else None
    if record.entry.category is not Category.READY_USE or rules is None:
        raise NotReadyUse(number=record.entry.number, category=record.entry.category)
    before = record.decisions[-1] if record.decisions else None
    if command.step not in next_steps(before):
        raise NotNext(number=record.entry.number, before=before, steps=next_steps(before))
    if not command.document.strip():
        raise ReasonMissing(what="文号")
    unmet = _unmet(rules, command, before)
    decision = UseDecision(
        step=command.step,
        decided_on=command.on,
        due_on=_due_on(rules, command),
        unmet=unmet,
        document=command.document.strip(),
        reason=command.reason.strip(),
    )
    if decision == before:
        raise SameStep(number=record.entry.number, step=decision.step)
    books.parcels.add_decision(record.entry.id, decision, by=sender.name, at=command.at)
    books.note(
        "use.decided",
        record.entry.number,
        by=sender.name,
        at=command.at,
        step=decision.step.value,
        document=decision.document,
        reason=decision.reason,
    )
    record = find_parcel(books, command.number, None, command.on)
    after = parcel_standing(record, command.on, books.campaign)
    units = after.units
    return UseDecided(
        entry=record.entry,
        decision=decision,
        after=after,
        units=units,
        untold=unreachable_units(books, units[:1]),
    )


def _unmet(rules: ReadyUse, command: DecideUse, before: UseDecision | None) -> tuple[str, ...]:
    """Return the conditions that are not met, in the plan's order, or refuse a step against the plan."""
    asked = {_condition(word, rules.all_conditions) for word in command.unmet}
    unmet = tuple(each for each in rules.all_conditions if each in asked)
    if before is not None:
        return unmet
    ordered = step_for(unmet, rules)
    if ordered is None and not command.reason.strip():
        raise ReasonMissing(what="理由：方案对这种情况没有规定")
    if ordered is not None and ordered is not command.step:
        raise AnotherStep(source=rules.source, unmet=unmet, step=ordered)
    return unmet


def _condition(word: str, conditions: tuple[str, ...]) -> str:
    meant = [each for each in conditions if word in each]
    if not word or len(meant) != 1:
        raise UnknownCondition(word=brief(word), conditions=conditions)
    return meant[0]


def _due_on(rules: ReadyUse, command: DecideUse) -> date | None:
    """Return the deadline: the plan's own for the papers, one that is set for a rectification."""
    if command.due_on is not None and command.due_on < command.on:
        raise DateInThePast(due_on=command.due_on, today=command.on)
    if command.step is UseStep.RECTIFY and command.due_on is None:
        raise ReasonMissing(what="整改期限")
    if command.due_on is None and command.step in {UseStep.REGULARISE, UseStep.ACCEPTED}:
        # What is found good after the plan's date has none: the plan does not say by when then.
        late = command.step is UseStep.ACCEPTED and rules.regularise_by < command.on
        return None if late else rules.regularise_by
    return command.due_on
