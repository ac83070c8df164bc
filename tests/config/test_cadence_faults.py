"""What can be wrong with lights, reminders, notices and the quarters of returns."""

import pytest

from tests.config.spoiling import assert_refused

MUTATIONS = {
    "more than 100 points behind": (
        "behind_points = 20",
        "behind_points = 120",
        "lights · behind_points",
        "不能大于 100，现为 120。",
    ),
    "a day in a year beyond all plans": (
        "from_on = 2023-01-01",
        "from_on = 9999-12-31",
        "phases 巩固提升 · from_on",
        "年份应在 1949 到 2199 之间，现为 9999-12-31。",
    ),
    "a count of days beyond all plans": (
        "after_workdays = 5",
        "after_workdays = 100000",
        "ladder · after_workdays",
        "不能大于 99999，现为 100000。",
    ),
    "a rung beyond all plans": (
        "[30, 14, 7, 3, 1, 0]",
        "[300000, 14, 7, 3, 1, 0]",
        "ladder · before_days",
        "天数不能大于 99999。",
    ),
    "a negative rung": (
        "[30, 14, 7, 3, 1, 0]",
        "[30, 14, 7, 3, 1, -1]",
        "ladder · before_days",
        "天数不能是负数。",
    ),
    "rungs out of order": (
        "[30, 14, 7, 3, 1, 0]",
        "[30, 7, 14, 3, 1, 0]",
        "ladder · before_days",
        "应从大到小排列。",
    ),
    "a rung twice": (
        "[30, 14, 7, 3, 1, 0]",
        "[30, 14, 7, 7, 1, 0]",
        "ladder · before_days",
        "“7”写了 2 次。",
    ),
    "a rung that is no number": (
        "[30, 14, 7, 3, 1, 0]",
        '[30, 14, "7", 3, 1, 0]',
        "ladder · before_days",
        "每一项都应是整数。",
    ),
    "prompts out of order": (
        "prompt_after_workdays = [1, 3, 5]",
        "prompt_after_workdays = [5, 3, 1]",
        "returns · prompt_after_workdays",
        "应从小到大排列。",
    ),
    "a time of day that does not exist": (
        "send_at = 09:00:00",
        'send_at = "25:00"',
        "ladder · send_at",
        "应为时刻，如 09:00:00，现为 25:00。",
    ),
    "a weekday that does not exist": (
        'then_weekday = "星期一"',
        'then_weekday = "星期八"',
        "ladder · then_weekday",
        "不认识“星期八”",
    ),
    "notices out of order": (
        "red_from_overdue_day = 11",
        "red_from_overdue_day = 1",
        "notices · red_from_overdue_day",
        "红色应晚于黄色，黄色从逾期第 1 天起。",
    ),
    "a yellow notice before the day is over": (
        "yellow_from_overdue_day = 1",
        "yellow_from_overdue_day = 0",
        "notices · yellow_from_overdue_day",
        "不能小于 1，现为 0。",
    ),
    "a malformed quarter": (
        'first_quarter = "2021Q1"',
        'first_quarter = "2021年一季度"',
        "returns · first_quarter",
        "季度应写成 2021Q1 的样子，现为 2021年一季度。",
    ),
    "quarters reversed": (
        'last_quarter = "2022Q4"',
        'last_quarter = "2020Q4"',
        "returns · last_quarter",
        "2020Q4 早于 2021Q1。",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_the_cadence_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])
