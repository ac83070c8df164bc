"""`bulletin`: the quarterly 通报 as a document, and the figures under each of its sentences."""

from pathlib import Path

import click

from bot.commands.frame import Given, OfficeCommand, as_json, office_command, print_json
from bot.commands.office import open_office
from bot.commands.saving import kind_of, save
from tracker.usecases.look_at_quarter import LookAtQuarter, look_at_quarter


@click.command(cls=OfficeCommand, help="季度通报：.docx 文件，截至季末；本季还没有结束的，截至今天。")
@click.argument("quarter", metavar="季度")
@click.argument("out", metavar="文件.docx", type=click.Path(path_type=Path))
@click.option("--number", metavar="文号", default="", help="发文字号；不写即留空。")
@click.option("--contact", metavar="姓名", default="", help="联系人；不写即留空。")
@click.option("--phone", metavar="电话", default="", help="联系电话；不写即留空。")
@as_json
@office_command
def bulletin(
    given: Given, *, quarter: str, out: Path, number: str, contact: str, phone: str, as_json: bool
) -> None:
    """Write the 通报 of a quarter."""
    kind_of(out, ".docx")
    with open_office(given.settings()) as office:
        seen = office.read(look_at_quarter, LookAtQuarter(word=quarter, today=office.today()))
    # Only this command needs these, and they take their time to load.
    from reports.bulletin.answer import bulletin_answer
    from reports.bulletin.caption import bulletin_caption
    from reports.bulletin.document import bulletin_document
    from reports.bulletin.reading import quarter_figures
    from reports.bulletin.writing import bulletin as written

    figures = quarter_figures(seen)
    paper = written(figures, number=number, contact=contact, phone=phone)
    save(out, bulletin_document(paper))
    if as_json:
        print_json(bulletin_answer(figures, paper))
        return
    click.echo(f"已存为 {out}。\n{bulletin_caption(figures)}")
