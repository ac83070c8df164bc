"""Quarterly returns have prompts of their own, in the same message as tasks and parcels."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from reminders.ladder import Kind, Matter, Reminder, owed_return, reminder, retold
from reminders.morning import mornings
from reminders.wording import item_line, morning_payload
from tests.acting import Act
from tests.reminders.conftest import SECOND, SHANGHAI, Bind
from tests.reminders.sweeping import Office
from tests.tracker.returns_on_paper import RULE, filed, sent_back, stands
from tests.tracker.usecases.filing_returns import file
from tracker.calendar import is_working_day
from tracker.model import Role
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord, Submission, owed_quarters, return_standing
from tracker.store.store import Store

DAY = timedelta(days=1)
RUNGS = {
    # 20 June is a Sunday: the prompt of ten days moves to the Friday before.
    date(2021, 6, 18): "due:2021-06-30:10",
    date(2021, 6, 25): "due:2021-06-30:5",
    date(2021, 6, 28): "due:2021-06-30:2",
    date(2021, 6, 30): "due:2021-06-30:0",
    date(2021, 7, 1): "overdue:2021-07-01",
    date(2021, 7, 5): "overdue:2021-07-05",
    date(2021, 7, 7): "overdue:2021-07-07",
}
KEY = "return:2021Q2:清丰县"


def told(
    day: date, *submissions: Submission, since: date | None = None, first: bool = False
) -> Reminder | None:
    before = None if first else since or day - DAY
    return reminder(owed_return(stands(day, *submissions)), RULE, before, day)


def test_a_return_is_prompted_on_its_own_rungs_and_never_after_the_last() -> None:
    days = [date(2021, 6, 1) + n * DAY for n in range(120)]
    assert {day: found.rung for day in days if (found := told(day))} == RUNGS


def test_a_reminder_names_its_quarter_and_unit() -> None:
    found = told(date(2021, 6, 28))
    assert found is not None
    assert (found.key, found.code, found.unit) == (f"{KEY}:due:2021-06-30:2", "R2021Q2", "清丰县")
    assert (found.kind, found.days, found.matter, found.part) == (Kind.DUE, 2, Matter.RETURN, None)


@pytest.mark.parametrize("quarter", tuple(owed_quarters(RULE)), ids=str)
def test_every_quarter_has_its_prompts_on_working_days(quarter: Quarter) -> None:
    """Read FACTS 8 a second time: counted by hand, before and after the quarter's end."""
    end, expected = quarter.last_on, set()
    for count in (10, 5, 2, 0):
        day = end - count * DAY
        while not is_working_day(day):
            day -= DAY
        expected.add(day)
    worked = [end + n * DAY for n in range(1, 30) if is_working_day(end + n * DAY)]
    expected |= {worked[0], worked[2], worked[4]}
    record = ReturnRecord(quarter=quarter, unit="清丰县")
    days = [end + n * DAY for n in range(-40, 120)]
    owed = {day: owed_return(return_standing(record, day, RULE)) for day in days}
    assert {day for day in days if reminder(owed[day], RULE, day - DAY, day)} == expected


@pytest.mark.parametrize("day", RUNGS)
def test_what_is_submitted_is_not_asked_for(day: date) -> None:
    assert told(day, filed(date(2021, 6, 10))) is None


def test_what_was_sent_back_is_asked_for_again() -> None:
    back = filed(date(2021, 6, 21), sent_back(date(2021, 6, 24)))
    assert told(date(2021, 6, 25), back) is not None


def test_what_was_sent_back_after_the_last_chase_is_asked_for_again() -> None:
    back = filed(date(2021, 6, 28), sent_back(date(2021, 7, 8)))
    days = [date(2021, 7, 1) + n * DAY for n in range(60)]
    assert [day for day in days if told(day, back)] == [date(2021, 7, day) for day in (9, 13, 15)]


def test_a_last_chase_that_was_missed_is_told_the_next_morning() -> None:
    found = told(date(2021, 7, 9), since=date(2021, 7, 6))
    assert found is not None
    assert (found.rung, found.days) == ("overdue:2021-07-07", 9)


def test_of_several_missed_prompts_only_the_newest_is_told() -> None:
    found = told(date(2021, 6, 29), since=date(2021, 6, 17))
    assert found is not None
    assert found.rung == "due:2021-06-30:2"


def test_a_first_start_tells_what_is_overdue_but_not_what_is_given_up() -> None:
    found = told(date(2021, 7, 2), first=True)
    assert found is not None
    assert found.rung == "overdue:2021-07-02"
    assert told(date(2021, 7, 8), first=True) is None


def test_a_prompt_that_never_arrived_is_told_with_the_days_of_the_day() -> None:
    untold = told(date(2021, 7, 7))
    assert untold is not None
    again = retold(owed_return(stands(date(2021, 7, 8))), untold, date(2021, 7, 8))
    assert again is not None
    assert (again.key, again.days) == (untold.key, 8)
    submitted = owed_return(stands(date(2021, 7, 8), filed(date(2021, 7, 8))))
    assert retold(submitted, untold, date(2021, 7, 8)) is None


