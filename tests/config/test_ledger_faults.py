"""What can be wrong with tasks and obligations."""

import pytest

from tests.config.spoiling import assert_refused

EIGHT = "各县（区）政府，开发区、工业园区管委会"
TASK_3_2 = 'code = "3.2"\nindicator = 3\n'
TASK_2_2 = 'code = "2.2"\nindicator = 2\n'
LEAD_3_2 = f'lead = ["市自然资源和规划局"]\nsupporting = ["{EIGHT}"]\nsource = "附件2、二（三）2"'

MUTATIONS = {
    "a wording that names another unit": (
        'supporting_text = "市发展改革委、税务局"',
        'supporting_text = "市发展改革委、审计局"',
        "tasks 2.1 · supporting_text",
        "“市发展改革委、审计局”与 supporting 不符：原文多市审计局、少市税务局。",
    ),
    "an annex without a title": (
        'title = "全市产业集聚区“百园增效”行动推进工作台账"\n',
        "",
        "annex · title",
        "缺少 title。",
    ),
    "a task code twice": (
        TASK_3_2,
        'code = "3.1"\nindicator = 3\n',
        "tasks 3.1 · code",
        "编号 3.1 写了两次。",
    ),
    "a code of another form": (
        TASK_3_2,
        'code = "３-2"\nindicator = 3\n',
        "tasks ３-2 · code",
        "编号应写成 3.2 的样子，现为 ３-2。",
    ),
    "an obligation with a code of a task": (
        'code = "O2"',
        'code = "6.2"',
        "obligations 6.2 · code",
        "编号应写成 O1 的样子，现为 6.2。",
    ),
    "a code of another indicator": (
        TASK_2_2,
        'code = "2.2"\nindicator = 3\n',
        "tasks 2.2 · code",
        "编号 2.2 与 indicator = 3 不符。",
    ),
    "an unknown indicator": (
        TASK_2_2,
        'code = "2.2"\nindicator = 7\n',
        "tasks 2.2 · indicator",
        "没有编号为 7 的指标。",
    ),
    "an indicator twice": ("number = 5\n", "number = 4\n", "indicators 4 · number", "指标 4 写了两次。"),
    "a day that does not exist": (
        "due_on = 2021-04-30",
        "due_on = 2021-04-31",
        "tasks 2.2 · due_on",
        "没有 2021-04-31 这一天。",
    ),
    "a day in quotes that does not exist": (
        "due_on = 2021-04-30",
        'due_on = "2021-02-30"',
        "tasks 2.2 · due_on",
        "没有 2021-02-30 这一天。",
    ),
    "a day written short": (
        "due_on = 2021-04-30",
        "due_on = 2021-4-30",
        "tasks 2.2 · due_on",
        "应为日期，如 2021-03-31，现为 2021-4-30。",
    ),
    "a moment where a day belongs": (
        "due_on = 2021-04-30",
        "due_on = 2021-04-30T09:00:00",
        "tasks 2.2 · due_on",
        "应为日期",
    ),
    "a due date that contradicts the wording": (
        "due_on = 2021-04-30",
        "due_on = 2021-05-30",
        "tasks 2.2 · due_on",
        "2021-05-30 与 due_text“2021年4月底前”不符，按原文应为 2021-04-30。",
    ),
    "a milestone that contradicts its wording": (
        'text = "2021年下半年在全市推开"\ndue_on = 2021-12-31',
        'text = "2021年下半年在全市推开"\ndue_on = 2021-11-30',
        "tasks 4.1 · milestones 2021-11-30 · due_on",
        "按原文应为 2021-12-31",
    ),
    "a task due before the plan": (
        'due_on = 2021-04-30\ndue_text = "2021年4月底前"',
        'due_on = 2020-04-30\ndue_text = "2020年4月底前"',
        "tasks 2.2 · due_on",
        "2020-04-30 早于方案印发日 2021-01-25。",
    ),
    "a unit written in both columns": (
        LEAD_3_2,
        LEAD_3_2.replace('supporting = ["', 'supporting = ["自然资源局", "'),
        "tasks 3.2 · supporting",
        "“市自然资源和规划局”在 lead 和 supporting 中都写了",
    ),
    "a unit twice in a list by two of its names": (
        LEAD_3_2,
        LEAD_3_2.replace('lead = ["', 'lead = ["自然资源局", "'),
        "tasks 3.2 · lead",
        "“自然资源局”和“市自然资源和规划局”重复包含市自然资源和规划局",
    ),
    "a unit beside its group": (
        LEAD_3_2,
        LEAD_3_2.replace('supporting = ["', 'supporting = ["清丰县", "'),
        "tasks 3.2 · supporting",
        f"“清丰县”和“{EIGHT}”重复包含清丰县，同一名单中一个单位只能出现一次。",
    ),
    "two groups that overlap": (
        LEAD_3_2,
        LEAD_3_2.replace(
            'supporting = ["', 'supporting = ["各县（区）政府，开发区、工业园区、示范区管委会", "'
        ),
        "tasks 3.2 · supporting",
        "重复包含濮阳县、清丰县、南乐县、范县、台前县、华龙区、开发区、工业园区，",
    ),
    "a task that nobody leads": (
        LEAD_3_2,
        LEAD_3_2.replace('lead = ["市自然资源和规划局"]', "lead = []"),
        "tasks 3.2 · lead",
        "不能为空。",
    ),
    "a checklist item twice": (
        '{ name = "节能"',
        '{ name = "水土保持"',
        "tasks 1.1 · checklist · items 水土保持 · name",
        "事项“水土保持”写了两次。",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_the_ledger_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])
