"""What FACTS 6, 7 and 8 call for on every morning of the plan, written down a second time, plainly.

Nothing here asks the program: it knows the events of `two_years` as dates and numbers alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tracker.calendar import is_working_day

DAY = timedelta(days=1)
FIRST, LAST = date(2021, 1, 25), date(2023, 1, 31)
OUTAGE = (date(2022, 6, 29), date(2022, 7, 6))
"""The first and the last day on which the program does not run: over the end of a half-year."""
QUARTER_ENDS = tuple(
    date(year, month, day) for year in (2021, 2022) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
)


@dataclass
class Duty:
    """Something a unit owes: `due` and whether it is owed, each from the morning after a day on.

    `closed_on` is the day of the submission that was approved, known from `approved_on` on.
    """

    subject: str
    unit: str
    due: list[tuple[date, date]]
    owed: list[tuple[date, bool]] = field(default_factory=lambda: [(date.min, True)])
    is_lead: bool = False
    closed_on: date = date.max
    approved_on: date = date.max

    def due_on(self, morning: date) -> date:
        return [due for since, due in self.due if since < morning][-1]

    def is_owed(self, morning: date) -> bool:
        return [owed for since, owed in self.owed if since < morning][-1]


@dataclass
class Land:
    """A unit's year: its task and what was verified, each known from the morning after a day on.

    A later task takes the place of an earlier one, and rules the cut-offs from its day on.
    """

    unit: str
    year: int
    tasks: list[tuple[date, int]]
    done: list[tuple[date, date, int]]
    decided: dict[str, tuple[date, date | None, bool]] = field(default_factory=dict)

    def area(self, morning: date, until: date) -> int:
        return sum(area for known, disposed, area in self.done if known < morning and disposed <= until)

    def figures(self, rule: str, morning: date) -> tuple[int, Fraction, date]:
        """Area done by the cut-off, area wanted by it, and the cut-off."""
        midyear = rule == "midyear"
        cutoff = date(self.year, 6, 30) if midyear else date(self.year, 12, 31)
        task = Fraction(self.task(morning, cutoff) or 0)
        return self.area(morning, cutoff), task / 2 if midyear else task, cutoff

    def task(self, morning: date, until: date) -> int | None:
        """The task in force on a day, None before there is one."""
        found = [task for issued, task in self.tasks if issued < morning and issued <= until]
        return found[-1] if found else None

    def is_short(self, rule: str, morning: date) -> bool:
        """Exactly half is not past half."""
        done, wanted, _ = self.figures(rule, morning)
        return bool(wanted) and (done <= wanted if rule == "midyear" else done < wanted)

    def order_stands(self, rule: str, morning: date) -> bool:
        if rule not in self.decided:
            return False
        ordered, lifted, suspends = self.decided[rule]
        return suspends and ordered < morning and (lifted is None or morning <= lifted)

    def is_decided(self, rule: str, morning: date) -> bool:
        return rule in self.decided and self.decided[rule][0] < morning


def mornings() -> list[date]:
    """The working days on which the program runs."""
    days = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
    return [day for day in days if is_working_day(day) and not OUTAGE[0] <= day <= OUTAGE[1]]


def since_the_last(morning: date) -> set[date]:
    """A morning, and the days before it on which nothing could be told."""
    before = [day for day in mornings() if day < morning]
    last = before[-1] if before else morning - DAY
    return {last + n * DAY for n in range(1, (morning - last).days + 1)}


WINDOWS = {day: since_the_last(day) for day in mornings()}


def made_up_for(day: date) -> date:
    """The first morning on which something of that day can be told."""
    return next(each for each in WINDOWS if each >= day)


def back(day: date) -> date:
    while not is_working_day(day):
        day -= DAY
    return day


def workdays_after(day: date, count: int) -> list[date]:
    found: list[date] = []
    while len(found) < count:
        day += DAY
        found += [day] if is_working_day(day) else []
    return found


def rungs_before(due: date, counts: Iterable[int] = (30, 14, 7, 3, 1, 0)) -> set[date]:
    return {back(due - count * DAY) for count in counts}


def is_weekly(day: date) -> bool:
    """Whether it is the first working day of its week: Monday, or what stands in for it."""
    monday = day - day.weekday() * DAY
    return is_working_day(day) and not any(is_working_day(monday + n * DAY) for n in range(day.weekday()))


def reminders(duties: Iterable[Duty]) -> Iterator[tuple[date, str]]:
    """Before due: 30, 14, 7, 3, 1, 0 days. After: five working days, then every Monday."""
    for duty in duties:
        for day in mornings():
            due = duty.due_on(day)
            if duty.is_owed(day) and any(
                _is_rung(each, due) for each in WINDOWS[day] if day <= due or each > due
            ):
                yield day, duty.subject


def _is_rung(day: date, due: date) -> bool:
    if day <= due:
        return day in rungs_before(due)
    return is_working_day(day) and (day in workdays_after(due, 5) or is_weekly(day))


def prompts(returns: Iterable[Duty]) -> Iterator[tuple[date, str]]:
    """10, 5, 2, 0 days before the quarter's end, then 1, 3, 5 working days after."""
    for duty in returns:
        end = duty.due_on(LAST)
        chased = workdays_after(end, 5)
        before, after = rungs_before(end, (10, 5, 2, 0)), {chased[0], chased[2], chased[4]}
        for day in mornings():
            if duty.is_owed(day) and WINDOWS[day] & (before if day <= end else after):
                yield day, duty.subject


