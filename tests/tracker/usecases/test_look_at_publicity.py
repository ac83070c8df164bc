"""What may be published of a day: the account's own figures by park, and the cases."""

from datetime import date
from decimal import Decimal

import pytest

from tests.acting import OFFICE, Act
from tests.tracker.usecases import keeping_tasks
from tests.tracker.usecases.keeping_parcels import dispose, disposed, row, take
from tests.tracker.usecases.keeping_tasks import AUGUST_5, withdraw_area
from tests.tracker.usecases.marking_cases import TITLE, mark
from tests.tracker.usecases.recording import TODAY, report
from tracker.account import reconcile
from tracker.parcels import Category
from tracker.publicity import CategoryAreas
from tracker.usecases.look_at_parcels import LookAtParcels, look_at_parcels
from tracker.usecases.look_at_publicity import (
    LookAtPublicity,
    NotIssuedYet,
    PublicitySeen,
    look_at_publicity,
)

MAY_1 = date(2021, 5, 1)


def publicity(act: Act, on: date = TODAY, *, known: date | None = None) -> PublicitySeen:
    command = LookAtPublicity(on=on, known=known)
    return act.read(lambda books: look_at_publicity(books, OFFICE, command))


def areas(seen: PublicitySeen, category: Category) -> CategoryAreas:
    return next(each for each in seen.areas if each.category is category)


def test_the_figures_are_those_that_the_account_is_reconciled_by(each_act: Act) -> None:
    elsewhere = row(3, 宗地编号="TQ-1", 产业集聚区="台前县产业集聚区", 类别="批而未供")
    take(each_act, row(类别="批而未供"), elsewhere)
    disposed(each_act, "10")
    found = areas(publicity(each_act), Category.UNSUPPLIED)
    lines = [*((each.opening_mu, each.held) for each in found.parks), (found.opening_mu, found.held)]
    parcels = each_act.read(lambda books: look_at_parcels(books, OFFICE, LookAtParcels(on=TODAY))).parcels
    kept = [each.unsupplied for each in reconcile(each_act.campaign.parks, parcels)]
    assert [(opening, held.parcels, held.recorded_mu, held.disposed_mu) for opening, held in lines] == [
        (each.opening_mu, each.parcels, each.recorded_mu, each.disposed_mu) for each in kept
    ]


def test_a_category_of_which_the_plan_says_nothing_has_no_figure_of_the_plan(act: Act) -> None:
    take(act)
    dispose(act, "5")
    idle = areas(publicity(act), Category.IDLE)
    assert {idle.opening_mu, *(each.opening_mu for each in idle.parks)} == {None}
    assert (idle.held.recorded_mu, idle.held.pending_mu) == (Decimal("45.2"), Decimal(5))
    assert idle.held.left_mu == Decimal("45.2")


def test_only_the_categories_of_the_plan_are_published(act: Act) -> None:
    take(act, row(类别="违法占地"))
    seen = publicity(act)
    assert [each.category for each in seen.areas] == [Category.UNSUPPLIED, Category.IDLE, Category.LOW]
    assert [each.held.parcels for each in seen.areas] == [0, 0, 0]


def test_what_was_disposed_of_without_a_parcel_is_apart_as_long_as_it_counts(each_act: Act) -> None:
    keeping_tasks.disposed(each_act, "700", on=TODAY)
    keeping_tasks.disposed(each_act, "30", on=TODAY, 核验日期="", 处置日期="2021-06-21")
    take(each_act, row(类别="批而未供"))
    disposed(each_act, "10")
    assert areas(publicity(each_act), Category.UNSUPPLIED).elsewhere_mu == 700
    assert areas(publicity(each_act), Category.IDLE).elsewhere_mu == 0
    assert areas(publicity(each_act, MAY_1), Category.UNSUPPLIED).elsewhere_mu == 0
    withdraw_area(each_act)
    assert areas(publicity(each_act, AUGUST_5), Category.UNSUPPLIED).elsewhere_mu == 0
    assert areas(publicity(each_act, AUGUST_5, known=TODAY), Category.UNSUPPLIED).elsewhere_mu == 700


def test_a_day_before_the_cases_and_disposals_shows_none_of_them(act: Act) -> None:
    take(act)
    disposed(act, "10")
    mark(act, report(act).report_id)
    before, today = publicity(act, MAY_1), publicity(act)
    assert [case.title for case in today.cases] == [TITLE]
    assert areas(today, Category.IDLE).held.disposed_mu == 10
    assert before.cases == ()
    assert areas(before, Category.IDLE).held.disposed_mu == 0


@pytest.mark.parametrize(("on", "known"), [(date(2021, 1, 24), None), (TODAY, date(2021, 1, 24))])
def test_before_the_plan_there_is_nothing_to_publish(act: Act, on: date, known: date | None) -> None:
    with pytest.raises(NotIssuedYet, match="2021-01-25"):
        publicity(act, on, known=known)
