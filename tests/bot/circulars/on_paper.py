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
QUARTER_ENDS = tuple(
    date(year, month, day) for year in (2021, 2022) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
)


@dataclass
class Duty:
    """Something a unit owes: `due` and whether it is owed, each from the morning after a day on."""

    subject: str
    unit: str
    due: list[tuple[date, date]]
    owed: list[tuple[date, bool]] = field(default_factory=lambda: [(date.min, True)])

    def due_on(self, morning: date) -> date:
        return [due for since, due in self.due if since < morning][-1]

    def is_owed(self, morning: date) -> bool:
        return [owed for since, owed in self.owed if since < morning][-1]


@dataclass
class Land:
    """A unit's year: its task and what was verified, each known from the morning after a day on."""

    unit: str
    year: int
    task_from: date
    task: int
    done: list[tuple[date, date, int]]
    decided: dict[str, tuple[date, date | None, bool]] = field(default_factory=dict)

    def area(self, morning: date, until: date) -> int:
        return sum(area for known, disposed, area in self.done if known < morning and disposed <= until)

    def figures(self, rule: str, morning: date) -> tuple[int, Fraction, date]:
        """Area done by the cut-off, area wanted by it, and the cut-off."""
        midyear = rule == "midyear"
        cutoff = date(self.year, 6, 30) if midyear else date(self.year, 12, 31)
        return self.area(morning, cutoff), Fraction(self.task, 2 if midyear else 1), cutoff

    def is_short(self, rule: str, morning: date) -> bool:
        """Exactly half is not past half."""
        done, wanted, _ = self.figures(rule, morning)
        known = self.task_from < morning
        return known and (done <= wanted if rule == "midyear" else done < wanted)

    def order_stands(self, rule: str, morning: date) -> bool:
        if rule not in self.decided:
            return False
        ordered, lifted, suspends = self.decided[rule]
        return suspends and ordered < morning and (lifted is None or morning <= lifted)

    def is_decided(self, rule: str, morning: date) -> bool:
        return rule in self.decided and self.decided[rule][0] < morning


def mornings() -> list[date]:
    return [day for day in (FIRST + n * DAY for n in range((LAST - FIRST).days + 1)) if is_working_day(day)]


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
            rung = day in rungs_before(due) if day <= due else day in workdays_after(due, 5) or is_weekly(day)
            if rung and duty.is_owed(day):
                yield day, duty.subject


def prompts(returns: Iterable[Duty]) -> Iterator[tuple[date, str]]:
    """10, 5, 2, 0 days before the quarter's end, then 1, 3, 5 working days after."""
    for duty in returns:
        end = duty.due_on(LAST)
        chased = workdays_after(end, 5)
        days = rungs_before(end, (10, 5, 2, 0)) | {chased[0], chased[2], chased[4]}
        yield from ((day, duty.subject) for day in mornings() if day in days and duty.is_owed(day))


def warnings(lands: Iterable[Land]) -> Iterator[tuple[date, str]]:
    """Who is short of a cut-off ahead, on the rungs before it."""
    for land in lands:
        for rule in ("midyear", "year_end"):
            cutoff = land.figures(rule, LAST)[2]
            for day in mornings():
                if day in rungs_before(cutoff) and day <= cutoff and land.is_short(rule, day):
                    yield day, f"sanction:{land.year}:{rule}:{land.unit}"


def colour(late: int) -> str | None:
    return "red" if late >= 11 else "yellow" if late >= 1 else "blue" if late >= -7 else None


def notices(duties: Iterable[Duty], lands: Iterable[Land]) -> set[tuple[str, str, date]]:
    """Subject, colour and day of issue: each colour once for a due date, on its first morning."""
    issued: dict[tuple[str, date, str], date] = {}
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
                issued.setdefault((subject, due, found), day)
    return {(subject, found, day) for (subject, _, found), day in issued.items()}


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
        day = workdays_after(duty.due_on(LAST), 6)[-1]
        if duty.is_owed(day):
            yield day, duty.subject


def list_days() -> list[date]:
    """The first working day after each half-year."""
    return [workdays_after(end, 1)[0] for end in QUARTER_ENDS if end.month in {6, 12}]
