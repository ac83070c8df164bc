"""Which notice an assignment calls for, held against FACTS 8 written down again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.acting import NOW
from tests.reminders.judging import moved_to, on, owed, reviewed, said
from tracker.cases import Case, assignment_case
from tracker.measures import Notices
from tracker.model import Holdings, Verdict
from tracker.notices import (
    HEARERS,
    Call,
    Colour,
    Notice,
    NoticeState,
    call_of,
    colour_due,
    full_number,
    number_meant,
    state_of,
)
from tracker.plan import Campaign

RULE = Notices(blue_before_days=7, yellow_from_overdue_day=1, red_from_overdue_day=11, source="test")
DUE = date(2021, 6, 30)
CaseOn = Callable[[date, Holdings], Case]


@pytest.fixture(scope="session")
def case(campaign: Campaign) -> CaseOn:
    """How an assignment's case stands on a day."""
    return lambda day, holdings: assignment_case(on(day, holdings), campaign)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "colour"),
    [
        (-8, None),
        (-7, Colour.BLUE),
        (0, Colour.BLUE),
        (1, Colour.YELLOW),
        (10, Colour.YELLOW),
        (11, Colour.RED),
        (700, Colour.RED),
    ],
)
def test_the_colour_follows_from_the_days_to_the_date(case: CaseOn, days: int, colour: Colour | None) -> None:
    assert colour_due(case(after(days), owed(DUE)), RULE, after(days)) == colour


def test_the_campaign_has_the_days_of_the_plan(campaign: Campaign) -> None:
    rule = campaign.notices
    assert (rule.blue_before_days, rule.yellow_from_overdue_day, rule.red_from_overdue_day) == (7, 1, 11)


@pytest.mark.parametrize("verdict", [None, Verdict.APPROVED])
def test_what_awaits_review_or_is_closed_calls_for_none(case: CaseOn, verdict: Verdict | None) -> None:
    report = said(after(-1), review=reviewed(verdict, after(2)) if verdict else None)
    assert call_of(case(after(12), owed(DUE, report)), RULE, after(12)) is None


def test_what_was_returned_calls_again_from_the_day_of_the_return(case: CaseOn) -> None:
    holdings = owed(DUE, said(after(-1), review=reviewed(Verdict.RETURNED, after(12))))
    assert colour_due(case(after(11), holdings), RULE, after(11)) is None
    assert colour_due(case(after(12), holdings), RULE, after(12)) is Colour.RED


def test_without_a_date_there_is_nothing_to_call_for(case: CaseOn) -> None:
    assert call_of(case(DUE, owed(None)), RULE, DUE) is None


def test_a_moved_date_is_another_call(case: CaseOn) -> None:
    holdings = owed(DUE, moved=(moved_to(after(31), after(1)),))
    before, later = (call_of(case(day, holdings), RULE, day) for day in (DUE, after(31)))
    assert before == Call(subject="assignment:3.2:清丰县", unit="清丰县", due_on=DUE, colour=Colour.BLUE)
    assert later is not None
    assert (later.due_on, later.colour) == (after(31), Colour.BLUE)


@given(due=st.dates(date(2021, 1, 1), date(2022, 12, 31)), seen=st.dates(date(2021, 1, 1), date(2023, 6, 1)))
def test_colours_only_get_redder(case: CaseOn, due: date, seen: date) -> None:
    order = [None, *Colour]
    today, tomorrow = (
        order.index(colour_due(case(day, owed(due)), RULE, day)) for day in (seen, seen + timedelta(days=1))
    )
    left = (due - seen).days
    assert today <= tomorrow
    assert today == sum((left <= 7, left < 0, left <= -11))


def test_whoever_hears_of_a_milder_notice_hears_of_the_redder_too() -> None:
    heard = [set(HEARERS[colour]) for colour in Colour]
    assert heard[0] < heard[1] < heard[2]


def test_a_notice_is_closed_with_its_assignment_and_lapses_with_its_date(
    case: CaseOn, campaign: Campaign
) -> None:
    call = Call(subject="assignment:3.2:清丰县", unit="清丰县", due_on=DUE, colour=Colour.YELLOW)
    notice = Notice(id=1, year=2021, number=12, call=call, issued_on=after(1), issued_at=NOW)
    closed = owed(DUE, said(after(2), review=reviewed(Verdict.APPROVED, after(3))))
    moved = owed(DUE, moved=(moved_to(after(31), after(1)),))
    states = [state_of(notice, case(after(4), each)) for each in (owed(DUE), closed, moved)]
    assert states == [NoticeState.OPEN, NoticeState.CLOSED, NoticeState.MOVED]
    assert full_number(notice, campaign) == "百园增效督〔2021〕12号"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("12", (2022, 12)),
        ("１２号", (2022, 12)),
        ("2021-12", (2021, 12)),
        ("2021 12", (2021, 12)),
        ("2021年 12 号", (2021, 12)),
        ("202112", (2022, 202112)),
        ("〔2021〕12号", (2021, 12)),
        ("[2021]12", (2021, 12)),
        ("百园增效督〔2021〕12号", (2021, 12)),
        ("红色", None),
        ("3.2", None),
        ("2021-06-30", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_write_it(words: str, meant: tuple[int, int] | None) -> None:
    assert number_meant(words, 2022) == meant
