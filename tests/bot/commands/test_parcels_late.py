"""Parcels in `overdue` and `due`."""

from tests.bot.commands.conftest import Terminal
from tests.bot.commands.parcel_files import GOOD, OTHER, parcels


def test_overdue_parcels_are_listed_apart_from_the_ledger(baiyuan: Terminal) -> None:
    before = baiyuan.json("overdue", "--on", "2021-06-25")
    parcels(baiyuan, GOOD + OTHER)
    answer = baiyuan.json("overdue", "--on", "2021-06-25")
    assert answer["parcels"] == [{"parcel": "QF-001", "unit": "清丰县", "due": "2021-05-31", "days": 25}]
    assert (answer["units"], answer["obligations"]) == (before["units"], before["obligations"])
    assert baiyuan.json("overdue", "--on", "2021-05-31")["parcels"] == []


def test_the_page_of_overdue_names_the_parcels(baiyuan: Terminal) -> None:
    parcels(baiyuan, GOOD)
    page = baiyuan("overdue", "--on", "2021-06-25").out
    assert "宗地逾期 1 宗。" in page
    assert "QF-001" in page
    assert "宗地" not in baiyuan("overdue", "--on", "2021-05-31").out


def test_before_the_account_was_known_no_parcel_was_late(baiyuan: Terminal) -> None:
    parcels(baiyuan, GOOD)
    assert baiyuan.json("overdue", "--on", "2021-06-25", "--known", "2021-01-24")["parcels"] == []
    assert len(baiyuan.json("overdue", "--on", "2021-06-25", "--known", "2021-01-25")["parcels"]) == 1


def test_a_parcel_without_a_responsible_unit_is_late_for_who_governs_its_park(baiyuan: Terminal) -> None:
    parcels(baiyuan, GOOD.replace(",清丰县\n", ",\n"))
    assert [each["unit"] for each in baiyuan.json("overdue", "--on", "2021-06-25")["parcels"]] == ["清丰县"]


def test_a_parcel_is_reminded_of_with_the_tasks_of_its_unit(baiyuan: Terminal) -> None:
    parcels(baiyuan, GOOD.replace("2021-05-31", "2021-07-02"))
    messages = baiyuan.json("due", "--on", "2021-06-25")["messages"]
    (mine,) = [each for each in messages if each["unit"] == "清丰县"]
    assert mine["items"][-1] == {
        "key": "parcel:QF-001:due:2021-07-02:7",
        "kind": "due",
        "code": "QF-001",
        "due": "2021-07-02",
        "days": 7,
        "notice": None,
    }
    assert "QF-001" in baiyuan("due", "--on", "2021-06-25").out
