"""What can be wrong with units, groups and parks."""

import pytest

from tests.config.spoiling import assert_refused

MUTATIONS = {
    "an unknown unit": (
        'lead = ["市自然资源和规划局"]\nsupporting = ["市发展改革委", "市税务局"]',
        'lead = ["市自然资源规划局"]\nsupporting = ["市发展改革委", "市税务局"]',
        "tasks 2.1 · lead",
        "没有名为“市自然资源规划局”的单位或单位组。是否应为“市自然资源和规划局”",
    ),
    "an unknown helper": (
        'helpers = ["市气象局"]',
        'helpers = ["天文台"]',
        "tasks 1.1 · checklist · items 气候可行性 · helpers",
        "“天文台”",
    ),
    "an unknown unit of a milestone": (
        'units = ["清丰县", "开发区", "工业园区"]',
        'units = ["清丰县", "开发区", "工业园"]',
        "tasks 4.1 · milestones 2021-06-30 · units",
        "没有名为“工业园”的单位或单位组。是否应为“工业园区”",
    ),
    "an unknown unit of a seat": (
        'title = "市水利局局长", unit = "市水利局"',
        'title = "市水利局局长", unit = "水务局"',
        "leading_group · seats 市水利局局长 · unit",
        "没有名为“水务局”的单位",
    ),
    "an unknown group of units": (
        'name = "范县"\ngroup = "county"',
        'name = "范县"\ngroup = "conty"',
        "units 范县 · group",
        "不认识“conty”，可以写：county、zone、department、office。是否应为“county”？",
    ),
    "two units that inspect": (
        'synonyms = ["税务局", "濮阳市税务局"]',
        'synonyms = ["税务局", "濮阳市税务局"]\ninspects = true',
        "units",
        "负责督查的单位（inspects = true）至多一个，现有市税务局、市委市政府督查局。",
    ),
    "a unit id twice": (
        'id = "nanle"\nname = "南乐县"',
        'id = "qingfeng"\nname = "南乐县"',
        "units 南乐县 · id",
        "已经指清丰县",
    ),
    "a unit id that no button can carry": (
        'id = "nanle"\nname = "南乐县"',
        'id = "南乐"\nname = "南乐县"',
        "units 南乐县 · id",
        "应为小写字母开头",
    ),
    "a synonym of two units": (
        '["财政局", "濮阳市财政局"]',
        '["税务局", "濮阳市财政局"]',
        "units 市财政局 · synonyms",
        "“税务局”已经指市税务局，不能再指市财政局。",
    ),
    "a synonym that is the unit's own name": (
        '["财政局", "濮阳市财政局"]',
        '["财政局", "市财政局"]',
        "units 市财政局 · synonyms",
        "“市财政局”与本条的编号或名称重复，不必再写。",
    ),
    "a synonym twice": (
        '["财政局", "濮阳市财政局"]',
        '["财政局", "财政局"]',
        "units 市财政局 · synonyms",
        "“财政局”写了 2 次。",
    ),
    "a group named like a unit": (
        'name = "各县（区）政府，开发区、工业园区、示范区管委会"',
        'name = "市财政局"',
        "groups 市财政局 · name",
        "“市财政局”已是一个单位或单位组的名称。",
    ),
    "no office": ('group = "office"', 'group = "department"', "units", "缺少领导小组办公室"),
    "two offices": (
        'name = "市审计局"\ngroup = "department"',
        'name = "市审计局"\ngroup = "office"',
        "units",
        "领导小组办公室只能有一个，现有市审计局、领导小组办公室。",
    ),
    "a park twice": (
        'id = "shi"\nname = "濮阳市产业集聚区"',
        'id = "shi"\nname = "濮阳经济技术产业集聚区"',
        "parks 濮阳经济技术产业集聚区 · name",
        "“濮阳经济技术产业集聚区”已经指",
    ),
    "a park area that breaks the stated total": (
        "unsupplied_mu = 3090",
        "unsupplied_mu = 2990",
        "stated_totals · unsupplied_mu",
        "各产业集聚区之和为 23129，比方案写明的 23229 少 100。",
    ),
    "a stated total that is too small": (
        "illegal_mu = 6891",
        'illegal_mu = "6890.5"',
        "stated_totals · illegal_mu",
        "各产业集聚区之和为 6891，比方案写明的 6890.5 多 0.5。",
    ),
    "a negative area": (
        "illegal_mu = 6891",
        "illegal_mu = -6891",
        "stated_totals · illegal_mu",
        "不能小于 0，现为 -6891。",
    ),
    "a park governed by an unknown unit": (
        'governed = [{ unit = "台前县"',
        'governed = [{ unit = "台前镇"',
        "parks 台前县产业集聚区 · governed 台前镇 · unit",
        "没有名为“台前镇”的单位或单位组。是否应为“台前县”",
    ),
    "a park governed on an unknown basis": (
        'unit = "台前县", basis = "by name"',
        'unit = "台前县", basis = "guessed"',
        "parks 台前县产业集聚区 · governed 台前县 · basis",
        "不认识“guessed”，可以写：stated、by name、assumed。",
    ),
    "a park that nobody governs at first": (
        'unit = "台前县", basis = "by name", from_on = 2021-01-25',
        'unit = "台前县", basis = "by name", from_on = 2021-03-01',
        "parks 台前县产业集聚区 · governed 台前县 · from_on",
        "第一行从 2021-03-01 起，方案印发日（2021-01-25）至此没有管理单位。",
    ),
    "a park governed by two units at once": (
        '[{ unit = "台前县"',
        '[{ unit = "范县", basis = "stated", from_on = 2021-01-25, source = "一" }, { unit = "台前县"',
        "parks 台前县产业集聚区 · governed 台前县 · from_on",
        "从 2021-01-25 起与上一行（从 2021-01-25 起）重叠",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_an_organisation_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])
