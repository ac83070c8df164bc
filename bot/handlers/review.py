"""The office's desk: what awaits review, with its evidence; close it, or return it with the reason."""

from collections import Counter
from dataclasses import replace

from bot.handlers.lines import untold_line
from bot.handlers.mark_case import mark_button
from bot.handlers.reasons import ReasonAsked, Reasons
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager
from bot.requests import Answer, Notice, Reply, Request, says
from bot.words import bold, esc
from reminders.messages import ToPost
from reports.wording import PARTS
from tracker.errors import NotAwaitingReview
from tracker.model import Assignment, Report, Role, Sender, Verdict
from tracker.sayings import clip, first_clause, near_day
from tracker.store.books import Books
from tracker.usecases.review_queue import (
    AwaitingListed,
    ListAwaiting,
    ShowSubmission,
    SubmissionShown,
    list_awaiting,
    show_submission,
)
from tracker.usecases.review_report import ReportReviewed, ReviewReport, review_report

_SILENT = "（未写情况）"
REASONS = Reasons(
    step="review:reason",
    button="rp",
    act="退回",
    usual=("佐证材料不足", "情况说明不清楚", "数据与台账不一致", "尚未达到办结要求"),
    late=(NotAwaitingReview,),
)


def review(message: Incoming) -> Request[ListAwaiting, AwaitingListed]:
    """Answer /review, the buttons that turn its pages, and `rl:0:new` under a message that is to stay."""
    page = int(message.data.split(":")[1]) if message.data else 0
    edit = message.message_id if message.data and not message.data.endswith(":new") else None
    command = ListAwaiting(on=message.said_at.date())
    return Request(list_awaiting, command, lambda listed: _listed(listed, page, edit), reads=True)


def show(message: Incoming) -> Request[ShowSubmission, SubmissionShown]:
    """Answer the button `rv:REPORT`: one submission, with its evidence as it was sent."""
    report_id = int(message.data.removeprefix("rv:"))
    command = ShowSubmission(report_id=report_id, on=message.said_at.date())
    return Request(show_submission, command, _shown, reads=True)


def approve(message: Incoming) -> Request[ReviewReport, ReportReviewed]:
    """Answer the buttons that close: `ro:REPORT`."""
    return Request(_approve, _command(message, message.data.split(":")[1], Verdict.APPROVED), reviewed)


def return_with(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the buttons `rp:REPORT:N` and `rp:REPORT:vVERSION`: return it for a usual or a typed reason."""
    return Request(_return, message, lambda answer: answer)


def ask_reason(message: Incoming) -> Request[Incoming, ReasonAsked]:
    """Answer the button `rn:REPORT`: ask why it is returned."""
    return Request(_ask_reason, message, REASONS.asked)


def reviewed(outcome: ReportReviewed) -> Answer:
    """Confirm a verdict, and tell the unit's liaison."""
    code, name = outcome.assignment.code, esc(first_clause(outcome.task.content))
    unit, example = outcome.assignment.unit, _example(replace(outcome.report, review=outcome.review))
    if outcome.review.verdict is Verdict.APPROVED:
        done = f"✅ {bold(code)} {esc(unit)} 已办结（以{_day(outcome)}填报为准）。"
        told = Reply(text=f"✅ {bold(code)} {name} 已通过核验，予以办结。")
    else:
        reason = esc(outcome.review.reason)
        done = f"↩️ {bold(code)} {esc(unit)} 已退回：{reason}"
        again = Button("重新填报", f"report:{code}@{outcome.unit.id}")
        told = Reply(text=f"↩️ {bold(code)} {name} 被退回。\n原因：{reason}", keyboard=((again,),))
    more = ((Button("继续核验", "rl:0:new"),), *example)
    notice = Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=told)
    done += untold_line(outcome.untold)
    return Answer(replies=(Reply(text=done, keyboard=more),), notices=(notice,), toast="已记录")


def _command(message: Incoming, report_id: str, verdict: Verdict, reason: str = "") -> ReviewReport:
    return ReviewReport(
        report_id=int(report_id),
        verdict=verdict,
        reason=reason,
        on=message.said_at.date(),
        at=message.said_at,
    )


def _approve(books: Books, sender: Sender, command: ReviewReport) -> ReportReviewed:
    """Close; a reason that was asked for is not waited for any longer."""
    outcome = review_report(books, sender, command)
    REASONS.settle(books, sender, str(command.report_id), command.at)
    return outcome


