"""/export: which files are offered to whom, and that each has what its asker may see and no more."""

from io import BytesIO

import pytest
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from bot import words
from bot.recipes import Recipes
from tests.acting import DIRECTOR, INSPECTOR, OFFICE, QINGFENG, QINGFENG_LEADER
from tests.bot.handlers.telephone import Telephones
from tracker.model import Sender

APART = ("附件2", "公布材料")


async def sent(phones: Telephones, sender: Sender, button: str) -> BytesIO:
    (reply,) = (await phones.press(sender, button)).replies
    return BytesIO(await Recipes(phones.act.store, phones.act.campaign).draw(reply["document"]))


@pytest.mark.parametrize("sender", [OFFICE, DIRECTOR, INSPECTOR])
async def test_those_above_are_offered_every_file(phones: Telephones, sender: Sender) -> None:
    assert list((await phones.say(sender, "/export")).buttons) == [
        "工作台账",
        "到期日历",
        *APART,
        "宗地台账",
    ]


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_a_unit_is_offered_its_own(phones: Telephones, sender: Sender) -> None:
    assert list((await phones.say(sender, "/export")).buttons) == ["工作台账", "到期日历", "宗地台账"]


@pytest.mark.parametrize("button", ["xf:a", "xf:p"])
async def test_a_forged_button_of_what_is_the_offices_is_refused(phones: Telephones, button: str) -> None:
    refused = await phones.press(QINGFENG, button)
    assert (refused.text, "document" in refused.replies[0]) == (words.NOT_ALLOWED, False)


async def test_a_units_ledger_has_no_sheet_of_another(phones: Telephones) -> None:
    own = load_workbook(await sent(phones, QINGFENG, "xf:l"))
    assert own.sheetnames == ["工作台账", "分工明细", "台账外义务", "季报", "清丰县"]
    units = {
        cell.value for sheet in own for row in sheet.iter_rows() for cell in row if cell.value == "南乐县"
    }
    assert units == set()


async def test_the_offices_ledger_has_every_unit(phones: Telephones) -> None:
    whole = load_workbook(await sent(phones, OFFICE, "xf:l"))
    assert {"清丰县", "南乐县", "市税务局"} <= set(whole.sheetnames)


async def test_a_calendar_has_the_own_due_dates(phones: Telephones) -> None:
    own = Calendar.from_ical((await sent(phones, QINGFENG, "xf:c")).read().decode())
    whole = Calendar.from_ical((await sent(phones, OFFICE, "xf:c")).read().decode())
    assert isinstance(own, Calendar)
    assert isinstance(whole, Calendar)
    assert {event.uid for event in own.events if "南乐县" in event.uid} == set()
    assert (len(own.events), len(whole.events)) == (20, 22)


async def test_the_annex_and_what_may_be_published_are_papers(phones: Telephones) -> None:
    for button, said in (("xf:a", "工作台账"), ("xf:p", "批而未供")):
        paper = Document(await sent(phones, OFFICE, button))
        told = [each.text for each in paper.paragraphs]
        told += [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        assert any(said in text for text in told), said


async def test_due_offers_the_calendar(phones: Telephones) -> None:
    assert (await phones.say(QINGFENG, "/due")).buttons["到期日历"] == "xf:c"
