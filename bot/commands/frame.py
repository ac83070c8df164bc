"""What every command has: `--db`, `--campaign`, help in Chinese, refusals as sentences with exit codes.

0 done, 1 refused for a reason that is printed, 2 wrong usage or settings (CONTRACT).
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from config.faults import CampaignFaults
from config.settings import Settings, SettingsFaults, from_environment
from tracker.errors import TrackerError

P = ParamSpec("P")
T = TypeVar("T")

DOTENV = Path(".env")
REFUSED = 1
WRONG_USAGE = 2
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_MARK = re.compile(r"\s*\[(required|default: (?P<value>[^\]]*))\]")
"""What click adds to the help of an option."""


class Refusal(Exception):
    """A command that cannot be done; `str()` is the Chinese sentence for whoever typed it.

    `document` is what a JSON answer says besides the sentence.
    """

    def __init__(self, sentence: str, document: dict[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.document = document or {}


class ChineseHelp(click.HelpFormatter):
    """Click's help page with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands with their explanations."""
        said = [(name, _MARK.sub(_mark_in_chinese, explained)) for name, explained in rows]
        super().write_dl(said, col_max, col_spacing)


class ChineseContext(click.Context):
    """A command being carried out."""

    formatter_class = ChineseHelp


class OfficeCommand(click.Command):
    """A command that says what it refuses in one sentence, and never with a traceback."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]"} | kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; whatever is wrong with them knows its command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Carry the command out; a fault or a refusal becomes an exit code."""
        try:
            return super().invoke(ctx)
        except (SettingsFaults, CampaignFaults) as faults:
            click.echo(str(faults), err=True)
            ctx.exit(WRONG_USAGE)
        except (Refusal, TrackerError) as refusal:
            document = refusal.document if isinstance(refusal, Refusal) else {}
            if ctx.params.get("as_json"):
                print_json({"error": str(refusal)} | document)
            else:
                click.echo(str(refusal), err=True)
            ctx.exit(REFUSED)


class OfficeGroup(click.Group):
    """Several commands under one name."""

    context_class = ChineseContext
    command_class = OfficeCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]..."}
        super().__init__(*args, **words | kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, explained in Chinese."""
        return _in_chinese(super().get_help_option(ctx))


class Day(click.ParamType[date]):
    """A date as `YYYY-MM-DD`."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or refuse it."""
        try:
            # `date.fromisoformat` would take 20210401 and 2021-W13-4 too.
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007  (a date has no zone)
        except ValueError:
            self.fail(f"“{value}”不是日期，应形如 2021-07-01。", param, ctx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the command line gives instead of the settings."""

    db: str | None
    campaign: str | None

    def settings(self) -> Settings:
        """Read the settings of this process; what was given goes before them. Raises `SettingsFaults`."""
        settings = from_environment(DOTENV)
        for warning in settings.warnings:
            click.echo(warning, err=True)
        if self.db is not None:
            settings = replace(settings, db_url=self.db)
        if self.campaign is not None:
            settings = replace(settings, campaign=Path(self.campaign))
        return settings


def office_command(function: Callable[Concatenate[Given, P], T]) -> Callable[..., T]:
    """Add the options that every command takes; the function gets them as its first argument."""

    @click.option("--db", metavar="地址", help="数据库地址，代替设置 BAIYUAN_DB_URL。")
    @click.option("--campaign", metavar="文件", help="方案文件，代替设置 BAIYUAN_CAMPAIGN。")
    @wraps(function)
    def wrapped(*args: Any, db: str | None, campaign: str | None, **kwargs: Any) -> T:
        return function(Given(db=db, campaign=campaign), *args, **kwargs)

    return wrapped


as_json = click.option("--json", "as_json", is_flag=True, help="只输出一个 JSON 文档。")
on_day = click.option("--on", type=Day(), metavar="日期", help="问哪一天，如 2021-07-01；不写即今天。")
known_by = click.option(
    "--known", type=Day(), metavar="日期", help="只按这一天结束时办公室已知的情况；不写即全部记录。"
)


def print_json(document: dict[str, object]) -> None:
    """Print the one document of a `--json` answer."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _mark_in_chinese(found: re.Match[str]) -> str:
    return "（必填）" if found["value"] is None else f"（默认 {found['value']}）"


def _in_chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明。"
    return option
