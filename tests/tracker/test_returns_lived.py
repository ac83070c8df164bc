"""A second, plainly written reading of FACTS 3 and 8, lived day by day, must agree with the first."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.returns_on_paper import approved, filed, sent_back, stands
from tracker.returns import Submission

START, DAYS = date(2021, 6, 10), 50
DUE_ON = date(2021, 6, 30)
JULY = [date(2021, 7, day) for day in range(1, 32)]
WORKDAYS = [day for day in JULY if day.weekday() < 5]
"""July 2021 has no holiday and no 调休."""


def lived(submissions: tuple[Submission, ...], until: date) -> tuple[str, bool, date | None, int]:
    """The state, whether it awaits review, the day it was closed on, and the days it is owed for."""
    owed_since = DUE_ON
    on_the_table: Submission | None = None
    closed: Submission | None = None
    today = START
    while today <= until:
        for each in submissions:
            if each.submitted_on == today and closed is None:
                on_the_table = each
                if each.judged and each.judged.approves:
                    closed = each
        for each in submissions:
            back = each.judged is not None and not each.judged.approves
            if back and each.judged and each.judged.review.reviewed_on == today and each is on_the_table:
                on_the_table = None
                owed_since = max(DUE_ON, today)
        today += timedelta(days=1)
    if on_the_table is None:
        chased = [day for day in WORKDAYS if day > owed_since][:5]
        given_up = len(chased) == 5 and until > chased[-1]
        return "missing" if given_up else "due", False, None, max(0, (until - DUE_ON).days)
    late = on_the_table.submitted_on > DUE_ON
    state = "late" if late else "approved" if closed else "submitted"
    return state, closed is None, closed.submitted_on if closed else None, 0


days = st.integers(0, DAYS).map(lambda count: START + timedelta(days=count))


@st.composite
def submitted(draw: st.DrawFn) -> tuple[Submission, ...]:
    """Submissions in the order of arrival; what is said later in the day has the greater number."""
    made = []
    for number, on in enumerate(sorted(draw(st.lists(days, max_size=5))), start=1):
        each = filed(on, number=number)
        reviewed_on = on + timedelta(days=draw(st.integers(0, 12)))
        judged = draw(st.sampled_from((None, sent_back(reviewed_on), approved(reviewed_on))))
        made.append(replace(each, judged=judged))
    return tuple(made)


@given(submissions=submitted(), today=days)
def test_two_readings_of_the_rules_agree(submissions: tuple[Submission, ...], today: date) -> None:
    judged = stands(today, *submissions)
    assert lived(submissions, today) == (
        judged.state.value,
        judged.awaits,
        judged.closed_on,
        judged.days,
    )


@given(submissions=submitted(), today=days)
def test_what_is_submitted_later_changes_nothing_before(
    submissions: tuple[Submission, ...], today: date
) -> None:
    past = tuple(each for each in submissions if each.submitted_on <= today)
    assert stands(today, *submissions) == stands(today, *past)
