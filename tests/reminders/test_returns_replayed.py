"""The whole plan replayed by the real schedule: every prompt for a return on the plan's day, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from reminders.schedule import Schedule, open_cursors, standing_jobs
from tests.reminders.conftest import SHANGHAI, Bind
from tests.reminders.return_prompts import DAY, Handed, Prompt, all_prompts, prompts
from tests.reminders.sweeping import Office
from tracker.model import Review, Verdict
from tracker.plan import Campaign
from tracker.quarters import quarter_meant
from tracker.returns import ReturnContent, ReturnReview
from tracker.store.books import Books
from tracker.store.migrate import migrate
from tracker.store.returns import Filing
from tracker.store.store import Store
from tracker.usecases.open_campaign import OpenCampaign, open_campaign

FIRST, LAST = date(2021, 1, 25), date(2023, 1, 31)
SILENT, BUSY, LATE = "清丰县", "濮阳县", "示范区"
STORY = {
    (BUSY, "2021Q1"): (Handed(date(2021, 3, 26)),),
    # Sent back after the last chase, and handed in again between two new ones.
    (BUSY, "2021Q2"): (Handed(date(2021, 6, 29), date(2021, 7, 8)), Handed(date(2021, 7, 13))),
    # Sent back before the day.
    (BUSY, "2021Q4"): (Handed(date(2021, 12, 28), date(2021, 12, 30)),),
    # Corrected while it awaited review.
    (BUSY, "2022Q1"): (Handed(date(2022, 3, 22)), Handed(date(2022, 3, 30))),
    # The National Day holiday runs to 7 October; 8 and 9 October, a weekend, work.
    (BUSY, "2022Q3"): (Handed(date(2022, 10, 9)),),
    (BUSY, "2022Q4"): (Handed(date(2022, 12, 29), date(2023, 1, 5)),),
    (LATE, "2021Q3"): (Handed(date(2021, 9, 30)),),
    # Sent back twice.
    (LATE, "2022Q2"): (
        Handed(date(2022, 7, 4), date(2022, 8, 22)),
        Handed(date(2022, 8, 24), date(2022, 8, 26)),
    ),
}
DAYS = {day for handed in STORY.values() for each in handed for day in each}
"""On which something happens in it."""


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def live(connection: Connection, campaign: Campaign, day: date) -> None:
    """Record at noon what the story has for the day."""
    books = Books(connection, campaign)
    for (unit, word), handed in STORY.items():
        quarter = quarter_meant(word)
        assert quarter is not None
        for each in handed:
            if each.on == day:
                filing = Filing(
                    quarter=quarter,
                    unit=unit,
                    content=ReturnContent(),
                    submitted_on=day,
                    reporter="张三",
                    user_id=7,
                    recorded_at=at(day, 12),
                )
                books.returns.add(filing)
            if each.sent_back_on == day:
                said = books.returns.record(quarter, unit).submissions[-1]
                review = Review(verdict=Verdict.RETURNED, reason="不完整", reviewed_on=day)
                judged = ReturnReview(review=review, scores={})
                books.returns.add_review(said.id, judged, reviewer="办公室", at=at(day, 12))


def told(office: Office) -> list[Prompt]:
    """What arrived about returns, every time it did."""
    found = []
    for row in office.rows():
        if row.key.startswith("morning:") and row.state == "sent":
            day = date.fromisoformat(row.key.split(":")[1])
            keys = [item["key"] for item in row.items if item["key"].startswith("return:")]
            found += [Prompt(day, row.post_unit, key) for key in keys]
    return sorted(found)


@pytest.fixture
def campaign(campaign: Campaign) -> Campaign:
    """The plan with three units and their returns alone: two years of everything would take minutes."""
    kept = {SILENT, BUSY, LATE, campaign.office.name, campaign.supervisor.name}
    units = tuple(unit for unit in campaign.units if unit.name in kept)
    return replace(campaign, units=units, tasks=(), obligations=())


@pytest.fixture
def store(tmp_path: Path, campaign: Campaign) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'returns.db'}")
    opened.write_now(migrate)
    command = OpenCampaign(digest="returns alone", admins=(), at=at(FIRST, 0))
    opened.write_now(lambda connection: open_campaign(Books(connection, campaign), command))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("quarter", "days"),
    [
        # 26 December is a Sunday; the New Year's holiday runs to 3 January.
        ("2021Q4", ["12-21", "12-24", "12-29", "12-31", "01-04", "01-06", "01-10"]),
        # 31 December is a Saturday; the New Year's holiday runs to 2 January.
        ("2022Q4", ["12-21", "12-26", "12-29", "12-30", "01-03", "01-05", "01-09"]),
        # The National Day holiday; 9 October 2021, a Saturday, works.
        ("2021Q3", ["09-18", "09-24", "09-28", "09-30", "10-08", "10-11", "10-13"]),
    ],
)
def test_the_days_of_a_return_that_never_comes_are_those_counted_by_hand(
    quarter: str, days: list[str]
) -> None:
    assert [f"{each.day:%m-%d}" for each in prompts(SILENT, quarter)] == days


async def test_over_the_whole_plan_every_prompt_comes_on_its_day_and_once(
    store: Store, campaign: Campaign, bind: Bind
) -> None:
    units = (SILENT, BUSY, LATE)
    for number, unit in enumerate(units, start=1):
        bind(number, unit)
    office, jobs = Office(store, campaign), standing_jobs(campaign)
    store.write_now(open_cursors, jobs, at(FIRST - DAY, 9))
    for day in (FIRST + n * DAY for n in range((LAST - FIRST) // timedelta(days=1) + 1)):
        # Every morning is that of a restart.
        await Schedule(store, jobs).tick(at(day, 9))
        office.deliver(at(day, 9))
        if day in DAYS:
            store.write_now(live, campaign, day)
    assert told(office) == all_prompts(units, STORY)
