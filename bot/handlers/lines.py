"""How an assignment reads in a list: one line, light first."""

from collections.abc import Sequence
from datetime import date

from bot.words import bold, esc
from reports.pages import Entry
from reports.wording import PARTS, STATES
from tracker.model import Light, State
from tracker.plan import Part
from tracker.sayings import clip, first_clause, near_day

MARKS = {Light.CLOSED: "✅", Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}


def when(entry: Entry, on: date) -> str:
    """Say how an assignment stands against its date."""
    if entry.closed_on is not None:
        return f"{near_day(entry.closed_on, on)}办结"
    due = f"{near_day(entry.due_on, on)}到期" if entry.due_on else "未定期限"
    if entry.state is State.SUBMITTED:
        return f"{due}，待核验"
    if entry.due_on is None:
        return due
    if entry.overdue_days:
        return f"{due}，逾期 {entry.overdue_days} 天"
    left = (entry.due_on - on).days
    return f"{due}，" + (f"还有 {left} 天" if left else "就是今天")


def untold_line(units: Sequence[str]) -> str:
    """Name the units that hear nothing of what was decided, on a line of its own; empty where all do."""
    return f"\n⚠️ 没有联络员或联系不上，请另行告知：{esc('、'.join(units))}。" if units else ""


def task_line(entry: Entry, on: date, *, unit: bool = False) -> str:
    """Say `🔴 清丰县 3.1 研究确定低效工业用地标准 · 60%`, and how it stands; `unit` names the unit."""
    whose = f"{bold(entry.unit)} " if unit else ""
    part = "" if entry.part is Part.LEAD else f"（{PARTS[entry.part]}）"
    progress = "" if entry.light is Light.CLOSED else f" · {entry.percent}%"
    return (
        f"{MARKS[entry.light]} {whose}{bold(entry.code)} {esc(first_clause(entry.content))}{part}{progress}"
        f"\n      {esc(when(entry, on))}"
    )


def unit_line(entry: Entry, on: date) -> str:
    """Say `🔴 清丰县（牵头）办理中 60% · 3月31日到期，逾期 92 天`."""
    return (
        f"{MARKS[entry.light]} {bold(entry.unit)}（{PARTS[entry.part]}）{STATES[entry.state]} "
        f"{entry.percent}% · {esc(when(entry, on))}"
    )


def said_line(entry: Entry, on: date, units: int = 120) -> str:
    """Say what was said last, and the reason of a return that stands; empty where nothing was said."""
    lines = []
    if entry.said_on is not None:
        words = clip(" ".join((entry.said or "").split()), units) or "（未写情况）"
        lines.append(f"      {near_day(entry.said_on, on)} {esc(entry.said_by or '')}：{esc(words)}")
    if entry.return_reason:
        lines.append(f"      退回原因：{esc(clip(entry.return_reason, units))}")
    return "\n".join(lines)
