"""What three units and the office do in the two years of the plan: as events, and as duties on paper."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from tests.acting import Act
from tests.bot.circulars.on_paper import QUARTER_ENDS, Duty, Land
from tests.tracker.usecases.filing_returns import take
from tests.tracker.usecases.keeping_tasks import deciding, disposed, issue, lift
from tests.tracker.usecases.recording import move, noon, report, review, send_back
from tracker.plan import Campaign, Task
from tracker.quarters import Quarter

QINGFENG, NANLE, KAIFA = "清丰县", "南乐县", "开发区"
UNITS = (QINGFENG, NANLE, KAIFA)
PARKS = {QINGFENG: "清丰县产业集聚区", NANLE: "南乐县产业集聚区", KAIFA: "濮阳经济技术产业集聚区"}
Event = Callable[[Act, date], object]

TASKS = {
    (QINGFENG, 2021): (date(2021, 3, 1), 1500),
    (NANLE, 2021): (date(2021, 3, 1), 1000),
    (KAIFA, 2021): (date(2021, 3, 1), 800),
    (QINGFENG, 2022): (date(2022, 2, 10), 1000),
}
"""Unit and year: the day the task was issued, and its 亩."""

DONE = (
    (NANLE, date(2021, 5, 12), date(2021, 5, 10), 600),
    (QINGFENG, date(2021, 6, 21), date(2021, 6, 20), 700),
    (KAIFA, date(2021, 6, 29), date(2021, 6, 28), 400),
    # Disposed of in June, verified in August: it counts for mid-year.
    (QINGFENG, date(2021, 8, 5), date(2021, 6, 20), 100),
    (KAIFA, date(2021, 11, 10), date(2021, 11, 8), 400),
    (NANLE, date(2021, 11, 30), date(2021, 11, 29), 300),
    (QINGFENG, date(2021, 12, 27), date(2021, 12, 24), 700),
    (QINGFENG, date(2022, 5, 20), date(2022, 5, 18), 600),
    (QINGFENG, date(2022, 12, 20), date(2022, 12, 19), 400),
)
"""Unit, day of verification, day of disposal, 亩."""

ORDERED, WAIVED, LIFTED = date(2021, 7, 6), date(2021, 7, 8), date(2021, 8, 20)
YEAR_END_ORDERED = date(2022, 1, 10)
RETURNS = {
    (QINGFENG, date(2021, 3, 31)): date(2021, 3, 26),
    (QINGFENG, date(2021, 6, 30)): date(2021, 7, 5),
    (QINGFENG, date(2021, 12, 31)): date(2021, 12, 30),
    **{(NANLE, end): date(end.year, end.month, 24) for end in QUARTER_ENDS},
}
"""Unit and quarter's end: the day of submission. What is not here never comes."""

SUBMITTED, SENT_BACK, AGAIN, APPROVED = (
    date(2021, 3, 20),
    date(2021, 3, 29),
    date(2021, 4, 2),
    date(2021, 4, 6),
)
MOVED, MOVED_TO = date(2021, 5, 20), date(2021, 9, 30)


def plan_of_three(campaign: Campaign) -> Campaign:
    """The plan with fewer units: their tasks, and every rule of it, as they are."""
    kept = {*UNITS, campaign.office.name, campaign.supervisor.name}

    def own(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in kept)

    def fewer(task: Task) -> Task:
        return replace(task, lead=own(task.lead), supporting=own(task.supporting), obliged=own(task.obliged))

    return replace(
        campaign,
        units=tuple(unit for unit in campaign.units if unit.name in kept),
        tasks=tuple(fewer(task) for task in campaign.tasks),
        obligations=tuple(fewer(task) for task in campaign.obligations),
    )


