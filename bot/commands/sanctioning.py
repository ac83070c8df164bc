"""`sanctions` and `may-apply`: what unfinished tasks trigger, and what that stops."""

from datetime import date

import click

from bot.commands.frame import Given, OfficeCommand, as_json, known_by, office_command, on_day, print_json
from bot.commands.office import open_office
from reports.sanction_answers import application_answer, sanctions_answer
from reports.sanction_page import SanctionPage, sanction_page
from tracker.usecases.ask_application import AskApplication, ask_application
from tracker.usecases.look_at_open_years import look_at_year
from tracker.usecases.look_at_sanctions import LookAtSanctions


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
        found = office.read(look_at_year, asked)
    if as_json:
        print_json(sanctions_answer(found.land))
    else:
        click.echo(_page(sanction_page(found, openly=True)))


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


def _page(page: SanctionPage) -> str:
    asked = page.seen.asked
    known = f"，按 {asked.known} 已知情况" if asked.known else ""
    parts = [f"{asked.year} 年度任务，{asked.on}{known}"]
    for heading, blocks in page.sections:
        lines = [line for each in blocks for line in (each.head, *(f"    {line}" for line in each.lines))]
        parts.append("\n".join((heading, *lines)))
    if page.unset:
        parts.append(f"未下达任务：{'、'.join(page.unset)}")
    parts += page.dropped
    parts.append("\n".join((*page.notes, f"依据：{page.seen.rules.source}")))
    return "\n\n".join(parts)
