"""The account in chat: lists, filters, pages."""

import pytest

from tests.acting import (
    ADMIN,
    DIRECTOR,
    FGW,
    FOR_STRANGERS,
    INSPECTOR,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    STRANGER,
    TWO_COUNTIES,
    Act,
)
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.keeping_parcels import (
    dispose,
    disposed,
    row,
    take,
)
from tracker.model import Sender
from tracker.parcels import Category

HOSTILE = '<b>&"\' </b>&lt;i&gt; <a href="x">😀'
NOTHING = "没有符合条件的宗地。"


def several(act: Act) -> None:
    take(
        act,
        row(2, 宗地编号="QF-1", 完成时限="2021-05-31", 面积="10"),
        row(3, 宗地编号="QF-2", 完成时限="2021-07-01", 面积="20", 类别="批而未供"),
        row(4, 宗地编号="QF-3", 完成时限="", 责任单位="", 面积="30.5", 类别="违法占地"),
        row(5, 宗地编号="PY-1", 产业集聚区="濮阳县产业集聚区", 责任单位="濮阳县", 面积="40"),
    )


def many(act: Act, count: int = 20) -> None:
    take(act, *(row(n, 宗地编号=f"QF-{n:03}") for n in range(1, count + 1)))


async def test_an_empty_account_says_so(phones: Telephones) -> None:
    assert (await phones.say(OFFICE, "/parcels")).text == "宗地台账：0 宗\n台账里还没有宗地。"


async def test_a_list_adds_up_and_shows_each_parcel_with_its_date(phones: Telephones) -> None:
    several(phones.act)
    dispose(phones.act, "5", number="QF-2")
    disposed(phones.act, "4", number="QF-1")
    assert (await phones.say(QINGFENG, "/parcels")).text == (
        "宗地台账：3 宗\n"
        "面积 60.5 亩，已处置 4 亩\n"
        "已逾期 1 宗，无方案 1 宗，待核验 1 宗\n"
        "\n"
        "🔴 QF-1 闲置 10 亩，已处置 4 亩\n"
        "      清丰县产业集聚区，5月31日到期，逾期 25 天\n"
        "🟡 QF-2 批而未供 20 亩，待核验 5 亩\n"
        "      清丰县产业集聚区，7月1日到期，还有 6 天\n"
        "⚪ QF-3 违法占地 30.5 亩\n"
        "      清丰县产业集聚区，无方案"
    )


FILTERS = {
    "逾期": "QF-1",
    "已逾期": "QF-1",
    "到期": "QF-2",
    "即将到期": "QF-2",
    "无方案": "QF-3",
    "没有方案": "QF-3",
    "批而未供": "QF-2",
    "批而未供土地": "QF-2",
    "违法占地": "QF-3",
    "濮阳县": "PY-1",
    "濮阳县产业集聚区": "PY-1",
    "清丰 闲置": "QF-1",
    "逾期 清丰县": "QF-1",
}


@pytest.mark.parametrize("words", FILTERS)
async def test_a_list_is_filtered_by_what_is_written_behind_it(phones: Telephones, words: str) -> None:
    several(phones.act)
    answered = await phones.say(OFFICE, f"/parcels {words}")
    assert [text[2:] for text, data in answered.buttons.items() if data.startswith("pc:")] == [FILTERS[words]]
    assert "）：1 宗" in answered.text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("清丰产业区", "没有名为“清丰产业区”的产业集聚区。您是指：清丰县产业集聚区"),
        ("华龙区", "您是指：濮阳市濮东产业集聚区？"),
        ("长" * 4000, "没有名为“长长长"),
        ("😀", "没有名为“😀”的产业集聚区"),
    ],
)
async def test_a_word_that_is_no_filter_is_refused_in_a_sentence(
    phones: Telephones, words: str, sentence: str
) -> None:
    answered = await phones.say(OFFICE, f"/parcels {words}")
    assert answered.outcome == "refused"
    assert sentence in answered.text
    assert len(answered.text) < 250


