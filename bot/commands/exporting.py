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
from bot.commands.saving import kind_of, save
from tracker.usecases.choosing import find_unit
from tracker.usecases.look import Look, look
from tracker.usecases.look_at_parcels import LandSeen, LookAtParcels, look_at_land
from tracker.usecases.look_at_publicity import LookAtPublicity, look_at_publicity


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
    kind = kind_of(out, ".xlsx", ".geojson")
    with open_office(given.settings()) as office:
        land = office.read(look_at_land, LookAtParcels(on=on or office.today(), known=known))
    save(out, _land_file(land, kind))
    drawn = sum(1 for each in land.parcels if each.entry.id in land.boundaries)
    click.echo(f"已存为 {out}：{len(land.parcels)} 宗，其中 {drawn} 宗有界址。")


@export.command(cls=OfficeCommand, help="工作台账：.xlsx 表格，附件2各栏加进展，每个单位一张表。")
@click.argument("out", metavar="文件.xlsx", type=click.Path(path_type=Path))
@on_day
@known_by
@office_command
def ledger(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Write the ledger as it stood on a day."""
    kind_of(out, ".xlsx")
    with open_office(given.settings()) as office:
        seen = office.read(look, Look(on=on or office.today(), known=known))
    from reports.ledger_workbook import ledger_book, ledger_workbook

    content = ledger_book(seen)
    save(out, ledger_workbook(content))
    click.echo(f"已存为 {out}：{len(content.entries)} 项分工。")


@export.command(cls=OfficeCommand, help="到期日历：.ics 文件，可导入手机和电脑的日历，到期前会响。")
@click.argument("out", metavar="文件.ics", type=click.Path(path_type=Path))
@click.option("--unit", metavar="单位", help="只要这个单位的；不写即全部单位。")
@on_day
@known_by
@office_command
def calendar(given: Given, *, out: Path, unit: str | None, on: date | None, known: date | None) -> None:
    """Write the due dates and returns as occasions of a calendar."""
    kind_of(out, ".ics")
    with open_office(given.settings()) as office:
        units = None if unit is None else (find_unit(office.campaign, unit).name,)
        seen = office.read(look, Look(on=on or office.today(), known=known, units=units))
        at = office.clock.now()
    from reports.due_dates import calendar_name, occasions
    from reports.ics import calendar_file

    found = occasions(seen, units)
    save(out, calendar_file(calendar_name(seen, units), found, at=at))
    click.echo(f"已存为 {out}：{len(found)} 个到期日。")


@export.command(cls=OfficeCommand, help="方案的工作台账（附件2），公文格式的 .docx；调整过的时限在表下注明。")
@click.argument("out", metavar="文件.docx", type=click.Path(path_type=Path))
@on_day
@known_by
@office_command
def annex(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Write Annex 2 as the plan has it, with the orders that moved its dates."""
    kind_of(out, ".docx")
    with open_office(given.settings()) as office:
        seen = office.read(look, Look(on=on or office.today(), known=known))
    from reports.annex_document import annex_document
    from reports.annex_sheet import annex_sheet

    sheet = annex_sheet(seen.campaign, seen.holdings, seen.on)
    save(out, annex_document(sheet))
    tasks = sum(len(block.rows) for block in sheet.blocks)
    click.echo(f"已存为 {out}：{len(sheet.blocks)} 项指标，{tasks} 项任务。")


@export.command(cls=OfficeCommand, help="可以公布的用地面积和典型案例：.docx 公文，公布前请核对。")
@click.argument("out", metavar="文件.docx", type=click.Path(path_type=Path))
@on_day
@known_by
@office_command
def publicity(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Write what the office may publish of land and of cases."""
    kind_of(out, ".docx")
    with open_office(given.settings()) as office:
        day = on or office.today()
        if day > office.today():
            raise Refusal(f"{day} 还没有到，只能公布今天或以前的情况。")
        seen = office.read(look_at_publicity, LookAtPublicity(on=day, known=known))
    from reports.publicity import publicity_sheet
    from reports.publicity_document import publicity_document

    sheet = publicity_sheet(seen.campaign, seen.rule, seen.areas, seen.cases, on=day, known=known)
    save(out, publicity_document(sheet))
    click.echo(
        f"已存为 {out}：{len(sheet.tables)} 类用地的面积，典型案例 {len(sheet.cases)} 个。公布前请核对。"
    )


def _land_file(land: LandSeen, kind: str) -> bytes:
    # Only this command needs these libraries, and they take their time to load.
    from reports.geojson import geojson_document
    from reports.land import land_features, parcel_book
    from reports.parcel_workbook import parcel_workbook

    if kind == ".geojson":
        return geojson_document(land_features(land.parcels, land.boundaries)).encode()
    return parcel_workbook(parcel_book(land))
