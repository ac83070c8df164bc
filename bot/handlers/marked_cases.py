"""The 典型案例 that the office has marked: the list, one with its words, and taking a mark back."""

from bot.handlers.case_lines import case_line
from bot.incoming import Incoming
from bot.keyboards import Button, page_of, pager
from bot.requests import Answer, Request, says
from bot.words import bold, esc
from tracker.sayings import clip, near_day
from tracker.usecases.look_at_cases import (
    CaseShown,
    CasesSeen,
    LookAtCases,
    ShowCase,
    look_at_cases,
    show_case,
)
from tracker.usecases.take_back_case import CaseTakenBack, TakeBackCase, take_back_case

_HOW = "在 /review 或 /task 里打开一次填报，按“标为典型案例”。"


def cases(message: Incoming) -> Request[LookAtCases, CasesSeen]:
    """Answer /cases, the buttons that turn its pages, and `cl:0:new` under a message that is to stay."""
    page = int(message.data.split(":")[1]) if message.data else 0
    edit = message.message_id if message.data and not message.data.endswith(":new") else None
    command = LookAtCases(on=message.said_at.date())
    return Request(look_at_cases, command, lambda seen: _listed(seen, page, edit), reads=True)


def show(message: Incoming) -> Request[ShowCase, CaseShown]:
    """Answer the button `cv:CASE`: a case with the words that are published."""
    command = ShowCase(case_id=int(message.data.removeprefix("cv:")), on=message.said_at.date())
    return Request(show_case, command, _shown, reads=True)


def take_back(message: Incoming) -> Request[TakeBackCase, CaseTakenBack]:
    """Answer the button `cx:CASE`: the report is no case any more."""
    command = TakeBackCase(
        case_id=int(message.data.removeprefix("cx:")), on=message.said_at.date(), at=message.said_at
    )
    return Request(take_back_case, command, _taken_back)


def _listed(seen: CasesSeen, page: int, edit: int | None) -> Answer:
    if not seen.cases:
        return says(f"还没有典型案例。{_HOW}", edit=edit)
    shown, page, last = page_of(seen.cases, page)
    lines = [f"{bold('典型案例')}（{len(seen.cases)} 个）", *(case_line(each, seen.on) for each in shown)]
    buttons = tuple((Button(f"查看 {clip(each.title, 24)}", f"cv:{each.id}"),) for each in shown)
    return says("\n".join(lines), keyboard=(*buttons, *pager("cl:", page, last)), edit=edit)


def _shown(shown: CaseShown) -> Answer:
    case, on = shown.case, shown.on
    marked = f"{near_day(case.marked_on, on)} {esc(case.marked_by)}标注"
    text = f"{case_line(case, on)}\n{marked}\n\n{esc(case.report.text)}"
    keyboard = ((Button("取消标注", f"cx:{case.id}"), Button("清单", "cl:0:new")),)
    return says(text, keyboard=keyboard)


def _taken_back(outcome: CaseTakenBack) -> Answer:
    case = outcome.case
    more = ((Button("重新标注", f"cm:{case.report.id}"), Button("清单", "cl:0:new")),)
    day = near_day(outcome.taken_back_on, outcome.taken_back_on)
    text = f"↩️ 已取消典型案例“{bold(case.title)}”，自{day}起不再列入。"
    return says(text, keyboard=more, toast="已取消")
