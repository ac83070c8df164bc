"""A second, plainly written reading of FACTS 3 must agree with the first on every day.

The days are lived one after the other, and each event changes what stands.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.test_standing import LIGHTS, held, moved, said
from tracker.model import Holdings, Light, Report, Review, State, Verdict
from tracker.standing import standing

START = date(2021, 1, 20)
DAYS = 130


class Life:
    """What stands on the day it has come to."""

    def __init__(self, holdings: Holdings) -> None:
        self.state = State.ISSUED
        self.current: Report | None = None
        self.progress: list[Report] = []
        self.closed: Report | None = None
        self.due_on = holdings.due_on

    def hear(self, report: Report) -> None:
        self.current = report
        self.state = State.SUBMITTED if report.percent == 100 else State.IN_PROGRESS
        if report.percent < 100:
            self.progress.append(report)
        if report.review and report.review.verdict is Verdict.APPROVED:
            self.closed = self.closed or report

    def take_back(self, report: Report) -> None:
        if report is self.current:
            self.current = None
            self.state = State.RETURNED

    def live(self, holdings: Holdings, today: date) -> None:
        if holdings.accepted_on == today and self.state is State.ISSUED:
            self.state = State.ACCEPTED
        for order in holdings.revisions:
            if order.ordered_on == today:
                self.due_on = order.due_on
        for report in holdings.reports:
            if report.said_on == today:
                self.hear(report)
        for report in holdings.reports:
            review = report.review
            if review and review.verdict is Verdict.RETURNED and review.reviewed_on == today:
                self.take_back(report)


def lived(holdings: Holdings, until: date) -> tuple[State, Light, int, bool, date | None, date | None, int]:
    life = Life(holdings)
    for count in range((until - START).days + 1):
        life.live(holdings, START + timedelta(days=count))
    stands = life.current or (life.progress[-1] if life.progress else None)
    percent = 100 if life.closed else stands.percent if stands else 0
    submitted = not life.closed and life.current is not None and life.current.percent == 100
    light = coloured(
        life.due_on, until, Fraction(percent, 100), submitted=submitted, closed=life.closed is not None
    )
    return (
        State.CLOSED if life.closed else life.state,
        light,
        percent,
        submitted,
        life.closed.said_on if life.closed else None,
        life.due_on,
        (until - life.due_on).days if light is Light.RED and life.due_on else 0,
    )


def coloured(due_on: date | None, today: date, done: Fraction, *, submitted: bool, closed: bool) -> Light:
    if closed:
        return Light.CLOSED
    if due_on is None:
        return Light.GREEN
    if due_on < today and not submitted:
        return Light.RED
    begin = date(2021, 1, 25)
    soon = today + timedelta(days=30) >= due_on
    slow = due_on > begin and done + Fraction(20, 100) < Fraction((today - begin).days, (due_on - begin).days)
    return Light.YELLOW if soon or slow else Light.GREEN


days = st.integers(min_value=0, max_value=DAYS).map(lambda count: START + timedelta(days=count))


@st.composite
def spoken(draw: st.DrawFn) -> tuple[Report, ...]:
    reports = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        report = replace(
            said("02-01", draw(st.sampled_from((0, 30, 60, 100, 100, 100))), number=number),
            said_on=draw(days),
        )
        if report.percent == 100 and draw(st.booleans()):
            review = Review(
                verdict=draw(st.sampled_from((Verdict.APPROVED, Verdict.RETURNED, Verdict.RETURNED))),
                reason="",
                reviewed_on=report.said_on + timedelta(days=draw(st.integers(0, 15))),
            )
            report = replace(report, review=review)
        reports.append(report)
    return tuple(reports)


@st.composite
def recorded(draw: st.DrawFn) -> Holdings:
    orders = sorted(draw(st.lists(st.tuples(days, days), max_size=3)))
    revisions = tuple(
        replace(moved("02-01", due_on, number=number), ordered_on=ordered_on)
        for number, (ordered_on, due_on) in enumerate(orders)
    )
    holdings = held(*draw(spoken()), due_on=draw(st.none() | days), revisions=revisions)
    return replace(holdings, accepted_on=draw(st.none() | days))


@given(holdings=recorded(), today=days)
def test_two_readings_of_the_rules_agree(holdings: Holdings, today: date) -> None:
    judged = standing(holdings, today, LIGHTS)
    assert lived(holdings, today) == (
        judged.state,
        judged.light,
        judged.percent,
        judged.submitted,
        judged.closed_on,
        judged.due_on,
        judged.days,
    )


@given(holdings=recorded(), today=days)
def test_the_future_changes_nothing_but_the_approval_of_what_was_said(
    holdings: Holdings, today: date
) -> None:
    past = replace(
        holdings,
        reports=tuple(report for report in holdings.reports if report.said_on <= today),
        revisions=tuple(order for order in holdings.revisions if order.ordered_on <= today),
    )
    assert standing(holdings, today, LIGHTS) == standing(past, today, LIGHTS)
