"""The whole plan replayed day by day: each prompt, notice, warning and list on its day, once."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Row, select

from config.campaign import PUYANG, load
from reminders.ladder import Matter
from tests.acting import NOW, Act
from tests.bot.circulars import on_paper, two_years
from tests.bot.circulars.lists_on_paper import HALF_YEARS, Called, called, ranks, score
from tests.bot.circulars.mornings import CLERK, DIRECTOR, INSPECTOR, LEADER, LIAISON, POSTS, Mornings, nine
from tests.bot.circulars.on_paper import DAY, FIRST, LAST
from tests.bot.circulars.two_years import (
    BLOCKED,
    KAIFA,
    NANLE,
    NANLE_FIRST,
    NANLE_THEN,
    OPEN_AGAIN,
    QINGFENG,
    UNITS,
)
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.books import Books
from tracker.store.migrate import migrate
from tracker.store.notice_tables import notice_messages, notices
from tracker.store.store import Store
from tracker.usecases.open_campaign import OpenCampaign, open_campaign

LIAISONS = {QINGFENG: LIAISON, NANLE: NANLE_FIRST, KAIFA: 22}


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """The plan as it is, with what its three units, the office and the inspectors have to do."""
    return two_years.plan_of_three(load(PUYANG))


@pytest.fixture(scope="module")
def replayed(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mornings]:
    """The two years lived once; every test of this file reads what came of them."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('two_years') / 'baiyuan.db'}")
    store.write_now(migrate)
    store.write_now(
        lambda c: open_campaign(Books(c, campaign), OpenCampaign(digest="two years", admins=(), at=NOW))
    )
    lived = Mornings(store, campaign)
    lived.bind(*(user_id for user_id, _, _ in POSTS))
    for unit, user_id in LIAISONS.items():
        if unit != QINGFENG:
            lived.bind_to(user_id, unit, Role.LIAISON)
    lived.begin(FIRST)
    asyncio.run(_live(lived, Act(store, campaign)))
    yield lived
    store.close()


async def _live(lived: Mornings, act: Act) -> None:
    events = two_years.events()
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + n * DAY
        if not on_paper.OUTAGE[0] <= day <= on_paper.OUTAGE[1]:
            await lived.live(day, day)
        for event in events.get(day, ()):
            event(act, day)


def reminded(lived: Mornings, *matters: Matter) -> Counter[tuple[date, str]]:
    """Morning and subject of every reminder that arrived."""
    return Counter(
        (date.fromisoformat(row.key.split(":")[1]), item["subject"])
        for row in lived.rows()
        if row.key.startswith("morning:") and row.state == "sent"
        for item in row.items
        if Matter(item["subject"].partition(":")[0]) in matters
    )


def test_each_assignment_is_reminded_of_on_its_rungs_once(replayed: Mornings, campaign: Campaign) -> None:
    expected = Counter(on_paper.reminders(two_years.duties(campaign)))
    assert len(expected) > 1000
    assert reminded(replayed, Matter.ASSIGNMENT) == expected


def test_each_return_is_prompted_and_chased_on_its_days_once(replayed: Mornings) -> None:
    expected = Counter(on_paper.prompts(two_years.returns()))
    assert len(expected) > 80
    assert reminded(replayed, Matter.RETURN) == expected


def test_each_liaison_is_warned_of_the_annual_task_on_the_rungs_before_a_cut_off(replayed: Mornings) -> None:
    assert reminded(replayed, Matter.SANCTION) == Counter(on_paper.warnings(two_years.lands()))


def test_each_notice_is_issued_on_its_first_morning_once(replayed: Mornings, campaign: Campaign) -> None:
    issued = replayed.store.read_now(lambda c: c.execute(select(notices).order_by(notices.c.id)).all())
    own = [row for row in issued if row.subject.rpartition(":")[2] in UNITS]
    found = [(row.subject, row.colour, row.issued_on) for row in own]
    duties = [*two_years.duties(campaign), *two_years.returns()]
    called = on_paper.notices(duties, two_years.lands())
    assert set(found) == {(subject, colour, days[0]) for (subject, _, colour), days in called.items()}
    assert len(found) == len(set(found))


