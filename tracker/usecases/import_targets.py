"""Annual tasks and quotas from the workbooks in which the office has them (四（四）).

A target is known by its place, year, category and day of issue, a quota by its unit and year.
"""

import re
from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from tracker.errors import UnknownPlace, UnknownUnit, ValueRefused
from tracker.model import Sender
from tracker.parcels import Category
from tracker.parks import Park
from tracker.plan import Unit
from tracker.quantities import read_area
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.columns import EXACT_PLACES
from tracker.targets import Quota, Target
from tracker.usecases.choosing import HasNoTarget, find_place, land_unit
from tracker.usecases.choosing_parcels import category_meant
from tracker.usecases.import_by_key import KeyedRows, import_keyed
from tracker.usecases.import_rows import Imported, ImportSheet, SheetRow, WrongCell, needed, plain, read_day

PLACE = "产业集聚区或单位"
_YEAR = re.compile(r"(20\d\d)年?度?")


def import_targets(books: Books, sender: Sender, command: ImportSheet) -> Imported:
    """Take targets into the records. Raise `RowsRefused` unless `partial`."""
    rows = KeyedRows(
        read=lambda row: _target(books, row, command.on),
        key=_target_key,
        column=PLACE,
        kept={_target_key(each): each for each in books.targets.targets()},
        put=lambda differing: books.targets.put_targets(differing, by=sender.name, at=command.at),
        action="targets.imported",
    )
    return import_keyed(books, sender, command, rows)


def import_quotas(books: Books, sender: Sender, command: ImportSheet) -> Imported:
    """Take quotas into the records. Raise `RowsRefused` unless `partial`."""
    rows = KeyedRows(
        read=lambda row: _quota(books, row),
        key=_quota_key,
        column="单位",
        kept={_quota_key(each): each for each in books.targets.quotas()},
        put=lambda differing: books.targets.put_quotas(differing, by=sender.name, at=command.at),
        action="quotas.imported",
    )
    return import_keyed(books, sender, command, rows)


def _target_key(each: Target) -> Hashable:
    return each.park, each.unit, each.year, each.category, each.issued_on


def _quota_key(each: Quota) -> Hashable:
    return each.unit, each.year


def _target(books: Books, row: SheetRow, today: date) -> Target:
    place = read_place(books, row)
    issued_on = read_day(row, "下达日期")
    if issued_on > today:
        raise WrongCell("下达日期", f"晚于今天（{today}）。")
    year = _year(row)
    if issued_on.year > year:
        raise WrongCell("下达日期", f"{year} 年度年末按 {year}-12-31 有效的任务核定，这一天下达的不起作用。")
    stage = plain(row, "阶段截止") if "阶段截止" in row.cells else ""
    stage_on = read_day(row, "阶段截止") if stage else None
    if stage_on is not None and stage_on < issued_on:
        raise WrongCell("阶段截止", f"早于下达日期 {issued_on}。")
    return Target(
        park=place.name if isinstance(place, Park) else None,
        unit=place.name if isinstance(place, Unit) else None,
        year=year,
        category=read_category(row),
        area_mu=read_area_of(row, "面积"),
        document=needed(row, "文号"),
        issued_on=issued_on,
        stage_on=stage_on,
    )


def _quota(books: Books, row: SheetRow) -> Quota:
    try:
        unit = land_unit(books.campaign, needed(row, "单位"))
    except (UnknownUnit, HasNoTarget) as unknown:
        raise WrongCell("单位", str(unknown)) from None
    return Quota(
        unit=unit.name, year=_year(row), area_mu=read_area_of(row, "指标"), document=needed(row, "文号")
    )


def read_place(books: Books, row: SheetRow) -> Park | Unit:
    """Read a park or a unit; a word that means both is the unit (FACTS 1)."""
    try:
        place = find_place(books.campaign, needed(row, PLACE))
        return place if isinstance(place, Park) else land_unit(books.campaign, place.name)
    except (UnknownPlace, HasNoTarget) as unknown:
        raise WrongCell(PLACE, str(unknown)) from None


def read_category(row: SheetRow) -> Category:
    """Read a category; a type of 低效 is 低效."""
    found = category_meant(needed(row, "类别"))
    if found is None:
        raise WrongCell("类别", f"应为{'、'.join(Category)}之一。")
    return found[0]


def read_area_of(row: SheetRow, column: str) -> Decimal:
    """Read an area above zero that the records keep exactly."""
    needed(row, column)
    try:
        area_mu = read_area(row.cells[column], what=column)
    except ValueRefused as refusal:
        raise WrongCell(column, str(refusal)) from None
    if not area_mu:
        raise WrongCell(column, "应大于 0。")
    if area_mu != round(area_mu, EXACT_PLACES):
        raise WrongCell(column, f"合 {figure(area_mu)} 亩，最多记 {EXACT_PLACES} 位小数，请先四舍五入。")
    return area_mu


def _year(row: SheetRow) -> int:
    found = _YEAR.fullmatch(needed(row, "年度"))
    if found is None:
        raise WrongCell("年度", "应为年份，如 2021。")
    return int(found[1])
