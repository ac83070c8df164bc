"""The parts of a quarterly return in chat: what each is called, asks for, shows, and how it is read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.handlers.parsing import percent, task_and_unit
from bot.handlers.return_lines import area_words, progress_words
from bot.requests import UsageError
from bot.words import bold, esc, units
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.quantities import read_area
from tracker.sayings import clip
from tracker.usecases.choosing_parcels import category_meant
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.write_return import PROBLEMS, ReturnForm

PROGRESS, AREAS, ATTACHMENTS = "任务进度", "盘活面积", "附件"
_LINES = re.compile("[\n;；，]+")
_CODE = re.compile(r"[A-Za-z]?\d+(\.\d+)?")
_FIGURE = re.compile(r"[\d.,]+(%|％|亩|公顷|平方米)?")
_SHOWN = 60
_LONGEST = 4096
"""UTF-16 units in a message. Clients cut a longer text there, or at a line's end in the second half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was typed, as far as it goes into the form."""

    percents: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[Category, Decimal] = field(default_factory=dict)
    problems: str | None = None
    topics: Mapping[str, str] = field(default_factory=dict)


def parts_of(campaign: Campaign) -> tuple[str, ...]:
    """Return the names of the parts, in the order of the form."""
    return (PROGRESS, AREAS, PROBLEMS, *returns_rule(campaign).topics, ATTACHMENTS)


def part_name(campaign: Campaign, part: int) -> str:
    """Return the name of a part by its place."""
    return parts_of(campaign)[part]


def overview(form: ReturnForm) -> str:
    """Show every part in a line."""
    content = form.content
    lines = [
        f"{bold(PROGRESS)} {progress_words(content)}",
        f"{bold(AREAS)} {area_words(content)}",
        *_texts(form),
        f"{bold(ATTACHMENTS)} {len(form.evidence)} 份",
    ]
    return "\n".join(lines)


def _texts(form: ReturnForm) -> Iterator[str]:
    written = {PROBLEMS: form.content.problems, **form.content.topics}
    for name in (PROBLEMS, *returns_rule(form.campaign).topics):
        text = " ".join(written.get(name, "").split())
        yield f"{bold(name)} {esc(clip(text, _SHOWN)) or '（未填）'}"


def question(form: ReturnForm, part: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what is asked for a part, and its own buttons as what they say and what they carry."""
    name, content = part_name(form.campaign, part), form.content
    if name == PROGRESS:
        lines = [f"{each.code} {each.percent}%（台账 {each.recorded}%）" for each in content.progress]
        ask = "以上取自台账。有出入的，请输入“任务编号 百分比”，每行一项，例如：3.2 60"
        return _asked(name, lines, ask), ()
    if name == AREAS:
        ask = (
            "以上取自本季度在本单位园区的处置（含待核验）。"
            "有出入的，请输入“类别 面积”，每行一项，例如：闲置 12.5"
        )
        return _asked(name, [area_words(content)], ask), ()
    if name == ATTACHMENTS:
        clear = (("清空附件", "c"),) if form.evidence else ()
        return _asked(name, [f"已有 {len(form.evidence)} 份。"], "请发送照片或文件。"), clear
    written = text_of(form, part)
    before = [f"现有内容：{written}"] if written else []
    if name == PROBLEMS:
        return _asked(name, before, "本季度存在哪些问题？请直接输入。"), (("没有问题", "n"),)
    return _asked(name, before, "本季度这一项做了什么？请用一两句话说明。"), ()


def takes_text(campaign: Campaign, part: int) -> bool:
    """Whether a part is answered in the unit's own words."""
    return part_name(campaign, part) not in {PROGRESS, AREAS, ATTACHMENTS}


def text_of(form: ReturnForm, part: int) -> str:
    """Return what is written of a part that is answered in words."""
    name = part_name(form.campaign, part)
    return form.content.problems if name == PROBLEMS else form.content.topics.get(name, "")


def may_be_cut(text: str) -> bool:
    """Whether a typed text may be a piece of a longer one that Telegram's clients sent as several."""
    return units(text) > _LONGEST // 2


def joint(text: str) -> str:
    """Return what stood between a piece and the next: a full one is cut anywhere, another at a line's end."""
    return "" if units(text) >= _LONGEST else "\n"


def rest_of(form: ReturnForm, part: int) -> str:
    """Say that a long text is kept, and ask for the rest of it."""
    kept = f"已记下 {len(text_of(form, part))} 字。较长的内容可能被 Telegram 分成几条，后面的会接在这一项里。"
    return _asked(part_name(form.campaign, part), [kept], "没有发完请接着发；写完了请按下面的按钮。")


def read_part(campaign: Campaign, part: int, text: str) -> Written:
    """Read the answer to a part. Raise `UsageError` for what it cannot be."""
    name = part_name(campaign, part)
    if name == PROGRESS:
        return Written(percents=dict(_percent(line) for line in _lines(text)))
    if name == AREAS:
        return Written(areas=dict(_area(line) for line in _lines(text)))
    if _is_figure(text):
        raise UsageError(
            f"“{clip(text, 30)}”像是{PROGRESS}或{AREAS}，没有记入“{name}”。"
            "要更正，请先按那一项再发；这一项请用一两句话说明。"
        )
    return Written(problems=text) if name == PROBLEMS else Written(topics={name: text})


def _is_figure(text: str) -> bool:
    """Whether an answer in words reads as a correction of figures, whose part was answered before."""
    words = text.split()
    if len(words) != 2 or not _FIGURE.fullmatch(words[1]):
        return False
    return _CODE.fullmatch(words[0]) is not None or category_meant(words[0]) is not None


def _asked(name: str, lines: list[str], ask: str) -> str:
    return "\n".join([bold(name), *(esc(line) for line in lines), ask])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _LINES.split(text) if line.strip()]


def _percent(line: str) -> tuple[str, int]:
    code, *rest = line.split()
    if len(rest) != 1:
        raise UsageError(f"没有看懂“{clip(line, 30)}”。请写“任务编号 百分比”，例如：3.2 60")
    return task_and_unit(code)[0], percent(rest[0])


def _area(line: str) -> tuple[Category, Decimal]:
    word, *rest = line.split()
    meant = category_meant(word)
    if meant is None or not rest:
        names = "、".join(Category)
        raise UsageError(f"没有看懂“{clip(line, 30)}”。请写“类别 面积”，类别为：{names}。")
    return meant[0], read_area("".join(rest))
