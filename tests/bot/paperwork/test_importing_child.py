"""The office's sheets and maps in the process that reads them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.paperwork.child import in_child
from bot.paperwork.known import KINDS
from bot.paperwork.reading import read_file
from bot.sheets.columns import DISPOSALS, PARCELS, QUOTAS, REPORTS, TARGETS
from bot.sheets.headings import Synonyms
from bot.sheets.sheet import Sheet
from tests.bot.paperwork.handed_over import material
from tracker.plan import Campaign


async def read(folder: Path, campaign: Campaign, name: str, content: str) -> tuple[str, object]:
    """Read a file as the clerk does, with every kind there is."""
    source = folder / name
    source.write_text(content, encoding="utf-8")
    told: list[str] = []

    async def hear(words: str) -> None:
        told.append(words)

    return await in_child(read_file, hear, KINDS, material(source, campaign))


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (PARCELS, "宗地台账"),
        (REPORTS, "填报情况表"),
        (TARGETS, "年度任务表"),
        (QUOTAS, "用地指标表"),
        (DISPOSALS, "处置情况表"),
    ],
)
async def test_a_sheet_of_the_office_is_read_in_a_process_of_its_own(
    tmp_path: Path, campaign: Campaign, columns: Synonyms, kind: str
) -> None:
    row: Mapping[str, str] = {name: f"{place}" for place, name in enumerate(columns)}
    name, sheet = await read(tmp_path, campaign, "x.csv", f"{','.join(row)}\n{','.join(row.values())}\n")
    assert isinstance(sheet, Sheet)
    assert (name, [each.cells for each in sheet.rows]) == (kind, [row])


async def test_a_map_is_read_in_a_process_of_its_own(tmp_path: Path, campaign: Campaign) -> None:
    assert await read(tmp_path, campaign, "x.geojson", "{}") == ("宗地界址图", b"{}")
