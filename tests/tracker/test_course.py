"""How fast a year's area is disposed of, and where that leads (四（四）)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.tracker.tasks_on_paper import DECEMBER_31, JULY_1, JUNE_30, NEW_YEAR, done, judged, task
from tracker.course import Course
from tracker.plan import Campaign
from tracker.sanctions import hundredth_down
from tracker.targets import AreaDone, Target

JUNE_25, MAY_31 = date(2021, 6, 25), date(2021, 5, 31)


def heading(campaign: Campaign, on: date, *facts: Target | AreaDone) -> Course:
    found = judged(campaign, on, *facts).course
    assert found is not None
    return found


def test_the_pace_is_by_working_days_since_the_issue_today_included(campaign: Campaign) -> None:
    # From Monday 1 March to Friday 25 June 82 days were worked, three are left behind it.
    found = heading(campaign, JUNE_25, task("1500"), done("700", MAY_31))
    assert found == Course(
        until_on=JUNE_30,
        pace_so_far=Fraction(700, 82),
        projected_mu=700 + 3 * Fraction(700, 82),
        even_mu=750 * Fraction(82, 85),
    )


def test_what_was_done_before_the_issue_stays_done_and_is_no_pace(campaign: Campaign) -> None:
    found = heading(campaign, JUNE_25, task("1500"), done("100", date(2021, 2, 8)), done("82", MAY_31))
    assert (found.pace_so_far, found.projected_mu) == (Fraction(1), Fraction(185))


def test_a_task_of_the_year_before_runs_from_new_year(campaign: Campaign) -> None:
    early = task(issued_on=date(2020, 12, 1))
    # 1 to 3 January 2021 were days off.
    found = heading(campaign, date(2021, 1, 5), early, done("6", date(2021, 1, 4)))
    assert found.pace_so_far == 3


def test_a_raised_task_does_not_begin_anew(campaign: Campaign) -> None:
    facts = (task("1500"), task("1600", issued_on=JUNE_25), done("82", MAY_31))
    assert heading(campaign, JUNE_25, *facts).pace_so_far == 1


def test_before_the_first_working_day_there_is_no_pace(campaign: Campaign) -> None:
    saturday = date(2021, 3, 6)
    found = heading(campaign, saturday, task(issued_on=saturday))
    assert (found.pace_so_far, found.projected_mu, found.even_mu) == (None, None, Fraction(0))


def test_on_the_cut_off_day_what_is_foreseen_is_what_is_done(campaign: Campaign) -> None:
    found = heading(campaign, JUNE_30, task("1500"), done("700", MAY_31))
    assert (found.projected_mu, found.even_mu) == (Fraction(700), Fraction(750))


def test_after_mid_year_an_even_pace_leads_from_half_to_the_whole(campaign: Campaign) -> None:
    facts = (task("1500"), done("800", MAY_31))
    first, last = (heading(campaign, on, *facts) for on in (JULY_1, DECEMBER_31))
    # 128 working days lie in the second half.
    assert (first.until_on, first.even_mu) == (DECEMBER_31, 750 + Fraction(750, 128))
    assert last.even_mu == 1500


def test_a_task_of_the_second_half_has_no_half_on_its_way(campaign: Campaign) -> None:
    late = task("1280", issued_on=JULY_1)
    assert heading(campaign, JULY_1, late).even_mu == 10


def test_what_awaits_review_is_no_pace(campaign: Campaign) -> None:
    waiting = done("82", MAY_31, verified=False)
    assert heading(campaign, JUNE_25, task(), waiting).pace_so_far == 0


def test_no_course_without_a_task_or_after_the_year(campaign: Campaign) -> None:
    assert judged(campaign, JUNE_25, done("1", MAY_31)).course is None
    assert judged(campaign, NEW_YEAR, task()).course is None


def test_what_is_foreseen_is_rounded_down() -> None:
    assert hundredth_down(Fraction(749_999, 1000)) == Decimal("749.99")