def test_a_prompt_before_the_day_that_never_arrived_is_told_the_next_morning() -> None:
    untold, day = told(date(2021, 6, 25)), date(2021, 6, 29)
    assert untold is not None
    again = retold(owed_return(stands(day)), untold, day)
    assert again is not None
    assert (again.key, again.days) == (untold.key, 1)


def test_a_last_chase_that_never_arrived_is_stale_a_working_week_later() -> None:
    untold = told(date(2021, 7, 7))
    assert untold is not None
    last, stale = date(2021, 7, 14), date(2021, 7, 15)
    assert retold(owed_return(stands(last)), untold, last) is not None
    assert retold(owed_return(stands(stale)), untold, stale) is None


def test_a_line_says_which_quarter_and_how_long(campaign: Campaign) -> None:
    before, after = told(date(2021, 6, 28)), told(date(2021, 7, 5))
    assert before is not None
    assert after is not None
    day = date(2021, 7, 5)
    assert item_line(before, campaign, before.due_on - 2 * DAY) == (
        "2021年第二季度季报，6月30日到期，还有 2 天"
    )
    assert item_line(after, campaign, day) == "2021年第二季度季报，6月30日到期，已逾期 5 天"


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def message(day: date) -> str:
    return f"morning:{day}:清丰县:liaison"


@pytest.fixture
def office(store: Store, campaign: Campaign) -> Office:
    return Office(store, campaign)


def returns_of(office: Office, day: date) -> list[str]:
    """The prompts of 清丰县 in the message of a morning."""
    found = [row for row in office.rows() if row.key == message(day)]
    return [item["key"] for row in found for item in row.items if item["key"].startswith("return:")]


def test_a_prompt_stands_in_the_one_message_with_a_button(office: Office, bind: Bind) -> None:
    bind(1)
    day = date(2021, 6, 25)
    office.sweep(morning(day), morning(day - DAY))
    assert returns_of(office, day) == [f"{KEY}:due:2021-06-30:5"]
    assert "季报，即将到期 1 项\n2021年第二季度季报" in office.text(message(day)).replace("<b>", "").replace(
        "</b>", ""
    )
    (row,) = (row for row in office.rows() if row.key == message(day))
    buttons = row.payload["parameters"]["reply_markup"]["inline_keyboard"][0]
    assert {"text": "填季报", "callback_data": "rt:new"} in buttons


def test_from_first_prompt_to_last_each_is_told_once(office: Office, bind: Bind) -> None:
    bind(1)
    told_on: dict[date, list[str]] = {}
    day, since = date(2021, 6, 10), morning(date(2021, 6, 9))
    while day < date(2021, 7, 31):
        office.sweep(morning(day), since)
        office.sweep(morning(day), since)
        office.deliver(morning(day) + SECOND)
        if found := returns_of(office, day):
            told_on[day] = found
        since, day = morning(day), day + DAY
    assert told_on == {day: [f"{KEY}:{rung}"] for day, rung in RUNGS.items()}


def test_what_could_not_be_delivered_is_told_the_next_morning(office: Office, bind: Bind) -> None:
    bind(1)
    last, next_day = date(2021, 7, 7), date(2021, 7, 8)
    office.sweep(morning(last), morning(last - DAY))
    office.sweep(morning(next_day), morning(last))
    assert returns_of(office, next_day) == [f"{KEY}:overdue:2021-07-07"]
    assert office.states()[message(last)] == "superseded"


def test_who_becomes_liaison_months_later_is_not_chased_for_what_was_given_up(
    office: Office, bind: Bind
) -> None:
    office.sweep(morning(date(2021, 7, 7)), morning(date(2021, 7, 6)))
    bind(1)
    office.sweep(morning(date(2021, 9, 1)), morning(date(2021, 8, 31)))
    assert returns_of(office, date(2021, 9, 1)) == []


def test_a_submission_ends_the_prompts(office: Office, bind: Bind, act: Act) -> None:
    bind(1)
    bind(2, "领导小组办公室", Role.OFFICE)
    file(act, on=date(2021, 6, 25))
    day = date(2021, 6, 28)
    office.sweep(morning(day), morning(day - DAY))
    assert returns_of(office, day) == []


def test_a_campaign_without_returns_words_a_morning_as_before(campaign: Campaign) -> None:
    quiet = replace(campaign, returns=None)
    day = date(2021, 6, 25)
    assert mornings((), quiet, day - DAY, day, returns=(stands(day),)) == ()
    (only,) = mornings((), campaign, day - DAY, day, returns=(stands(day),))
    assert morning_payload(only, campaign)["section"]["whose"] == "清丰县"
