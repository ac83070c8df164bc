"""`chart`: pictures as files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

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
from bot.commands.office import open_office
from bot.commands.saving import kind_of, save

# matplotlib takes its time to load: what draws is imported by the command that needs it.


@click.group(cls=OfficeGroup, help="把图表存成图片。")
def chart() -> None:
    """Hold the pictures."""


def _picture(help_: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command of a function that draws: every picture has a file to go to, a day, what was known."""

    def command(function: Callable[..., Any]) -> click.Command:
        out = click.argument("out", metavar="图片.png", type=click.Path(path_type=Path))
        named = chart.command(name=function.__name__, cls=OfficeCommand, help=help_)
        return named(out(on_day(known_by(office_command(function)))))

    return command


@_picture("某一天的总体进展图，与 /status 的图片相同。")
def status(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Draw the /status picture."""
    kind_of(out, ".png")
    day = look_at(given.settings(), on, known)
    from reports.charts import status_picture

    _write(out, status_picture(day))


@_picture("各单位、各任务的红绿灯；一张放不下的，后面几张存为 图片-2.png、图片-3.png……")
def matrix(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Draw units by tasks, a file a page."""
    kind_of(out, ".png")
    day = look_at(given.settings(), on, known)
    from reports.matrix_chart import matrix_pages, matrix_picture

    for page in range(matrix_pages(day)):
        place = out.with_stem(f"{out.stem}-{page + 1}") if page else out
        _write(place, matrix_picture(day, page))


@_picture("各单位年度任务的完成面积，与 /sanctions 的进度图相同。")
@click.option("--year", type=int, metavar="年度", help="哪一年的任务，如 2021；不写即所问那天的年份。")
def area(given: Given, *, out: Path, on: date | None, known: date | None, year: int | None) -> None:
    """Draw what is done of every unit's annual task."""
    from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions

    kind_of(out, ".png")
    with open_office(given.settings()) as office:
        day = on or office.today()
        asked = LookAtSanctions(year=day.year if year is None else year, on=day, known=known)
        seen = office.read(look_at_sanctions, asked)
    from reports.reading import year_digest_of
    from reports.year_chart import year_picture

    _write(out, year_picture(year_digest_of(seen, openly=True)))


@_picture("量化得分排名，与 /rank 的排名图相同；半年用 6 月 30 日，全年用 12 月 31 日。")
def ranking(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Draw the ranking by group."""
    from tracker.usecases.look_at_ranking import LookAtRanking, look_at_ranking

    kind_of(out, ".png")
    with open_office(given.settings()) as office:
        seen = office.read(look_at_ranking, LookAtRanking(on=on or office.today(), known=known))
    from reports.ranking_chart import ranking_picture
    from reports.ranking_sheet import ranking_sheet

    _write(out, ranking_picture(ranking_sheet(seen)))


@_picture("各园区、各类宗地的处置，与 /parcels 的分类图相同。")
def parcels(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Draw the account of parcels by park and category."""
    from tracker.usecases.look_at_parcels import LookAtParcels, look_at_parcels

    kind_of(out, ".png")
    with open_office(given.settings()) as office:
        seen = office.read(look_at_parcels, LookAtParcels(on=on or office.today(), known=known))
    from reports.parcel_chart import parcel_picture
    from reports.parcel_shares import parcel_shares

    _write(out, parcel_picture(parcel_shares(seen)))


@_picture("各任务的完成日期，与 /due 的时间图相同。")
def timeline(given: Given, *, out: Path, on: date | None, known: date | None) -> None:
    """Draw the due dates: past, done, to come, moved."""
    from reports.reading import digest_of
    from tracker.usecases.look import Look, look

    kind_of(out, ".png")
    with open_office(given.settings()) as office:
        seen = office.read(look, Look(on=on or office.today(), known=known))
    from reports.timeline_chart import timeline_picture
    from reports.timeline_sheet import timeline_sheet

    _write(out, timeline_picture(timeline_sheet(seen.campaign, seen.holdings, digest_of(seen))))


def _write(out: Path, picture: bytes) -> None:
    save(out, picture)
    click.echo(f"已存为 {out}")
