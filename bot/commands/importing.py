"""`import`: what the office keeps in spreadsheets, all rows or none unless `--partial`."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import click

from bot.commands.frame import (
    Given,
    OfficeCommand,
    OfficeGroup,
    Refusal,
    as_json,
    office_command,
    print_json,
)
from bot.commands.inviting import bot_name, expiry, link_to
from bot.commands.office import Office, open_office
from bot.commands.table import table
from bot.files import why
from bot.sheets.columns import (
    DISPOSALS,
    MEMBERS,
    PARCELS,
    QUOTAS,
    REPORTS,
    TARGETS,
)
from bot.sheets.headings import Synonyms
from bot.sheets.recorded import (
    DISPOSAL_ROWS,
    QUOTA_ROWS,
    REPORT_ROWS,
    RETURN_ROWS,
    TARGET_ROWS,
    RecordedSheet,
)
from bot.sheets.sheet import Sheet, read_sheet
from config.settings import Settings
from tracker.account import Balance, reconcile
from tracker.scoring import figure
from tracker.usecases.import_boundaries import ImportBoundaries, import_boundaries
from tracker.usecases.import_members import ImportMembers, MembersImported, import_members
from tracker.usecases.import_parcels import ImportParcels, import_parcels
from tracker.usecases.import_rows import Imported, ImportSheet, RefusedRow, RowsRefused
from tracker.usecases.invite_member import ROLE_NAMES, MemberInvited
from tracker.usecases.look_at_parcels import LookAtParcels, look_at_parcels

T = TypeVar("T")

_GEOJSON = frozenset({".geojson", ".json"})
_file = click.argument("file", metavar="文件", type=click.Path(path_type=Path))
_partial = click.option("--partial", is_flag=True, help="有错的行跳过，只导入其余各行。")


@click.group(cls=OfficeGroup, name="import", help="从 .csv 或 .xlsx 表格导入；重复导入不会重复记录。")
def import_() -> None:
    """Hold what can be imported."""


@import_.command(cls=OfficeCommand, help=f"为名单上的每个人生成邀请码。表头：{'、'.join(MEMBERS)}。")
@_file
@_partial
@as_json
@office_command
def members(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Invite everybody on a list."""
    settings = given.settings()
    sheet = _read(file, MEMBERS)
    with open_office(settings) as office:
        command = ImportMembers(
            rows=sheet.rows, unreadable=sheet.refused, partial=partial, at=office.clock.now()
        )
        outcome = _all_or_nothing(lambda: office.write(import_members, command), as_json=as_json)
        if as_json:
            invitations = [_invitation(each) for each in outcome.invitations]
            print_json(_answer(outcome.imported) | {"invitations": invitations})
        else:
            click.echo(_members_page(office, outcome))


