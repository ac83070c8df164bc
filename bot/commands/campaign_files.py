"""What is done with campaign files alone: `campaign check`, `campaign import`."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

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
from bot.commands.saving import kind_of
from bot.files import why
from config.campaign import CampaignFaults, load, read_campaign
from config.faults import Fault
from tracker.plan import Campaign

if TYPE_CHECKING:
    from config.importing.draft import Draft


@click.group(cls=OfficeGroup, help="检查方案文件，或由别的方案的台账读出一份。")
def campaign() -> None:
    """Hold what is done with a campaign file alone."""


@campaign.command(help="逐条列出方案文件的错误及其位置；没有错误则输出 ok。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@office_command
def check(_given: Given, file: Path) -> None:
    """Print every fault of a campaign file, or `ok`."""
    try:
        load(file)
    except CampaignFaults as faults:
        # The faults are the answer that was asked for; the exit code tells a script that there are some.
        click.echo(str(faults))
        raise Refusal(f"共 {len(faults.faults)} 处错误。") from None
    click.echo("ok")


@campaign.command(
    cls=OfficeCommand,
    name="import",
    short_help="由别的方案的任务台账（.docx 或 .xlsx）读出方案文件。",
    help="由别的方案的任务台账（.docx 或 .xlsx）读出方案文件，并列出需要人决定的事项。"
    "给了 --campaign 的，单位名单照那份方案文件；不覆盖已有的文件。",
)
@click.argument("plan", metavar="台账", type=click.Path(path_type=Path))
@click.argument("out", metavar="方案文件.toml", type=click.Path(path_type=Path))
@as_json
@office_command
def import_(given: Given, /, *, plan: Path, out: Path, as_json: bool) -> None:
    """Read a plan's table of tasks into a new campaign file."""
    office = load(given.settings().campaign)
    kind_of(out, ".toml")
    if out.exists():
        raise Refusal(f"已有文件 {out}，没有改动它：请另起一个名称。")
    # Only this command needs these libraries, and they take their time to load.
    from bot.sheets.plan_paper import plan_paper
    from config.importing.draft import draft_campaign
    from config.importing.toml_text import campaign_text

    draft = draft_campaign(plan_paper(plan), office, same_city=given.campaign is not None)
    text = campaign_text(draft)
    read, faults = _checked(text)
    _write_new(out, text)
    if as_json:
        print_json(_answer(draft, read, faults))
    else:
        click.echo("\n".join(_page(draft, read, faults, out)))


def _checked(text: str) -> tuple[Campaign | None, tuple[Fault, ...]]:
    """Look at the new file as `campaign check` does."""
    try:
        return read_campaign(text), ()
    except CampaignFaults as faults:
        return None, faults.faults


def _write_new(out: Path, text: str) -> None:
    """Write a file that was not there; what is written by half is taken away again. Raises `Refusal`."""
    try:
        with out.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                out.unlink()
                raise
    except FileExistsError:
        raise Refusal(f"已有文件 {out}，没有改动它：请另起一个名称。") from None
    except OSError as error:
        raise Refusal(f"写不了文件 {out}（{why(error)}）。") from None


def _answer(draft: "Draft", read: Campaign | None, faults: tuple[Fault, ...]) -> dict[str, object]:
    return {
        "tasks": len(draft.tasks),
        "assignments": _assignments(read),
        "units": len(draft.units),
        "accepted": read is not None,
        "decide": [asdict(each) | {"taken": each.taken or None} for each in draft.findings.questions],
        "decided": [asdict(each) for each in draft.findings.remarks],
        "faults": [{"place": each.place, "line": each.line, "sentence": each.sentence} for each in faults],
    }


def _assignments(read: Campaign | None) -> int | None:
    """Return how many assignments there are; not known while a collective has no members."""
    return None if read is None else sum(1 for task in read.tasks for _ in task.parts())


def _page(draft: "Draft", read: Campaign | None, faults: tuple[Fault, ...], out: Path) -> Iterator[str]:
    assigned = "" if read is None else f"，{_assignments(read)} 项分工"
    yield f"读出 {len(draft.tasks)} 项任务{assigned}，名单中 {len(draft.units)} 家单位。已存为 {out}。"
    questions, remarks = draft.findings.questions, draft.findings.remarks
    if questions:
        yield from ("", f"需要人决定的（{len(questions)} 项）：")
    for question in questions:
        yield f"  {_at(question.place, question.text)}{question.question}{_taken(question.taken)}"
    if remarks:
        yield from ("", f"已经认定的（{len(remarks)} 项），请过目：")
    for remark in remarks:
        yield f"  {_at(remark.place, remark.text)}{remark.remark}"
    yield ""
    if read is not None:
        yield "campaign check：ok"
        return
    yield f"campaign check：还有 {len(faults)} 处要填，填好后运行 baiyuan campaign check {out}"
    yield from (f"  {fault}" for fault in faults)


def _at(place: str, text: str) -> str:
    return f"{place}〔{text}〕：" if text else f"{place}："


def _taken(taken: str) -> str:
    return f"（文件里暂写：{taken}）" if taken else "（文件里留空）"
