"""The packaged campaign says what 濮政办〔2021〕6号 says."""

from datetime import date, time
from decimal import Decimal

import pytest

from config.campaign import PUYANG, load
from tests.config.annex_2 import ANNEX_2, COLUMNS, COUNTIES, EIGHT, NINE
from tracker.measures import Boundaries, Region
from tracker.parks import Basis
from tracker.plan import OFFICE_DEFAULT, Campaign, Task, UnitGroup


@pytest.fixture(scope="module")
def puyang() -> Campaign:
    return load(PUYANG)


def due_by(campaign: Campaign, day: date) -> list[Task]:
    return [task for task in campaign.tasks if task.due_on and task.due_on <= day]


def test_the_ledger_has_thirteen_tasks_with_the_wording_and_dates_of_the_annex(puyang: Campaign) -> None:
    assert [(task.code, task.content, task.due_text, task.due_on) for task in puyang.tasks] == ANNEX_2


def test_the_ledger_gives_119_assignments_of_which_69_lead(puyang: Campaign) -> None:
    assert sum(len(task.lead) for task in puyang.tasks) == 69
    assert sum(len(task.supporting) for task in puyang.tasks) == 50
    assert sum(len(list(task.parts())) for task in puyang.tasks) == 119


@pytest.mark.parametrize("code", COLUMNS)
def test_each_task_names_its_units_in_ledger_order(puyang: Campaign, code: str) -> None:
    task = puyang.task(code)
    assert task is not None
    assert (task.lead, task.supporting) == COLUMNS[code]


def test_eighteen_units_have_ledger_rows(puyang: Campaign) -> None:
    named = {unit for task in puyang.tasks for unit, _ in task.parts()}
    assert len(named) == 18
    assert {"示范区", "领导小组办公室"}.isdisjoint(named)


def test_what_is_due_by_the_end_of_march_is_24_lead_and_3_supporting_items_of_11_units(
    puyang: Campaign,
) -> None:
    tasks = due_by(puyang, date(2021, 3, 31))
    assert sum(len(task.lead) for task in tasks) == 24
    assert sum(len(task.supporting) for task in tasks) == 3
    assert len({unit for task in tasks for unit, _ in task.parts()}) == 11


def test_what_is_due_by_the_end_of_june_is_53_items(puyang: Campaign) -> None:
    assert sum(len(list(task.parts())) for task in due_by(puyang, date(2021, 6, 30))) == 53


def test_five_indicators_group_the_tasks(puyang: Campaign) -> None:
    indicators = {task.indicator.number: task.indicator.name for task in puyang.tasks if task.indicator}
    assert indicators == {
        1: "绘好产业集聚区规划“一张图”",
        2: "织密产业集聚区用地政策体系“一张网”",
        3: "打赢产业集聚区存量低效用地盘活攻坚战",
        4: "打赢工业用地“标准地”出让攻坚战",
        5: "开展产业集聚区土地高效利用评价",
    }


def test_every_task_names_the_annex_and_its_clause(puyang: Campaign) -> None:
    assert [task.source for task in puyang.tasks if not task.source.startswith("附件2、二（")] == []


def test_units_come_counties_first_and_the_office_last(puyang: Campaign) -> None:
    names = [unit.name for unit in puyang.units]
    assert tuple(names[:9]) == NINE
    assert names[9:11] == ["市自然资源和规划局", "市发展改革委"]
    assert names[-1] == puyang.office.name == "领导小组办公室"
    assert [unit.name for unit in puyang.units if unit.group is UnitGroup.COUNTY] == list(COUNTIES)
    assert [unit.name for unit in puyang.units if unit.group is UnitGroup.ZONE] == list(NINE[6:])


def test_the_nine_county_level_units_owe_the_quarterly_return(puyang: Campaign) -> None:
    assert tuple(unit.name for unit in puyang.units if unit.quarterly_return) == NINE


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("qingfeng", "清丰县"),
        ("清丰", "清丰县"),
        ("市发改委", "市发展改革委"),
        ("发展改革委", "市发展改革委"),
        ("市自然资源局", "市自然资源和规划局"),
        ("税务局", "市税务局"),
        ("督查局", "市委市政府督查局"),
        ("开发区管委会", "开发区"),
    ],
)
def test_a_unit_is_found_by_its_common_short_form(puyang: Campaign, word: str, name: str) -> None:
    unit = puyang.unit(word)
    assert unit is not None
    assert unit.name == name