async def test_a_filter_that_finds_nothing_says_so(phones: Telephones) -> None:
    several(phones.act)
    assert NOTHING in (await phones.say(OFFICE, "/parcels 台前县")).text
    assert NOTHING in (await phones.say(OFFICE, "/parcels 待核验")).text


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR, INSPECTOR, ADMIN])
async def test_those_above_see_every_parcel(phones: Telephones, sender: Sender) -> None:
    several(phones.act)
    assert "宗地台账：4 宗" in (await phones.say(sender, "/parcels")).text


@pytest.mark.parametrize(
    ("sender", "count"), [(QINGFENG, 3), (QINGFENG_LEADER, 3), (PUYANGXIAN, 1), (FGW, 0), (TWO_COUNTIES, 0)]
)
async def test_a_unit_sees_its_own_parcels_alone(phones: Telephones, sender: Sender, count: int) -> None:
    several(phones.act)
    answered = await phones.say(sender, "/parcels")
    assert f"宗地台账：{count} 宗" in answered.text
    assert ("PY-1" in answered.text) == (sender is PUYANGXIAN)


async def test_a_liaison_learns_nothing_of_another_county_by_any_way(phones: Telephones) -> None:
    several(phones.act)
    for typed in ("/parcel PY-1", "/parcels 濮阳县", "/parcels", "/overdue", "/due", "/dispose PY-1 1"):
        answered = await phones.say(QINGFENG, typed)
        assert "40" not in answered.text
        assert "pc:4" not in answered.buttons.values()
    for data in ("pc:4", "dp:4", "pl:a:puyangxian:-:0", "pl:a:-:-:0"):
        answered = await phones.press(QINGFENG, data)
        assert "40 亩" not in str(answered.replies)
        assert "PY-1" not in str(answered.replies)


@pytest.mark.parametrize("typed", ["/parcels", "/parcel QF-1", "/dispose QF-1 1", "/dispose"])
async def test_a_stranger_learns_nothing(phones: Telephones, typed: str) -> None:
    several(phones.act)
    assert (await phones.say(STRANGER, typed)).text == FOR_STRANGERS


@pytest.mark.parametrize(
    "data", ["pl:a:-:-:0", "pf:a:-:-", "pb", "pc:1", "ds:0", "dp:1", "dl:0", "dv:1", "do:1"]
)
async def test_a_stranger_with_an_old_button_learns_nothing(phones: Telephones, data: str) -> None:
    several(phones.act)
    dispose(phones.act, number="QF-2")
    assert (await phones.press(STRANGER, data)).text == FOR_STRANGERS


async def _walk(phones: Telephones, sender: Sender, first: Answered) -> dict[str, str]:
    """Press every button that reading leads to; return what each answered."""
    walked: dict[str, str] = {}
    waiting = list(first.buttons.values())
    while waiting:
        data = waiting.pop()
        if data in walked or not data.startswith(("pl:", "pf:", "pb", "pc:", "ds:", "dl:", "dv:")):
            continue
        answered = await phones.press(sender, data)
        walked[data] = str(answered.outcome)
        waiting += answered.buttons.values()
    return walked


@pytest.mark.parametrize("sender", [OFFICE, QINGFENG])
async def test_every_button_that_a_list_leads_to_answers(phones: Telephones, sender: Sender) -> None:
    many(phones.act, 8)
    dispose(phones.act, number="QF-003")
    walked = await _walk(phones, sender, await phones.say(sender, "/parcels"))
    assert set(walked.values()) == {"done"}
    assert {data.split(":")[0] for data in walked} >= {"pl", "pf", "pb", "pc"}
    assert sum(data.startswith("pc:") for data in walked) == 8
    categories = {data.split(":")[3] for data in walked if data.startswith("pl:")}
    assert len(categories) == len(Category) + 1


async def test_pages_show_every_parcel_once_and_keep_their_filter(phones: Telephones) -> None:
    many(phones.act)
    answered = await phones.say(QINGFENG, "/parcels 清丰县 闲置")
    shown: list[str] = []
    while True:
        shown += [text for text, data in answered.buttons.items() if data.startswith("pc:")]
        if "下一页 ›" not in answered.buttons:
            break
        assert answered.button("下一页").startswith("pl:a:qingfeng:i:")
        answered = await phones.press(QINGFENG, answered.buttons["下一页 ›"])
        assert answered.replies[0]["method"] == "editMessageText"
    assert [text.split()[-1] for text in shown] == [f"QF-{n:03}" for n in range(1, 21)]


