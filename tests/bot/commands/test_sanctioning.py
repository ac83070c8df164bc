"""`sanctions`, `may-apply` and the imports they rest on, as another program calls them."""

from pathlib import Path

import pytest

from tests.bot.commands.conftest import Terminal
from tests.bot.commands.test_importing import stored

TARGETS = (
    "产业集聚区或单位,年度,类别,面积,文号,下达日期\n"
    "清丰县产业集聚区,2021,批而未供,1500,濮百园办〔2021〕3号,2021-03-01\n"
)
QUOTAS = "单位,年度,指标,文号\n清丰县,2022,1000,濮自然资〔2021〕1号\n"
DISPOSALS = (
    "宗地编号,产业集聚区或单位,类别,面积,处置日期,处置方式,核验日期\n"
    ",清丰县产业集聚区,批而未供,700,2021-06-20,供地,2021-06-25\n"
    ",清丰县产业集聚区,批而未供,50,2021-06-20,供地,2021-08-05\n"
)


@pytest.fixture
def office(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2022-02-01T09:00")
    for kind, text in (("targets", TARGETS), ("quotas", QUOTAS), ("disposals", DISPOSALS)):
        read = baiyuan.json("import", kind, baiyuan.write(f"{kind}.csv", text))
        assert (read["added"], read["refused"]) == (read["read"], [])
    return baiyuan


def qingfeng(office: Terminal, *words: str) -> dict[str, object]:
    (unit,) = office.json("sanctions", "--year", "2021", "--unit", "清丰县", *words)["units"]
    assert isinstance(unit, dict)
    return unit


def test_a_unit_s_year_has_the_promised_shape(office: Terminal) -> None:
    assert qingfeng(office, "--on", "2021-07-01") == {
        "unit": "清丰县",
        "target_mu": "1500",
        "midyear_mu": "750",
        "done_mu": "750",
        "pending_mu": "0",
        "state": "undecided",
        "rule": "midyear",
        "midyear_ratio": "0.5",
        "ratio": "0.5",
        "short_of_half_mu": "0",
        "working_days_left": 128,
        "pace_mu_per_day": "5.859375",
        "pace_so_far_mu_per_day": "8.72093",
        "projected_mu": "1857.55814",
        "cut_ratio": None,
        "cut_mu": None,
        "mapping": "confirmed",
        "order": None,
    }


def test_what_was_known_on_a_day_is_asked_beside_what_was_true(office: Terminal) -> None:
    known = qingfeng(office, "--on", "2021-07-01", "--known", "2021-07-01")
    assert (known["state"], known["midyear_mu"], known["short_of_half_mu"]) == ("suspended", "700", "50")


def test_the_year_s_end_cuts_the_quota(office: Terminal) -> None:
    year = qingfeng(office, "--on", "2022-01-01")
    assert (year["state"], year["rule"], year["cut_ratio"], year["cut_mu"]) == (
        "suspended",
        "year_end",
        "0.5",
        "500",
    )


def test_every_county_and_zone_is_listed_and_none_without_a_target_has_a_share(office: Terminal) -> None:
    answer = office.json("sanctions", "--year", "2021", "--on", "2021-07-01")
    assert (answer["year"], answer["on"], answer["known"]) == (2021, "2021-07-01", None)
    states = {each["unit"]: (each["state"], each["ratio"]) for each in answer["units"]}
    assert states["南乐县"] == ("no_target", None)
    assert len(states) == 9


def test_the_page_is_a_table_in_chinese(office: Terminal) -> None:
    page = office("sanctions", "--year", "2021", "--on", "2021-07-01")
    assert (page.code, page.err) == (0, "")
    assert "恰好一半，待定" in page.out


def test_who_may_apply_is_answered_and_kept(office: Terminal) -> None:
    asked = ("may-apply", "--unit", "清丰县", "--kind", "ordinary", "--on", "2022-01-01")
    answer = office.json(*asked)
    assert (answer["allowed"], "待主任确认" in answer["reason"], "四（四）" in answer["clause"]) == (
        True,
        True,
        True,
    )
    assert set(answer) == {"allowed", "reason", "clause"}
    assert stored(office, "applications") == 1
    assert "可以申请" in office(*asked).out


def test_a_day_that_has_not_come_is_refused_and_not_kept(office: Terminal) -> None:
    said = office("may-apply", "--unit", "清丰县", "--kind", "ordinary", "--on", "2022-02-02", "--json")
    assert (said.code, "2022-02-02 还没有到" in said.json["error"]) == (1, True)
    assert stored(office, "applications") == 0


@pytest.mark.parametrize(
    "words",
    [
        ("sanctions", "--year", "2021", "--unit", "火星"),
        ("may-apply", "--unit", "火星", "--kind", "ordinary"),
        ("may-apply", "--unit", "清丰县", "--kind", "golf"),
    ],
)
def test_what_cannot_be_answered_is_refused(office: Terminal, words: tuple[str, ...]) -> None:
    said = office(*words, "--json")
    assert (said.code, "error" in said.json) == (1, True)


@pytest.mark.parametrize(
    "words", [("sanctions",), ("may-apply", "--unit", "清丰县"), ("sanctions", "--year", "x")]
)
def test_what_lacks_an_option_is_wrong_usage(baiyuan: Terminal, words: tuple[str, ...]) -> None:
    assert baiyuan(*words).code == 2


def test_each_import_twice_changes_nothing(office: Terminal) -> None:
    for kind in ("targets", "quotas", "disposals"):
        again = office.json("import", kind, str(Path(office.folder) / f"{kind}.csv"))
        assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, again["read"])


