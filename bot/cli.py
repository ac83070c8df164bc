"""The script `baiyuan`: which commands there are. Each is imported when it is asked for."""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from bot.commands.frame import REFUSED, WRONG_USAGE, OfficeGroup
from bot.commands.wrong_usage import sentence

COMMANDS = {
    "init": "bot.commands.opening:init",
    "run": "bot.commands.serving:run",
    "demo": "bot.commands.serving:demo",
    "campaign": "bot.commands.campaign_files:campaign",
    "ledger": "bot.commands.looking:ledger",
    "status": "bot.commands.looking:status",
    "overdue": "bot.commands.looking:overdue",
    "due": "bot.commands.listing:due",
    "reports": "bot.commands.listing:reports",
    "import": "bot.commands.importing:import_",
    "chart": "bot.commands.drawing:chart",
    "score": "bot.commands.scoring:score",
    "score-file": "bot.commands.scoring_files:score_file",
    "sanctions": "bot.commands.sanctioning:sanctions",
    "may-apply": "bot.commands.sanctioning:may_apply",
    "ranking": "bot.commands.ranking:ranking",
    "export": "bot.commands.exporting:export",
    "bulletin": "bot.commands.reporting:bulletin",
    "invite": "bot.commands.inviting:invite",
    "doctor": "bot.commands.checking:doctor",
}
"""Where each command lives, in the order of the help page."""


class _Listed(OfficeGroup):
    """The commands of `COMMANDS`: `baiyuan ledger` does not wait for what `baiyuan chart` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (the base class's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found


@click.group(cls=_Listed, name="baiyuan", help="百园增效督办：任务台账、到期提醒、总体进展。")
def baiyuan() -> None:
    """Hold the commands of `COMMANDS`."""


def main(words: Sequence[str] | None = None) -> None:
    """Carry out a command line, by default the process's own, and leave with its exit code."""
    _speak_utf8()
    sys.exit(_carry_out(words))


def _carry_out(words: Sequence[str] | None) -> int:
    try:
        code = baiyuan.main(words, prog_name="baiyuan", standalone_mode=False)
    except click.UsageError as wrong:
        click.echo(sentence(wrong), err=True)
        return WRONG_USAGE
    except click.Abort:
        click.echo("已中断。", err=True)
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); the interpreter must not try to flush to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Write UTF-8 wherever a file or a program reads; a terminal is written to as it wishes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="replace" if stream.isatty() else None
            )
