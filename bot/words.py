"""Text that Telegram takes: escaped, measured as Telegram measures, split rather than rejected."""

import html
import re
from collections.abc import Iterable
from datetime import datetime

from tracker.plan import Campaign

MESSAGE_LIMIT = 4096 - 16
CAPTION_LIMIT = 1024 - 16
"""UTF-16 units after entities; sixteen stay free for the mark of a rehearsal."""

FAULT = "系统出错，您的消息已保存，管理员已收到通知。请稍后再试。"
EDITED = "修改过的消息不会被处理，请把正确的内容重新发送一次。"
FORWARDED = "转发的命令不会执行，请自己发送。"
PRIVATE_ONLY = "请在与我的私聊中使用。"
OLD_BUTTON = "这个按钮已经过期，请使用最新的消息。"
NOT_ALLOWED = "您的身份不能使用这项功能。发送 /help 查看可用功能。"
UNKNOWN_COMMAND = "没有这个命令。发送 /help 查看可用功能。"

_TAG = re.compile(r"<[^>]*>")


def stranger(campaign: Campaign) -> str:
    """Say all that somebody without a post may learn: how to get an invitation."""
    office = f"“{campaign.short}”{campaign.office.name}"
    return f"本机器人只为受邀单位服务。\n请向{office}索取邀请码，收到后发送：/start 邀请码"


def esc(text: object) -> str:
    """Escape a text of ours or of a user for HTML parse mode."""
    return html.escape(str(text), quote=False)


def bold(text: object) -> str:
    """Escape a text and set it in bold."""
    return f"<b>{esc(text)}</b>"


def minute(value: datetime) -> str:
    """Say `7月1日 09:00`."""
    return f"{value.month}月{value.day}日 {value:%H:%M}"


def length(text: str) -> int:
    """Count as Telegram does: UTF-16 units of the text without its tags."""
    return units(html.unescape(_TAG.sub("", text)))


def units(text: str) -> int:
    """Count the UTF-16 units of a plain text."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = MESSAGE_LIMIT) -> tuple[str, ...]:
    """Split HTML text into messages at line ends, none of them blank: Telegram refuses such a one.

    A line with tags is short by construction; one that is not loses them.
    """
    parts: list[str] = []
    current = ""
    for line in _short_lines(text, limit):
        joined = f"{current}\n{line}" if current else line
        if length(joined) > limit:
            parts.append(current)
            joined = line
        current = joined
    return tuple(part for part in (*parts, current) if part.strip()) or ("",)


def _short_lines(text: str, limit: int) -> Iterable[str]:
    for line in text.split("\n"):
        if length(line) <= limit:
            yield line
            continue
        rest = html.unescape(_TAG.sub("", line))
        while rest:
            piece = rest.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
            yield esc(piece)
            rest = rest[len(piece) :]
