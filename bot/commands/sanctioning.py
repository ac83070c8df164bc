"""`sanctions` and `may-apply`: what unfinished tasks trigger, and what that stops."""

from datetime import date

import click

from bot.commands.frame import Given, OfficeCommand, as_json, known_by, office_command, on_day, print_json
from bot.commands.office import open_office
from bot.commands.table import table
from reports.order_notes import dropped_lines
from reports.sanction_answers import application_answer, sanctions_answer, six_places
from reports.sanctions import STATES
from tracker.scoring import figure
from tracker.usecases.ask_application import AskApplication, ask_application
from tracker.usecases.look_at_sanctions import LookAtSanctions, SanctionsSeen, look_at_sanctions


@click.command(cls=OfficeCommand, help="年度任务完成情况及其后果：预警、暂停、待定、通过。")
@click.option("--year", type=int, required=True, metavar="年度", help="哪一年的任务，如 2021。")
@click.option("--unit", metavar="单位", help="只看这家单位。")
@on_day
@known_by
@as_json
@office_command
def sanctions(
    given: Given, *, year: int, unit: str | None, on: date | None, known: date | None, as_json: bool
) -> None:
    """Print how every county and zone stands against its task."""
    with open_office(given.settings()) as office:
        asked = LookAtSanctions(
            year=year, on=on or office.today(), known=known, units=(unit,) if unit else None
        )
        seen = office.read(look_at_sanctions, asked)
    if as_json:
        print_json(sanctions_answer(seen))
    else:
        click.echo(_page(seen))


@click.command(
    cls=OfficeCommand, name="may-apply", help="某单位某一天能否申请新增建设用地；每次询问都有记录。"
)
@click.option("--unit", required=True, metavar="单位", help="单位名称。")
@click.option(
    "--kind",
    required=True,
    metavar="类别",
    help="ordinary 一般项目，provincial-key 省以上重点工程，livelihood 重大民生项目。",
)
@on_day
@as_json
@office_command
def may_apply(given: Given, *, unit: str, kind: str, on: date | None, as_json: bool) -> None:
    """Print yes or no with the reason."""
    with open_office(given.settings()) as office:
        command = AskApplication(unit=unit, kind=kind, day=on or office.today(), at=office.clock.now())
        answer = office.write(ask_application, command)
    if as_json:
        print_json(application_answer(answer))
    else:
        click.echo(
            f"{answer.unit} {answer.day} {answer.kind}：{'可以申请' if answer.allowed else '不能申请'}。"
            f"{answer.reason}（依据：{answer.clause}）"
        )


def _page(seen: SanctionsSeen) -> str:
    rows = [
        (
            each.standing.unit,
            figure(each.standing.target_mu) if each.standing.target_mu is not None else "-",
            figure(each.standing.done_mu),
            figure(each.standing.pending_mu),
            six_places(each.standing.ratio) or "-",
            STATES[each.standing.state],
            each.order.name if each.order else "",
            "推定" if each.assumed else "",
        )
        for each in seen.years
    ]
    headings = ("单位", "任务（亩）", "已完成", "待核验", "比例", "状态", "决定", "园区归属")
    dropped = "".join(f"\n{line}" for line in dropped_lines(seen))
    return f"{seen.asked.year} 年度任务，{seen.asked.on}\n\n{table(headings, rows)}{dropped}"
