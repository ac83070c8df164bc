"""`score-file`: every parcel of a .xlsx or .csv, by the records where there are any."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.frame import Given, OfficeCommand, as_json, office_command, on_day, print_json
from bot.commands.scoring import NO_RECORDS, without_records
from config.campaign import load
from config.settings import Settings
from tracker.model import Standard


@click.command(
    cls=OfficeCommand,
    name="score-file",
    short_help="给整个表格的宗地评分，结论写在每行之后。",
    help="给整个表格的宗地评分，结论写在每行之后，另附汇总。表头：宗地编号、产业集聚区、行业（可无）、"
    "投资强度、容积率、建筑系数、亩均税收；评分结果存为 .xlsx 或 .csv。",
)
@click.argument("source", metavar="表格", type=click.Path(path_type=Path))
@click.argument("target", metavar="评分结果", type=click.Path(path_type=Path))
@on_day
@as_json
@office_command
def score_file(given: Given, /, *, source: Path, target: Path, on: date | None, as_json: bool) -> None:
    """Score the rows of a file into another."""
    settings = given.settings()
    campaign = load(settings.campaign)
    # pandas takes its time to load, and only this command needs it.
    from bot.scored_files import score_file as scoring

    scored = scoring.score_file(
        source,
        target,
        campaign=campaign,
        recorded=_recorded(settings),
        on=on or Clock(campaign.timezone, settings.rehearse_from).now().date(),
        progress=_progress(),
        limits=scoring.OF_THIS_MACHINE,
    )
    if sys.stderr.isatty():
        click.echo(err=True)
    if as_json:
        print_json(asdict(scored))
        return
    click.echo(str(scored))
    if scored.refused:
        click.echo(
            "拒绝的行标为红色，原因见“说明”一列。"
            if target.suffix.lower() == ".xlsx"
            else "拒绝的原因见“说明”一列。"
        )
    if without_records(settings):
        click.echo(NO_RECORDS)
    click.echo(f"已存为 {target}")


def _recorded(settings: Settings) -> Sequence[Standard]:
    """Return the counties' and parks' own standards; none where nothing was set up here yet."""
    if without_records(settings):
        return ()
    from bot.commands.office import open_office
    from tracker.store.books import Books

    with open_office(settings) as office:
        return office.store.read_now(lambda c: Books(c, office.campaign).standards.all())


def _progress() -> Callable[[int], None]:
    """Tell a terminal how far the scoring is; a file or a program is told nothing."""
    if not sys.stderr.isatty():
        return lambda _rows: None
    return lambda rows: click.echo(f"\r已评分 {rows:,} 行", err=True, nl=False)
