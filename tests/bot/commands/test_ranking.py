"""`ranking`, as another program calls it and as a person reads it."""

import pytest

from tests.bot.commands.conftest import Terminal
from tests.bot.commands.test_importing import REPORTS

TARGETS = (
    "产业集聚区或单位,年度,类别,面积,文号,下达日期\n"
    "清丰县产业集聚区,2021,批而未供,1500,濮百园办〔2021〕3号,2021-03-01\n"
    "南乐县产业集聚区,2021,批而未供,900,濮百园办〔2021〕3号,2021-03-01\n"
    "范县产业集聚区,2021,批而未供,900,濮百园办〔2021〕3号,2021-03-01\n"
)
DISPOSALS = (
    "宗地编号,产业集聚区或单位,类别,面积,处置日期,处置方式,核验日期\n"
    ",清丰县产业集聚区,批而未供,700,2021-06-20,供地,2021-08-05\n"
    ",南乐县产业集聚区,批而未供,1000,2021-06-20,供地,2021-06-25\n"
)
SAID = (
    REPORTS + "3.1,清丰县,100,完成,2021-03-31,2021-04-05,办结\n"
    "2.2,清丰县,100,完成,2021-04-30,,\n"
    "1.1,清丰县,100,完成,2021-04-02,2021-04-05,办结\n"
)
RETURNS = (
    "季度,单位,报送日期,核验日期,组织领导,制度建设,资金落实,盘活成效\n"
    "2021Q1,清丰县,2021-03-30,2021-04-05,90,85.5,88,92\n"
    "2021Q2,清丰县,2021-07-02,,,,,\n"
)


@pytest.fixture
def office(baiyuan: Terminal) -> Terminal:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2022-02-01T09:00")
    for kind, text in (
        ("targets", TARGETS),
        ("disposals", DISPOSALS),
        ("reports", SAID),
        ("returns", RETURNS),
    ):
        read = baiyuan.json("import", kind, baiyuan.write(f"{kind}.csv", text))
        assert (read["added"], read["refused"]) == (read["read"], [])
    return baiyuan


def test_the_answer_has_the_promised_shape(office: Terminal) -> None:
    answer = office.json("ranking", "--on", "2021-06-30")
    assert [group["group"] for group in answer["groups"]] == ["county", "zone"]
    rows = answer["groups"][0]["rows"]
    assert [(row["rank"], row["unit"], row["tied"]) for row in rows] == [
        (1, "南乐县", False),
        (2, "清丰县", False),
        (3, "范县", False),
        (None, "濮阳县", False),
        (None, "台前县", False),
        (None, "华龙区", False),
    ]
    assert rows[1] == {
        "rank": 2,
        "unit": "清丰县",
        "score": "43.833333",
        "parts": {
            "area": {"points": "28", "weight": "60", "done": "700", "of": "1500", "waiting": 0},
            "tasks": {"points": "8.333333", "weight": "25", "done": "1", "of": "3", "waiting": 1},
            "returns": {"points": "7.5", "weight": "15", "done": "1", "of": "2", "waiting": 0},
        },
        "tied": False,
        "rescaled": False,
        "mapping": "confirmed",
        "previous_rank": None,
    }
    assert (answer["on"], answer["known"], answer["previous_on"]) == ("2021-06-30", None, None)
    assert (answer["source"], answer["talk_source"]) == ("office default", "office default")


def test_more_than_the_target_gives_its_weight_and_no_more(office: Terminal) -> None:
    first = office.json("ranking", "--on", "2021-06-30")["groups"][0]["rows"][0]
    assert first["parts"]["area"] == {
        "points": "60",
        "weight": "60",
        "done": "1000",
        "of": "900",
        "waiting": 0,
    }


def test_a_unit_without_a_target_is_listed_without_rank_and_score(office: Terminal) -> None:
    rows = office.json("ranking", "--on", "2021-06-30")["groups"][1]["rows"]
    last = rows[-1]
    assert (last["unit"], last["rank"], last["score"], last["rescaled"]) == ("示范区", None, None, False)
    assert last["parts"] == {
        "area": {"points": None, "weight": None, "done": "0", "of": None, "waiting": 0},
        "tasks": {"points": None, "weight": None, "done": "0", "of": None, "waiting": 0},
        "returns": {"points": "0", "weight": "15", "done": "0", "of": "2", "waiting": 0},
    }
    assert [row["mapping"] for row in rows] == ["assumed", "assumed", "confirmed"]


def test_weights_are_rescaled_while_no_quarter_has_ended(office: Terminal) -> None:
    (row,) = [
        row
        for row in office.json("ranking", "--on", "2021-03-30")["groups"][0]["rows"]
        if row["unit"] == "清丰县"
    ]
    assert (row["rescaled"], row["parts"]["area"]["weight"], row["parts"]["tasks"]["weight"]) == (
        True,
        "100",
        None,
    )


def test_what_was_known_then_is_asked_beside_what_was_true(office: Terminal) -> None:
    then = office.json("ranking", "--on", "2021-06-30", "--known", "2021-07-01")
    (row,) = [row for row in then["groups"][0]["rows"] if row["unit"] == "清丰县"]
    assert (then["known"], row["parts"]["area"]["done"]) == ("2021-07-01", "0")


def test_the_year_s_end_is_compared_with_mid_year(office: Terminal) -> None:
    answer = office.json("ranking", "--on", "2021-12-31")
    assert answer["previous_on"] == "2021-06-30"
    assert [row["previous_rank"] for row in answer["groups"][0]["rows"]] == [1, 2, 3, None, None, None]


def test_the_list_for_talks_has_every_reason(office: Terminal) -> None:
    talks = {each["unit"]: each["reasons"] for each in office.json("ranking", "--on", "2021-07-31")["talks"]}
    assert talks["清丰县"] == [
        {
            "kind": "triggered",
            "year": 2021,
            "rule": "midyear",
            "target_mu": "1500",
            "done_mu": "700",
        },
        {"kind": "below_half", "year": 2021, "target_mu": "1500", "done_mu": "700"},
        {"kind": "red", "code": "4.1", "due": "2021-03-31", "days": 122},
    ]
    assert "市自然资源和规划局" in talks


def test_the_page_is_tables_in_chinese(office: Terminal) -> None:
    page = office("ranking", "--on", "2021-06-30")
    assert (page.code, page.err) == (0, "")
    assert page.out.startswith("2021年上半年观摩评比（截至6月30日）\n\n县（区）\n名次")
    for said in (
        "第 2 名  清丰县",
        "43.83",
        "700/1500 亩，完成 46.67%",
        "按期办结 1/3 项，待核验 1 项暂不计",
        "不排名  示范区",
        "本评分办法暂由办公室确定",
        "约谈名单（截至2021年6月30日）：8 家",
    ):
        assert said in page.out, said


def test_a_plan_without_a_score_is_refused(office: Terminal) -> None:
    from tests.config.spoiling import GOOD

    start, end = GOOD.index("[assessment]"), GOOD.index("[boundaries]")
    other = office.write("other.toml", GOOD[:start] + GOOD[end:])
    said = office("ranking", "--on", "2021-06-30", "--campaign", other, "--json")
    assert (said.code, said.json) == (1, {"error": "本方案没有规定量化得分，没有这项功能。"})
