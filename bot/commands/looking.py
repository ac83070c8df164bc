"""Reading the records: `ledger`, `status`, `overdue`."""

from collections.abc import Sequence
from datetime import date

import click

from bot.commands.frame import Given, OfficeCommand, as_json, known_by, office_command, on_day, print_json
from bot.commands.table import table
from config.campaign import load
from config.settings import Settings
from reports.answers import ledger_answer, overdue_answer, status_answer
from reports.digest import Digest, UnitRow
from reports.sentences import sentences
from reports.wording import LIGHTS, PARTS, RETURNS
from tracker.account import ParcelStanding
from tracker.plan import Campaign
from tracker.sanctions import SanctionStanding
from tracker.scoring import figure

_UNIT_HEADINGS = (
    "单位",
    "牵头",
    "办结",
    "逾期",
    "责任",
    "办结",
    "逾期",
    "季报",
    "任务（亩）",
    "完成（亩）",
    "年度任务",
)


@click.command(cls=OfficeCommand, help="方案的工作台账（附件2）。")
@as_json
@office_command
def ledger(given: Given, *, as_json: bool) -> None:
    """Print Annex 2 as the campaign file has it."""
    # The records are not asked, so their library is not waited for.
    plan = load(given.settings().campaign)
    if as_json:
        print_json(ledger_answer(plan))
    else:
        click.echo(_ledger_page(plan))


@click.command(cls=OfficeCommand, help="某一天的总体进展。")
@on_day
@known_by
@as_json
@office_command
def status(given: Given, *, on: date | None, known: date | None, as_json: bool) -> None:
    """Print how everything stood on a day."""
    day = look_at(given.settings(), on, known)
    if as_json:
        print_json(status_answer(day))
    else:
        click.echo(_status_page(day))


@click.command(cls=OfficeCommand, help="某一天逾期的任务。")
@on_day
@known_by
@as_json
@office_command
def overdue(given: Given, *, on: date | None, known: date | None, as_json: bool) -> None:
    """Print who was late with what on a day."""
    from bot.commands.office import open_office
    from reports.reading import digest_of
    from tracker.usecases.look import Look, look
    from tracker.usecases.look_at_parcels import LookAtParcels, Which, look_at_parcels

    with open_office(given.settings()) as office:
        asked = on or office.today()
        day = digest_of(office.read(look, Look(on=asked, known=known)))
        late = LookAtParcels(on=asked, known=known, which=Which.OVERDUE)
        parcels = office.read(look_at_parcels, late).parcels
    if as_json:
        print_json(overdue_answer(day, parcels))
    else:
        click.echo(_overdue_page(day, parcels))


def look_at(settings: Settings, on: date | None, known: date | None) -> Digest:
    """Compute the numbers of a day, today by the clock where none is asked for."""
    from bot.commands.office import open_office
    from reports.reading import whole_day
    from tracker.usecases.look import Look

    with open_office(settings) as office:
        return office.read(whole_day, Look(on=on or office.today(), known=known))


def _ledger_page(plan: Campaign) -> str:
    rows = [
        (
            task.code,
            task.indicator.name if task.indicator else "",
            task.due_text,
            len(task.lead),
            len(task.supporting),
            task.content,
        )
        for task in plan.tasks
    ]
    assigned = sum(1 for task in plan.tasks for _ in task.parts())
    heading = f"{plan.title}（{plan.document}）：{len(rows)} 项任务，{assigned} 项分工"
    return f"{heading}\n\n{table(('编号', '指标', '完成时间', '牵头', '责任', '任务'), rows)}"


def _status_page(day: Digest) -> str:
    parts = ["\n".join(sentences(day))]
    years = {row.standing.unit: row.standing for row in day.years.rows} if day.years else {}
    if day.issued:
        tasks = [
            (
                row.code,
                LIGHTS[row.light],
                "各单位不同" if row.due_mixed else row.due_on or "未定",
                row.tally.total,
                row.tally.closed,
                row.tally.submitted,
                row.tally.red,
            )
            for row in day.tasks
        ]
        units = [_unit_line(row, years.get(row.unit)) for row in day.units]
        parts += [
            table(("任务", "状态", "期限", "分工", "办结", "待核验", "逾期"), tasks),
            table(_UNIT_HEADINGS, units),
        ]
    return "\n\n".join(parts)


def _unit_line(row: UnitRow, year: SanctionStanding | None) -> tuple[object, ...]:
    from reports.sanctions import STATES

    lead, supporting = row.lead, row.supporting
    return (
        row.unit,
        lead.total,
        lead.closed,
        lead.red,
        supporting.total,
        supporting.closed,
        supporting.red,
        f"{row.filing.quarter} {RETURNS[row.filing.state]}" if row.filing else None,
        figure(year.target_mu) if year and year.target_mu is not None else None,
        figure(year.done_mu) if year and year.target_mu is not None else None,
        STATES[year.state] if year else None,
    )


def _overdue_page(day: Digest, parcels: Sequence[ParcelStanding]) -> str:
    late = [row for row in day.units if row.red]
    obligations = [
        *(
            (each.assignment.unit, each.assignment.code, each.due_on, each.days)
            for each in day.overdue_obligations
        ),
        *((each.unit, each.code, each.quarter.last_on, each.days) for each in day.overdue_returns),
    ]
    if not late and not obligations and not parcels:
        return f"{day.on} 没有逾期的任务。"
    parts = []
    if late:
        lead, supporting = sum(row.lead.red for row in late), sum(row.supporting.red for row in late)
        parts.append(f"{day.on} 逾期：{len(late)} 家单位，牵头 {lead} 项，责任 {supporting} 项。")
        items = [
            (each.assignment.unit, each.assignment.code, PARTS[each.assignment.part], each.due_on, each.days)
            for row in late
            for each in day.standings
            if each.overdue and each.assignment.unit == row.unit
        ]
        parts.append(table(("单位", "任务", "分工", "期限", "逾期天数"), items))
    if obligations:
        parts.append(f"台账外义务逾期 {len(obligations)} 项。")
        parts.append(table(("单位", "义务", "期限", "逾期天数"), obligations))
    if parcels:
        parts.append(f"宗地逾期 {len(parcels)} 宗。")
        listed = [(next(iter(each.units), ""), each.entry.number, each.due_on, each.days) for each in parcels]
        parts.append(table(("单位", "宗地", "期限", "逾期天数"), listed))
    return "\n\n".join(parts)
