"""The ranking of what is recorded: groups, what was known, the period before (FACTS 7)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import DECEMBER_31, JUNE_30, PARK
from tests.tracker.usecases.filing_returns import take
from tests.tracker.usecases.keeping_tasks import AUGUST_5, disposed, govern, issue
from tests.tracker.usecases.recording import move, report, review
from tracker.assessment import ScorePart
from tracker.usecases.look_at_ranking import (
    LookAtRanking,
    NoAssessment,
    RankingSeen,
    Row,
    look_at_ranking,
)
from tracker.usecases.look_at_sanctions import NotAYear

FANXIAN = "范县产业集聚区"


def seen(act: Act, on: date, *, known: date | None = None) -> RankingSeen:
    return act.read(lambda books: look_at_ranking(books, OFFICE, LookAtRanking(on=on, known=known)))


def row(act: Act, unit: str, on: date, *, known: date | None = None) -> Row:
    (found,) = [row for group in seen(act, on, known=known).groups for row in group.rows if row.unit == unit]
    return found


def part(found: Row, part: ScorePart) -> tuple[int, int]:
    (each,) = [each for each in found.place.scored.parts if each.part is part]
    return int(each.measured.done), int(each.measured.of)


def ranked(act: Act, on: date) -> list[tuple[str, int | None, int | None]]:
    counties = seen(act, on).groups[0]
    return [(row.unit, row.place.rank, row.before) for row in counties.rows if row.place.rank]


def test_counties_and_zones_are_ranked_apart_and_all_nine_are_listed(act: Act) -> None:
    issue(act)
    issue(act, place="开发区")
    groups = {group.group: [row.unit for row in group.rows] for group in seen(act, JUNE_30).groups}
    assert groups == {
        "county": ["清丰县", "濮阳县", "南乐县", "范县", "台前县", "华龙区"],
        "zone": ["开发区", "工业园区", "示范区"],
    }
    assert row(act, "开发区", JUNE_30).place.rank == 1
    assert row(act, "示范区", JUNE_30).place.rank is None


def test_each_part_is_counted_from_the_records(act: Act) -> None:
    issue(act)
    disposed(act, "600")
    take(act, "2021Q1,清丰县,2021-03-31,,,,,")
    report(act, "3.1", 100, on=date(2021, 3, 30))
    review(act, report(act, "2.2", 100, on=date(2021, 4, 30)).report_id)
    found = row(act, "清丰县", JUNE_30)
    assert [part(found, each) for each in ScorePart] == [(600, 1500), (1, 3), (1, 2)]
    assert found.place.scored.score == 24 + Fraction(25, 3) + Fraction(15, 2)


def test_what_was_verified_in_august_was_not_known_in_july(each_act: Act) -> None:
    issue(each_act)
    disposed(each_act, "600", 核验日期=AUGUST_5.isoformat())
    take(each_act, "2021Q2,清丰县,2021-06-30,2021-07-30,90,90,90,90")
    moments = [row(each_act, "清丰县", JUNE_30, known=day) for day in (date(2021, 7, 1), AUGUST_5)]
    assert [part(each, ScorePart.AREA) for each in moments] == [(0, 1500), (600, 1500)]
    # The day a return was submitted is all that is asked of it.
    assert [part(each, ScorePart.RETURNS) for each in moments] == [(1, 2), (1, 2)]


def test_a_date_that_was_moved_later_does_not_change_the_past(each_act: Act) -> None:
    move(each_act, "3.1", date(2021, 9, 30), on=date(2021, 8, 1))
    assert part(row(each_act, "清丰县", JUNE_30), ScorePart.TASKS)[1] == 4
    assert part(row(each_act, "清丰县", date(2021, 8, 1)), ScorePart.TASKS)[1] == 3


def test_a_rank_is_compared_with_that_of_the_half_year_before(act: Act) -> None:
    for place in (PARK, FANXIAN):
        issue(act, "100", place=place)
    disposed(act, "10", 处置日期="2021-06-20")
    disposed(act, "50", 产业集聚区或单位=FANXIAN, 处置日期="2021-10-20", 核验日期="2021-10-25")
    assert ranked(act, JUNE_30) == [("清丰县", 1, None), ("范县", 2, None)]
    assert ranked(act, DECEMBER_31) == [("范县", 1, 2), ("清丰县", 2, 1)]
    assert (seen(act, JUNE_30).before_on, seen(act, DECEMBER_31).before_on) == (None, JUNE_30)


def test_two_that_did_the_same_tie(act: Act) -> None:
    for place in (PARK, FANXIAN):
        issue(act, "100", place=place)
    assert [rank for _, rank, _ in ranked(act, JUNE_30)] == [1, 1]


def test_a_row_says_that_its_park_is_assumed_until_the_office_confirms_it(act: Act) -> None:
    issue(act)
    assert (row(act, "濮阳县", JUNE_30).assumed, row(act, "清丰县", JUNE_30).assumed) == (True, False)
    park = "濮阳市化工产业集聚区"
    govern(act, "濮阳县", park=park)
    assert not row(act, "濮阳县", JUNE_30).assumed


def test_a_park_that_moves_takes_its_target_to_the_new_unit_s_score(act: Act) -> None:
    issue(act, "100")
    disposed(act, "10")
    govern(act, "范县", date(2021, 7, 1))
    assert part(row(act, "清丰县", JUNE_30), ScorePart.AREA) == (10, 100)
    assert part(row(act, "范县", DECEMBER_31), ScorePart.AREA) == (0, 100)
    assert row(act, "清丰县", DECEMBER_31).place.rank is None


@pytest.mark.parametrize(
    ("on", "known"),
    [(date(2021, 1, 24), None), (JUNE_30, date(2021, 1, 24)), (date(2022, 1, 15), None)],
)
def test_where_nothing_was_issued_nothing_is_scored(act: Act, on: date, known: date | None) -> None:
    issue(act)
    found = [row.place.scored for group in seen(act, on, known=known).groups for row in group.rows]
    assert {each.score for each in found} == {None}
    assert {part.points for each in found for part in each.parts} == {None}


def test_a_year_out_of_range_is_refused(act: Act) -> None:
    with pytest.raises(NotAYear):
        seen(act, date(1999, 12, 31))


def test_a_plan_without_a_score_has_no_ranking(act: Act) -> None:
    other = replace(act, campaign=replace(act.campaign, assessment=None))
    with pytest.raises(NoAssessment):
        seen(other, JUNE_30)
