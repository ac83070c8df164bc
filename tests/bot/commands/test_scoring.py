from datetime import date
from pathlib import Path

import pytest

from bot.commands.frame import Given
from bot.commands.office import open_office
from tests.bot.commands.conftest import Terminal
from tests.tracker.usecases.scoring_parcels import STRICTER
from tracker.usecases.set_standard import SetStandard, set_standard

ECONOMIC = "濮阳经济技术产业集聚区"


def typed(
    tax: str = "1.5", investment: str = "120", plot_ratio: str = "0.6", coverage: str = "40"
) -> list[str]:
    return ["--tax", tax, "--investment", investment, "--plot-ratio", plot_ratio, "--coverage", coverage]


def record(place: str, document: str, industry: str | None = None) -> None:
    with open_office(Given(db=None, campaign=None).settings()) as office:
        command = SetStandard(
            place=place,
            thresholds=STRICTER,
            document=document,
            from_on=date(2021, 5, 1),
            at=office.clock.now(),
            industry=industry,
        )
        office.write(set_standard, command)


def test_the_verdict_is_one_document_with_everything_that_decides_it(baiyuan: Terminal) -> None:
    assert baiyuan.json("score", "--park", ECONOMIC, *typed("3", "149.99", "0.6", "39")) == {
        "verdict": "low",
        "score": "0.55",
        "low_bound": "0.55",
        "high_bound": "0.55",
        "method": "threshold",
        "standard": {
            "name": "濮政办〔2021〕6号 濮阳经济技术产业集聚区",
            "source": "二（三）1",
            "effective": "2021-01-25",
        },
        "indicators": [
            _indicator("tax", "3", "3", "0.40", "0.40", met=True),
            _indicator("investment", "149.99", "150", "0.30", "0.00", met=False),
            _indicator("plot_ratio", "0.6", "0.6", "0.15", "0.15", met=True),
            _indicator("coverage", "39", "40", "0.15", "0.00", met=False),
        ],
        "missing": [],
    }


def _indicator(*words: str, met: bool) -> dict[str, object]:
    return dict(zip(("name", "value", "threshold", "weight", "points"), words, strict=True)) | {"met": met}


def test_exactly_70_hundredths_is_adequate(baiyuan: Terminal) -> None:
    answer = baiyuan.json("score", "--park", "清丰县", *typed(investment="0"))
    assert (answer["verdict"], answer["score"]) == ("adequate", "0.70")


@pytest.mark.parametrize("left_out", ["tax", "investment", "plot-ratio", "coverage"])
def test_an_indicator_that_is_left_out_is_missing(baiyuan: Terminal, left_out: str) -> None:
    words = typed()
    place = words.index(f"--{left_out}")
    answer = baiyuan.json("score", "--park", "清丰县", *words[:place], *words[place + 2 :])
    assert answer["missing"] == [left_out.replace("-", "_")]
    assert answer["score"] is None
    assert answer["verdict"] == ("undetermined" if left_out == "tax" else "adequate")
    (unknown,) = [each for each in answer["indicators"] if each["value"] is None]
    assert (unknown["points"], unknown["met"]) == (None, None)


def test_with_nothing_known_everything_is_possible(baiyuan: Terminal) -> None:
    answer = baiyuan.json("score", "--park", "清丰县")
    assert (answer["verdict"], answer["low_bound"], answer["high_bound"]) == ("undetermined", "0.00", "1.00")
    assert len(answer["missing"]) == 4


def test_numbers_are_read_as_people_write_them(baiyuan: Terminal) -> None:
    answer = baiyuan.json(
        "score",
        "--park",
        "清丰",
        *typed("１．５万元/亩", "1,200 万元/亩", "０．６", "41％"),
        "--on",
        "2021-06-25",
    )
    assert [each["value"] for each in answer["indicators"]] == ["1.5", "1200", "0.6", "41"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--park", "清丰县", "--tax", "-1"], "亩均税收“-1”是负数"),
        (["--park", "清丰县", "--coverage", "140"], "建筑系数“140”超过 100%"),
        (["--park", "清丰县", "--investment", "1e400"], "投资强度“1e400”超出可以处理的范围"),
        (["--park", "清丰县", "--plot-ratio", "NaN"], "容积率“NaN”不是有限的数"),
        (["--park", "清丰县", "--tax", "很多"], "亩均税收“很多”不是数字"),
        (["--park", "清风县"], "您是指：清丰县产业集聚区？"),
        (["--park", "火星"], "没有名为“火星”的产业集聚区"),
        (["--park", "清丰县", "--unit", "火星"], "没有名为“火星”的单位"),
        (["--park", "清丰县", "--on", "2020-12-31"], "还没有生效的认定标准"),
    ],
)
def test_what_cannot_be_scored_is_refused_with_the_reason(
    baiyuan: Terminal, words: list[str], sentence: str
) -> None:
    said = baiyuan("score", *words, "--json")
    assert (said.code, said.err, list(said.json)) == (1, "", ["error"])
    assert sentence in said.json["error"]


