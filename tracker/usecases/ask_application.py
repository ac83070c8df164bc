"""Whether a unit may apply for new construction land on a day, for a kind of project (四（四）).

Only a confirmed, unlifted order forbids; a trigger that is not confirmed yet is named in the reason. Each
question is kept with its answer.
"""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.errors import TrackerError
from tracker.measures import Sanctions
from tracker.model import Sender
from tracker.orders import Order
from tracker.sanctions import SanctionState
from tracker.store.books import Books
from tracker.usecases.choosing import brief, land_unit
from tracker.usecases.look_at_open_years import LookAtOpenYears, look_at_open_years
from tracker.usecases.look_at_sanctions import rules_of

ORDINARY = "ordinary"
ORDINARY_NAME = "一般项目"


class UnknownKind(TrackerError):
    """No kind of project is called that."""

    sentence = "没有“{word}”这类项目，可以写：{kinds}。"

    def __init__(self, *, word: str, kinds: tuple[str, ...]) -> None:
        super().__init__(word=word, kinds="、".join(kinds))


class DayNotCome(TrackerError):
    """Orders that are known today say nothing of a later day: one may be made or lifted until then."""

    sentence = (
        "{day} 还没有到，那一天能否申请要到当天才能答复：在那之前主任还可能作出或解除决定。"
        "请查询今天（{today}）或以前的日期。"
    )

    def __init__(self, *, day: date, today: date) -> None:
        super().__init__(day=day, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskApplication:
    """`kind` is a key (`ordinary`, `provincial-key` ...) or a name of the campaign file.

    `openly`: the answer may name what is triggered and not confirmed yet; the unit itself must not hear it.
    """

    unit: str
    kind: str
    day: date
    at: datetime
    openly: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAnswered:
    """Yes or no, with the sentence and the clause; `order` is what forbids."""

    unit: str
    kind: str
    day: date
    allowed: bool
    reason: str
    clause: str
    order: Order | None


def kinds_of(rules: Sanctions) -> dict[str, str]:
    """Return the kinds of project by key, the one that a suspension stops first."""
    return {ORDINARY: ORDINARY_NAME} | {each.key: each.name for each in rules.exempt_kinds}


def ask_application(books: Books, sender: Sender, command: AskApplication) -> ApplicationAnswered:
    """Answer, and keep question and answer; refuse a day that has not come."""
    rules = rules_of(books.campaign)
    if command.day > command.at.date():
        raise DayNotCome(day=command.day, today=command.at.date())
    unit = land_unit(books.campaign, command.unit).name
    kind = _kind(rules, command.kind)
    forbidding = [each for each in books.orders.all() if each.unit == unit and each.forbids(command.day)]
    order = forbidding[-1] if forbidding else None
    allowed = order is None or kind != ORDINARY
    answer = ApplicationAnswered(
        unit=unit,
        kind=kinds_of(rules)[kind],
        day=command.day,
        allowed=allowed,
        reason=_stopped(rules, unit, kind, order) if order else _free(books, sender, unit, command),
        clause=rules.source,
        order=order,
    )
    books.orders.note_application(
        {
            "unit": unit,
            "kind": kind,
            "on_day": command.day,
            "allowed": allowed,
            "reason": answer.reason,
            "order_id": order.id if order else None,
            "asked_by": sender.name,
            "user_id": sender.user_id or None,
            "asked_at": command.at,
        }
    )
    return answer


def _kind(rules: Sanctions, word: str) -> str:
    kinds = kinds_of(rules)
    found = next((key for key, name in kinds.items() if word in {key, name}), None)
    if found is None:
        raise UnknownKind(word=brief(word), kinds=tuple(kinds.values()))
    return found


def _stopped(rules: Sanctions, unit: str, kind: str, order: Order) -> str:
    stopped = f"{order.name}决定自 {order.decided_on} 起暂停{unit}新增建设用地申请"
    if kind != ORDINARY:
        return f"{stopped}，但{kinds_of(rules)[kind]}除外。"
    return f"{stopped}，{order.lifted_on} 起解除。" if order.lifted_on else f"{stopped}，尚未解除。"


def _free(books: Books, sender: Sender, unit: str, command: AskApplication) -> str:
    """Say that no order forbids, and name what is triggered and not confirmed."""
    day = command.day
    open_years = look_at_open_years(books, sender, LookAtOpenYears(on=day, units=(unit,)))
    triggered = [
        f"{each.standing.year} 年度"
        for each in open_years
        if each.waits and each.standing.state is SanctionState.SUSPENDED
    ]
    if not triggered or not command.openly:
        return "没有生效的暂停决定。"
    years = "、".join(triggered)
    return f"没有生效的暂停决定。注意：{years}任务的完成情况已触发暂停，待主任确认。"
