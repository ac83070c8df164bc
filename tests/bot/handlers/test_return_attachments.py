"""Files that come with a quarterly return: at any step, with words or without, alone or as an album."""

from tests.acting import QINGFENG
from tests.bot.handlers.filling_returns import filled, form, submitted
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.filing_returns import approve, file


async def test_files_are_taken_at_any_step_and_an_album_goes_without_a_word(phones: Telephones) -> None:
    await filled(phones)
    page = await phones.photo(QINGFENG, media_group_id="a1")
    silent = await phones.photo(QINGFENG, media_group_id="a1")
    assert ("附件 1 份" in page.text, silent.replies) == (True, ())
    done = await phones.press(QINGFENG, page.button("报送"))
    assert "附材料 2 份" in done.text
    assert len(phones.act.read(lambda books: books.returns.evidence_of(submitted(phones).id))) == 2


async def test_attachments_are_cleared_by_a_button(phones: Telephones) -> None:
    await form(phones)
    page = await phones.document(QINGFENG)
    asked = await phones.press(QINGFENG, page.button("✔ 附件"))
    page = await phones.press(QINGFENG, asked.button("清空附件"))
    assert "附件 0 份" in page.text


async def test_a_file_in_the_middle_of_a_part_leaves_the_question_open(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    asked = await phones.photo(QINGFENG, media_group_id="a1")
    assert (await phones.photo(QINGFENG, media_group_id="a1")).replies == ()
    assert asked.text.startswith("存在问题\n")
    page = await phones.press(QINGFENG, (await phones.say(QINGFENG, "资金不足")).button("‹ 返回季报"))
    assert "存在问题 资金不足" in page.text
    assert "附件 2 份" in page.text


async def test_words_on_a_file_that_belong_to_no_part_are_not_swallowed(phones: Telephones) -> None:
    await form(phones)
    page = await phones.photo(QINGFENG, "现场照片")
    assert page.text.startswith("附件已收下；附件上的文字不属于任何一项，没有记录。\n清丰县")


async def test_words_with_a_file_answer_the_part_that_is_asked_for(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    asked = await phones.photo(QINGFENG, "资金不足，见照片")
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "存在问题 资金不足，见照片" in page.text
    assert "附件 1 份" in page.text


async def test_words_that_cannot_be_read_do_not_lose_the_photo(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("✔ 盘活面积"))
    asked = await phones.photo(QINGFENG, "现场<照片>", media_group_id="a1")
    assert asked.text.startswith("附件已收下，文字没有记录：没有看懂“现场<照片>”。")
    assert "盘活面积\n" in asked.text
    assert (await phones.photo(QINGFENG, media_group_id="a1")).replies == ()
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "附件 2 份" in page.text


async def test_a_photo_whose_words_name_another_units_task_is_kept(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("✔ 任务进度"))
    asked = await phones.photo(QINGFENG, "9.9 50")
    assert asked.text.startswith("附件已收下，文字没有记录：季报里没有“9.9”这一项。")
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "附件 1 份" in page.text


async def test_a_photo_for_a_return_approved_meanwhile_is_refused_as_a_whole(phones: Telephones) -> None:
    return_id = file(phones.act)
    page = await phones.press(QINGFENG, "rf:qingfeng:2021Q2")
    await phones.press(QINGFENG, page.button("✔ 盘活面积"))
    approve(phones.act, return_id)
    refused = await phones.photo(QINGFENG, "闲置 5")
    assert (refused.outcome, refused.text) == (
        "refused",
        "清丰县2021年第二季度的季报已核验通过，不再更改。",
    )


async def test_an_album_whose_words_answer_a_part_goes_on_to_the_next_without_a_second_word(
    phones: Telephones,
) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    asked = await phones.photo(QINGFENG, "资金不足", media_group_id="a1")
    assert asked.text.startswith("组织领导\n")
    assert (await phones.photo(QINGFENG, media_group_id="a1")).replies == ()
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "附件 2 份" in page.text


async def test_the_words_of_an_album_belong_to_one_part(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    asked = await phones.photo(QINGFENG, "资金不足", media_group_id="a1")
    later = await phones.photo(QINGFENG, "人手也不足", media_group_id="a1")
    assert later.text == "同一组照片上的文字，已一并记入“存在问题”。"
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "存在问题 资金不足 人手也不足" in page.text
    assert ("▫️ 组织领导" in page.buttons, "附件 2 份" in page.text) == (True, True)


async def test_the_words_of_an_album_that_ends_the_form_belong_to_its_last_part(phones: Telephones) -> None:
    await filled(phones)
    page = await phones.say(QINGFENG, "/returns")
    page = await phones.press(QINGFENG, page.button("填报 2021Q2"))
    await phones.press(QINGFENG, page.button("✔ 盘活成效"))
    page = await phones.photo(QINGFENG, "盘活两宗", media_group_id="a1")
    await phones.photo(QINGFENG, "另有一宗", media_group_id="a1")
    page = await phones.press(QINGFENG, page.button("✔ 盘活成效"))
    assert "现有内容：盘活两宗\n另有一宗" in page.text


async def test_words_on_a_later_picture_of_an_album_are_not_swallowed(phones: Telephones) -> None:
    page = await form(phones)
    await phones.press(QINGFENG, page.button("▫️ 存在问题"))
    await phones.photo(QINGFENG, media_group_id="a1")
    asked = await phones.photo(QINGFENG, "资金不足", media_group_id="a1")
    page = await phones.press(QINGFENG, asked.button("‹ 返回季报"))
    assert "存在问题 资金不足" in page.text