def test_without_a_database_the_plan_itself_judges(empty: Terminal) -> None:
    assert empty.json("score", "--park", "清丰县", *typed())["verdict"] == "adequate"
    page = empty("score", "--park", "清丰县", *typed()).out
    assert "还没有数据库，只按方案标准评分。" in page
    assert list(Path(empty.folder).iterdir()) == []


def test_a_database_that_was_named_and_is_not_there_is_refused(empty: Terminal) -> None:
    said = empty("score", "--park", "清丰县", *typed(), "--db", "sqlite:///mistyped.db", "--json")
    assert said.code == 1
    assert "没有数据库 mistyped.db" in said.json["error"]


def test_with_a_database_the_countys_own_standard_judges_from_its_day(baiyuan: Terminal) -> None:
    record("清丰县", "清政办〔2021〕5号")
    words = ("score", "--park", "清丰县", *typed(), "--on")
    assert baiyuan.json(*words, "2021-04-30")["verdict"] == "adequate"
    answer = baiyuan.json(*words, "2021-05-01")
    assert answer["verdict"] == "low"
    assert answer["standard"] == {
        "name": "清丰县",
        "source": "清政办〔2021〕5号",
        "effective": "2021-05-01",
    }


def test_unit_and_industry_choose_the_standard(baiyuan: Terminal) -> None:
    record("濮阳县", "濮县政办〔2021〕7号", "化工")
    words = ("score", "--park", "清丰县", *typed(), "--on", "2021-06-25")
    chosen = baiyuan.json(*words, "--unit", "濮阳县", "--industry", "化工")["standard"]
    assert chosen["name"] == "濮阳县化工行业"
    assert baiyuan.json(*words, "--industry", "化工")["standard"]["source"] == "二（三）1"
    assert "没有单独的化工行业标准" in baiyuan(*words, "--industry", "化工").out


def test_the_page_says_value_by_value_what_decided_and_what_would_help(baiyuan: Terminal) -> None:
    page = baiyuan("score", "--park", "清丰县", *typed("2", "60", "0.6", "0.38"), "--on", "2021-06-25").out
    assert page.splitlines()[:12] == [
        "清丰县产业集聚区（2021-06-25）",
        "✅ 亩均税收 2 万元/亩 ≥ 1.5 万元/亩，得 0.40（权重 0.40）",
        "❌ 投资强度 60 万元/亩 < 120 万元/亩，得 0.00（权重 0.30）",
        "✅ 容积率 0.6 ≥ 0.6，得 0.15（权重 0.15）",
        "❌ 建筑系数 0.38% < 40%，得 0.00（权重 0.15）",
        "合计 0.55，少于 0.70",
        "结论：低效",
        "标准：濮政办〔2021〕6号 其他产业集聚区（二（三）1，2021-01-25 起）",
        "方法：达标得分（办公室暂定，方案未明确）",
        "只改进一项即可达到 0.70：",
        "· 投资强度由 60 万元/亩 提高到 120 万元/亩，总分 0.85",
        "· 建筑系数由 0.38% 提高到 40%，总分 0.70",
    ]
    assert "请核对：建筑系数 0.38 按 0.38% 计算；如为 38%，请改填 38。" in page
    assert "宣读：清丰县产业集聚区该宗地，亩均税收2万元/亩，达到1.5万元/亩；" in page


def test_another_plans_method_and_indicators_are_followed(empty: Terminal) -> None:
    from config.campaign import PUYANG

    text = Path(PUYANG).read_text(encoding="utf-8")
    empty.write("other.toml", text.replace('method = "threshold"', 'method = "proportional"'))
    answer = empty.json(
        "score", "--park", "清丰县", *typed("1", "120", "0.6", "40"), "--campaign", "other.toml"
    )
    assert (answer["method"], answer["score"], answer["verdict"]) == ("proportional", "0.8667", "adequate")
    start, end = text.index("[scoring]"), text.index("[sanctions]")
    empty.write("none.toml", text[:start] + text[end:])
    said = empty("score", "--park", "清丰县", *typed(), "--campaign", "none.toml", "--json")
    assert said.json == {"error": "本方案没有规定宗地评分标准，不能评分。"}
