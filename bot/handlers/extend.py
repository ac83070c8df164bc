"""The office moves a date: /extend 3.2 2021-09-30 文号 原因, or 3.2@清丰县 for one unit."""

from bot.handlers.lines import untold_line
from bot.handlers.parsing import day as read_day
from bot.handlers.parsing import task_and_unit
from bot.incoming import Incoming
from bot.requests import Answer, Notice, Reply, Request, UsageError
from bot.words import bold, esc
from reminders.messages import ToPost
from tracker.model import Role
from tracker.sayings import first_clause, near_day
from tracker.usecases.move_date import DateMoved, MoveDate, move_date

_USAGE = (
    "请写：/extend 任务编号 新期限 文号 原因\n"
    "只调整一个单位：/extend 任务编号@单位 新期限 文号 原因\n"
    "新期限写成 2021-09-30 这样。"
)


def extend(message: Incoming) -> Request[MoveDate, DateMoved]:
    """Answer /extend."""
    words = message.words
    if len(words) < 4:
        raise UsageError(_USAGE)
    code, unit = task_and_unit(words[0])
    command = MoveDate(
        code=code,
        unit=unit,
        due_on=read_day(words[1]),
        document=message.text.split()[3],
        reason=message.rest(3),
        on=message.said_at.date(),
        at=message.said_at,
    )
    return Request(move_date, command, _moved)


def _moved(moved: DateMoved) -> Answer:
    revision, on = moved.revision, moved.revision.ordered_on
    before = f"原定{near_day(moved.before, on)}，" if moved.before else ""
    what = f"{bold(moved.task.code)} {esc(first_clause(moved.task.content))}"
    order = f"{before}调整为{bold(near_day(revision.due_on, on))}"
    paper = f"文号：{esc(revision.document)}\n原因：{esc(revision.reason)}"
    whom = esc(revision.unit) if revision.unit else f"全部 {len(moved.units)} 个单位"
    told = Reply(text=f"📅 任务期限调整：{what}\n{order}。\n{paper}")
    notices = tuple(Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=told) for unit in moved.units)
    done = f"已调整 {what}（{whom}）：{order}。\n{paper}{untold_line(moved.untold)}"
    return Answer(replies=(Reply(text=done),), notices=notices)