def _return(books: Books, sender: Sender, message: Incoming) -> Answer:
    def act(subject: str, reason: str) -> Answer:
        command = _command(message, subject, Verdict.RETURNED, reason)
        return reviewed(review_report(books, sender, command))

    return REASONS.carry_out(books, message, act)


def _day(outcome: ReportReviewed) -> str:
    return near_day(outcome.report.said_on, outcome.review.reviewed_on)


def _listed(listed: AwaitingListed, page: int, edit: int | None) -> Answer:
    beside = _beside(listed)
    if not listed.awaiting:
        return says("目前没有待核验的填报。", keyboard=beside, edit=edit)
    shown, page, last = page_of(listed.awaiting, page)
    lines = [f"{bold('待核验')}（{len(listed.awaiting)} 项）"]
    keyboard: list[tuple[Button, ...]] = []
    for each in shown:
        code, unit, report = each.assignment.code, each.assignment.unit, each.report
        lines.append(f"{_name(each.assignment)}{esc(first_clause(each.task.content))}")
        said = clip(" ".join(report.text.split()), 80) or _SILENT
        lines.append(f"      {near_day(report.said_on, listed.on)} {esc(report.reporter)}：{esc(said)}")
        view = Button(f"查看 {code} {unit[:8]}", f"rv:{report.id}")
        keyboard.append((view, Button("办结", f"ro:{report.id}")))
    return says("\n".join(lines), keyboard=(*keyboard, *pager("rl:", page, last), *beside), edit=edit)


def _beside(listed: AwaitingListed) -> Keyboard:
    """Lay out the way to disposals and quarterly returns that wait too, and to areas without a parcel."""
    disposals = Button(f"待核验的处置（{listed.disposals} 项）", "dl:0:new")
    waiting = Counter(each.quarter for each in listed.returns)
    returns = (
        (Button(f"待核验的季报 {quarter}（{number} 份）", f"qt:{quarter}:new"),)
        for quarter, number in waiting.items()
    )
    areas = Button(f"没有宗地编号的处置（{listed.areas} 笔）", "al:-:0:new")
    ways = [*([disposals] if listed.disposals else []), *([areas] if listed.areas else [])]
    return (*((each,) for each in ways), *returns)


def _name(assignment: Assignment) -> str:
    return f"{bold(assignment.code)} {esc(assignment.unit)}（{PARTS[assignment.part]}）"


def _shown(shown: SubmissionShown) -> Answer:
    submission, report = shown.submission, shown.submission.report
    text = (
        f"{_name(submission.assignment)} {report.percent}%\n{esc(first_clause(submission.task.content))}\n"
        f"{near_day(report.said_on, shown.on)} {esc(report.reporter)}：\n{esc(report.text) or _SILENT}\n"
        f"材料 {len(shown.evidence)} 份"
    )
    files = tuple(Reply(text="", evidence=piece) for piece in shown.evidence)
    if report.review is not None:
        verdict = "已办结" if report.review.verdict is Verdict.APPROVED else "已退回"
        return Answer(replies=(*files, Reply(text=f"{text}\n{verdict}", keyboard=_example(report))))
    return Answer(replies=(*files, Reply(text=text, keyboard=_verdicts(report))))


def _verdicts(report: Report) -> Keyboard:
    verdicts = (Button("办结", f"ro:{report.id}"), Button("退回", f"rn:{report.id}"))
    return verdicts, *_example(report), (Button("清单", "rl:0:new"),)


def _example(report: Report) -> Keyboard:
    """Lay out the way to a 典型案例, where there are words that were not sent back."""
    returned = report.review is not None and report.review.verdict is Verdict.RETURNED
    return () if returned or not report.text else ((mark_button(report.id),),)


def _ask_reason(books: Books, _sender: Sender, message: Incoming) -> ReasonAsked:
    report_id = int(message.data.removeprefix("rn:"))
    found = books.ledger.named_report(report_id)
    if found is None or found[1].review is not None:
        raise NotAwaitingReview(subject=f"{found[0].code} {found[0].unit}" if found else "该任务")
    what = f"退回 {bold(found[0].code)} {esc(found[0].unit)}"
    return REASONS.ask(books, message, subject=str(report_id), what=what)