def test_notices_are_numbered_from_one_in_each_year_without_a_gap(replayed: Mornings) -> None:
    issued = replayed.store.read_now(lambda c: c.execute(select(notices).order_by(notices.c.id)).all())
    for year in (2021, 2022, 2023):
        numbers = [row.number for row in issued if row.issued_on.year == year]
        assert numbers == list(range(1, len(numbers) + 1))


def test_everybody_who_is_to_hear_of_a_notice_hears_of_it_and_those_above_the_liaison_once(
    replayed: Mornings, campaign: Campaign
) -> None:
    duties = [*two_years.duties(campaign), *two_years.returns()]
    above = {"blue": set[int](), "yellow": {LEADER}, "red": {LEADER, DIRECTOR, INSPECTOR}}
    expected = {
        (subject, colour, person)
        for (subject, _, colour), days in on_paper.notices(duties, two_years.lands()).items()
        if subject.endswith(f":{QINGFENG}")
        for person in (LIAISON, *above[colour])
        # What is over while a chat refuses us is told to nobody there.
        if person != LEADER or not all(BLOCKED < day <= OPEN_AGAIN for day in days)
    }
    heard = Counter(
        (row.subject, row.colour, row.sent_to)
        for row in _notices_heard(replayed)
        if row.subject.endswith(f":{QINGFENG}")
    )
    assert set(heard) == expected
    # The liaison reads a notice again behind each reminder of its subject.
    assert {count for (_, _, person), count in heard.items() if person != LIAISON} == {1}


def test_leader_director_and_office_read_the_warnings_on_the_same_mornings(replayed: Mornings) -> None:
    expected = list(on_paper.warnings(two_years.lands()))
    own = sorted(
        day for day, subject in expected if subject.endswith(QINGFENG) and not BLOCKED < day <= OPEN_AGAIN
    )
    assert list(replayed.told("warning", LEADER)) == own
    for user_id in (DIRECTOR, CLERK):
        assert list(replayed.told("warning", user_id)) == sorted({day for day, _ in expected})


def test_open_cases_are_told_when_they_arise_and_when_their_figures_change(replayed: Mornings) -> None:
    expected = sorted(on_paper.cases(two_years.lands()))
    assert expected == [date(2021, 7, 1), date(2022, 1, 4), date(2022, 7, 7), date(2023, 1, 3)]
    for user_id in (DIRECTOR, CLERK):
        assert list(replayed.told("case", user_id)) == expected


def test_the_figures_that_changed_under_an_order_are_told_on_the_next_morning(replayed: Mornings) -> None:
    # 100 亩 of 20 June were verified on 5 August: 800 of 1500, past half.
    told = replayed.told("order", DIRECTOR)
    assert list(told) == [date(2021, 8, 6)]
    assert "现为任务 1500 亩、完成 800 亩；清丰县已补齐，可以解除决〔2021〕1号决定" in told[date(2021, 8, 6)]


def test_the_lists_of_each_half_year_come_on_the_first_working_day_after_it(replayed: Mornings) -> None:
    days = on_paper.list_days()
    assert days == [date(2021, 7, 1), date(2022, 1, 4), date(2022, 7, 7), date(2023, 1, 3)]
    for user_id in (LIAISON, LIAISONS[KAIFA], DIRECTOR, CLERK, INSPECTOR):
        assert list(replayed.told("ranking", user_id)) == days
    # A chat that refuses us for a week reads its list after that.
    assert list(replayed.told("ranking", LEADER)) == [date(2021, 7, 9), *days[1:]]
    # Handed over in March 2022.
    assert list(replayed.told("ranking", NANLE_FIRST)) == days[:2]
    assert list(replayed.told("ranking", NANLE_THEN)) == days[2:]
    for user_id in (DIRECTOR, CLERK, INSPECTOR):
        assert list(replayed.told("talks", user_id)) == days


