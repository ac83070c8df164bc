from collections import Counter

from tests.bot.commands.conftest import Terminal

COUNTIES = ["濮阳县", "清丰县", "南乐县", "范县", "台前县", "华龙区", "开发区", "工业园区"]


def test_the_ledger_has_13_tasks_and_119_assignments(empty: Terminal) -> None:
    answer = empty.json("ledger")
    assert sorted(answer) == ["assignments", "tasks"]
    assert (len(answer["tasks"]), answer["assignments"]) == (13, 119)
    assert sum(len(task["lead"]) for task in answer["tasks"]) == 69
    assert sorted(answer["tasks"][0]) == sorted(
        ["code", "indicator", "content", "due", "due_text", "lead", "supporting", "source"]
    )


def test_on_1_april_11_units_are_late_with_24_lead_and_3_supporting_items(baiyuan: Terminal) -> None:
    answer = baiyuan.json("overdue", "--on", "2021-04-01")
    assert sorted(answer) == ["obligations", "on", "parcels", "units"]
    assert answer["on"] == "2021-04-01"
    assert [unit["unit"] for unit in answer["units"][:8]] == COUNTIES
    assert len(answer["units"]) == 11
    assert sum(unit["lead"] for unit in answer["units"]) == 24
    assert sum(unit["supporting"] for unit in answer["units"]) == 3
    assert answer["units"][0] == {
        "unit": "濮阳县",
        "lead": 3,
        "supporting": 0,
        "items": [
            {"code": code, "role": "lead", "due": "2021-03-31", "days": 1} for code in ("1.1", "3.1", "4.1")
        ],
    }
    assert answer["obligations"] == [
        {"unit": unit, "code": code, "due": due, "days": days}
        for code, due, days in (("O1", "2021-01-31", 60), ("R2021Q1", "2021-03-31", 1))
        for unit in [*COUNTIES, "示范区"]
    ]
    assert answer["parcels"] == []


def test_on_1_july_53_items_are_late(baiyuan: Terminal) -> None:
    answer = baiyuan.json("overdue", "--on", "2021-07-01")
    assert sum(len(unit["items"]) for unit in answer["units"]) == 53


def test_nothing_is_late_before_the_plan_was_issued(baiyuan: Terminal) -> None:
    assert baiyuan.json("overdue", "--on", "2021-01-24") == {
        "on": "2021-01-24",
        "units": [],
        "obligations": [],
        "parcels": [],
    }
    assert "没有逾期的任务" in baiyuan("overdue", "--on", "2021-01-24").out


def test_nothing_was_known_before_the_plan_was_issued(baiyuan: Terminal) -> None:
    answer = baiyuan.json("status", "--on", "2021-07-01", "--known", "2021-01-24")
    assert answer["known"] == "2021-01-24"
    assert answer["assignments"]["total"] == 0


def test_the_status_of_a_day_adds_up(baiyuan: Terminal) -> None:
    answer = baiyuan.json("status", "--on", "2021-07-01")
    assert list(answer) == ["on", "known", "phase", "tasks", "assignments", "units", "area", "unreachable"]
    assert (answer["on"], answer["known"], answer["phase"]) == ("2021-07-01", None, "集中攻坚")
    assert answer["assignments"] == {
        "total": 119,
        "closed": 0,
        "submitted": 0,
        "red": 53,
        "yellow": answer["assignments"]["yellow"],
        "green": 119 - 53 - answer["assignments"]["yellow"],
    }
    assert answer["area"] == {
        "target_mu": None,
        "done_mu": "0",
        "done_of_target_mu": "0",
        "goal_mu": "20000",
        "goal_done_mu": "0",
    }
    assert Counter(unit["group"] for unit in answer["units"])["county"] == 6


def test_without_a_day_the_clock_is_asked(baiyuan: Terminal) -> None:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-04-01T09:00")
    assert baiyuan.json("status")["on"] == "2021-04-01"
    assert baiyuan.json("overdue")["on"] == "2021-04-01"


def test_pages_for_people_say_the_same_numbers(baiyuan: Terminal) -> None:
    late = baiyuan("overdue", "--on", "2021-04-01").out
    assert "11 家单位，牵头 24 项，责任 3 项" in late
    assert "台账外义务逾期 18 项" in late
    assert late.count("R2021Q1") == 9
    assert "逾期53项" in baiyuan("status", "--on", "2021-07-01").out
    assert "13 项任务，119 项分工" in baiyuan("ledger").out