def warnings(lands: Iterable[Land]) -> Iterator[tuple[date, str]]:
    """Who is short of a cut-off ahead, on the rungs before it."""
    for land in lands:
        for rule in ("midyear", "year_end"):
            cutoff = land.figures(rule, LAST)[2]
            for day in mornings():
                if WINDOWS[day] & rungs_before(cutoff) and day <= cutoff and land.is_short(rule, day):
                    yield day, f"sanction:{land.year}:{rule}:{land.unit}"


def colour(late: int) -> str | None:
    return "red" if late >= 11 else "yellow" if late >= 1 else "blue" if late >= -7 else None


def notices(duties: Iterable[Duty], lands: Iterable[Land]) -> dict[tuple[str, date, str], list[date]]:
    """Subject, due date and colour, with the mornings that call for it: issued on the first, once."""
    called_on: dict[tuple[str, date, str], list[date]] = {}
    duties, lands = tuple(duties), tuple(lands)
    for day in mornings():
        called = [(duty.subject, duty.due_on(day)) for duty in duties if duty.is_owed(day)]
        for land in lands:
            for rule in ("midyear", "year_end"):
                cutoff = land.figures(rule, day)[2]
                ahead = day <= cutoff and land.is_short(rule, day)
                if ahead or land.order_stands(rule, day):
                    called.append((f"sanction:{land.year}:{rule}:{land.unit}", cutoff))
        for subject, due in called:
            found = colour((day - due).days)
            if found:
                called_on.setdefault((subject, due, found), []).append(day)
    return called_on


def cases(lands: Iterable[Land]) -> set[date]:
    """Mornings on which an undecided case is new, or its figures are."""
    told: dict[str, tuple[str, int]] = {}
    days = set()
    for day in mornings():
        for land in lands:
            for rule in ("midyear", "year_end"):
                done, wanted, cutoff = land.figures(rule, day)
                over = rule == "midyear" and day > date(land.year, 12, 31)
                if day <= cutoff or over or not land.is_short(rule, day) or land.is_decided(rule, day):
                    continue
                state = "undecided" if rule == "midyear" and done == wanted else "suspended"
                name = f"{land.year}{rule}{land.unit}"
                if told.get(name) != (state, done):
                    told[name] = (state, done)
                    days.add(day)
    return days


def given_up(returns: Iterable[Duty]) -> Iterator[tuple[date, str]]:
    """A return that did not come after the last chase, on the working day after it."""
    for duty in returns:
        day = made_up_for(workdays_after(duty.due_on(LAST), 6)[-1])
        if duty.is_owed(day):
            yield day, duty.subject


def list_days() -> list[date]:
    """The first working day after each half-year, or the first morning after an outage."""
    return [made_up_for(workdays_after(end, 1)[0]) for end in QUARTER_ENDS if end.month in {6, 12}]
