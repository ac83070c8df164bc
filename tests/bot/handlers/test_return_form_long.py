"""Texts that Telegram's clients send as several messages stay in the part that was asked for."""

import pytest

from tests.acting import QINGFENG
from tests.bot.handlers.filling_returns import form
from tests.bot.handlers.telephone import Answered, Telephones
from tests.tracker.usecases.filing_returns import SECOND
from tracker.store.return_drafts import Draft


def draft(phones: Telephones) -> Draft:
    found = phones.act.read(lambda books: books.return_drafts.find(SECOND, "清丰县"))
    assert found is not None
    return found


async def problems_asked(phones: Telephones) -> Answered:
    page = await form(phones)
    return await phones.press(QINGFENG, page.button("▫️ 存在问题"))


@pytest.mark.parametrize(
    ("first", "between"),
    [
        ("长" * 4096, ""),
        # The client found a line's end to cut at.
        ("长" * 2049, "\n"),
        # A character beyond the basic plane takes two units.
        ("𠮷" * 2048, ""),
    ],
)
async def test_the_rest_of_a_long_text_belongs_to_the_same_part(
    phones: Telephones, first: str, between: str
) -> None:
    await problems_asked(phones)
    asked = await phones.say(QINGFENG, first)
    assert asked.text == (
        f"存在问题\n已记下 {len(first)} 字。较长的内容可能被 Telegram 分成几条，后面的会接在这一项里。\n"
        "没有发完请接着发；写完了请按下面的按钮。"
    )
    then = await phones.say(QINGFENG, "文" * 904)
    assert then.text.startswith("组织领导\n")
    assert (draft(phones).problems, draft(phones).topics) == (first + between + "文" * 904, {})


async def test_a_text_in_three_pieces_is_one(phones: Telephones) -> None:
    await problems_asked(phones)
    for piece in ("长" * 4096, "文" * 4096, "完"):
        await phones.say(QINGFENG, piece)
    assert draft(phones).problems == "长" * 4096 + "文" * 4096 + "完"


async def test_a_long_text_that_was_all_goes_on_by_a_button(phones: Telephones) -> None:
    await problems_asked(phones)
    asked = await phones.say(QINGFENG, "长" * 3000)
    then = await phones.press(QINGFENG, asked.button("写完了"))
    assert then.text.startswith("组织领导\n")
    await phones.say(QINGFENG, "已成立专班")
    assert draft(phones).topics == {"组织领导": "已成立专班"}


async def test_a_text_of_half_a_message_is_the_whole_answer(phones: Telephones) -> None:
    await problems_asked(phones)
    assert (await phones.say(QINGFENG, "长" * 2048)).text.startswith("组织领导\n")


async def test_a_photo_between_two_pieces_does_not_part_them(phones: Telephones) -> None:
    await problems_asked(phones)
    await phones.say(QINGFENG, "长" * 4096)
    await phones.photo(QINGFENG)
    await phones.say(QINGFENG, "文" * 904)
    assert draft(phones).problems == "长" * 4096 + "文" * 904
