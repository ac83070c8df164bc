"""`import returns`, and what `status` and `due` say of returns."""

import pytest

from tests.bot.commands.conftest import Said, Terminal
from tests.bot.commands.test_importing import stored

HEADER = "季度,单位,报送日期,核验日期,组织领导,制度建设,资金落实,盘活成效\n"
GOOD = "2021Q2,清丰县,2021-06-28,2021-07-05,90,85.5,88,92\n"
LATE = "2021Q2,濮阳县,2021-07-02,,,,,\n"


@pytest.fixture
def july(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-07-09T09:00")
    return baiyuan


def take(terminal: Terminal, rows: str, *options: str) -> Said:
    return terminal("import", "returns", terminal.write("r.csv", HEADER + rows), "--json", *options)


def states(terminal: Terminal, on: str, *options: str) -> dict[str, str | None]:
    units = terminal.json("status", "--on", on, *options)["units"]
    return {each["unit"]: each["return"] for each in units}


def test_returns_are_imported_once_however_often(july: Terminal) -> None:
    first = take(july, GOOD + LATE)
    assert (first.code, first.err) == (0, "")
    assert first.json == {"read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": []}
    assert take(july, GOOD + LATE).json["unchanged"] == 2
    assert (stored(july, "quarterly_returns"), stored(july, "return_scores")) == (2, 4)


def test_a_wrong_row_refuses_the_file_and_is_named(july: Terminal) -> None:
    said = take(july, GOOD + LATE.replace("濮阳县", "市审计局"))
    assert (said.code, stored(july, "quarterly_returns")) == (1, 0)
    assert said.json["refused"] == [
        {"row": 3, "column": "单位", "value": "市审计局", "reason": "市审计局不用报送季报。"}
    ]
    assert take(july, GOOD + LATE.replace("濮阳县", "市审计局"), "--partial").json["added"] == 1


def test_scores_may_stand_under_longer_headings(july: Terminal) -> None:
    header = HEADER.replace("组织领导", "组织领导得分（分）").replace("核验日期", "审核日期")
    said = july("import", "returns", july.write("r.csv", header + GOOD), "--json")
    assert said.json["added"] == 1


def test_status_gives_the_newest_open_return_of_each_unit(july: Terminal) -> None:
    take(july, GOOD + LATE)
    before = states(july, "2021-03-18")
    assert set(before.values()) == {None}
    assert states(july, "2021-06-17")["清丰县"] == "missing"
    assert states(july, "2021-06-18")["清丰县"] == "due"
    assert states(july, "2021-06-30", "--known", "2021-06-30")["清丰县"] == "submitted"
    after = states(july, "2021-07-08")
    assert (after["清丰县"], after["濮阳县"], after["南乐县"], after["示范区"]) == (
        "approved",
        "late",
        "missing",
        "missing",
    )
    assert after["市审计局"] is None


def late_returns(terminal: Terminal, on: str, *options: str) -> list[tuple[str, str]]:
    """Unit and code of the returns among the obligations."""
    listed = terminal.json("overdue", "--on", on, *options)["obligations"]
    return [(each["unit"], each["code"]) for each in listed if each["code"].startswith("R")]


def test_overdue_lists_a_return_until_it_is_submitted_also_when_it_is_missing(july: Terminal) -> None:
    take(july, GOOD + LATE)
    assert ("濮阳县", "R2021Q2") not in late_returns(july, "2021-06-30")
    assert ("濮阳县", "R2021Q2") in late_returns(july, "2021-07-01")
    after = late_returns(july, "2021-07-09")
    assert [unit for unit, code in after if code == "R2021Q2"] == [
        "南乐县",
        "范县",
        "台前县",
        "华龙区",
        "开发区",
        "工业园区",
        "示范区",
    ]
    assert [code for _, code in after] == ["R2021Q1"] * 9 + ["R2021Q2"] * 7
    assert ("清丰县", "R2021Q2") in late_returns(july, "2021-07-09", "--known", "2021-06-27")
    assert late_returns(july, "2021-07-09", "--known", "2021-01-24") == []


def test_the_page_of_status_has_a_column_for_returns(july: Terminal) -> None:
    take(july, GOOD + LATE)
    page = july("status", "--on", "2021-07-08").out
    assert "2021Q2 已核验" in page
    assert "2021Q2 迟报" in page


def test_due_shows_the_prompts_of_the_morning(july: Terminal) -> None:
    take(july, GOOD)
    found = july.json("due", "--on", "2021-07-05")["messages"]
    items = {
        message["unit"]: item for message in found for item in message["items"] if item["code"] == "R2021Q2"
    }
    assert len(items) == 8
    assert "清丰县" not in items
    assert items["示范区"] == {
        "key": "return:2021Q2:示范区:overdue:2021-07-05",
        "kind": "overdue",
        "code": "R2021Q2",
        "due": "2021-06-30",
        "days": 5,
        "notice": None,
    }
