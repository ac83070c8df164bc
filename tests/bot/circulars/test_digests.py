"""Digests that go out by themselves: on which days, to whom, with which pictures and sentences."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.words import CAPTION_LIMIT
from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DIRECTOR, Mornings
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tests.tracker.usecases.recording import move, report, review
from tracker.plan import Campaign
from tracker.store.store import Store

JUNE_21, JUNE_28, JULY_1 = date(2021, 6, 21), date(2021, 6, 28), date(2021, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A picture that went out by itself."""

    on: date
    to: int
    caption: str
    picture: dict[str, Any]


def digested(mornings: Mornings) -> list[Digested]:
    return [
        Digested(
            on=date.fromisoformat(row.key.split(":")[1]),
            to=row.post_user_id,
            caption=row.payload["parameters"]["caption"],
            picture=row.payload["picture"],
        )
        for row in mornings.rows()
        if row.key.startswith("digest:")
    ]


def read(mornings: Mornings, user_id: int = DIRECTOR) -> dict[tuple[date, str], str]:
    return {
        (each.on, each.picture["kind"]): each.caption for each in digested(mornings) if each.to == user_id
    }


async def test_office_and_director_get_one_each_on_monday_and_nobody_else(mornings: Mornings) -> None:
    mornings.begin(JUNE_21)
    await mornings.live(JUNE_21, date(2021, 6, 27))
    found = digested(mornings)
    assert {(each.on, each.to) for each in found} == {(JUNE_21, DIRECTOR), (JUNE_21, CLERK)}
    assert len(found) == 2
    assert found[0].picture == {"kind": "status", "on": "2021-06-21", "known": None}
    assert found[0].caption.startswith("<b>百园增效周报</b>\n截至2021年6月21日，119项分工办结0项。\n")


async def test_a_monday_off_is_told_on_the_first_working_day_of_its_week(mornings: Mornings) -> None:
    """五一: 1 to 5 May 2021 are off, Thursday 6 works."""
    mornings.begin(date(2021, 5, 1))
    await mornings.live(date(2021, 5, 1), date(2021, 5, 8))
    assert [day for day, _ in read(mornings)] == [date(2021, 5, 6)]


async def test_it_says_what_changed_since_the_last_one_by_what_was_known_then(
    mornings: Mornings, act: Act
) -> None:
    mornings.begin(JUNE_21)
    submitted = report(act, "3.2", 100, on=date(2021, 6, 18)).report_id
    await mornings.live(JUNE_21, date(2021, 6, 27))
    review(act, submitted, on=date(2021, 6, 23))
    report(act, "2.2", 100, on=date(2021, 6, 24))
    move(act, "3.1", date(2021, 9, 30), unit="清丰县", on=date(2021, 6, 24))
    issue(act)
    disposed(act, "120.5", on=date(2021, 6, 26))
    await mornings.live(JUNE_28, JUNE_28)
    changed, late, decide = read(mornings)[JUNE_28, "status"].split("\n")[1:]
    assert changed == (
        "6月21日以来：新办结1项（3.2），新报送待核验1项（2.2），调整期限1项（3.1），盘活120.5亩；"
        "截至6月28日，119项分工办结1项。"
    )
    assert late.startswith("没有新的逾期；现逾期")
    assert decide.startswith("需要决定：待办公室核验1项（任务1项，最早6月24日报送）")


async def test_what_became_overdue_is_said(mornings: Mornings) -> None:
    mornings.begin(JUNE_28)
    await mornings.live(JUNE_28, date(2021, 7, 5))
    late = read(mornings)[JULY_1, "status"].split("\n")[2]
    assert late.startswith("新逾期18项（2.1、2.3、3.2）；现逾期")


async def test_the_first_working_day_of_a_quarter_has_its_digest_and_the_picture_of_the_cut_off(
    mornings: Mornings, act: Act
) -> None:
    issue(act)
    disposed(act, "700")
    mornings.begin(JUNE_28)
    await mornings.live(JUNE_28, date(2021, 7, 2))
    found = read(mornings)
    assert list(found) == [(JUNE_28, "status"), (JULY_1, "status"), (JULY_1, "sanctions")]
    assert found[JULY_1, "status"].startswith("<b>百园增效2021年第二季度末情况</b>\n")
    assert "清丰县2021年上半年触发暂停（700/1500 亩），待主任决定" in found[JULY_1, "status"]
    assert "触发暂停：清丰县" in found[JULY_1, "sanctions"]


async def test_other_quarters_have_no_picture_of_a_year(mornings: Mornings) -> None:
    mornings.begin(date(2021, 9, 29))
    await mornings.live(date(2021, 9, 29), date(2021, 10, 9))
    assert list(read(mornings)) == [(date(2021, 10, 8), "status")]


async def test_the_new_year_shows_the_year_that_has_ended(mornings: Mornings, act: Act) -> None:
    issue(act)
    mornings.begin(date(2021, 12, 28))
    await mornings.live(date(2021, 12, 28), date(2022, 1, 9))
    found = [each for each in digested(mornings) if each.to == DIRECTOR]
    assert [(each.on, each.picture["kind"]) for each in found] == [
        (date(2022, 1, 4), "status"),
        (date(2022, 1, 4), "sanctions"),
    ]
    assert found[0].caption.startswith("<b>百园增效2021年第四季度末情况</b>\n")
    assert (found[1].picture["year"], found[1].picture["on"]) == (2021, "2022-01-04")


async def test_after_a_stop_one_digest_stands_for_those_that_were_missed(mornings: Mornings) -> None:
    mornings.begin(JUNE_21)
    await mornings.live(JUNE_21, JUNE_21)
    await mornings.live(date(2021, 7, 12), date(2021, 7, 13))
    found = read(mornings)
    assert list(found)[1:] == [(date(2021, 7, 12), "status"), (date(2021, 7, 12), "sanctions")]
    assert found[date(2021, 7, 12), "status"].startswith("<b>百园增效2021年第二季度末情况</b>\n6月21日以来：")


async def test_a_late_digest_is_that_of_its_day(mornings: Mornings) -> None:
    mornings.begin(JUNE_28)
    await mornings.live(date(2021, 7, 2), date(2021, 7, 2))
    assert list(read(mornings)) == [(JULY_1, "status"), (JULY_1, "sanctions")]


async def test_nobody_to_tell_is_no_fault(store: Store, campaign: Campaign) -> None:
    empty = Mornings(store, campaign)
    empty.begin(JUNE_21)
    await empty.live(JUNE_21, JUNE_21)
    assert digested(empty) == []


@pytest.mark.parametrize("day", [JUNE_28, JULY_1])
async def test_captions_fit_telegrams_limit(mornings: Mornings, day: date) -> None:
    mornings.begin(JUNE_21)
    await mornings.live(JUNE_21, day)
    assert max(len(each.caption) for each in digested(mornings)) <= CAPTION_LIMIT
