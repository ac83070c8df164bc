"""Due dates as a calendar, read back by a parser of RFC 5545."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from reports.due_dates import calendar_name, occasions
from reports.ics import calendar_file
from tests.reports.small_plan import PLAN, Speaks, day, holdings_of, said, silence, speaking
from tracker.measures import Ladder, Returns
from tracker.model import NOBODY, Holdings, Revision
from tracker.plan import OFFICE_DEFAULT, Campaign
from tracker.returns import ReturnRecord
from tracker.usecases.look import Seen

AT = datetime(2021, 4, 1, 1, tzinfo=UTC)


def seen(
    on: date,
    speaks: Speaks = silence,
    *,
    campaign: Campaign = PLAN,
    holdings: Sequence[Holdings] | None = None,
    returns: tuple[ReturnRecord, ...] = (),
) -> Seen:
    return Seen(
        campaign=campaign,
        sender=NOBODY,
        on=on,
        known=None,
        holdings=tuple(holdings_of(campaign, speaks) if holdings is None else holdings),
        returns=returns,
        unreachable=(),
    )


def events(what: Seen, *units: str) -> dict[str, Event]:
    chosen = units or None
    content = calendar_file(calendar_name(what, chosen), occasions(what, chosen), at=AT)
    calendar = Calendar.from_ical(content.decode())
    assert isinstance(calendar, Calendar)
    return {event.uid.removesuffix("@baiyuan"): event for event in calendar.events}


def rings(event: Event) -> list[timedelta | datetime | None]:
    return [alarm.TRIGGER for alarm in event.walk("VALARM") if isinstance(alarm, Alarm)]


def moved(unit: str | None, due_on: date) -> Revision:
    return Revision(
        id=1, code="1.1", unit=unit, due_on=due_on, ordered_on=day("03-01"), document="文", reason="雨季"
    )


def test_units_that_share_a_date_share_an_event_and_what_has_no_date_has_none() -> None:
    found = events(seen(day("03-01")))
    assert {key: (event.start, event.end) for key, event in found.items()} == {
        "assignment:O1:甲县": (day("01-31"), day("02-01")),
        "assignment:1.1:甲县": (day("03-31"), day("04-01")),
        "assignment:2.1:甲县": (day("06-30"), day("07-01")),
    }
    assert found["assignment:1.1:甲县"].summary == "1.1 完成1.1号任务（2家未办结）"


def test_a_unit_has_its_own_dates_alone() -> None:
    found = events(seen(day("03-01")), "乙区")
    assert list(found) == ["assignment:O1:乙区", "assignment:1.1:乙区", "assignment:2.1:乙区"]
    assert found["assignment:1.1:乙区"].summary == "1.1 完成1.1号任务"


def test_alarms_ring_on_the_last_rungs_of_the_ladder_when_reminders_are_sent() -> None:
    ladder = Ladder(
        send_at=PLAN.ladder.send_at,
        before_days=(30, 14, 7, 1, 0),
        after_workdays=5,
        then_weekday=0,
        source=OFFICE_DEFAULT,
    )
    event = events(seen(day("03-01"), campaign=replace(PLAN, ladder=ladder)))["assignment:1.1:甲县"]
    assert rings(event) == [
        timedelta(days=-7, hours=9),
        timedelta(days=-1, hours=9),
        timedelta(hours=9),
    ]


def test_nothing_rings_for_what_is_submitted_or_closed() -> None:
    words = {
        "1.1@甲县": said(1, 100, day("03-30")),
        "1.1@乙区": said(2, 100, day("03-30"), approved=day("03-30")),
    }
    event = events(seen(day("03-31"), speaking(words)))["assignment:1.1:甲县"]
    assert (rings(event), event.summary) == ([], "1.1 完成1.1号任务（1家未办结）")
    assert "甲县：待核验\n乙区：已办结" in (event.description or "")


def test_a_date_that_was_moved_moves_the_same_event() -> None:
    holdings = [
        replace(each, revisions=(moved(None, day("05-31")),)) if each.assignment.code == "1.1" else each
        for each in holdings_of()
    ]
    before, after = (events(seen(day(on), holdings=holdings)) for on in ("02-28", "03-01"))
    shown = [
        (found["assignment:1.1:甲县"].start, found["assignment:1.1:甲县"].sequence)
        for found in (before, after)
    ]
    assert shown == [(day("03-31"), 0), (day("05-31"), 1)]


def test_a_unit_with_a_date_of_its_own_leaves_the_others() -> None:
    holdings = [
        replace(each, revisions=(moved("乙区", day("05-31")),))
        if each.assignment.subject == "assignment:1.1:乙区"
        else each
        for each in holdings_of()
    ]
    found = events(seen(day("03-01"), holdings=holdings))
    assert found["assignment:1.1:甲县"].start == day("03-31")
    assert found["assignment:1.1:乙区"].start == day("05-31")


def test_every_return_that_is_owed_has_an_event() -> None:
    rule = Returns(
        first_quarter="2021Q1",
        last_quarter="2021Q4",
        prompt_before_days=(10, 5, 2, 0),
        prompt_after_workdays=(1, 3, 5),
        topics=("组织领导",),
        source=OFFICE_DEFAULT,
        prompts_source=OFFICE_DEFAULT,
    )
    what = seen(day("03-01"), campaign=replace(PLAN, returns=rule))
    found = events(what, "甲县")
    returns = {key: event for key, event in found.items() if key.startswith("return:")}
    assert {key: event.start for key, event in returns.items()} == {
        "return:2021Q1:甲县": day("03-31"),
        "return:2021Q2:甲县": day("06-30"),
        "return:2021Q3:甲县": day("09-30"),
        "return:2021Q4:甲县": day("12-31"),
    }
    assert rings(returns["return:2021Q1:甲县"])
    assert events(what, "市丙局").keys() == {"assignment:2.1:市丙局"}


def test_before_the_plan_was_issued_the_calendar_is_empty() -> None:
    assert events(seen(day("01-24"))) == {}


def test_odd_words_come_back_as_they_were_and_no_line_is_longer_than_75_bytes() -> None:
    odd = "甲;乙,丙\\丁\n“戊”" + "己" * 60
    plan = replace(PLAN, tasks=tuple(replace(task, content=odd) for task in PLAN.tasks))
    what = seen(day("03-01"), campaign=plan)
    assert (events(what)["assignment:1.1:甲县"].description or "").startswith(odd)
    lines = calendar_file("甲", occasions(what), at=AT).split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_the_same_day_gives_the_same_file() -> None:
    what = seen(day("03-01"))
    first, second = (calendar_file("甲", occasions(what), at=AT) for _ in range(2))
    assert first == second