def test_the_parks_add_up_to_the_stated_totals(puyang: Campaign) -> None:
    assert len(puyang.parks) == 9
    assert sum(park.unsupplied_mu for park in puyang.parks) == 23229
    assert sum(park.illegal_mu for park in puyang.parks) == 6891
    assert puyang.stated_totals is not None
    assert puyang.stated_totals.illegal_projects == 172


def test_the_parks_have_the_areas_and_governing_units_of_the_facts(puyang: Campaign) -> None:
    rows = [(p.name, int(p.unsupplied_mu), int(p.illegal_mu), p.governed[0].unit) for p in puyang.parks]
    assert rows == [
        ("濮阳经济技术产业集聚区", 2284, 533, "开发区"),
        ("濮阳市产业集聚区", 3707, 410, "工业园区"),
        ("濮阳市濮东产业集聚区", 4465, 623, "华龙区"),
        ("濮阳市化工产业集聚区", 559, 1577, "濮阳县"),
        ("濮阳县产业集聚区", 2355, 2416, "濮阳县"),
        ("清丰县产业集聚区", 3090, 179, "清丰县"),
        ("南乐县产业集聚区", 1727, 443, "南乐县"),
        ("范县产业集聚区", 1781, 674, "范县"),
        ("台前县产业集聚区", 3261, 36, "台前县"),
    ]
    bases = [park.governed[0].basis for park in puyang.parks]
    assert bases == [Basis.ASSUMED] * 4 + [Basis.BY_NAME] * 5
    assert {row.from_on for park in puyang.parks for row in park.governed} == {date(2021, 1, 25)}


def test_the_regional_assessment_has_ten_items_each_with_a_department_that_helps(puyang: Campaign) -> None:
    task = puyang.task("1.1")
    assert task is not None
    assert [(item.name, item.helpers) for item in task.checklist] == [
        ("土地勘测", ("市自然资源和规划局",)),
        ("矿产压覆", ("市自然资源和规划局",)),
        ("地质灾害", ("市自然资源和规划局",)),
        ("节能", ("市发展改革委",)),
        ("水土保持", ("市水利局",)),
        ("文物保护", ("市文化广电旅游体育局",)),
        ("洪水影响", ("市水利局",)),
        ("地震安全性", ("市应急管理局",)),
        ("气候可行性", ("市气象局",)),
        ("环境评价", ("市生态环境局",)),
    ]
    assert [task.code for task in puyang.tasks if task.checklist] == ["1.1"]


def test_dates_of_the_body_are_milestones_beside_the_date_of_the_annex(puyang: Campaign) -> None:
    milestones = {
        task.code: [(each.due_on, each.units, each.source) for each in task.milestones]
        for task in puyang.tasks
        if task.milestones
    }
    assert milestones == {
        "1.1": [(date(2021, 3, 31), EIGHT, "二（一）1")],
        "4.1": [
            (date(2021, 6, 30), ("清丰县", "开发区", "工业园区"), "二（四）"),
            (date(2021, 12, 31), EIGHT, "二（四）"),
        ],
    }
    task = puyang.task("2.1")
    assert task is not None
    assert task.note == "正文二（二）1（1）未写完成时限，以附件2为准。"


def test_obligations_stand_apart_from_the_ledger(puyang: Campaign) -> None:
    rows = [(each.code, each.due_on, each.obliged, each.source) for each in puyang.obligations]
    office = ("领导小组办公室",)
    assert rows == [
        ("O1", date(2021, 1, 31), NINE, "三（一）"),
        ("O2", None, office, "二（三）3"),
        ("O3", None, office, "二（三）4"),
        ("O4", None, office, "三（三）"),
    ]
    assert not any(each.in_ledger for each in puyang.obligations)


def test_the_four_phases_follow_each_other(puyang: Campaign) -> None:
    assert [(phase.name, phase.from_on, phase.until_on) for phase in puyang.phases] == [
        ("启动部署", date(2021, 1, 1), date(2021, 1, 31)),
        ("集中攻坚", date(2021, 2, 1), date(2022, 10, 31)),
        ("总结完善", date(2022, 11, 1), date(2022, 12, 31)),
        ("巩固提升", date(2023, 1, 1), None),
    ]


def test_the_goals_are_twenty_thousand_mu_and_fifteen_a_mu(puyang: Campaign) -> None:
    goals = [(goal.key, goal.amount, goal.measure, goal.due_on) for goal in puyang.goals]
    assert goals == [
        ("revived", Decimal(20000), "亩", date(2022, 12, 31)),
        ("tax", Decimal(15), "万元/亩", None),
    ]


