"""What three units and the office do in the two years of the plan: as events, and as duties on paper."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from sqlalchemy import update

from tests.acting import OFFICE, Act
from tests.bot.circulars.on_paper import QUARTER_ENDS, Duty, Land
from tests.fewer_units import with_units
from tests.tracker.usecases.filing_returns import take
from tests.tracker.usecases.keeping_tasks import deciding, disposed, issue, lift
from tests.tracker.usecases.recording import move, noon, report, review, send_back
from tracker.plan import Campaign, Part
from tracker.quarters import Quarter
from tracker.store import tables
from tracker.store.books import Books
from tracker.usecases.govern_park import GovernPark, govern_park

QINGFENG, NANLE, KAIFA = "清丰县", "南乐县", "开发区"
UNITS = (QINGFENG, NANLE, KAIFA)
PARKS = {QINGFENG: "清丰县产业集聚区", NANLE: "南乐县产业集聚区", KAIFA: "濮阳经济技术产业集聚区"}
Event = Callable[[Act, date], object]

TASKS = {
    (QINGFENG, 2021): [(date(2021, 3, 1), 1500)],
    (NANLE, 2021): [(date(2021, 3, 1), 1000)],
    (KAIFA, 2021): [(date(2021, 3, 1), 800)],
    # Raised after 30 June: the higher one rules the year's end alone.
    (QINGFENG, 2022): [(date(2022, 2, 10), 1000), (date(2022, 8, 15), 1300)],
}
"""Unit and year: the days the task was issued, and its 亩."""

MOVED_PARK, PARK_ISSUED, PARK_MOVED, PARK_TASK = "濮阳县产业集聚区", date(2022, 3, 1), date(2022, 5, 10), 400
"""A park with a task that comes to 开发区 in the middle of a year."""
BEFORE_THE_MOVE = (date(2022, 4, 20), date(2022, 4, 18), 100)
"""Verified, disposed of, 亩: of the park, and of who governed it then."""

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
    (KAIFA, date(2022, 6, 10), date(2022, 6, 8), 150),
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
FINISHED, FINISHED_APPROVED = date(2021, 4, 20), date(2021, 4, 23)
"""2.2 of 清丰县, due on 30 April."""
MOVED, MOVED_TO = date(2021, 5, 20), date(2021, 9, 30)
BLOCKED, OPEN_AGAIN = date(2021, 6, 28), date(2021, 7, 8)
"""From the noon of a day to that of another the leader's chat refuses us."""
HANDED_OVER = date(2022, 3, 15)
LEADER, NANLE_FIRST, NANLE_THEN = 8, 21, 24
"""The leader of 清丰县, and who are liaison of 南乐县 before and after."""


def plan_of_three(campaign: Campaign) -> Campaign:
    """The plan with the three units, and with the office and 督查局."""
    return with_units(campaign, {*UNITS, campaign.office.name, campaign.supervisor.name})


