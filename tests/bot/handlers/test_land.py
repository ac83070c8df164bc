import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.land_recipes import read_land_recipe
from bot.recipes import Recipes
from tests.acting import DIRECTOR, NOW, OFFICE, PUYANGXIAN, QINGFENG, STRANGER, Act
from tests.bot.handlers.telephone import Telephones
from tests.tracker.drawing_land import LAND
from tests.tracker.usecases.keeping_parcels import row, take
from tracker.exact_json import write_json
from tracker.usecases.import_boundaries import ImportBoundaries, import_boundaries


@pytest.fixture(autouse=True)
def several(act: Act) -> None:
    take(
        act,
        row(),
        row(3, 宗地编号="QF-002", 类别="批而未供"),
        row(4, 宗地编号="PY-001", 产业集聚区="濮阳县产业集聚区", 责任单位="濮阳县"),
    )


def locate(act: Act, *numbers: str) -> None:
    features = [
        {"type": "Feature", "properties": {"宗地编号": number}, "geometry": LAND} for number in numbers
    ]
    content = write_json({"type": "FeatureCollection", "features": features}).encode()
    act(import_boundaries, OFFICE, ImportBoundaries(content=content, partial=False, at=NOW))


async def _recipe(phones: Telephones, data: str, sender: Any = OFFICE) -> dict[str, Any]:
    (payload,) = (await phones.press(sender, data)).replies
    recipe = payload.get("picture") or payload.get("document")
    # As it comes back from the outbox.
    return dict(json.loads(json.dumps(recipe)))


async def test_the_map_shows_what_has_a_boundary_and_names_what_has_none(phones: Telephones) -> None:
    locate(phones.act, "QF-001")
    answer = await phones.press(DIRECTOR, "pm:a:-:-")
    assert "画出 1 宗" in answer.text
    assert "没有界址的 2 宗：PY-001、QF-002" in answer.text
    content = await Recipes(phones.act.store, phones.act.campaign).draw(
        await _recipe(phones, "pm:a:-:-", DIRECTOR)
    )
    assert Image.open(BytesIO(content)).width == 1080


async def test_without_any_boundary_there_is_no_map_and_the_way_to_one_is_said(phones: Telephones) -> None:
    answer = await phones.press(OFFICE, "pm:a:-:-")
    assert "还没有界址" in answer.text
    assert "picture" not in answer.replies[0]


async def test_the_workbook_has_the_parcels_of_the_list_alone(phones: Telephones) -> None:
    recipe = await _recipe(phones, "px:a:qingfeng:u")
    assert recipe["name"] == "宗地台账2021-06-25.xlsx"
    content = await Recipes(phones.act.store, phones.act.campaign).draw(recipe)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert [sheet.cell(line, 1).value for line in range(2, sheet.max_row + 1)] == ["QF-002"]


@pytest.mark.parametrize(("sender", "numbers"), [(QINGFENG, {"QF-001", "QF-002"}), (PUYANGXIAN, {"PY-001"})])
async def test_a_file_holds_the_own_parcels_alone(phones: Telephones, sender: Any, numbers: set[str]) -> None:
    recipe = await _recipe(phones, "px:a:-:-", sender)
    assert read_land_recipe(recipe).units == sender.units(*(post.role for post in sender.posts))
    content = await Recipes(phones.act.store, phones.act.campaign).draw(recipe)
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert {sheet.cell(line, 1).value for line in range(2, sheet.max_row + 1)} == numbers


@pytest.mark.parametrize("data", ["pm:a:-:-", "px:a:-:-"])
async def test_a_stranger_gets_neither_map_nor_file(phones: Telephones, data: str) -> None:
    locate(phones.act, "QF-001")
    answer = await phones.press(STRANGER, data)
    assert answer.outcome == "refused"
    assert "picture" not in answer.replies[0]
    assert "document" not in answer.replies[0]
