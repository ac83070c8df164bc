"""Reporting in one line: `/report 3.2 60 已完成外业调查`, also as the caption of a photo or a file."""

from bot.handlers.parsing import done, evidence, looks_like_percent, percent, task_and_unit
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, Request, UsageError, tell_all
from bot.words import bold, esc
from reports.wording import PARTS
from tracker.model import Light, Sender
from tracker.sayings import clip, first_clause, near_day
from tracker.store.books import Books
from tracker.usecases.report_progress import ProgressReported, ReportProgress, report_progress

REPLACED = "先前待核验的填报已由这一次代替。"


def read_report(message: Incoming) -> ReportProgress:
    """Read CODE PERCENT TEXT, or CODE ITEM 完成 for a checklist. Raise `UsageError` for anything else."""
    words = message.words
    code, unit = task_and_unit(words[0])
    item = None
    if len(words) > 2 and not looks_like_percent(words[1]) and done(words[2]) is not None:
        item = words[1]
    elif not looks_like_percent(words[1]):
        hint = "勾选事项请写：/report 1.1 节能 完成"
        raise UsageError(f"“{clip(words[1], 20)}”不是进度。请填 0 到 100 的整数，例如：60。{hint}")
    return ReportProgress(
        code=code,
        unit=unit,
        percent=None if item else percent(words[1]),
        text=message.rest(3 if item else 2),
        item=item,
        item_done=bool(item and done(words[2])),
        said_on=message.said_at.date(),
        at=message.said_at,
        evidence=evidence(message),
        media_group_id=message.media_group_id,
    )


def report_line(message: Incoming) -> Request[ReportProgress, ProgressReported]:
    """Answer a complete /report."""
    return Request(report_anew, read_report(message), progress_reported)


def report_anew(books: Books, sender: Sender, command: ReportProgress) -> ProgressReported:
    """Record a report; what was begun by buttons on the same assignment is not waited for any longer."""
    reported = report_progress(books, sender, command)
    begun = books.dialogs.find(sender.chat_id, sender.user_id, command.at)
    about = (begun.answers.get("code"), begun.answers.get("unit")) if begun else None
    if about == (reported.assignment.code, reported.assignment.unit):
        books.dialogs.end(sender.chat_id, sender.user_id, command.at)
    return reported


def progress_reported(reported: ProgressReported) -> Answer:
    """Confirm a report to its sender, and tell the office of a submission."""
    return Answer(replies=(Reply(text=confirmation(reported)),), notices=submission_notices(reported))


def confirmation(reported: ProgressReported) -> str:
    """Say what was recorded, and what happens next."""
    where = f"{bold(reported.task.code)} {esc(first_clause(reported.task.content))}"
    files = f"，附材料 {reported.evidence} 份" if reported.evidence else ""
    lines = [f"✔ 已记录：{where}（{esc(reported.assignment.unit)}）{reported.percent}%{files}"]
    if reported.task.checklist and reported.after.ticked:
        lines.append(f"已完成事项 {len(reported.after.ticked)}/{len(reported.task.checklist)}")
    if reported.before.submitted:
        lines.append(REPLACED)
    if reported.submitted:
        lines.append("已提交办公室核验，结果会通知您。")
    lines.append(f"填报日期：{near_day(reported.said_on, reported.said_on)}。{_due(reported)}")
    return "\n".join(lines)


def submission_notices(reported: ProgressReported) -> tuple[Notice, ...]:
    """Tell each of the office that a submission awaits review."""
    if not reported.submitted:
        return ()
    text = (
        f"{bold(reported.assignment.unit)} 提交核验：{bold(reported.task.code)} "
        f"{esc(first_clause(reported.task.content))}（{PARTS[reported.assignment.part]}）"
    )
    keyboard = ((Button("核验", f"rv:{reported.report_id}"), Button("待核验清单", "rl:0:new")),)
    return tell_all(reported.reviewers, Reply(text=text, keyboard=keyboard))


def _due(reported: ProgressReported) -> str:
    after = reported.after
    if after.due_on is None:
        return ""
    due = near_day(after.due_on, reported.said_on)
    if after.light is Light.RED:
        return f"期限{due}，已逾期 {after.days} 天。"
    left = (after.due_on - reported.said_on).days
    return f"期限{due}，还有 {left} 天。" if left >= 0 else f"期限{due}。"
