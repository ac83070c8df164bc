import json
from datetime import date
from typing import Any

from reports.answers import ledger_answer, overdue_answer, status_answer
from tests.reports.small_plan import PLAN, day, digest_of, said, speaking
from tracker.plan import Campaign


def as_json(answer: dict[str, object]) -> Any:
    """Read back what a script of the office would read."""
    return json.loads(json.dumps(answer, ensure_ascii=False))


def test_the_ledger_has_every_task_with_its_units_and_no_obligation() -> None:
    answer = as_json(ledger_answer(PLAN))
    assert answer["assignments"] == 5
    assert answer["tasks"][1] == {
        "code": "2.1",
        "indicator": "绘好一张图",
        "content": "完成2.1号任务。",
        "due": "2021-06-30",
        "due_text": "按期",
        "lead": ["市丙局"],
        "supporting": ["乙区", "甲县"],
        "source": "附件2",
    }
    assert [task["code"] for task in answer["tasks"]] == ["1.1", "2.1"]


def test_the_real_ledger_has_thirteen_tasks_and_119_assignments(puyang: Campaign) -> None:
    answer = as_json(ledger_answer(puyang))
    assert (len(answer["tasks"]), answer["assignments"]) == (13, 119)
    assert sum(len(task["lead"]) for task in answer["tasks"]) == 69
    assert sum(len(task["supporting"]) for task in answer["tasks"]) == 50
    assert len({task["indicator"] for task in answer["tasks"]}) == 5


def test_the_status_has_the_promised_shape() -> None:
    words = {
        "1.1@甲县": said(1, 100, day("03-30")),
        "1.1@乙区": said(2, 100, day("03-30"), approved=day("04-01")),
    }
    drawn = digest_of(day("04-01"), speaks=speaking(words), known=day("05-01"), unreachable=["乙区"])
    answer = as_json(status_answer(drawn))
    assert list(answer) == ["on", "known", "phase", "tasks", "assignments", "units", "area", "unreachable"]
    assert (answer["on"], answer["known"], answer["phase"]) == ("2021-04-01", "2021-05-01", "集中攻坚")
    assert answer["tasks"] == {"total": 2, "closed": 0, "red": 0, "yellow": 2, "green": 0}
    assert answer["assignments"] == {
        "total": 5,
        "closed": 1,
        "submitted": 1,
        "red": 0,
        "yellow": 4,
        "green": 0,
    }
    assert answer["unreachable"] == ["乙区"]


def test_a_unit_without_annual_tasks_and_returns_says_null_for_them() -> None:
    units = as_json(status_answer(digest_of(day("04-01"))))["units"]
    assert units[0] == {
        "unit": "甲县",
        "group": "county",
        "lead": {"total": 1, "closed": 0, "red": 1},
        "supporting": {"total": 1, "closed": 0, "red": 0},
        "target_mu": None,
        "done_mu": None,
        "pending_mu": None,
        "sanction": None,
        "return": None,
    }
    assert [unit["unit"] for unit in units] == ["甲县", "乙区", "丁区", "市丙局"]


def test_the_goal_is_exact_text_and_no_progress_is_invented(puyang: Campaign) -> None:
    area = as_json(status_answer(digest_of(day("04-01"), campaign=puyang)))["area"]
    assert area == {
        "target_mu": None,
        "done_mu": None,
        "done_of_target_mu": None,
        "goal_mu": "20000",
        "goal_done_mu": None,
    }


def test_before_the_issue_the_status_is_zeros_and_keeps_its_shape() -> None:
    answer = as_json(status_answer(digest_of(date(2020, 12, 1))))
    assert (answer["known"], answer["phase"]) == (None, None)
    assert set(answer["assignments"].values()) == set(answer["tasks"].values()) == {0}
    assert [unit["lead"]["total"] for unit in answer["units"]] == [0, 0, 0, 0]


def test_overdue_names_only_units_with_red_and_their_items() -> None:
    answer = as_json(overdue_answer(digest_of(day("04-02"))))
    assert answer == {
        "on": "2021-04-02",
        "units": [
            {
                "unit": unit,
                "lead": 1,
                "supporting": 0,
                "items": [{"code": "1.1", "role": "lead", "due": "2021-03-31", "days": 2}],
            }
            for unit in ("甲县", "乙区")
        ],
        "obligations": [
            {"unit": unit, "code": "O1", "due": "2021-01-31", "days": 61} for unit in ("甲县", "乙区", "丁区")
        ],
        "parcels": [],
    }


def test_what_awaits_review_past_its_date_is_not_overdue() -> None:
    words = {"1.1@甲县": said(1, 100, day("03-30")), "O1@甲县": said(2, 100, day("01-30"))}
    answer = as_json(overdue_answer(digest_of(day("04-02"), speaks=speaking(words))))
    assert [unit["unit"] for unit in answer["units"]] == ["乙区"]
    assert [each["unit"] for each in answer["obligations"]] == ["乙区", "丁区"]


def test_nothing_is_overdue_before_the_issue() -> None:
    answer = as_json(overdue_answer(digest_of(day("07-01"), known=day("01-24"))))
    assert (answer["units"], answer["obligations"]) == ([], [])


def test_without_reports_eleven_units_are_overdue_on_the_first_of_april(puyang: Campaign) -> None:
    answer = as_json(overdue_answer(digest_of(day("04-01"), campaign=puyang)))
    assert len(answer["units"]) == 11
    assert sum(unit["lead"] for unit in answer["units"]) == 24
    assert sum(unit["supporting"] for unit in answer["units"]) == 3
    assert len({each["unit"] for each in answer["obligations"]}) == len(answer["obligations"]) == 9


def test_without_reports_53_items_are_overdue_on_the_first_of_july(puyang: Campaign) -> None:
    answer = as_json(overdue_answer(digest_of(day("07-01"), campaign=puyang)))
    assert sum(len(unit["items"]) for unit in answer["units"]) == 53


def test_obligations_never_enter_the_units(puyang: Campaign) -> None:
    answer = as_json(overdue_answer(digest_of(day("02-01"), campaign=puyang)))
    assert answer["units"] == []
    assert len(answer["obligations"]) == 9
