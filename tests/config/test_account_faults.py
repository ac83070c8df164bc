"""What can be wrong with the account of parcels."""

from datetime import date

import pytest

from config.campaign import read_campaign
from tests.config.spoiling import GOOD, assert_refused, spoilt
from tracker.plan import Campaign

MUTATIONS = {
    "measures that are no list": (
        'measures = ["限期开发", "调整利用", "置换盘活", "依法收回", "临时使用"]',
        'measures = "限期开发"',
        "account · measures",
        "应为",
    ),
    "a measure twice": (
        '"调整利用", "置换盘活"',
        '"调整利用", "调整利用"',
        "account · measures",
        "“调整利用”写了 2 次。",
    ),
    "an unknown field": (
        "[account]\nmeasures",
        "[account]\nmeasure",
        "account · measure",
        "是否应为“measures”",
    ),
    "no source": (
        '"临时使用"]\nsource = "二（三）4"',
        '"临时使用"]',
        "account · source",
        "缺少 source。",
    ),
    "conditions missing": (
        'conditions = ["符合国土空间规划", "符合产业准入政策", "履约情况较好"]\n',
        "",
        "account · ready_use · conditions",
        "缺少 conditions。",
    ),
    "a condition in both lists": (
        '"履约情况较好"]',
        '"履约情况较好", "运营良好"]',
        "account · ready_use · output_conditions",
        "“运营良好”在 conditions 里已经有了。",
    ),
    "a condition twice": (
        '"符合产业准入政策", "履约情况较好"]',
        '"符合产业准入政策", "符合产业准入政策"]',
        "account · ready_use · conditions",
        "“符合产业准入政策”写了 2 次。",
    ),
    "a date that is none": (
        "regularise_by = 2021-12-31",
        'regularise_by = "年底"',
        "account · ready_use · regularise_by",
        "应为日期",
    ),
    "a word where the path belongs": (
        "[account.ready_use]\nconditions",
        "[account.ready]\nconditions",
        "account · ready",
        "是否应为“ready_use”？",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_the_account_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])


def test_the_account_is_that_of_the_plan(campaign: Campaign) -> None:
    account = campaign.account
    assert account is not None
    assert account.measures == ("限期开发", "调整利用", "置换盘活", "依法收回", "临时使用")
    assert account.ready_use is not None
    assert account.ready_use.regularise_by == date(2021, 12, 31)
    assert account.ready_use.all_conditions == (
        "符合国土空间规划",
        "符合产业准入政策",
        "履约情况较好",
        "运营良好",
        "亩均产出效益较高",
    )


def test_a_plan_may_be_silent_of_parcels() -> None:
    start, end = GOOD.index("[account]"), GOOD.index("[sanctions]")
    assert read_campaign(GOOD[:start] + GOOD[end:]).account is None


def test_a_plan_may_have_parcels_and_no_path_for_what_is_in_use() -> None:
    start, end = GOOD.index("[account.ready_use]"), GOOD.index("[sanctions]")
    account = read_campaign(spoilt((GOOD[start:end], ""))).account
    assert account is not None
    assert account.ready_use is None