def test_each_ranking_says_what_paper_says_of_its_last_day(replayed: Mornings, campaign: Campaign) -> None:
    facts = two_years.duties(campaign), two_years.returns(), two_years.lands()
    for end, text in zip(HALF_YEARS, replayed.told("ranking", DIRECTOR).values(), strict=True):
        scores = {unit: score(unit, end, *facts) for unit in UNITS}
        counties = ranks({unit: scores[unit] for unit in (QINGFENG, NANLE)})
        expected = {
            unit: (rank, two_places(points))
            for unit, rank in (counties | ranks({KAIFA: scores[KAIFA]})).items()
            if (points := scores[unit]) is not None
        }
        said = re.findall(r"<b>第 (\d+) 名 (\S+) ([\d.]+) 分", text)
        assert {unit: (int(rank), points) for rank, unit, points in said} == expected
        assert text.count("不排名") == len(UNITS) - len(expected)


def test_who_got_a_list_late_got_the_list_of_its_day(replayed: Mornings) -> None:
    (late, *_), (in_time, *_) = (replayed.told("ranking", who).values() for who in (LEADER, LIAISON))
    assert late.partition("\n")[2].partition("\n")[2] == in_time.partition("\n")[2].partition("\n")[2]


def test_each_list_for_talks_names_whom_paper_names_with_as_many_reasons(
    replayed: Mornings, campaign: Campaign
) -> None:
    duties, lands = two_years.duties(campaign), two_years.lands()
    for end, text in zip(HALF_YEARS, replayed.told("talks", DIRECTOR).values(), strict=True):
        expected = {unit: called(unit, end, duties, lands) for unit in UNITS}
        blocks = {unit: text.partition(f"<b>{unit}</b>")[2].partition("<b>")[0] for unit in UNITS}
        said = {
            unit: Called(
                orders=block.count("年度暂停用地申请"),
                undecided=block.count("待主任确认"),
                is_below_half="年度任务不到一半" in block,
                red=block.count("· 牵头任务"),
            )
            for unit, block in blocks.items()
        }
        assert said == expected
        assert sum(each.reasons for each in expected.values())


def test_a_return_that_is_given_up_is_told_once(replayed: Mornings) -> None:
    expected = sorted(day for day, subject in on_paper.given_up(two_years.returns()) if QINGFENG in subject)
    assert list(replayed.told("missing", LEADER)) == expected
    every = sorted({day for day, _ in on_paper.given_up(two_years.returns())})
    assert list(replayed.told("missing", CLERK)) == every


def test_nothing_is_told_on_a_day_off_and_nothing_twice_in_a_morning(replayed: Mornings) -> None:
    rows = [row for row in replayed.rows() if row.state == "sent"]
    assert {row.settled_at for row in rows} <= {nine(day) for day in on_paper.mornings()}
    assert len({row.key for row in rows}) == len(rows)


def test_no_unit_hears_of_a_suspension_before_the_director_decided_it(replayed: Mornings) -> None:
    people = {*LIAISONS.values(), NANLE_THEN, LEADER}
    said = [row for row in replayed.rows() if row.sent_to in people and "暂停" in str(row.payload)]
    assert said
    decided = {QINGFENG: two_years.ORDERED, NANLE: two_years.YEAR_END_ORDERED}
    units = {user_id: unit for unit, user_id in LIAISONS.items()} | {LEADER: QINGFENG, NANLE_THEN: NANLE}
    assert all(row.created_at > nine(decided[units[row.sent_to]]) for row in said)


def two_places(number: Fraction) -> str:
    """Half-up, without the zeros at its end."""
    hundredths = (number * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def _notices_heard(lived: Mornings) -> list[Row[*tuple[Any, ...]]]:
    rows = tables.outbox
    query = (
        select(notices.c.subject, notices.c.due_on, notices.c.colour, rows.c.sent_to)
        .join(notice_messages, notice_messages.c.notice_id == notices.c.id)
        .join(rows, rows.c.id == notice_messages.c.outbox_id)
        .where(rows.c.state == "sent")
    )
    return list(lived.store.read_now(lambda c: c.execute(query).all()))