def test_reminders_follow_the_office_defaults(puyang: Campaign) -> None:
    ladder, lights, notices = puyang.ladder, puyang.lights, puyang.notices
    assert (ladder.send_at, ladder.before_days) == (time(9), (30, 14, 7, 3, 1, 0))
    assert (ladder.after_workdays, ladder.then_weekday) == (5, 0)
    assert (lights.due_within_days, lights.behind_points) == (30, 20)
    assert lights.elapsed_from == puyang.issued_on == date(2021, 1, 25)
    assert (notices.blue_before_days, notices.yellow_from_overdue_day, notices.red_from_overdue_day) == (
        7,
        1,
        11,
    )
    assert {ladder.source, lights.source, notices.source} == {OFFICE_DEFAULT}


def test_eight_quarterly_returns_are_assessed_on_four_topics(puyang: Campaign) -> None:
    returns = puyang.returns
    assert returns is not None
    assert (returns.first_quarter, returns.last_quarter) == ("2021Q1", "2022Q4")
    assert (returns.prompt_before_days, returns.prompt_after_workdays) == ((10, 5, 2, 0), (1, 3, 5))
    assert returns.topics == ("组织领导", "制度建设", "资金落实", "盘活成效")
    assert (returns.source, returns.prompts_source) == ("四（三）", OFFICE_DEFAULT)


def test_a_parcel_is_judged_by_four_weighted_thresholds(puyang: Campaign) -> None:
    scoring = puyang.scoring
    assert scoring is not None
    assert (scoring.cutoff, scoring.method, scoring.method_source) == (
        Decimal("0.70"),
        "threshold",
        OFFICE_DEFAULT,
    )
    jingji = "濮阳经济技术产业集聚区"
    assert [(each.key, each.weight, each.thresholds) for each in scoring.indicators] == [
        ("tax", Decimal("0.40"), {"": Decimal("1.5"), jingji: Decimal(3)}),
        ("investment", Decimal("0.30"), {"": Decimal(120), jingji: Decimal(150)}),
        ("plot_ratio", Decimal("0.15"), {"": Decimal("0.6")}),
        ("coverage", Decimal("0.15"), {"": Decimal(40)}),
    ]


def test_sanctions_and_assessment_name_which_of_their_numbers_the_plan_gives(puyang: Campaign) -> None:
    sanctions, assessment = puyang.sanctions, puyang.assessment
    assert sanctions is not None
    assert assessment is not None
    assert (sanctions.midyear_month, sanctions.midyear_day, sanctions.midyear_share) == (
        6,
        30,
        Decimal("0.5"),
    )
    assert sanctions.counted_categories == ("批而未供", "闲置", "低效")
    assert [kind.key for kind in sanctions.exempt_kinds] == ["provincial-key", "livelihood"]
    assert (sanctions.source, sanctions.counted_source) == ("四（四）", OFFICE_DEFAULT)
    weights = [assessment.area_weight, assessment.tasks_weight, assessment.returns_weight]
    assert weights == [Decimal(60), Decimal(25), Decimal(15)]
    assert (assessment.groups, assessment.source) == (("county", "zone"), OFFICE_DEFAULT)
    assert (assessment.talk_after_red_days, assessment.talk_source) == (30, OFFICE_DEFAULT)


def test_parcels_lie_in_the_city_and_their_areas_may_be_a_twentieth_off(puyang: Campaign) -> None:
    assert puyang.boundaries == Boundaries(
        region=Region(
            west=Decimal("114.81"),
            south=Decimal("35.28"),
            east=Decimal("116.15"),
            north=Decimal("36.26"),
            source=OFFICE_DEFAULT,
        ),
        tolerance=Decimal("0.05"),
        source=OFFICE_DEFAULT,
    )


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [("115.03", "35.76"), ("115.10", "35.90"), ("115.20", "36.07"), ("115.50", "35.85"), ("115.87", "36.00")],
    ids=["城区", "清丰县", "南乐县", "范县", "台前县"],
)
def test_every_county_lies_in_the_region(puyang: Campaign, longitude: str, latitude: str) -> None:
    assert puyang.boundaries is not None
    assert puyang.boundaries.region.covers(Decimal(longitude), Decimal(latitude))


def test_the_leading_group_has_its_posts_without_names(puyang: Campaign) -> None:
    assert len(puyang.leading_group) == 34
    assert puyang.leading_group[0].role == "组长"
    assert {seat.source for seat in puyang.leading_group} == {"附件1"}
