"""What can be wrong with phases, scoring, assessment, sanctions, boundaries."""

import pytest

from tests.config.spoiling import assert_refused

MUTATIONS = {
    "phases that overlap": (
        "from_on = 2022-11-01",
        "from_on = 2022-10-01",
        "phases 总结完善 · from_on",
        "从 2022-10-01 起，与上一阶段“集中攻坚”重叠，应从 2022-11-01 起。",
    ),
    "a gap between phases": (
        "from_on = 2022-11-01",
        "from_on = 2022-11-15",
        "phases 总结完善 · from_on",
        "之间有空档，应从 2022-11-01 起。",
    ),
    "a phase that ends before it begins": (
        "until_on = 2021-01-31",
        "until_on = 2020-12-31",
        "phases 启动部署 · until_on",
        "2020-12-31 早于开始日期 2021-01-01。",
    ),
    "a phase without end before the last": (
        "until_on = 2022-10-31\n",
        "",
        "phases 集中攻坚 · until_on",
        "缺少 until_on，只有最后一个阶段可以不写。",
    ),
    "a last phase with an end": (
        "from_on = 2023-01-01\n",
        "from_on = 2023-01-01\nuntil_on = 2023-12-31\n",
        "phases 巩固提升 · until_on",
        "最后一个阶段不写结束日期。",
    ),
    "weights that miss 1": (
        'weight = "0.40"',
        'weight = "0.41"',
        "scoring · indicators",
        "各项 weight 之和应恰好为 1，现为 1.01。",
    ),
    "a weight above 1": (
        'weight = "0.40"',
        'weight = "1.40"',
        "scoring · indicators tax · weight",
        "不能大于 1，现为 1.40。",
    ),
    "a binary float": (
        'weight = "0.40"',
        "weight = 0.40",
        "scoring · indicators tax · weight",
        '小数要加英文双引号，写成 "0.4"，才能精确计算。',
    ),
    "an exact number that is none": (
        'weight = "0.40"',
        'weight = "四成"',
        "scoring · indicators tax · weight",
        "应为数字，现为 四成。",
    ),
    "an unknown scoring value": (
        'key = "plot_ratio"',
        'key = "plot_ration"',
        "scoring · indicators plot_ration · key",
        "是否应为“plot_ratio”？",
    ),
    "a scoring value twice": (
        'key = "plot_ratio"',
        'key = "coverage"',
        "scoring · indicators coverage · key",
        "“coverage”写了两次。",
    ),
    "an unknown method": (
        'method = "threshold"',
        'method = "linear"',
        "scoring · method",
        "不认识“linear”，可以写：threshold、proportional。",
    ),
    "a negative threshold": (
        "threshold = 120",
        "threshold = -120",
        "scoring · indicators investment · threshold",
        "应大于 0，现为 -120。",
    ),
    "a threshold of nothing": (
        "threshold = 120",
        "threshold = 0",
        "scoring · indicators investment · threshold",
        "应大于 0，现为 0。",
    ),
    "a percentage above 100": (
        "threshold = 40",
        "threshold = 140",
        "scoring · indicators coverage · threshold",
        "百分比不能超过 100，现为 140。",
    ),
    "a threshold of an unknown park": (
        '{ "濮阳经济技术产业集聚区" = 150 }',
        '{ "濮阳经济集聚区" = 150 }',
        "scoring · indicators investment · park_thresholds · 濮阳经济集聚区",
        "没有名为“濮阳经济集聚区”的产业集聚区。是否应为“濮阳经济技术产业集聚区”",
    ),
    "a negative threshold of a park": (
        '{ "濮阳经济技术产业集聚区" = 150 }',
        '{ "濮阳经济技术产业集聚区" = -1 }',
        "scoring · indicators investment · park_thresholds · 濮阳经济技术产业集聚区",
        "应大于 0，现为 -1。",
    ),
    "a cutoff above 1": ('cutoff = "0.70"', "cutoff = 70", "scoring · cutoff", "不能大于 1，现为 70。"),
    "assessment weights that miss 100": (
        "area_weight = 60",
        "area_weight = 65",
        "assessment",
        "三项权重之和应恰好为 100，现为 105。",
    ),
    "an assessment weight above 100": (
        "area_weight = 60",
        "area_weight = 600",
        "assessment · area_weight",
        "不能大于 100，现为 600。",
    ),
    "an assessment that weighs no area": (
        "area_weight = 60\ntasks_weight = 25",
        "area_weight = 0\ntasks_weight = 85",
        "assessment · area_weight",
        "应大于 0：没有年度任务的单位不排名。",
    ),
    "an assessment weight as a binary float": (
        "returns_weight = 15",
        "returns_weight = 15.0",
        "assessment · returns_weight",
        "小数要加英文双引号",
    ),
    "a ranked group that has no annual tasks": (
        'groups = ["county", "zone"]',
        'groups = ["county", "departments"]',
        "assessment · groups",
        "“departments”不参加排名，可以写：county、zone。",
    ),
    "a ranked group that is mistyped": (
        'groups = ["county", "zone"]',
        'groups = ["countys", "zone"]',
        "assessment · groups",
        "是否应为“county”？",
    ),
    "a score without what counts as done": (
        "[sanctions]\nmidyear_month",
        "[sanction]\nmidyear_month",
        "assessment",
        "得分要用年度任务的完成数，但没有 [sanctions]。",
    ),
    "no ranked group": ('groups = ["county", "zone"]', "groups = []", "assessment · groups", "不能为空。"),
    "a score without its source": (
        'groups = ["county", "zone"]\nsource = "office default"',
        'groups = ["county", "zone"]',
        "assessment · source",
        "缺少 source。",
    ),
    "a list for talks without its source": (
        'talk_source = "office default"\n',
        "",
        "assessment · talk_source",
        "缺少 talk_source。",
    ),
    "red days as a text": (
        "talk_after_red_days = 30",
        'talk_after_red_days = "30"',
        "assessment · talk_after_red_days",
        "应为整数，现为 30。",
    ),
    "a mid-year day that does not exist": (
        "midyear_day = 30",
        "midyear_day = 31",
        "sanctions · midyear_day",
        "不是每年都有 6 月 31 日。",
    ),
    "a share above the whole": (
        'midyear_share = "0.5"',
        "midyear_share = 50",
        "sanctions · midyear_share",
        "不能大于 1，现为 50。",
    ),
    "a goal twice": ('key = "revived"', 'key = "tax"', "goals tax · key", "“tax”写了两次。"),
    "an unknown time zone": (
        'timezone = "Asia/Shanghai"',
        'timezone = "Asia/Puyang"',
        "timezone",
        "没有名为“Asia/Puyang”的时区",
    ),
    "a region without width": (
        'east = "116.15"',
        'east = "114.81"',
        "boundaries · region · east",
        "114.81 应大于 west（114.81）。",
    ),
    "a region upside down": (
        'north = "36.26"',
        'north = "35.2"',
        "boundaries · region · north",
        "35.2 应大于 south（35.28）。",
    ),
    "longitude and latitude of a region swapped": (
        'south = "35.28"',
        'south = "114.81"',
        "boundaries · region · south",
        "不能大于 90，现为 114.81。",
    ),
    "a longitude that is none": (
        'west = "114.81"',
        'west = "东经"',
        "boundaries · region · west",
        "应为数字，现为 东经。",
    ),
    "boundaries without a region": (
        '[boundaries.region]\nwest = "114.81"\nsouth = "35.28"\neast = "116.15"\nnorth = "36.26"\n',
        "[boundaries.regions]\n",
        "boundaries · regions",
        "是否应为“region”？",
    ),
    "a tolerance in per cent": (
        'tolerance = "0.05"',
        "tolerance = 5",
        "boundaries · tolerance",
        "不能大于 1，现为 5。",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_a_rule_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])
