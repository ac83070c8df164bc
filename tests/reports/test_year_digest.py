"""What the picture of a year says, before anything is drawn."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.year_digest import Mark, year_caption
from tests.reports.small_years import JUNE_25, order, year_of
from tests.tracker.tasks_on_paper import JULY_1, NEW_YEAR
from tracker.plan import Campaign


@pytest.mark.parametrize(
    ("done", "on", "mark"),
    [
        # An even pace is at 750 x 82 / 85 = 723.53 by then.
        ("723.5", JUNE_25, Mark.BEHIND),
        ("723.6", JUNE_25, Mark.AHEAD),
        ("749.9999", JULY_1, Mark.TRIGGERED),
        ("750", JULY_1, Mark.UNDECIDED),
        ("750.0001", JULY_1, Mark.CLEAR),
        ("1499", NEW_YEAR, Mark.TRIGGERED),
    ],
)
def test_a_unit_is_marked_by_what_its_figures_say(
    campaign: Campaign, done: str, on: date, mark: Mark
) -> None:
    (row,) = year_of(campaign, {"清丰县": ("1500", done, "0")}, on=on).rows
    assert row.mark is mark


@pytest.mark.parametrize("done", ["700", "750", "800"])
def test_what_a_cut_off_triggered_is_no_mark_for_the_unit_itself(campaign: Campaign, done: str) -> None:
    (row,) = year_of(campaign, {"清丰县": ("1500", done, "0")}, on=JULY_1, openly=False).rows
    assert row.mark is Mark.PAST


@pytest.mark.parametrize("openly", [True, False])
def test_an_order_is_marked_for_everybody_until_it_is_lifted(campaign: Campaign, *, openly: bool) -> None:
    units = {"清丰县": ("1500", "700", "0")}
    august = date(2021, 8, 5)
    marks = [
        year_of(campaign, units, on=on, openly=openly, orders=[order("清丰县", JULY_1, lifted_on=august)])
        .rows[0]
        .mark
        for on in (date(2021, 8, 4), august)
    ]
    assert marks == [Mark.ORDERED, Mark.TRIGGERED if openly else Mark.PAST]


def test_a_waiver_of_exactly_half_is_no_open_case(campaign: Campaign) -> None:
    waived = [order("清丰县", JULY_1, suspends=False)]
    half, less = (
        year_of(campaign, {"清丰县": ("1500", done, "0")}, on=JULY_1, orders=waived).rows[0].mark
        for done in ("750", "749")
    )
    assert (half, less) == (Mark.WAIVED, Mark.TRIGGERED)


def test_shares_are_of_the_target_and_may_pass_it(campaign: Campaign) -> None:
    (row,) = year_of(campaign, {"清丰县": ("1500", "1600", "300")}).rows
    assert (row.done_share, row.pending_share, row.even_share) == (
        Fraction(16, 15),
        Fraction(1, 5),
        Fraction(41, 85),
    )
    assert (row.areas, row.percent) == ("1600/1500 亩", "106.67%")


def test_units_without_a_task_are_named_apart_and_the_rest_is_added_up(campaign: Campaign) -> None:
    found = year_of(
        campaign,
        {"清丰县": ("1500", "700", "0"), "范县": (None, "0", "0"), "南乐县": ("500", "300.5", "0")},
    )
    assert (found.unset, found.target_mu, found.done_mu) == (("范县",), Decimal(2000), Decimal("1000.5"))
    assert found.total() == "任务 2000 亩，已完成 1000.5 亩（50.03%）"


def test_the_caption_names_who_is_worst_off_first(campaign: Campaign) -> None:
    units = dict.fromkeys(("清丰县", "范县", "南乐县", "台前县", "濮阳县", "华龙区"), ("1500", "700", "0"))
    found = year_of(campaign, units, on=JULY_1, orders=[order("清丰县", JULY_1)])
    assert year_caption(found).splitlines()[1:] == [
        "已暂停申请：清丰县",
        "触发暂停：范县、南乐县、台前县、濮阳县等 5 家",
    ]


def test_the_caption_of_a_year_without_tasks_says_so(campaign: Campaign) -> None:
    assert year_caption(year_of(campaign, {"范县": (None, "0", "0")})) == (
        "2021 年度任务（6月25日）：没有下达任务"
    )


def test_what_units_without_a_task_have_done_is_no_part_of_the_share(campaign: Campaign) -> None:
    found = year_of(campaign, {"甲县": ("100", "40", "0"), "乙县": (None, "60", "0")})
    assert found.total() == "任务 100 亩，已完成 40 亩（40%）"
    assert year_caption(found).splitlines()[-1] == "未下达任务：乙县，另完成 60 亩"
