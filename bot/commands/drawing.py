"""`chart`: pictures as files."""

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
from bot.commands.looking import look_at
from bot.files import why


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
    if out.suffix.lower() != ".png":
        raise Refusal(f"图片是 PNG 格式，请把“{out.name}”改为以 .png 结尾的文件名。")
    day = look_at(given.settings(), on, known)
    # matplotlib takes its time to load, and only this command draws.
    from reports.charts import status_picture

    picture = status_picture(day)
    try:
        out.write_bytes(picture)
    except OSError as error:
        raise Refusal(f"写不了文件 {out}（{why(error)}）。") from None
    click.echo(f"已存为 {out}")
