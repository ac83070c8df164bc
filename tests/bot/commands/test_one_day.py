"""One day of a year's sample, read back from everything that says how it stood: the same figures in all."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import docx
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.commands.looking import look_at
from bot.commands.office import Office, open_office
from bot.digests import DIGEST, digest_job
from config.settings import from_environment
from reports.charts import status_paper
from reports.wording import RETURNS
from tests.acting import SHANGHAI, Act
from tests.bot.commands.conftest import Terminal
from tests.bot.commands.traced_answers import Json
from tests.bot.handlers.telephone import Telephones
from tests.reports.drawn_texts import words_on
from tracker.model import Post, Role, Sender
from tracker.returns import ReturnState
from tracker.store import tables

ON = "2021-06-30"
DIRECTOR = 1001
"""In the sample."""
_LIGHTS = {"closed": "已办结", "red": "逾期", "yellow": "预警", "green": "正常"}
_TILES = ("已办结", "逾期", "预警", "正常", "其中待核验")
_TILED = {"closed": "已办结", "submitted": "其中待核验", "red": "逾期"}


@pytest.fixture
def office(sample: Terminal) -> Iterator[Office]:
    with open_office(from_environment(sample.folder / ".env")) as office:
        yield office


@pytest.fixture
def status(sample: Terminal) -> Json:
    return sample.json("status", "--on", ON)


async def in_chat(office: Office, text: str) -> str:
    post = Post(unit=office.campaign.office.name, role=Role.DIRECTOR)
    director = Sender(user_id=DIRECTOR, chat_id=DIRECTOR, name="主任", posts=(post,))
    phones = Telephones(Act(office.store, office.campaign), office.clock.now())
    return (await phones.say(director, text)).text


def digest_caption(office: Office) -> str:
    """What the director reads of the day by itself."""
    slot = datetime.fromisoformat(f"{ON}T09:00").replace(tzinfo=SHANGHAI)
    opened = {"job": DIGEST, "opened_at": slot, "done_through": slot}
    office.store.write_now(lambda connection: connection.execute(tables.jobs.insert().values(opened)))
    office.store.write_now(digest_job(office.campaign).work, slot, None)
    query = select(tables.outbox.c.payload).where(tables.outbox.c.key.startswith(f"{DIGEST}:{ON}"))
    payloads = office.store.read_now(lambda connection: connection.execute(query).scalars().all())
    return str(payloads[0]["parameters"]["caption"])


def sheet(terminal: Terminal, name: str) -> list[dict[str, Any]]:
    if not (terminal.folder / "out.xlsx").exists():
        assert terminal("export", "ledger", "out.xlsx", "--on", ON).code == 0
    found: Any = load_workbook(terminal.folder / "out.xlsx")[name]
    header, *others = found.iter_rows(values_only=True)
    return [dict(zip(header, each, strict=True)) for each in others]


def paper(terminal: Terminal) -> Any:
    assert terminal("bulletin", "2021Q2", "out.docx").code == 0
    return docx.Document(str(terminal.folder / "out.docx"))


def ranking_table(terminal: Terminal) -> list[dict[str, str]]:
    header, *rows = ([cell.text for cell in row.cells] for row in paper(terminal).tables[0].rows)
    return [dict(zip(header, row, strict=True)) for row in rows]


def counted(text: str, **patterns: str) -> dict[str, int]:
    """What a text says, by what each pattern is about; all of them are there."""
    found = {what: re.search(pattern, text) for what, pattern in patterns.items()}
    return {what: int(match[1]) if match else -1 for what, match in found.items()}


async def test_assignments_are_the_same_in_picture_caption_chat_workbook_bulletin_digest_and_json(
    sample: Terminal, office: Office, status: Json
) -> None:
    ledger = sheet(sample, "工作台账")
    lights = Counter(row["状态灯"] for row in sheet(sample, "分工明细"))
    drawn = words_on(status_paper(look_at(office.settings, datetime.fromisoformat(ON).date(), None)))
    tiles = {words: int(drawn[drawn.index(words) - 1]) for words in _TILES}
    sentences = {
        "total": r"(\d+)项分工",
        "closed": r"分工(?:已)?办结(\d+)项",
        "submitted": r"待核验(\d+)项",
        "red": r"逾期(\d+)项",
    }
    bulletin = "".join(each.text for each in paper(sample).paragraphs)
    said = {
        "picture": {"total": sum(tiles[word] for word in _TILES[:4])}
        | {what: tiles[word] for what, word in _TILED.items()},
        "command": counted(sample("status", "--on", ON).out, **sentences),
        "chat": counted(await in_chat(office, f"/status {ON}"), **sentences),
        "workbook": {
            what: sum(row[column] for row in ledger)
            for what, column in zip(sentences, ("分工", "办结", "待核验", "逾期"), strict=True)
        },
        "bulletin": counted(bulletin, **sentences),
    }
    numbers = {what: status["assignments"][what] for what in sentences}
    assert said == dict.fromkeys(said, numbers)
    assert min(numbers.values()) > 0
    assert {light: lights[words] for light, words in _LIGHTS.items()} == {
        light: status["assignments"][light] for light in _LIGHTS
    }
    digest = counted(
        digest_caption(office), total=r"(\d+)项分工", closed=r"分工办结(\d+)项", red=r"现逾期(\d+)项"
    )
    assert digest == {what: numbers[what] for what in digest}


def test_every_unit_is_late_with_as_many_in_json_workbook_and_bulletin(
    sample: Terminal, status: Json
) -> None:
    late = {each["unit"]: each["lead"]["red"] + each["supporting"]["red"] for each in status["units"]}
    assert sum(late.values()) == status["assignments"]["red"]
    in_sheet = Counter(row["单位"] for row in sheet(sample, "分工明细") if row["状态灯"] == "逾期")
    assert in_sheet == {unit: count for unit, count in late.items() if count}
    in_paper = {row["单位"]: int(row["逾期任务数"]) for row in ranking_table(sample)}
    assert in_paper == {unit: late[unit] for unit in in_paper}
    in_list = sample.json("overdue", "--on", ON)["units"]
    assert {each["unit"]: each["lead"] + each["supporting"] for each in in_list} == dict(in_sheet)


async def test_areas_are_the_same_in_picture_chat_bulletin_and_json(
    sample: Terminal, office: Office, status: Json
) -> None:
    areas = {
        each["unit"]: (each["target_mu"], each["done_mu"]) for each in status["units"] if each["target_mu"]
    }
    assert len(areas) > 1
    year = sample.json("sanctions", "--year", "2021", "--on", ON)["units"]
    assert areas == {each["unit"]: (each["target_mu"], each["done_mu"]) for each in year if each["target_mu"]}
    in_paper = {row["单位"]: (row["年度任务"], row["累计完成"]) for row in ranking_table(sample)}
    assert areas == {unit: said for unit, said in in_paper.items() if said[0] != "-"}
    drawn = words_on(status_paper(look_at(office.settings, datetime.fromisoformat(ON).date(), None)))
    table = drawn[drawn.index("年度任务与季报") :]
    in_picture = {unit: tuple(table[table.index(unit) + 1 : table.index(unit) + 3]) for unit in areas}
    assert areas == in_picture
    chat = await in_chat(office, f"/sanctions {ON}")
    said = (f"{unit}：任务 {target} 亩，已完成 {done} 亩" for unit, (target, done) in areas.items())
    assert [each for each in said if each not in chat] == []


def test_the_years_share_is_the_same_in_picture_bulletin_and_json(
    sample: Terminal, office: Office, status: Json
) -> None:
    """A county without a task has disposed of something too: it is no part of the share."""
    area = status["area"]
    target, done = area["target_mu"], area["done_of_target_mu"]
    rest = f"{float(area['done_mu']) - float(done):.1f}"
    share = f"{float(done) / float(target) * 100:.2f}%"
    drawn = words_on(status_paper(look_at(office.settings, datetime.fromisoformat(ON).date(), None)))
    assert drawn[-1].endswith(f"任务 {target} 亩，已完成 {done} 亩（{share}）")
    words = "".join(each.text for each in paper(sample).paragraphs)
    assert f"累计完成{done}亩，完成率{share}，没有下达任务的单位另完成{rest}亩。" in words


def test_a_return_stands_alike_in_workbook_and_json(sample: Terminal, status: Json) -> None:
    newest = [row for row in sheet(sample, "季报") if row["季度"] == "2021年第二季度"]
    assert {row["单位"]: row["状态"] for row in newest} == {
        each["unit"]: RETURNS[ReturnState(each["return"])] for each in status["units"] if each["return"]
    }
