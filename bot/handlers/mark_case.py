"""The office marks a report as 典型案例: its words are shown, a title is typed, then it is confirmed."""

from dataclasses import dataclass

from bot.access import Right, may
from bot.handlers.case_lines import case_line, report_name
from bot.incoming import Incoming
from bot.keyboards import Button, page_of, pager
from bot.requests import Answer, Request, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON, bold, esc
from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.sayings import clip, first_clause, near_day
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.look_at_cases import ListMarkable, MarkableListed, list_markable
from tracker.usecases.mark_case import CaseMarked, MarkCase, case_title, mark_case, markable_report

_TITLE, _CONFIRM = "case:title", "case:confirm"
_CHECK = "全文将原样公布，一字不改。请检查是否有姓名、电话等不宜公开的内容。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for; `version` is that of the step's buttons."""

    text: str
    version: int


def mark_button(report_id: int) -> Button:
    """Return the button under which a report is marked."""
    return Button("标为典型案例", f"cm:{report_id}")


def choose(message: Incoming) -> Request[ListMarkable, MarkableListed]:
    """Answer the button `ct:CODE:PAGE`: which reports of a task may be marked."""
    _, code, page = message.data.split(":")
    command = ListMarkable(code=code, on=message.said_at.date())
    return Request(list_markable, command, lambda listed: _listed(listed, int(page)), reads=True)


def ask(message: Incoming) -> Request[Incoming, Asked]:
    """Answer the button `cm:REPORT`: show the report and ask for a title."""
    return Request(_begin, message, lambda asked: says(asked.text, keyboard=(_cancel(asked.version),)))


def confirm(message: Incoming) -> Request[Incoming, CaseMarked]:
    """Answer the button `cy:VERSION`: the report is to be published under the title that was shown."""
    return Request(_confirm, message, _marked)


def carries_on(dialog: Dialog) -> bool:
    """Whether a title is asked for."""
    return dialog.step in {_TITLE, _CONFIRM}


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as the title, and show what would be published.

    Too late is an answer here, not an error: an error would keep asking for the title.
    """
    if not may(sender, Right.MARK_CASES):
        raise UsageError(NOT_ALLOWED)
    title, on = case_title(message.text), message.said_at.date()
    try:
        assignment, report = markable_report(books, dialog.answers["report"])
    except TrackerError as late:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return says(esc(late))
    answers = dialog.answers | {"title": title}
    moved = books.dialogs.put(
        message.chat_id, message.user_id, step=_CONFIRM, answers=answers, at=message.said_at
    )
    text = f"{bold(title)}\n{report_name(assignment, report, on)}\n\n{esc(report.text)}\n\n{_CHECK}"
    button = Button("确认标为典型案例", f"cy:{moved.version}")
    return says(f"{text}\n要改标题请重新输入。", keyboard=((button, *_cancel(moved.version)),))


def _listed(listed: MarkableListed, page: int) -> Answer:
    task, on = listed.task, listed.on
    if not listed.reports:
        return says(f"{bold(task.code)} 没有可以标为典型案例的填报：须写有情况，没有退回，也没有标注过。")
    shown, page, last = page_of(listed.reports, page)
    lines = [f"{bold(task.code)} {esc(first_clause(task.content))}：选择要标为典型案例的填报"]
    keyboard = []
    for assignment, report in shown:
        said = clip(" ".join(report.text.split()), 80)
        lines.append(f"{report_name(assignment, report, on)} {report.percent}%\n      {esc(said)}")
        name = f"{assignment.unit[:12]} {near_day(report.said_on, on)}"
        keyboard.append((Button(f"选 {name}", f"cm:{report.id}"),))
    return says("\n".join(lines), keyboard=(*keyboard, *pager(f"ct:{task.code}:", page, last)))


def _begin(books: Books, _sender: Sender, message: Incoming) -> Asked:
    report_id = int(message.data.removeprefix("cm:"))
    assignment, report = markable_report(books, report_id)
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=_TITLE, answers={"report": report_id}, at=message.said_at
    )
    name = report_name(assignment, report, message.said_at.date())
    text = f"{name}：\n{esc(report.text)}\n\n请输入典型案例的标题，例如：闲置厂房腾笼换鸟"
    return Asked(text=text, version=dialog.version)


def _confirm(books: Books, sender: Sender, message: Incoming) -> CaseMarked:
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or dialog.step != _CONFIRM or f"cy:{dialog.version}" != message.data:
        raise UsageError(OLD_BUTTON)
    command = MarkCase(
        report_id=dialog.answers["report"],
        title=dialog.answers["title"],
        on=message.said_at.date(),
        at=message.said_at,
    )
    outcome = mark_case(books, sender, command)
    books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    return outcome


def _marked(outcome: CaseMarked) -> Answer:
    case = outcome.case
    more = ((Button("典型案例清单", "cl:0:new"), Button("查看", f"cv:{case.id}")),)
    return says(f"已标为典型案例：\n{case_line(case, case.marked_on)}", keyboard=more, toast="已标注")


def _cancel(version: int) -> tuple[Button, ...]:
    return (Button("取消", f"g:{version}:x"),)