def events() -> dict[date, list[Event]]:
    """By the day at whose noon they happen."""
    found: dict[date, list[Event]] = {}
    for (unit, year), (on, area) in TASKS.items():
        found.setdefault(on, []).append(partial(_issue, unit=unit, year=year, area=area))
    for unit, on, disposed_on, area in DONE:
        found.setdefault(on, []).append(partial(_dispose, unit=unit, disposed_on=disposed_on, area=area))
    for (unit, end), on in RETURNS.items():
        found.setdefault(on, []).append(partial(_file, unit=unit, quarter=quarter_of(end)))
    found.setdefault(SUBMITTED, []).append(_finish)
    found.setdefault(SENT_BACK, []).append(_give_back)
    found.setdefault(AGAIN, []).append(_finish)
    found.setdefault(APPROVED, []).append(_approve)
    found.setdefault(MOVED, []).append(lambda act, on: move(act, "3.2", MOVED_TO, unit=QINGFENG, on=on))
    found.setdefault(ORDERED, []).append(lambda act, on: act.write(deciding(on)))
    found.setdefault(WAIVED, []).append(
        lambda act, on: act.write(deciding(on, unit=KAIFA, suspends=False, reason="恰好一半，按过半处理"))
    )
    found.setdefault(LIFTED, []).append(_lift)
    found.setdefault(YEAR_END_ORDERED, []).append(lambda act, on: act.write(deciding(on, unit=NANLE)))
    return found


def duties(campaign: Campaign) -> list[Duty]:
    """The assignments and obligations of the three units that have a date."""
    found = [
        Duty(f"assignment:{task.code}:{unit}", unit, [(date.min, task.due_on)])
        for task in (*campaign.tasks, *campaign.obligations)
        for unit, _ in task.parts()
        if task.due_on is not None and unit in UNITS
    ]
    for duty in found:
        if duty.subject == f"assignment:1.1:{QINGFENG}":
            duty.owed += [(SUBMITTED, False), (SENT_BACK, True), (AGAIN, False)]
        if duty.subject == f"assignment:3.2:{QINGFENG}":
            duty.due.append((MOVED, MOVED_TO))
    return found


def returns() -> list[Duty]:
    """The quarterly returns of the three units."""
    found = []
    for end in QUARTER_ENDS:
        for unit in UNITS:
            duty = Duty(f"return:{quarter_of(end)}:{unit}", unit, [(date.min, end)])
            if (unit, end) in RETURNS:
                duty.owed.append((RETURNS[unit, end], False))
            found.append(duty)
    return found


def lands() -> list[Land]:
    """The annual tasks, with what the director decided of them."""
    found = [
        Land(unit, year, on, area, [each[1:] for each in DONE if (each[0], each[2].year) == (unit, year)])
        for (unit, year), (on, area) in TASKS.items()
    ]
    decided: dict[tuple[str, int], dict[str, tuple[date, date | None, bool]]] = {
        (QINGFENG, 2021): {"midyear": (ORDERED, LIFTED, True)},
        (KAIFA, 2021): {"midyear": (WAIVED, None, False)},
        (NANLE, 2021): {"year_end": (YEAR_END_ORDERED, None, True)},
    }
    for land in found:
        land.decided = decided.get((land.unit, land.year), {})
    return found


def quarter_of(end: date) -> Quarter:
    return Quarter(end.year, end.month // 3)


def _issue(act: Act, on: date, *, unit: str, year: int, area: int) -> None:
    issue(act, str(area), place=PARKS[unit], year=year, issued_on=on, on=on, at=noon(on))


def _dispose(act: Act, on: date, *, unit: str, disposed_on: date, area: int) -> None:
    cells = {"产业集聚区或单位": PARKS[unit], "处置日期": str(disposed_on), "核验日期": str(on)}
    disposed(act, str(area), on=on, **cells)


def _file(act: Act, on: date, *, unit: str, quarter: Quarter) -> None:
    take(act, f"{quarter},{unit},{on},,,,,", on=on)


def _finish(act: Act, on: date) -> None:
    report(act, "1.1", 100, on=on)


def _newest(act: Act) -> int:
    (found,) = [
        each
        for each in act.read(lambda books: books.ledger.holdings(units=(QINGFENG,)))
        if each.assignment.code == "1.1"
    ]
    return found.reports[-1].id


def _give_back(act: Act, on: date) -> None:
    send_back(act, _newest(act), on=on)


def _approve(act: Act, on: date) -> None:
    review(act, _newest(act), on=on)


def _lift(act: Act, on: date) -> None:
    (order,) = [each for each in act.read(lambda books: books.orders.all()) if each.unit == QINGFENG]
    lift(act, order, on)
