"""How a 典型案例 and the report under it are said in chat."""

from datetime import date

from bot.words import bold, esc
from tracker.marked_cases import MarkedCase
from tracker.model import Assignment, Report
from tracker.sayings import near_day


def report_name(assignment: Assignment, report: Report, on: date) -> str:
    """`3.2 清丰县 6月25日填报`, in Telegram HTML."""
    return f"{bold(assignment.code)} {esc(assignment.unit)} {near_day(report.said_on, on)}填报"


def case_line(case: MarkedCase, on: date) -> str:
    """Say in two lines which case it is, and whether it is left out."""
    returned = "（填报已退回，不列入）" if case.returned(on) else ""
    return f"⭐ {bold(case.title)}{returned}\n      {report_name(case.assignment, case.report, on)}"
