"""`reports` and `due`: what units said, and what a morning's reminders say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import click

from bot.commands.frame import Given, OfficeCommand, as_json, office_command, on_day, print_json
from bot.commands.office import open_office
from bot.commands.table import table
from reminders.ladder import Kind, Reminder, horizon
from reminders.morning import MorningMessage, mornings
from tracker.calendar import is_working_day
from tracker.model import Sender
from tracker.notices import full_number
from tracker.store.books import Books
from tracker.usecases.cases_on import CasesOn, cutoffs_ahead
from tracker.usecases.invite_member import ROLE_NAMES
from tracker.usecases.issue_notices import notices_in_force
from tracker.usecases.list_reports import Fate, ListReports, ReportListed, list_reports
from tracker.usecases.look import Look, look
from tracker.usecases.look_at_parcels import parcels_due_by
from tracker.usecases.look_at_returns import LookAtReturns, returns_on

_DAY = timedelta(days=1)
_FATES = {Fate.PROGRESS: "进度", Fate.AWAITING: "待核验", Fate.APPROVED: "办结", Fate.RETURNED: "退回"}
_KINDS = {Kind.DUE: "还有", Kind.OVERDUE: "逾期"}


@click.command(cls=OfficeCommand, help="全部填报，按收到的先后排列。")
@click.option("--code", metavar="编号", help="只列这项任务，如 3.2。")
@click.option("--unit", metavar="单位", help="只列这家单位。")
@as_json
@office_command
def reports(given: Given, *, code: str | None, unit: str | None, as_json: bool) -> None:
    """Print what was reported, and what became of it."""
    with open_office(given.settings()) as office:
        listed = office.read(list_reports, ListReports(code=code, unit=unit))
    if as_json:
        print_json({"reports": [_report(each) for each in listed]})
    else:
        click.echo(_reports_page(listed))


@click.command(cls=OfficeCommand, help="某个工作日早上要发出的提醒。")
@on_day
@as_json
@office_command
def due(given: Given, *, on: date | None, as_json: bool) -> None:
    """Print what the reminders of a morning say."""
    with open_office(given.settings()) as office:
        day = on or office.today()
        morning = office.read(_of_day, day)
    if as_json:
        print_json({"messages": [_message(each, morning.notices) for each in morning.messages]})
    else:
        click.echo(_morning_page(day, morning))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Morning:
    """What is told on a morning, and by subject the number of the notice that is in force then."""

    messages: tuple[MorningMessage, ...]
    notices: Mapping[str, str]


def _of_day(books: Books, sender: Sender, day: date) -> _Morning:
    holdings = look(books, sender, Look(on=day)).holdings
    parcels = parcels_due_by(books, horizon(books.campaign.ladder, day), on=day)
    returns = returns_on(books, LookAtReturns(on=day))
    # Rungs fall on working days alone, so a morning that missed nothing has those of its own day.
    messages = mornings(
        holdings,
        books.campaign,
        day - _DAY,
        day,
        parcels=parcels,
        returns=returns,
        annual=cutoffs_ahead(books, CasesOn(on=day)),
    )
    in_force = notices_in_force(books, day)
    numbers = {subject: full_number(each, books.campaign) for subject, each in in_force.items()}
    return _Morning(messages=messages, notices=numbers)


def _report(each: ReportListed) -> dict[str, object]:
    report = each.report
    return {
        "code": each.assignment.code,
        "unit": each.assignment.unit,
        "percent": report.percent,
        "text": report.text,
        "said_on": report.said_on.isoformat(),
        "state": each.fate.value,
        "reviewed_on": report.review.reviewed_on.isoformat() if report.review else None,
        "case": each.case,
    }


def _message(message: MorningMessage, notices: Mapping[str, str]) -> dict[str, object]:
    items = [
        {
            "key": item.key,
            "kind": item.kind.value,
            "code": item.code,
            "due": item.due_on.isoformat(),
            "days": item.days,
            "notice": notices.get(item.subject),
        }
        for item in message.items
    ]
    return {"recipient": message.recipient.value, "unit": message.unit, "items": items}


def _reports_page(listed: Sequence[ReportListed]) -> str:
    rows = [
        (
            each.report.said_on,
            each.assignment.code,
            each.assignment.unit,
            each.report.percent,
            _FATES[each.fate],
            each.report.review.reviewed_on if each.report.review else None,
            each.report.reporter,
            each.case,
            each.report.text,
        )
        for each in listed
    ]
    headings = ("报送日期", "任务", "单位", "进度%", "结果", "核验日期", "填报人", "典型案例", "情况")
    return f"共 {len(rows)} 条填报。\n\n{table(headings, rows)}" if rows else "没有填报。"


def _morning_page(day: date, morning: _Morning) -> str:
    if not is_working_day(day):
        return f"{day} 不是工作日，不发提醒。"
    rows = [
        (
            each.unit,
            ROLE_NAMES[each.recipient],
            item.code,
            item.due_on,
            _left(item),
            morning.notices.get(item.subject),
        )
        for each in morning.messages
        for item in each.items
    ]
    if not rows:
        return f"{day} 没有要发的提醒。"
    heading = f"{day} 早上的提醒：{len(morning.messages)} 条消息，{len(rows)} 项。"
    return f"{heading}\n\n{table(('单位', '收件人', '任务', '期限', '时间', '督办单'), rows)}"


def _left(item: Reminder) -> str:
    if item.kind is Kind.DUE and not item.days:
        return "今天到期"
    return f"{_KINDS[item.kind]} {item.days} 天"
