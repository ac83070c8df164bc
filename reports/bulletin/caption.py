"""What comes with the 通报 to who drafts it: three sentences, the last of what is left out or blank."""

from typing import Final

from reports.bulletin.figures import Group, QuarterFigures
from reports.bulletin.overall import area_words
from reports.wording import GROUPS, some
from tracker.sayings import clip, near_day

_FIRST: Final = 3
_LEFT_OUT: Final = 600
"""UTF-16 units of a caption for what is left out: Telegram takes 1,024 in all."""


def bulletin_caption(figures: QuarterFigures) -> str:
    """Join the sentences as lines; at most 1,000 UTF-16 units whatever the names."""
    return "\n".join((_standing(figures), _leaders(figures), _to_do(figures)))


def _standing(figures: QuarterFigures) -> str:
    tally = figures.digest.tally
    until = f"截至{near_day(figures.on, figures.drafted_on)}"
    running = "，本季尚未结束" if figures.running else ""
    return (
        f"{figures.quarter.name}通报（{until}{running}）：{tally.total}项分工办结{tally.closed}项、"
        f"逾期{tally.red}项；{area_words(figures).text}。"
    )


def _leaders(figures: QuarterFigures) -> str:
    said = [words for group in figures.groups if (words := _first(group))]
    return f"{'；'.join(said)}。" if said else "还没有下达年度任务，没有排名。"


def _first(group: Group) -> str:
    first = [line.unit for line in group.lines if line.rank == 1]
    if not first:
        return ""
    more = f"等{len(first)}家" if len(first) > _FIRST else ""
    return f"{GROUPS[group.group]}第1名是{some(first, _FIRST)}{more}"


def _to_do(figures: QuarterFigures) -> str:
    blank = "签发前请核对，填写文号、联系人和成文日期"
    if not figures.left_out:
        return f"{blank}。"
    left_out = clip("；".join(figures.left_out), _LEFT_OUT)
    return f"{blank}；没有写入通报的有{len(figures.left_out)}件：{left_out}。"