@import_.command(cls=OfficeCommand, help=f"导入填报和核验结果。表头：{'、'.join(REPORTS)}。")
@_file
@_partial
@as_json
@office_command
def reports(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Take reports and verdicts into the ledger."""
    _import_sheet(given, file, REPORT_ROWS, partial=partial, as_json=as_json)


@import_.command(
    cls=OfficeCommand, help=f"导入宗地台账（一宗一策），或 .geojson 界址。表头：{'、'.join(PARCELS)}。"
)
@_file
@_partial
@as_json
@office_command
def parcels(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Take parcels into the account, or from a .geojson file their boundaries."""
    settings = given.settings()
    if file.suffix.lower() in _GEOJSON:
        _import_boundaries(settings, file, partial=partial, as_json=as_json)
        return
    sheet = _read(file, PARCELS)
    with open_office(settings) as office:
        command = ImportParcels(
            rows=sheet.rows, unreadable=sheet.refused, partial=partial, at=office.clock.now()
        )
        imported = _all_or_nothing(lambda: office.write(import_parcels, command), as_json=as_json)
        if as_json:
            print_json(_answer(imported))
        else:
            click.echo("\n\n".join((_page(imported), _balance_page(office))))


@import_.command(cls=OfficeCommand, help=f"导入年度任务。表头：{'、'.join(TARGETS)}（可无）。")
@_file
@_partial
@as_json
@office_command
def targets(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Take annual tasks into the records."""
    _import_sheet(given, file, TARGET_ROWS, partial=partial, as_json=as_json)


@import_.command(cls=OfficeCommand, help=f"导入新增建设用地计划指标。表头：{'、'.join(QUOTAS)}。")
@_file
@_partial
@as_json
@office_command
def quotas(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Take plan quotas into the records."""
    _import_sheet(given, file, QUOTA_ROWS, partial=partial, as_json=as_json)


@import_.command(cls=OfficeCommand, help=f"导入处置面积和核验日期。表头：{'、'.join(DISPOSALS)}。")
@_file
@_partial
@as_json
@office_command
def disposals(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Take areas disposed of into the records."""
    _import_sheet(given, file, DISPOSAL_ROWS, partial=partial, as_json=as_json)


@import_.command(
    cls=OfficeCommand, help="导入季度报送和核验得分。表头：季度、单位、报送日期、核验日期，以及各项得分。"
)
@_file
@_partial
@as_json
@office_command
def returns(given: Given, *, file: Path, partial: bool, as_json: bool) -> None:
    """Take quarterly returns and their scores."""
    _import_sheet(given, file, RETURN_ROWS, partial=partial, as_json=as_json)


def _import_sheet(given: Given, file: Path, kind: RecordedSheet, *, partial: bool, as_json: bool) -> None:
    with open_office(given.settings()) as office:
        sheet = _read(file, kind.columns(office.campaign), optional=kind.optional)
        at = office.clock.now()
        command = ImportSheet(rows=sheet.rows, unreadable=sheet.refused, partial=partial, on=at.date(), at=at)
        imported = _all_or_nothing(lambda: office.write(kind.act, command), as_json=as_json)
    if as_json:
        print_json(_answer(imported))
    else:
        click.echo(_page(imported))


def _import_boundaries(settings: Settings, file: Path, *, partial: bool, as_json: bool) -> None:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refusal(f"读不了文件 {file}（{why(error)}）。") from None
    with open_office(settings) as office:
        command = ImportBoundaries(content=content, partial=partial, at=office.clock.now())
        imported = _all_or_nothing(lambda: office.write(import_boundaries, command), as_json=as_json)
    if as_json:
        print_json(_answer(imported))
    else:
        click.echo(_page(imported))


def _balance_page(office: Office) -> str:
    """Set the account beside the plan's own figures, park by park (二（三）4 and 6)."""
    seen = office.read(look_at_parcels, LookAtParcels(on=max(office.today(), office.campaign.issued_on)))
    rows = [
        (
            row.park or "合计",
            *(figure(number) for each in (row.unsupplied, row.illegal) for number in _compared(each)),
        )
        for row in reconcile(office.campaign.parks, seen.parcels)
    ]
    headings = ("产业集聚区", "批而未供底数", "台账", "相差", "违法占地底数", "台账", "相差")
    return f"底数核对（亩）：\n\n{table(headings, rows)}"


def _compared(balance: Balance) -> tuple[Decimal, ...]:
    return balance.opening_mu, balance.recorded_mu, balance.difference_mu


def _read(file: Path, columns: Synonyms, *, optional: Collection[str] = ()) -> Sheet:
    sheet = read_sheet(file, columns, optional=optional)
    if sheet.unused:
        click.echo(f"没有用到的列：{'、'.join(sheet.unused)}。", err=True)
    return sheet


def _all_or_nothing(act: Callable[[], T], *, as_json: bool) -> T:
    try:
        return act()
    except RowsRefused as refusal:
        if not as_json:
            click.echo(_refused_page(refusal.imported.refused), err=True)
        raise Refusal(str(refusal), _answer(refusal.imported)) from None


def _answer(imported: Imported) -> dict[str, object]:
    return {
        "read": imported.read,
        "added": imported.added,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "refused": _listed(imported.refused),
    } | ({"findings": _listed(imported.findings)} if imported.findings else {})


def _listed(rows: Sequence[RefusedRow]) -> list[dict[str, object]]:
    return [
        {"row": each.row, "column": each.column, "value": each.value, "reason": each.reason} for each in rows
    ]


def _invitation(invited: MemberInvited) -> dict[str, object]:
    return {
        "unit": invited.post.unit,
        "role": invited.post.role.value,
        "name": invited.name,
        "code": invited.code,
        "expires": expiry(invited),
    }


def _page(imported: Imported) -> str:
    parts = [str(imported)]
    parts += [_refused_page(imported.refused)] if imported.refused else []
    parts += [f"已导入，请核对：\n\n{_refused_page(imported.findings)}"] if imported.findings else []
    return "\n\n".join(parts)


def _refused_page(refused: Sequence[RefusedRow]) -> str:
    rows = [(each.row, each.column, each.value, each.reason) for each in refused]
    return table(("行", "列", "内容", "原因"), rows)


def _members_page(office: Office, outcome: MembersImported) -> str:
    page = _page(outcome.imported)
    if not outcome.invitations:
        return page
    bot = bot_name(office)
    rows = [
        (
            each.post.unit,
            ROLE_NAMES[each.post.role],
            each.name,
            each.code,
            link_to(bot, each.code) or f"/start {each.code}",
        )
        for each in outcome.invitations
    ]
    until = outcome.invitations[0].expires_at
    codes = table(("单位", "角色", "姓名", "邀请码", "链接，或在私聊中发送"), rows)
    return f"{page}\n\n{codes}\n\n邀请码只能使用一次，{until:%Y-%m-%d %H:%M} 前有效，不会再次显示。"
