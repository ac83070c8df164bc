"""Another city's campaign is a file of its own and no line of code."""

from datetime import date
from decimal import Decimal

import pytest

from config.campaign import CampaignFaults, read_campaign
from tracker.plan import Campaign, Part

CITY = """
title = "云山市闲置厂房清理行动"
short = "厂房清理"
document = "云政办〔2023〕9号"
issued_on = 2023-03-01
timezone = "Asia/Urumqi"

[[units]]
id = "dongshan"
name = "东山县"
group = "county"

[[units]]
id = "xishan"
name = "西山县"
group = "county"

[[units]]
id = "office"
name = "清理办"
group = "office"

[[groups]]
name = "各县政府"
units = ["东山县", "西山县"]

[[indicators]]
number = 1
name = "清底数"

[[tasks]]
code = "1.1"
indicator = 1
content = "查清闲置厂房。"
due_on = 2023-06-30
due_text = "2023年上半年"
lead = ["各县政府"]
source = "二（一）"

[[tasks]]
code = "1.2"
indicator = 1
content = "东山县先行公布名单。"
due_on = 2023-09-30
due_text = "2023年第三季度"
lead = ["东山县"]
supporting = ["各县政府"]
source = "二（二）"

[[tasks]]
code = "1.3"
indicator = 1
content = "长期管好。"
due_on = 2024-12-31
due_text = "长期坚持"
lead = ["西山县"]
source = "二（三）"

[[phases]]
name = "清理"
from_on = 2023-03-01
source = "三"

[lights]
due_within_days = 15
behind_points = 10
elapsed_from = 2023-03-01
source = "office default"

[ladder]
send_at = "08:30"
before_days = [10, 0]
after_workdays = 2
then_weekday = "星期三"
source = "office default"

[notices]
blue_before_days = 3
yellow_from_overdue_day = 1
red_from_overdue_day = 6
source = "office default"
"""


@pytest.fixture(scope="module")
def city() -> Campaign:
    return read_campaign(CITY)


def test_a_small_city_needs_only_units_tasks_phases_and_reminders(city: Campaign) -> None:
    assert [(task.code, task.lead) for task in city.tasks] == [
        ("1.1", ("东山县", "西山县")),
        ("1.2", ("东山县",)),
        ("1.3", ("西山县",)),
    ]
    assert city.tasks[0].due_on == date(2023, 6, 30)
    assert (city.timezone, city.office.name, city.ladder.then_weekday) == ("Asia/Urumqi", "清理办", 2)


def test_what_the_plan_does_not_have_is_empty_or_none(city: Campaign) -> None:
    empty = [city.parks, city.obligations, city.goals, city.leading_group, city.tasks[0].checklist]
    assert empty == [()] * 5
    absent = [
        city.returns,
        city.scoring,
        city.sanctions,
        city.assessment,
        city.stated_totals,
        city.boundaries,
        city.publicity,
    ]
    assert absent == [None] * 7


def test_a_unit_named_in_both_columns_by_its_group_is_lead(city: Campaign) -> None:
    task = city.task("1.2")
    assert task is not None
    assert list(task.parts()) == [("东山县", Part.LEAD), ("西山县", Part.SUPPORTING)]


def test_a_group_that_leads_covers_a_unit_that_also_supports() -> None:
    campaign = read_campaign(
        CITY.replace(
            'lead = ["东山县"]\nsupporting = ["各县政府"]', 'lead = ["各县政府"]\nsupporting = ["东山县"]'
        )
    )
    task = campaign.task("1.2")
    assert task is not None
    assert (task.lead, task.supporting) == (("东山县", "西山县"), ())


def test_lists_come_in_the_order_of_the_units_however_they_are_written() -> None:
    campaign = read_campaign(CITY.replace('lead = ["各县政府"]', 'lead = ["西山县", "东山县"]'))
    assert campaign.tasks[0].lead == ("东山县", "西山县")


def test_a_wording_may_say_in_the_cell_itself_who_leads() -> None:
    named = 'lead = ["东山县"]\nlead_text = "东山县（牵头）、西山县等"\n'
    task = read_campaign(CITY.replace('lead = ["东山县"]\n', named)).task("1.2")
    assert task is not None
    assert task.lead_text == "东山县（牵头）、西山县等"


def test_a_park_may_change_hands() -> None:
    campaign = read_campaign(
        CITY
        + """
[[parks]]
id = "beiyuan"
name = "北园"
unsupplied_mu = "100.25"
illegal_mu = 0
source = "一"
governed = [
    { unit = "东山县", basis = "stated", from_on = 2023-03-01, source = "一" },
    { unit = "西山县", basis = "assumed", from_on = 2024-01-01, source = "office default" },
]
"""
    )
    assert campaign.parks[0].unsupplied_mu == Decimal("100.25")
    assert [(row.unit, row.from_on) for row in campaign.parks[0].governed] == [
        ("东山县", date(2023, 3, 1)),
        ("西山县", date(2024, 1, 1)),
    ]


def test_units_that_owe_a_return_need_a_section_that_says_when() -> None:
    text = CITY.replace('name = "东山县"\n', 'name = "东山县"\nquarterly_return = true\n')
    with pytest.raises(CampaignFaults, match=r"东山县要按季度报送，但没有 \[returns\]。"):
        read_campaign(text)


def test_a_return_that_nobody_owes_is_a_fault() -> None:
    text = CITY + (
        '[returns]\nfirst_quarter = "2023Q2"\nlast_quarter = "2023Q4"\ntopics = ["进展"]\nsource = "四"\n'
        'prompt_before_days = [0]\nprompt_after_workdays = [1]\nprompts_source = "office default"\n'
    )
    with pytest.raises(CampaignFaults, match="没有单位要按季度报送"):
        read_campaign(text)