async def test_a_page_that_is_gone_shows_the_last_one(phones: Telephones) -> None:
    many(phones.act, 7)
    assert "QF-007" in (await phones.press(QINGFENG, "pl:a:-:-:9999")).text


async def test_the_chosen_park_and_category_are_marked(phones: Telephones) -> None:
    several(phones.act)
    answered = await phones.press(OFFICE, "pl:a:-:i:0")
    chosen = await phones.press(OFFICE, answered.button("更多筛选"))
    assert [text for text in chosen.buttons if text.startswith("✓")] == ["✓ 全部园区", "✓ 闲置"]


async def test_a_unit_is_offered_its_own_parks_to_filter_by(phones: Telephones) -> None:
    several(phones.act)
    offered = await phones.press(TWO_COUNTIES, "pf:a:-:-")
    assert [text for text in offered.buttons if "产业集聚区" in text] == [
        "南乐县产业集聚区",
        "范县产业集聚区",
    ]


@pytest.mark.parametrize(
    "data",
    ["pl:x:-:-:0", "pl:a:-:z:0", "pl:a:UPPER:-:0", "pl:a:-:-", "pf:a", "pc:", "pc:-1", "pl:a:-:-:99999"],
)
async def test_a_button_of_another_time_is_answered_politely(phones: Telephones, data: str) -> None:
    assert "这个按钮已经过期" in (await phones.press(OFFICE, data)).text


async def test_a_parcel_that_is_gone_is_refused_without_its_inner_number(phones: Telephones) -> None:
    assert (await phones.press(OFFICE, "pc:99")).text == (
        "这宗地已不在台账，或不归您的单位。发送 /parcels 查看。"
    )


async def test_numbers_of_forty_characters_and_hostile_names_come_out_literally(phones: Telephones) -> None:
    number = ("<B>&" * 10)[:40]
    take(
        phones.act,
        row(宗地编号=number, 坐落=HOSTILE, 形成原因=HOSTILE * 20, 处置措施="措" * 1000, 面积="0.000001"),
    )
    for sender in (OFFICE, QINGFENG):
        answered = await phones.say(sender, "/parcels")
        assert number in answered.text
        page = await phones.press(sender, answered.button("🟢"))
        assert HOSTILE in page.text
    dispose(phones.act, None, number=number, text=HOSTILE * 30)
    await phones.say(QINGFENG, "/dispose")
    assert number in (await phones.press(OFFICE, "dl:0")).text
    assert number in (await phones.press(OFFICE, "dv:1")).text
    assert HOSTILE in (await phones.press(OFFICE, "pc:1")).text


async def test_the_balances_stand_beside_the_plan_by_park(phones: Telephones) -> None:
    several(phones.act)
    disposed(phones.act, "5", number="QF-2")
    mine = await phones.press(QINGFENG, "pb")
    assert mine.text == (
        "底数核对：方案底数与台账宗地（亩）\n\n"
        "清丰县产业集聚区\n"
        "批而未供：底数 3090，台账 1 宗 20，少 3070；已处置 5\n"
        "违法占地：底数 179，台账 1 宗 30.5，少 148.5；已处置 0"
    )
    every = await phones.press(OFFICE, "pb")
    assert "合计\n批而未供：底数 23229，台账 1 宗 20，少 23209" in every.text
    assert "违法占地：底数 6891" in every.text
    assert "172 个项目" in every.text
    assert (await phones.press(FGW, "pb")).text == "本单位没有对应的产业集聚区。"


async def test_balances_that_agree_or_exceed_are_said_so(phones: Telephones) -> None:
    take(
        phones.act,
        row(2, 宗地编号="A", 类别="批而未供", 面积="3090"),
        row(3, 宗地编号="B", 类别="违法占地", 面积="180"),
    )
    text = (await phones.press(QINGFENG, "pb")).text
    assert "台账 1 宗 3090，相符；" in text
    assert "台账 1 宗 180，多 1；" in text
