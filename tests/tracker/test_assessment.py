"""FACTS 7 at its edges: what is due, what is in time, ties, parts left out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.tracker.returns_on_paper import approved, filed, sent_back
from tests.tracker.returns_on_paper import stands as files
from tests.tracker.tasks_on_paper import DECEMBER_31, JUNE_30, UNIT, done, judged, rules_of, task
from tests.tracker.test_standing import LIGHTS, held, moved, said
from tracker.assessment import (
    Measured,
    ScorePart,
    UnitScore,
    area_done,
    leads_in_time,
    period_after,
    period_before,
    places,
    returns_in_time,
    weighed,
)
from tracker.measures import Assessment
from tracker.model import Holdings
from tracker.plan import Campaign, Part
from tracker.returns import Submission
from tracker.standing import Standing, standing

RULE = Assessment(
    area_weight=Decimal(60),
    tasks_weight=Decimal(25),
    returns_weight=Decimal(15),
    groups=("county", "zone"),
    source="test",
    talk_after_red_days=30,
    talk_source="test",
)


def measured(done: str | int, of: str | int) -> Measured:
    return Measured(done=Decimal(done), of=Decimal(of))


def scored(
    area: tuple[str | int, str | int] = (0, 1),
    tasks: tuple[int, int] = (0, 1),
    returns: tuple[int, int] = (0, 1),
    *,
    unit: str = UNIT,
    rule: Assessment = RULE,
) -> UnitScore:
    parts = {
        ScorePart.AREA: measured(*area),
        ScorePart.TASKS: measured(*tasks),
        ScorePart.RETURNS: measured(*returns),
    }
    return weighed(unit, parts, rule)


def on(day: date, holdings: Holdings) -> Standing:
    return standing(holdings, day, LIGHTS)


def counted(day: date, *holdings: Holdings) -> tuple[int, int, int]:
    found = leads_in_time((on(day, each) for each in holdings), day)
    return int(found.done), int(found.of), found.waiting


def test_the_score_is_the_sum_of_its_three_parts_exactly() -> None:
    score = scored(("1000", "1500"), (18, 23), (1, 2))
    assert [each.points for each in score.parts] == [40, Fraction(25 * 18, 23), Fraction(15, 2)]
    assert score.score == 40 + Fraction(450, 23) + Fraction(15, 2)
    assert not score.rescaled


def test_more_than_the_target_gives_no_more_than_its_weight() -> None:
    assert scored(("3000", "1500"), (1, 1), (2, 2)).score == 100


@pytest.mark.parametrize(
    ("tasks", "returns", "weights", "score"),
    [
        ((0, 0), (1, 2), [80, None, 20], Fraction(50)),
        ((1, 5), (0, 0), [Fraction(6000, 85), Fraction(2500, 85), None], Fraction(3500, 85)),
        ((0, 0), (0, 0), [100, None, None], Fraction(50)),
    ],
)
def test_a_part_with_nothing_to_measure_is_left_out_and_the_others_are_rescaled(
    tasks: tuple[int, int], returns: tuple[int, int], weights: list[object], score: Fraction
) -> None:
    found = scored((1, 2), tasks, returns)
    assert ([each.weight for each in found.parts], found.score, found.rescaled) == (weights, score, True)


def test_a_part_of_which_nothing_is_done_is_not_left_out() -> None:
    found = scored((1, 2), (0, 4), (1, 1))
    assert found.score == 45
    assert not found.left_out


def test_a_unit_without_a_target_has_its_parts_and_no_score() -> None:
    found = scored((0, 0), (1, 1), (1, 3))
    assert [(each.points, each.weight) for each in found.parts] == [(None, None), (25, 25), (5, 15)]
    assert (found.score, found.rescaled, found.left_out) == (None, False, (ScorePart.AREA,))


def test_a_part_that_the_campaign_gives_no_weight_is_no_part() -> None:
    rule = replace(RULE, area_weight=Decimal("62.5"), tasks_weight=Decimal("37.5"), returns_weight=Decimal(0))
    found = scored((1, 2), (1, 1), (0, 5), rule=rule)
    assert ([each.part for each in found.parts], found.score) == (
        [ScorePart.AREA, ScorePart.TASKS],
        Fraction(275, 4),
    )
    assert not found.rescaled


def ranks(*areas: tuple[int, int]) -> list[tuple[str, int | None, bool]]:
    held = places([scored(area, unit=str(number)) for number, area in enumerate(areas)])
    return [(each.scored.unit, each.rank, each.tied) for each in held]


def test_three_that_tie_share_a_rank_and_the_next_is_the_fourth_after_them() -> None:
    assert ranks((1, 3), (1, 2), (2, 6), (5, 15), (0, 1), (9, 10)) == [
        ("5", 1, False),
        ("1", 2, False),
        ("0", 3, True),
        ("2", 3, True),
        ("3", 3, True),
        ("4", 6, False),
    ]


def test_a_tie_at_the_top_of_three_is_followed_by_the_fourth() -> None:
    assert [rank for _, rank, _ in ranks((1, 1), (1, 1), (0, 1), (2, 2))] == [1, 1, 1, 4]


def test_scores_that_only_read_alike_do_not_tie() -> None:
    assert [rank for _, rank, _ in ranks((333_333, 1_000_000), (1, 3))] == [1, 2]


def test_who_has_no_target_stands_last_and_takes_no_rank() -> None:
    assert ranks((0, 0), (1, 2), (0, 0), (0, 1)) == [
        ("1", 1, False),
        ("3", 2, False),
        ("0", None, False),
        ("2", None, False),
    ]


def test_the_area_is_measured_against_the_whole_year_s_task(campaign: Campaign) -> None:
    year = judged(campaign, JUNE_30, task("1500"), done("600", JUNE_30), done("9", JUNE_30, verified=False))
    assert area_done(year) == measured("600", "1500")
    assert area_done(judged(campaign, JUNE_30, done("600", JUNE_30))).of == 0


def test_an_assignment_counts_from_the_day_it_is_due() -> None:
    assert counted(date(2021, 3, 30), held()) == (0, 0, 0)
    assert counted(date(2021, 3, 31), held()) == (0, 1, 0)


def test_one_closed_before_it_is_due_counts_only_then() -> None:
    early = held(said("02-10", 100, approved="02-12"))
    assert (counted(date(2021, 3, 1), early), counted(DECEMBER_31, early)) == ((0, 0, 0), (1, 1, 0))


def test_one_submitted_on_the_last_day_and_approved_later_is_in_time() -> None:
    assert counted(date(2021, 3, 31), held(said("03-31", 100, approved="04-05"))) == (1, 1, 0)


def test_one_submitted_a_day_late_is_not_in_time_however_it_is_reviewed() -> None:
    for late in (said("04-01", 100), said("04-01", 100, approved="04-02")):
        assert counted(JUNE_30, held(late)) == (0, 1, 0)


def test_one_that_awaits_review_since_its_last_day_is_not_counted_yet() -> None:
    assert counted(JUNE_30, held(said("03-31", 100))) == (0, 0, 1)


def test_one_that_is_returned_counts_against_the_unit_from_that_day_on() -> None:
    back = held(said("03-31", 100, returned="04-06"))
    assert [counted(date(2021, 4, day), back) for day in (5, 6)] == [(0, 0, 1), (0, 1, 0)]


def test_a_correction_of_what_awaits_review_counts_from_its_own_day() -> None:
    assert counted(JUNE_30, held(said("03-31", 100), said("04-02", 100, number=2))) == (0, 1, 0)


def test_a_date_that_was_moved_is_the_one_that_counts_from_its_order_on() -> None:
    late = held(said("04-20", 100, approved="04-21"), revisions=(moved("04-10", date(2021, 4, 30)),))
    assert counted(date(2021, 4, 9), late) == (0, 1, 0)
    assert counted(date(2021, 4, 10), late) == (0, 0, 0)
    assert counted(DECEMBER_31, late) == (1, 1, 0)


def test_what_was_moved_to_the_next_year_is_due_then() -> None:
    later = held(revisions=(moved("04-10", date(2022, 1, 31)),))
    assert counted(DECEMBER_31, later) == (0, 0, 0)
    assert counted(date(2022, 1, 31), later) == (0, 1, 0)


def test_what_was_due_last_year_is_no_part_of_this_year_s_score() -> None:
    assert counted(date(2022, 6, 30), held()) == (0, 0, 0)


@pytest.mark.parametrize("part", [Part.SUPPORTING, Part.OBLIGATION])
def test_only_lead_assignments_count(part: Part) -> None:
    other = held()
    other = replace(other, assignment=replace(other.assignment, part=part))
    assert counted(JUNE_30, other) == (0, 0, 0)


def test_what_has_no_date_is_never_due() -> None:
    assert counted(DECEMBER_31, held(due_on=None)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("filing", "in_time"),
    [
        (filed(JUNE_30), 1),
        (filed(JUNE_30, approved(date(2021, 7, 5))), 1),
        (filed(JUNE_30, sent_back(JUNE_30)), 0),
        (filed(date(2021, 7, 1)), 0),
        (filed(date(2021, 7, 1), approved(date(2021, 7, 2))), 0),
        (None, 0),
    ],
)
def test_a_return_is_in_time_by_the_day_it_was_submitted(filing: Submission | None, in_time: int) -> None:
    day = date(2021, 7, 31)
    stands = files(day, *([filing] if filing else []))
    assert returns_in_time([stands], day) == measured(in_time, 1)


def test_a_return_counts_from_its_quarter_s_last_day_to_the_end_of_the_year() -> None:
    days = (date(2021, 6, 29), JUNE_30, DECEMBER_31, date(2022, 1, 1))
    assert [returns_in_time([files(day)], day).of for day in days] == [0, 1, 1, 0]


def test_a_half_year_ends_in_june_and_in_december(campaign: Campaign) -> None:
    rules = rules_of(campaign)
    days = (date(2021, 1, 1), JUNE_30, date(2021, 7, 1), DECEMBER_31)
    assert [period_before(day, rules) for day in days] == [
        date(2020, 12, 31),
        date(2020, 12, 31),
        JUNE_30,
        JUNE_30,
    ]
    assert [period_after(day, rules) for day in days] == [
        JUNE_30,
        DECEMBER_31,
        DECEMBER_31,
        date(2022, 6, 30),
    ]
