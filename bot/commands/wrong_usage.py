"""What click finds wrong with a command line, said in Chinese."""

import click
from click.exceptions import NoArgsIsHelpError

from bot.commands.frame import Day


def sentence(error: click.UsageError) -> str:
    """Return the sentence, with the way to the help behind it."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message
    help_page = f"\n查看用法：{error.ctx.command_path} --help" if error.ctx else ""
    return f"{_what(error)}{help_page}"


def _what(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。{_nearest(error.possibilities)}"
        case click.exceptions.NoSuchCommand():
            return f"没有命令 {error.command_name}。{_nearest(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少{_parameter(error)}。"
        case click.BadParameter():
            return f"{_parameter(error)}：{_value(error)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少值，或不该带值。"
        case _:
            return f"参数太多：{error.message.partition('(')[2].rstrip(')')}"


def _value(error: click.BadParameter) -> str:
    """Return what our own types say; click's own speak English."""
    kind = error.param.type if error.param else None
    if isinstance(kind, Day):
        return error.message
    return "应为整数。" if isinstance(kind, type(click.INT)) else "写法不对。"


def _nearest(words: list[str] | None) -> str:
    return f"是否应为 {'、'.join(words)}？" if words else ""


def _parameter(error: click.BadParameter) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return f"选项 {max(parameter.opts, key=len)}"
    return f"参数 {parameter.make_metavar(error.ctx) if parameter and error.ctx else ''}".rstrip()
