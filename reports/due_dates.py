"""The due dates of a campaign as occasions of a calendar: one a task and date, one a quarterly return.

Pure. All days are whole days in the campaign's zone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports.digest import digest
from reports.wording import LIGHTS
from tracker.model import Light
from tracker.plan import Campaign, Task
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord, ReturnStanding, owed_quarters, reporting_units, return_standing
from tracker.sayings import first_clause
from tracker.standing import Standing
from tracker.usecases.look import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day in a calendar. `key` names it for good: a calendar that has it already moves or renews it.

    `moved` counts how often its date was moved; `alarms` are the times before its midnight at which a
    calendar rings, negative after it; none where nothing is left to do.
    """

    key: str
    on: date
    title: str
    words: str
    moved: int
    alarms: tuple[timedelta, ...]


def occasions(seen: Seen, units: Sequence[str] | None = None) -> tuple[Occasion, ...]:
    """Return the occasions of these units by date; None for all, whose units share an occasion.

    Before the plan was issued there are none.
    """
    campaign = seen.campaign
    numbers = digest(campaign, seen.holdings, on=seen.on, known=seen.known, unreachable=())
    if not numbers.issued:
        return ()
    judged = [
        each
        for each in (*numbers.standings, *numbers.obligations)
        if units is None or each.assignment.unit in units
    ]
    alarms = _alarms(campaign)
    found = [*_of_tasks(seen, judged, alarms), *_of_returns(seen, units, alarms)]
    return tuple(sorted(found, key=lambda each: each.on))


def calendar_name(seen: Seen, units: Sequence[str] | None = None) -> str:
    """Say what the calendar of these units is called on a phone: `百园增效到期日历（清丰县）`."""
    whose = f"（{'、'.join(units)}）" if units else ""
    return f"{seen.campaign.short}到期日历{whose}"


def _alarms(campaign: Campaign) -> tuple[timedelta, ...]:
    """Ring on the last rungs of the ladder, from the days of a blue notice on, when reminders are sent."""
    at, first = campaign.ladder.send_at, campaign.notices.blue_before_days
    morning = timedelta(hours=at.hour, minutes=at.minute)
    return tuple(timedelta(days=days) - morning for days in campaign.ladder.before_days if days <= first)


def _of_tasks(seen: Seen, judged: Iterable[Standing], alarms: tuple[timedelta, ...]) -> Iterator[Occasion]:
    together: dict[tuple[str, date], list[Standing]] = {}
    for each in judged:
        if each.due_on is not None:
            together.setdefault((each.assignment.code, each.due_on), []).append(each)
    tasks = {task.code: task for task in (*seen.campaign.tasks, *seen.campaign.obligations)}
    moved = {
        held.assignment.subject: sum(each.ordered_on <= seen.on for each in held.revisions)
        for held in seen.holdings
    }
    for (code, due_on), held in together.items():
        first = held[0].assignment
        open_ones = sum(each.light is not Light.CLOSED for each in held)
        yield Occasion(
            # Whoever is first keeps the date's name: the others may leave it for a date of their own.
            key=first.subject,
            on=due_on,
            title=f"{code} {first_clause(tasks[code].content)}{_left(open_ones, len(held))}",
            words=_words(tasks[code], held),
            moved=moved[first.subject],
            alarms=alarms
            if any(not each.submitted and each.light is not Light.CLOSED for each in held)
            else (),
        )


def _to_do(each: Standing) -> bool:
    """Whether the unit has yet to submit."""
    return each.light is not Light.CLOSED and not each.submitted


def _left(open_ones: int, all_of_them: int) -> str:
    """Say how many have yet to be closed."""
    if not open_ones:
        return "（已办结）"
    return f"（{open_ones}家未办结）" if all_of_them > 1 else ""


def _words(task: Task, held: Sequence[Standing]) -> str:
    due = [f"完成时间节点：{task.due_text}"] if task.due_text else []
    units = [f"{each.assignment.unit}：{'待核验' if each.submitted else LIGHTS[each.light]}" for each in held]
    return "\n".join([task.content, *due, f"依据：{task.source}", *units])


def _of_returns(seen: Seen, units: Sequence[str] | None, alarms: tuple[timedelta, ...]) -> Iterator[Occasion]:
    rule = seen.campaign.returns
    owing = [unit for unit in reporting_units(seen.campaign) if units is None or unit in units]
    if rule is None or not owing:
        return
    records = {(each.quarter, each.unit): each for each in seen.returns}
    for quarter in owed_quarters(rule):
        empty = (ReturnRecord(quarter=quarter, unit=unit) for unit in owing)
        held = [
            return_standing(records.get((each.quarter, each.unit), each), seen.on, rule) for each in empty
        ]
        yield _return(seen.campaign, quarter, held, alarms)


def _return(
    campaign: Campaign, quarter: Quarter, held: Sequence[ReturnStanding], alarms: tuple[timedelta, ...]
) -> Occasion:
    owed = [each for each in held if each.owed]
    left = "（已报）" if not owed else f"（{len(owed)}家未报）" if len(held) > 1 else ""
    units = [f"{each.unit}：{'未报' if each.owed else '已报'}" for each in held]
    return Occasion(
        key=held[0].subject,
        on=quarter.last_on,
        title=f"{quarter.name}季报{left}",
        words="\n".join([f"向{campaign.office.name}报送，发 /quarter {quarter} 填报。", *units]),
        moved=0,
        alarms=alarms if owed else (),
    )
