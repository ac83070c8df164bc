"""The sections of a campaign file about time: phases, lights, reminders, notices, quarterly returns."""

import re
from datetime import timedelta

from config.table import Table
from tracker.measures import Ladder, Lights, Notices, Returns
from tracker.plan import Phase

_WEEKDAYS = {f"星期{name}": number for number, name in enumerate("一二三四五六日")}
_QUARTER = re.compile(r"[0-9]{4}Q[1-4]")


def read_phases(root: Table) -> tuple[Phase, ...]:
    """Read the phases: one after the other, without gap or overlap, the last without end."""
    tables = root.tables("phases", named_by="name")
    phases: list[Phase] = []
    for number, table in enumerate(tables, start=1):
        phase = Phase(
            name=table.text("name"),
            from_on=table.day("from_on"),
            until_on=table.day_if_given("until_on"),
            source=table.text("source"),
        )
        table.finish()
        if any(phase.name and phase.name == earlier.name for earlier in phases):
            table.fault("name", f"阶段“{phase.name}”写了两次。")
        if number < len(tables) and "until_on" not in table:
            table.fault("until_on", "缺少 until_on，只有最后一个阶段可以不写。")
        if number == len(tables) and "until_on" in table:
            table.fault("until_on", "最后一个阶段不写结束日期。")
        _check_follows(table, phase, phases[-1] if phases else None)
        phases.append(phase)
    return tuple(phases)


def _check_follows(table: Table, phase: Phase, earlier: Phase | None) -> None:
    if not table.sound("from_on"):
        return
    if phase.until_on and phase.until_on < phase.from_on:
        table.fault("until_on", f"{phase.until_on} 早于开始日期 {phase.from_on}。")
    if earlier is None or earlier.until_on is None:
        return
    expected = earlier.until_on + timedelta(days=1)
    if phase.from_on != expected:
        relation = "重叠" if phase.from_on < expected else "之间有空档"
        table.fault(
            "from_on", f"从 {phase.from_on} 起，与上一阶段“{earlier.name}”{relation}，应从 {expected} 起。"
        )


def read_lights(root: Table) -> Lights | None:
    """Read when an open assignment turns yellow."""
    table = root.table("lights")
    if table is None:
        return None
    lights = Lights(
        due_within_days=table.whole("due_within_days", 0),
        behind_points=table.whole("behind_points", 0, 100),
        elapsed_from=table.day("elapsed_from"),
        source=table.text("source"),
    )
    table.finish()
    return lights


def read_ladder(root: Table) -> Ladder | None:
    """Read when reminders are sent."""
    table = root.table("ladder")
    if table is None:
        return None
    ladder = Ladder(
        send_at=table.clock("send_at"),
        before_days=table.days("before_days", descending=True),
        after_workdays=table.whole("after_workdays", 0),
        then_weekday=table.choice("then_weekday", _WEEKDAYS) or 0,
        source=table.text("source"),
    )
    table.finish()
    return ladder


def read_notices(root: Table) -> Notices | None:
    """Read when a notice is blue, yellow, red."""
    table = root.table("notices")
    if table is None:
        return None
    notices = Notices(
        blue_before_days=table.whole("blue_before_days", 0),
        yellow_from_overdue_day=table.whole("yellow_from_overdue_day", 1),
        red_from_overdue_day=table.whole("red_from_overdue_day", 1),
        source=table.text("source"),
    )
    table.finish()
    colours_known = table.sound("yellow_from_overdue_day", "red_from_overdue_day")
    if colours_known and notices.red_from_overdue_day <= notices.yellow_from_overdue_day:
        table.fault(
            "red_from_overdue_day", f"红色应晚于黄色，黄色从逾期第 {notices.yellow_from_overdue_day} 天起。"
        )
    return notices


def read_returns(root: Table, reporters: list[str]) -> Returns | None:
    """Read the quarterly return; `reporters` are the units that owe it."""
    table = root.table("returns", required=False)
    if table is None:
        if reporters:
            root.fault("returns", f"{'、'.join(reporters)}要按季度报送，但没有 [returns]。")
        return None
    returns = Returns(
        first_quarter=_quarter(table, "first_quarter"),
        last_quarter=_quarter(table, "last_quarter"),
        topics=table.texts("topics"),
        source=table.text("source"),
        prompt_before_days=table.days("prompt_before_days", descending=True),
        prompt_after_workdays=table.days("prompt_after_workdays", descending=False),
        prompts_source=table.text("prompts_source"),
    )
    table.finish()
    if table.sound("first_quarter", "last_quarter") and returns.last_quarter < returns.first_quarter:
        table.fault("last_quarter", f"{returns.last_quarter} 早于 {returns.first_quarter}。")
    if not reporters:
        table.fault(None, "没有单位要按季度报送：请给报送单位写 quarterly_return = true。")
    return returns


def _quarter(table: Table, key: str) -> str:
    word = table.text(key)
    if table.sound(key) and not _QUARTER.fullmatch(word):
        table.fault(key, f"季度应写成 2021Q1 的样子，现为 {word}。")
    return word
