"""`chart`: pictures as files."""

from datetime import date
from pathlib import Path

import click

from bot.commands.frame import (
    Given,
    OfficeCommand,
    OfficeGroup,
    known_by,
    office_command,
    on_day,
)
from bot.commands.looking import look_at
from bot.commands.saving import kind_of, save


@click.group(cls=OfficeGroup, help="把图表存成图片。")
def chart() -> None:
    """Hold the pictures."""


@chart.command(cls=OfficeCommand, help="某一天的总体进展图，与 /status 的图片相同。")
@click.argument("out", metavar="图片.png", type=click.Path(path_type=Path))
@on_day
@known_by
@office_command
def status(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Draw the /status picture."""
    kind_of(out, ".png")
    day = look_at(given.settings(), on, known)
    # matplotlib takes its time to load, and only this command draws.
    from reports.charts import status_picture

    save(out, status_picture(day))
    click.echo(f"已存为 {out}")
