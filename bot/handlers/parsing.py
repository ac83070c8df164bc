"""Reading what people type: task codes, per cents, days. Full-width digits and letters are plain here."""

import re
import unicodedata
from datetime import date

from bot.incoming import FILE_LIMIT, Incoming
from bot.requests import UsageError
from tracker.model import Evidence
from tracker.sayings import clip

_CODE = re.compile(r"[A-Z]?\d{1,3}(\.\d{1,3})?")
_PERCENT = re.compile(r"\d{1,9}%?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DONE = {"完成": True, "已完成": True, "办结": True, "未完成": False, "没完成": False, "取消": False}


def plain(word: str) -> str:
    """Return the word with full-width letters, digits and points as plain ones."""
    return unicodedata.normalize("NFKC", word).replace("。", ".").strip()


def task_and_unit(word: str) -> tuple[str, str | None]:
    """Read `3.2` or `3.2@清丰县`. Raise `UsageError` for what is no task code."""
    code, at, unit = plain(word).partition("@")
    code = code.removeprefix("任务").upper()
    if not _CODE.fullmatch(code):
        raise UsageError(f"“{clip(word, 20)}”不是任务编号。编号形如 3.2 或 O1，发送 /tasks 查看。")
    if at and not unit:
        raise UsageError("“@”后面请写单位名称，形如 3.2@单位名称")
    return code, unit or None


def percent(word: str) -> int:
    """Read `60`, `60%`, `６０％`. Raise `UsageError` for anything that is no whole per cent."""
    text = plain(word)
    if not _PERCENT.fullmatch(text):
        raise UsageError(f"“{clip(word, 20)}”不是进度。请填 0 到 100 的整数，例如：60")
    value = int(text.removesuffix("%"))
    if value > 100:
        raise UsageError(f"进度须在 0 到 100 之间，您填的是 {clip(text, 12)}。")
    return value


def looks_like_percent(word: str) -> bool:
    """Whether a word is meant as a per cent: it begins with a digit or a sign."""
    text = plain(word)
    return bool(text) and (text[0].isdigit() or text[0] in "-+.")


def done(word: str) -> bool | None:
    """Read 完成 or 未完成; None for another word."""
    return _DONE.get(plain(word))


def day(word: str) -> date:
    """Read `2021-07-01`, `2021/7/1`, `2021年7月1日`, `20210701`. Raise `UsageError` for no such day."""
    text = plain(word)
    unreadable = UsageError(f"“{clip(word, 20)}”不是有效日期。请写成 2021-07-01 这样。")
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    if found is None:
        raise unreadable
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise unreadable from None


def as_day(word: str) -> date | None:
    """Read a word that is meant as a day; None for any other. Raise `UsageError` for no such day."""
    text = plain(word)
    return day(word) if _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text) else None


def evidence(incoming: Incoming) -> tuple[Evidence, ...]:
    """Return the files of a message. Raise `UsageError` for what is no evidence, or too large to fetch."""
    if incoming.unfit:
        raise UsageError("照片或文件才能作为佐证；视频请以“文件”方式发送。")
    for piece in incoming.evidence:
        if piece.size is not None and piece.size > FILE_LIMIT:
            raise UsageError(
                f"“{clip(piece.name, 40)}”超过 20 MB，Telegram 不允许机器人读取，没有收下。"
                "请压缩后重发，或拆成几份。"
            )
    return incoming.evidence
