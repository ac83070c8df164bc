"""Annual tasks, quotas and parks as the office enters them one by one, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import JUNE_30, PARK, UNIT
from tests.tracker.usecases.keeping_tasks import enter_quota, govern, issue, stands
from tests.tracker.usecases.recording import TODAY
from tracker.errors import ReasonMissing, UnknownPlace, ValueRefused
from tracker.parcels import Category
from tracker.parks import Basis
from tracker.usecases.choosing import HasNoTarget
from tracker.usecases.govern_park import AlreadyGoverned, GovernsNoPark, ShowParks, show_parks
from tracker.usecases.look_at_sanctions import NotAYear
from tracker.usecases.set_target import IssuedLater, SameTarget, StageTooEarly


def test_a_task_of_a_park_and_one_of_its_unit_add_up(act: Act) -> None:
    issue(act, "1500")
    issued = issue(act, "500", place="清丰县")
    assert (issued.target.park, issued.target.unit, issued.before) == (None, UNIT, None)
    assert stands(act, JUNE_30).target_mu == 2000


@pytest.mark.parametrize("area", ["0", "-1", "一千五", "", "0.0000001", "NaN", "1e400"])
def test_an_area_that_is_none_is_refused(act: Act, area: str) -> None:
    with pytest.raises(ValueRefused):
        issue(act, area)
    with pytest.raises(ValueRefused):
        enter_quota(act, area)
    assert act.read(lambda books: books.targets.facts().targets) == ()


def test_hectares_are_taken_exactly(act: Act) -> None:
    assert issue(act, "100公顷").target.area_mu == Decimal(1500)


def test_a_newer_target_follows_and_one_of_the_same_day_corrects(act: Act) -> None:
    issue(act, "1500")
    corrected = issue(act, "1400")
    raised = issue(act, "3000", issued_on=date(2021, 6, 1))
    assert [each.before.area_mu for each in (corrected, raised) if each.before] == [1500, 1400]
    in_force = [stands(act, on).target_mu for on in (date(2021, 5, 31), date(2021, 6, 1))]
    assert in_force == [1400, 3000]


def test_exactly_the_same_is_said_and_not_recorded_again(act: Act) -> None:
    issue(act)
    with pytest.raises(SameTarget, match="清丰县产业集聚区 2021 年度批而未供任务 1500 亩已经登记过"):
        issue(act)


def test_departments_have_no_tasks_and_no_quotas(act: Act) -> None:
    with pytest.raises(HasNoTarget):
        issue(act, place="市发展改革委")
    with pytest.raises(HasNoTarget):
        enter_quota(act, unit="市发展改革委")


@pytest.mark.parametrize("year", [0, 1999, 2100, 9999])
def test_a_year_is_one_of_this_century(act: Act, year: int) -> None:
    with pytest.raises(NotAYear):
        issue(act, year=year)
    with pytest.raises(NotAYear):
        enter_quota(act, year=year)


def test_what_is_no_place_is_refused(act: Act) -> None:
    with pytest.raises(UnknownPlace):
        issue(act, place="火星")


def test_a_target_has_a_document_and_days_that_can_be(act: Act) -> None:
    with pytest.raises(ReasonMissing):
        issue(act, document=" ")
    with pytest.raises(IssuedLater):
        issue(act, issued_on=date(2021, 6, 26))
    with pytest.raises(StageTooEarly):
        issue(act, stage_on=date(2021, 2, 28))
    assert issue(act, stage_on=JUNE_30).target.stage_on == JUNE_30


def test_targets_of_several_categories_stand_beside_each_other(act: Act) -> None:
    issue(act)
    issue(act, "200", category=Category.IDLE)
    assert stands(act, JUNE_30).target_mu == 1700


def test_an_assumed_park_is_confirmed_once(act: Act) -> None:
    parks = act.read(lambda books: books.campaign.parks)
    park = next(each for each in parks if each.governed[0].basis is Basis.ASSUMED)
    made = govern(act, park.governed[0].unit, park=park.name)
    assert (made.confirmed.from_on, made.before) == (date(2021, 1, 25), park.governed[0])
    with pytest.raises(AlreadyGoverned):
        govern(act, park.governed[0].unit, park=park.name)


def test_a_park_goes_to_a_county_or_zone_with_a_document(act: Act) -> None:
    with pytest.raises(GovernsNoPark):
        govern(act, "市发展改革委")
    with pytest.raises(ReasonMissing):
        govern(act, "范县", document="")


def test_the_parks_are_listed_with_who_governs_them_that_day(act: Act) -> None:
    govern(act, "范县", date(2021, 7, 1))
    seen = act.read(lambda books: show_parks(books, OFFICE, ShowParks(on=TODAY)))
    governors = {park.name: row.unit for park, row in seen.parks if row}
    assert (len(seen.parks), governors[PARK]) == (9, UNIT)