def test_the_status_has_areas_and_sanctions_of_counties_and_zones(office: Terminal) -> None:
    answer = office.json("status", "--on", "2021-07-01", "--known", "2021-07-01")
    rows = {
        row["unit"]: (row["target_mu"], row["done_mu"], row["pending_mu"], row["sanction"])
        for row in answer["units"]
    }
    # What was handed in is known from its day, what the office verified in August is not.
    assert rows["清丰县"] == ("1500", "700", "50", "suspended")
    assert rows["南乐县"] == (None, "0", "0", "no_target")
    assert rows["市发展改革委"] == (None, None, None, None)
    assert answer["area"] == {
        "target_mu": "1500",
        "done_mu": "700",
        "goal_mu": "20000",
        "done_of_target_mu": "700",
        "goal_done_mu": "700",
    }
    assert "触发暂停" in office("status", "--on", "2021-07-01", "--known", "2021-07-01").out


def test_an_area_that_may_count_twice_is_named_among_the_findings(office: Terminal) -> None:
    headings, row, _ = DISPOSALS.splitlines()
    file = office.write("d.csv", f"{headings}\n{row.replace('700', '600')}\n")
    answer = office.json("import", "disposals", file)
    (found,) = answer["findings"]
    assert (answer["added"], found["row"], found["column"], found["value"]) == (1, 2, "面积", "600")
    assert "findings" not in office.json("import", "disposals", file)
    office.write("d.csv", f"{headings}\n{row.replace('700', '500')}\n")
    assert "已导入，请核对：" in office("import", "disposals", file).out


def test_the_text_says_what_the_chat_says(office: Terminal) -> None:
    page = office("sanctions", "--year", "2022", "--on", "2022-01-05").out
    assert page.splitlines()[:5] == [
        "2022 年度任务，2022-01-05",
        "",
        "待主任决定（1）",
        "清丰县 2021 年度：任务 1500 亩，已完成 750 亩（50%）",
        "    全年触发暂停（未完成 50%，核减 500 亩）",
    ]
    assert "未下达任务：濮阳县、清丰县" in page
    assert "计入完成的类别暂定为批而未供、闲置、低效" in page
    assert page.rstrip().endswith("依据：四（四）")


def test_status_has_the_area_of_the_year_and_beside_the_goal_that_of_the_campaign(office: Terminal) -> None:
    area = office.json("status", "--on", "2022-01-05")["area"]
    assert area == {
        "target_mu": None,
        "done_mu": "0",
        "done_of_target_mu": "0",
        "goal_mu": "20000",
        "goal_done_mu": "750",
    }


def test_status_says_in_january_what_of_the_old_year_waits(office: Terminal) -> None:
    said = office("status", "--on", "2022-01-05").out
    assert "年度任务待主任决定1家（2021年度清丰县）" in said
    assert "待主任决定" not in office("status", "--on", "2021-06-30").out
