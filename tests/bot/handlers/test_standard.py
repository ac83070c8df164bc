import pytest

from bot import words
from tests.acting import ADMIN, DIRECTOR, INSPECTOR, OFFICE, QINGFENG, Act
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.scoring_parcels import DOCUMENT, decide
from tracker.measures import Method
from tracker.model import Standard

LINE = "/standard 清丰县 税收=2 投资=130 容积率=0.6 建筑系数=40"
WHOLE = (
    f"{LINE} 权重=0.4,0.3,0.2,0.1 行业=化工 文号=清政办〔2021〕5号 自=2021-05-01 至=2022-12-31 "
    "分数线=0.65 方法=按比例 原因=参照方案 分行业制定。"
)


ASKED = (
    "亩均税收 2 万元/亩（0.40）；投资强度 130 万元/亩（0.30）；容积率 0.6（0.20）；建筑系数 40%（0.10）；"
    "总分少于 0.65 为低效"
)


def recorded(act: Act) -> tuple[Standard, ...]:
    return act.read(lambda books: books.standards.all())


async def test_a_standard_is_recorded_in_one_line(phones: Telephones, act: Act) -> None:
    answered = await phones.say(OFFICE, WHOLE)
    assert answered.outcome == "done"
    assert answered.text.splitlines() == [
        "已登记认定标准：清丰县化工行业",
        ASKED,
        "标准：清丰县化工行业（清政办〔2021〕5号，2021-05-01 至 2022-12-31）",
        "方法：按比例得分",
        "原因：参照方案 分行业制定。",
    ]
    (standard,) = recorded(act)
    assert (standard.unit, standard.industry, standard.method) == ("清丰县", "化工", Method.PROPORTIONAL)


@pytest.mark.parametrize(
    "typed",
    [
        f"{LINE} 文号=5号",
        "/standard 清丰 亩均税收＝２万元/亩 投资强度=130万元/亩 容积率=.6 建筑系数=40% 文号=5号",
        f"{LINE} 权重=0.4, 0.3, 0.15, 0.15 文号=5号",
        f"{LINE} 权重=０．４、０．３，０．１５，０．１５ 文号=5号 方法=达标 分数线=0.70",
    ],
)
async def test_a_standard_is_read_however_it_is_typed(phones: Telephones, act: Act, typed: str) -> None:
    assert (await phones.say(OFFICE, typed)).outcome == "done"
    (standard,) = recorded(act)
    assert [str(each.threshold.normalize()) for each in standard.criteria[:3]] == ["2", "1.3E+2", "0.6"]
    assert [str(each.weight) for each in standard.criteria] == [
        "0.400000",
        "0.300000",
        "0.150000",
        "0.150000",
    ]
    assert standard.from_on.isoformat() == "2021-06-25"


async def test_what_the_document_leaves_open_is_said_to_be_the_offices(phones: Telephones) -> None:
    text = (await phones.say(OFFICE, f"{LINE} 文号=5号")).text
    assert "方法：达标得分（办公室暂定，方案未明确）" in text
    assert "办公室暂定" not in (await phones.say(OFFICE, f"{LINE} 文号=6号 方法=达标")).text


async def test_the_one_that_is_replaced_is_named(phones: Telephones, act: Act) -> None:
    decide(act)
    text = (await phones.say(OFFICE, f"{LINE} 文号=9号 自=2021-07-01")).text
    assert f"自 2021-07-01 起代替：{DOCUMENT}（2021-05-01 起）" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (f"{LINE} 文号=5号 权重=0.4,0.3,0.2,0.15", "各项权重之和应恰好为 1，现为 1.05。"),
        (f"{LINE} 文号=5号 权重=0.4,0.3,0.3", "权重要写 4 个"),
        (f"{LINE} 文号=5号 权重=40%,30%,15%,15%", "没有单位"),
        (f"{LINE} 文号=5号 权重=1.5,-0.5,0,0", "是负数"),
        (LINE, "请写明文号"),
        (f"{LINE} 文号=", "请写明文号"),
        ("/standard 清丰县 税收=2 文号=5号", "还缺投资强度、容积率、建筑系数的标准"),
        (f"{LINE} 文号=5号 税收=3", "“税收”写了两次"),
        (f"{LINE} 文号=5号 产值=3", "没有看懂“产值=3”"),
        ("/standard 清丰县 化工 税收=2", "没有看懂“化工”"),
        ("/standard 税收=2", "登记：/standard"),
        (f"{LINE} 文号=5号 自=昨天", "不是有效日期"),
        (f"{LINE} 文号=5号 自=2021-07-01 至=2021-06-30", "早于生效日期"),
        (f"{LINE} 文号=5号 方法=抽签", "没有“抽签”这种方法"),
        (f"{LINE} 文号=5号 分数线=70", "应在 0 到 1 之间"),
        (LINE.replace("清丰县", "火星") + " 文号=5号", "没有名为“火星”的单位或产业集聚区"),
        (LINE.replace("清丰县", "财政局") + " 文号=5号", "市财政局不制定认定标准"),
        (LINE.replace("税收=2", "税收=-2") + " 文号=5号", "亩均税收“-2”是负数"),
        (LINE.replace("=40", "=140") + " 文号=5号", "建筑系数“140”超过 100%"),
        (LINE.replace("=0.6", "=0") + " 文号=5号", "容积率“0”应大于 0"),
        ("/standard 火星", "没有名为“火星”的单位或产业集聚区"),
    ],
)
async def test_what_is_no_standard_is_refused_in_a_sentence_and_not_recorded(
    phones: Telephones, act: Act, typed: str, sentence: str
) -> None:
    answered = await phones.say(OFFICE, typed)
    assert answered.outcome == "refused"
    assert sentence in answered.text
    assert recorded(act) == ()


async def test_a_line_that_was_sent_twice_records_nothing_twice(phones: Telephones, act: Act) -> None:
    await phones.say(OFFICE, f"{LINE} 文号=5号")
    assert "已经登记过" in (await phones.say(OFFICE, f"{LINE} 文号=5号")).text
    assert len(recorded(act)) == 1


async def test_a_place_shows_what_is_in_force_and_what_is_coming(phones: Telephones, act: Act) -> None:
    decide(act, industry="化工")
    await phones.say(OFFICE, f"{LINE} 文号=9号 自=2021-07-01")
    text = (await phones.say(OFFICE, "/standard 清丰县")).text
    assert "认定标准（6月25日）" in text
    assert "清丰县化工行业\n亩均税收 2 万元/亩（0.40）" in text
    assert "适用：清丰县产业集聚区（化工行业）" in text
    assert "濮政办〔2021〕6号 其他产业集聚区\n亩均税收 1.5 万元/亩（0.40）" in text
    assert "清丰县（尚未生效）" in text


async def test_without_a_place_each_standard_is_shown_once_with_its_parks(phones: Telephones) -> None:
    text = (await phones.say(OFFICE, "/standard")).text
    assert text.count("适用：") == 2
    assert "适用：濮阳经济技术产业集聚区\n" in text
    assert "登记：/standard 单位或产业集聚区 税收=2" in text


async def test_only_the_office_may(phones: Telephones, act: Act) -> None:
    for sender in (QINGFENG, DIRECTOR, INSPECTOR, ADMIN):
        for typed in ("/standard", f"{LINE} 文号=5号"):
            assert (await phones.say(sender, typed)).text == words.NOT_ALLOWED
        assert "/standard" not in (await phones.say(sender, "/help")).text
    assert "/standard" in (await phones.say(OFFICE, "/help")).text
    assert recorded(act) == ()