def events() -> dict[date, list[Event]]:
    """By the day at whose noon they happen."""
    found: dict[date, list[Event]] = {}
    for (unit, year), issued in TASKS.items():
        for on, area in issued:
            found.setdefault(on, []).append(partial(_issue, place=PARKS[unit], year=year, area=area))
    found.setdefault(PARK_ISSUED, []).append(partial(_issue, place=MOVED_PARK, year=2022, area=PARK_TASK))
    for unit, on, disposed_on, area in DONE:
        place = MOVED_PARK if (unit, on.year) == (KAIFA, 2022) else PARKS[unit]
        found.setdefault(on, []).append(partial(_dispose, place=place, disposed_on=disposed_on, area=area))
    on, disposed_on, area = BEFORE_THE_MOVE
    found.setdefault(on, []).append(partial(_dispose, place=MOVED_PARK, disposed_on=disposed_on, area=area))
    found.setdefault(PARK_MOVED, []).append(_move_park)
    found.setdefault(BLOCKED, []).append(lambda act, on: act.write(partial(_refuse_us, at=noon(on))))
    found.setdefault(OPEN_AGAIN, []).append(lambda act, _on: act.write(partial(_refuse_us, at=None)))
    found.setdefault(HANDED_OVER, []).append(lambda act, on: act.write(partial(_hand_over, at=noon(on))))
    found.setdefault(FINISHED, []).append(partial(_finish, code="2.2"))
    found.setdefault(FINISHED_APPROVED, []).append(partial(_approve, code="2.2"))
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
        Duty(f"assignment:{task.code}:{unit}", unit, [(date.min, task.due_on)], is_lead=part is Part.LEAD)
        for task in (*campaign.tasks, *campaign.obligations)
        for unit, part in task.parts()
        if task.due_on is not None and unit in UNITS
    ]
    for duty in found:
        if duty.subject == f"assignment:1.1:{QINGFENG}":
            duty.owed += [(SUBMITTED, False), (SENT_BACK, True), (AGAIN, False)]
            duty.closed_on, duty.approved_on = AGAIN, APPROVED
        if duty.subject == f"assignment:2.2:{QINGFENG}":
            duty.owed.append((FINISHED, False))
            duty.closed_on, duty.approved_on = FINISHED, FINISHED_APPROVED
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
                duty.closed_on = RETURNS[unit, end]
            found.append(duty)
    return found


def lands() -> list[Land]:
    """The annual tasks, with what the director decided of them."""
    found = [
        Land(unit, year, issued, [each[1:] for each in DONE if (each[0], each[2].year) == (unit, year)])
        # The park brings its task along, and nothing that was done of it before.
        for (unit, year), issued in (*TASKS.items(), ((KAIFA, 2022), [(PARK_MOVED, PARK_TASK)]))
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


def _issue(act: Act, on: date, *, place: str, year: int, area: int) -> None:
    issue(act, str(area), place=place, year=year, issued_on=on, on=on, at=noon(on))


def _move_park(act: Act, on: date) -> None:
    command = GovernPark(
        park=MOVED_PARK, unit=KAIFA, document="濮百园办〔2022〕5号", on=on, at=noon(on), from_on=on
    )
    act(govern_park, OFFICE, command)


def _refuse_us(books: Books, *, at: datetime | None) -> None:
    people = tables.members
    books.connection.execute(update(people).where(people.c.user_id == LEADER).values(blocked_at=at))


def _hand_over(books: Books, *, at: datetime) -> None:
    (first,) = books.people.posts_of(NANLE_FIRST)
    books.people.dismiss(first, at)
    books.people.appoint(user_id=NANLE_THEN, chat_id=NANLE_THEN, name="接任", post=first.post, at=at)


def _dispose(act: Act, on: date, *, place: str, disposed_on: date, area: int) -> None:
    cells = {"产业集聚区或单位": place, "处置日期": str(disposed_on), "核验日期": str(on)}
    disposed(act, str(area), on=on, **cells)


def _file(act: Act, on: date, *, unit: str, quarter: Quarter) -> None:
    take(act, f"{quarter},{unit},{on},,,,,", on=on)


def _finish(act: Act, on: date, *, code: str = "1.1") -> None:
    report(act, code, 100, on=on)


def _newest(act: Act, code: str) -> int:
    (found,) = [
        each
        for each in act.read(lambda books: books.ledger.holdings(units=(QINGFENG,)))
        if each.assignment.code == code
    ]
    return found.reports[-1].id


def _give_back(act: Act, on: date) -> None:
    send_back(act, _newest(act, "1.1"), on=on)


def _approve(act: Act, on: date, *, code: str = "1.1") -> None:
    review(act, _newest(act, code), on=on)


def _lift(act: Act, on: date) -> None:
    (order,) = [each for each in act.read(lambda books: books.orders.all()) if each.unit == QINGFENG]
    lift(act, order, on)
