"""`export`: files for the office, made of what is recorded."""

from datetime import date
from pathlib import Path

import click

from bot.commands.frame import (
    Given,
    OfficeCommand,
    OfficeGroup,
    Refusal,
    known_by,
    office_command,
    on_day,
)
from bot.commands.office import open_office
from bot.files import why
from tracker.usecases.look_at_parcels import LandSeen, LookAtParcels, look_at_land


@click.group(cls=OfficeGroup, help="把台账导出为文件。")
def export() -> None:
    """Hold what can be exported."""


@export.command(cls=OfficeCommand, help="宗地台账：.xlsx 表格，或 .geojson 图层（可在 QGIS 中打开）。")
@click.argument("out", metavar="文件.xlsx或.geojson", type=click.Path(path_type=Path))
@on_day
@known_by
@office_command
def parcels(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Write the account of parcels."""
    if out.suffix.lower() not in {".xlsx", ".geojson"}:
        raise Refusal(f"只能导出 .xlsx 或 .geojson，请改“{out.name}”的扩展名。")
    with open_office(given.settings()) as office:
        land = office.read(look_at_land, LookAtParcels(on=on or office.today(), known=known))
    content = _content(land, out.suffix.lower())
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Refusal(f"写不了文件 {out}（{why(error)}）。") from None
    drawn = sum(1 for each in land.parcels if each.entry.id in land.boundaries)
    click.echo(f"已存为 {out}：{len(land.parcels)} 宗，其中 {drawn} 宗有界址。")


def _content(land: LandSeen, kind: str) -> bytes:
    # Only this command needs these libraries, and they take their time to load.
    from reports.geojson import geojson_document
    from reports.land import land_features, parcel_book
    from reports.parcel_workbook import parcel_workbook

    if kind == ".geojson":
        return geojson_document(land_features(land.parcels, land.boundaries)).encode()
    return parcel_workbook(parcel_book(land))
