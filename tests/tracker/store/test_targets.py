"""What is kept of tasks, areas, orders and parks, and what was known by a day, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.tasks_on_paper import JULY_1, JUNE_30, NEW_YEAR, PARK, UNIT
from tests.tracker.usecases.keeping_parcels import dispose, judge, row, take
from tests.tracker.usecases.keeping_tasks import (
    AUGUST_5,
    decide,
    deciding,
    disposed,
    enter_quota,
    govern,
    issue,
    lift,
    stands,
    unit_year,
)
from tracker.model import Verdict
from tracker.orders import Order
from tracker.parks import Basis
from tracker.sanctions import SanctionState
from tracker.store.books import Books
from tracker.usecases.decide_sanction import AlreadyDecided
from tracker.usecases.look_at_parcels import LookAtParcels, look_at_parcels
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions

JUNE_20 = date(2021, 6, 20)


def test_a_target_and_a_quota_are_kept_digit_by_digit(each_act: Act) -> None:
    issued = issue(each_act, "1234567.654321").target
    entered = enter_quota(each_act, "0.000001")
    kept = each_act.read(lambda books: books.targets.facts())
    assert (kept.targets, kept.quotas) == ((issued,), (entered,))


def test_a_quota_is_replaced_by_the_newest(each_act: Act) -> None:
    enter_quota(each_act, "1000")
    newest = enter_quota(each_act, "900")
    assert each_act.read(lambda books: books.targets.quotas()) == (newest,)


def test_a_target_is_known_from_its_day_of_issue(each_act: Act) -> None:
    issue(each_act, issued_on=date(2021, 3, 1))
    known = [stands(each_act, JUNE_30, known=day).target_mu for day in (date(2021, 2, 28), date(2021, 3, 1))]
    assert known == [None, Decimal(1500)]


@pytest.mark.parametrize("as_a_parcel", [True, False])
def test_what_was_verified_in_august_counts_for_june_and_was_not_known_in_july(
    each_act: Act, *, as_a_parcel: bool
) -> None:
    issue(each_act, "20")
    if as_a_parcel:
        take(each_act, row(类别="批而未供"))
        judge(each_act, dispose(each_act, "15", disposed_on=JUNE_20).disposal_id, on=AUGUST_5)
    else:
        disposed(each_act, "15", 核验日期=AUGUST_5.isoformat())
    seen = [stands(each_act, JULY_1, known=known) for known in (JULY_1, AUGUST_5, None)]
    assert [(each.state, each.midyear_mu, each.pending_mu) for each in seen] == [
        (SanctionState.SUSPENDED, Decimal(0), Decimal(15)),
        (SanctionState.CLEAR, Decimal(15), Decimal(0)),
        (SanctionState.CLEAR, Decimal(15), Decimal(0)),
    ]


def test_a_returned_disposal_is_as_if_it_had_not_been_handed_in(each_act: Act) -> None:
    issue(each_act, "20")
    take(each_act, row(类别="批而未供"))
    judge(each_act, dispose(each_act, "15").disposal_id, Verdict.RETURNED, "材料不足", on=AUGUST_5)
    assert stands(each_act, AUGUST_5).pending_mu == 0
    assert stands(each_act, JULY_1).pending_mu == 15


def test_a_word_on_a_park_rules_from_its_day_and_is_known_from_another(each_act: Act) -> None:
    issue(each_act)
    govern(each_act, "范县", JULY_1, on=AUGUST_5)
    assert stands(each_act, JUNE_30).target_mu == 1500
    assert stands(each_act, JULY_1).target_mu is None
    assert stands(each_act, JULY_1, unit="范县").target_mu == 1500
    assert stands(each_act, JULY_1, known=JULY_1).target_mu == 1500


def test_a_word_on_a_park_does_not_change_whose_parcel_was_known_before(each_act: Act) -> None:
    take(each_act, row(责任单位="", 完成时限=""))
    govern(each_act, "范县", on=AUGUST_5)
    units = [each_act.read(partial(_units, known=known)) for known in (date(2021, 8, 4), AUGUST_5, None)]
    assert units == [(UNIT,), ("范县",), ("范县",)]


def _units(books: Books, *, known: date | None) -> tuple[str, ...]:
    (parcel,) = look_at_parcels(books, OFFICE, LookAtParcels(on=AUGUST_5, known=known)).parcels
    return parcel.units


def test_what_the_office_confirms_is_no_longer_assumed(each_act: Act) -> None:
    parks = each_act.read(lambda books: books.campaign.parks)
    park = next(each for each in parks if each.governed[0].basis is Basis.ASSUMED)
    unit = park.governed[0].unit
    assert unit_year(each_act, JULY_1, unit=unit).assumed
    govern(each_act, unit, park=park.name)
    confirmed = each_act.read(lambda books: books.campaign.park(park.name))
    assert confirmed is not None
    assert (confirmed.governed[0].basis, confirmed.governed[0].source) == (Basis.STATED, "濮政办〔2021〕20号")


def test_an_order_is_kept_with_its_evidence_whatever_comes_later(each_act: Act) -> None:
    issue(each_act)
    disposed(each_act, "700")
    order = decide(each_act, JULY_1)
    disposed(each_act, "800", 处置日期="2021-06-21")
    kept = each_act.read(lambda books: books.orders.by_id(order.id))
    assert kept == order
    assert (order.code, order.evidence.target_mu, order.evidence.done_mu) == (
        "2021-1",
        Decimal(1500),
        Decimal(700),
    )
    assert [each.area_mu for each in order.evidence.disposals] == [Decimal(700)]
    assert stands(each_act, JULY_1).state is SanctionState.CLEAR


def test_a_lifting_is_known_from_its_day(each_act: Act) -> None:
    issue(each_act)
    order = decide(each_act, JULY_1)
    lift(each_act, order, AUGUST_5)
    known = partial(_lifted, each_act)
    lifted = [known(JULY_1), known(AUGUST_5), known(None)]
    assert lifted == [[None], [AUGUST_5], [AUGUST_5]]
    assert each_act.read(lambda books: books.orders.all(known=JUNE_30)) == ()


def _lifted(act: Act, known: date | None) -> list[date | None]:
    return [each.lifted_on for each in act.read(lambda books: books.orders.all(known=known))]


def test_orders_are_numbered_within_the_year_of_their_day(each_act: Act) -> None:
    issue(each_act)
    numbers = [decide(each_act, on).code for on in (JULY_1, NEW_YEAR)]
    assert numbers == ["2021-1", "2022-1"]


def test_two_directors_at_the_same_moment_make_one_order(each_act: Act) -> None:
    issue(each_act)
    together = Barrier(2)

    def press(_number: int) -> Order | AlreadyDecided:
        together.wait()
        try:
            return each_act.write(deciding(JULY_1))
        except AlreadyDecided as late:
            return late

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(press, range(2)))
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyDecided", "Order"]
    assert len(each_act.read(lambda books: books.orders.all())) == 1


def test_the_units_of_a_year_are_those_with_land(each_act: Act) -> None:
    seen = each_act.read(
        lambda books: look_at_sanctions(books, OFFICE, LookAtSanctions(year=2021, on=JULY_1))
    )
    names = [each.standing.unit for each in seen.years]
    assert (UNIT in names, "市发展改革委" in names, PARK in names) == (True, False, False)
