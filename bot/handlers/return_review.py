"""The office's word on a quarterly return: a score for each topic, or back to the unit with the reason."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from bot.access import Right, may
from bot.handlers.four_scores import ScoresAsked, kept, read_scores, return_name, scores_asked, scores_of
from bot.handlers.lines import untold_line
from bot.handlers.reasons import ReasonAsked, Reasons
from bot.handlers.return_lines import scores_words
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON, esc
from reminders.messages import ToPost
from tracker.errors import NotAwaitingReview
from tracker.model import Role, Sender, Verdict
from tracker.returns import Submission
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.review_return import (
    ReturnReviewed,
    ReviewReturn,
    ShowReturn,
    review_return,
    show_return,
)

_SCORES = "return:scores"
REASONS = Reasons(
    step="return:reason",
    button="qr",
    act="退回",
    usual=("内容不完整", "数据与台账不一致", "佐证材料不足", "四项工作写得过于笼统"),
    late=(NotAwaitingReview,),
)


def ask_scores(message: Incoming) -> Request[Incoming, ScoresAsked]:
    """Answer the button `qa:RETURN`: ask for the scores."""
    return Request(_ask_scores, message, scores_asked)


def approve(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the button `qc:VERSION`: the scores are as they should be."""
    return Request(_approve, message, lambda answer: answer)


def ask_reason(message: Incoming) -> Request[Incoming, ReasonAsked]:
    """Answer the button `qn:RETURN`: ask why it is returned."""
    return Request(_ask_reason, message, REASONS.asked)


def return_with(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the buttons `qr:RETURN:N` and `qr:RETURN:vVERSION`: return it for a usual or a typed reason."""
    return Request(_return, message, lambda answer: answer)


def carries_on(dialog: Dialog) -> bool:
    """Whether scores are asked for."""
    return dialog.step == _SCORES


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as the scores, and show them."""
    if not may(sender, Right.REVIEW):
        raise UsageError(NOT_ALLOWED)
    return_id = int(dialog.answers["subject"])
    try:
        submission = _awaiting(books, sender, message, return_id)
    except NotAwaitingReview as late:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return says(esc(late))
    scores = read_scores(message.text, returns_rule(books.campaign).topics)
    put = _wait(books, message, return_id, scores)
    confirm = (Button("确认核验通过", f"qc:{put.version}"), Button("取消", f"g:{put.version}:x"))
    text = f"{return_name(submission)}\n得分：{scores_words(scores)}\n核验后更正须写明原因。要改请重新输入。"
    return says(text, keyboard=(confirm,))


def leave_others(books: Books, sender: Sender, return_id: int, at: datetime) -> None:
    """Wait no longer for words about another return than the one that is looked at now."""
    dialog = books.dialogs.find(sender.chat_id, sender.user_id, at)
    waits = dialog and (carries_on(dialog) or REASONS.carries_on(dialog))
    if dialog and waits and dialog.answers["subject"] != str(return_id):
        books.dialogs.end(sender.chat_id, sender.user_id, at)


def reviewed(outcome: ReturnReviewed) -> Answer:
    """Confirm a verdict, and tell the liaison."""
    submission, review = outcome.submission, outcome.judged.review
    what = return_name(submission)
    keyboard: Keyboard = ()
    if outcome.judged.approves:
        text = told = f"✅ {what}已核验通过。\n得分：{scores_words(outcome.judged.scores)}"
    else:
        text = f"↩️ {what}已退回：{esc(review.reason)}"
        told = f"↩️ {what}被退回。\n原因：{esc(review.reason)}"
        keyboard = ((Button("修改季报", f"rf:{outcome.unit_id}:{submission.quarter}"),),)
    notice = Notice(
        to=ToPost(unit=submission.unit, role=Role.LIAISON), reply=Reply(text=told, keyboard=keyboard)
    )
    more = ((Button("本季清单", f"qt:{submission.quarter}:new"),),)
    reply = Reply(text=text + untold_line(outcome.untold), keyboard=more)
    return Answer(replies=(reply,), notices=(notice,), toast="已记录")


def _ask_scores(books: Books, sender: Sender, message: Incoming) -> ScoresAsked:
    return_id = int(message.data.removeprefix("qa:"))
    submission = _awaiting(books, sender, message, return_id)
    dialog = _wait(books, message, return_id, {})
    topics = returns_rule(books.campaign).topics
    return ScoresAsked(what=return_name(submission), topics=topics, version=dialog.version)


def _wait(books: Books, message: Incoming, return_id: int, scores: Mapping[str, Decimal]) -> Dialog:
    """Wait for scores, or for the confirmation of those that were typed."""
    answers = {"subject": str(return_id), "scores": kept(scores)}
    return books.dialogs.put(
        message.chat_id, message.user_id, step=_SCORES, answers=answers, at=message.said_at
    )


def _ask_reason(books: Books, sender: Sender, message: Incoming) -> ReasonAsked:
    return_id = int(message.data.removeprefix("qn:"))
    submission = _awaiting(books, sender, message, return_id)
    return REASONS.ask(books, message, subject=str(return_id), what=f"退回{return_name(submission)}")


def _awaiting(books: Books, sender: Sender, message: Incoming, return_id: int) -> Submission:
    shown = show_return(books, sender, ShowReturn(return_id=return_id, on=message.said_at.date()))
    if not shown.awaits:
        raise NotAwaitingReview(subject=f"{shown.submission.quarter} {shown.submission.unit}")
    return shown.submission


def _approve(books: Books, sender: Sender, message: Incoming) -> Answer:
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    asked = dialog is not None and carries_on(dialog) and f"qc:{dialog.version}" == message.data
    if dialog is None or not asked or not dialog.answers["scores"]:
        raise UsageError(OLD_BUTTON)
    books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    scores, return_id = scores_of(dialog.answers["scores"]), int(dialog.answers["subject"])
    try:
        return reviewed(
            review_return(books, sender, _command(message, return_id, Verdict.APPROVED, scores=scores))
        )
    except NotAwaitingReview as late:
        return says(esc(late))


def _return(books: Books, sender: Sender, message: Incoming) -> Answer:
    def act(subject: str, reason: str) -> Answer:
        command = _command(message, int(subject), Verdict.RETURNED, reason=reason)
        return reviewed(review_return(books, sender, command))

    return REASONS.carry_out(books, message, act)


def _command(
    message: Incoming,
    return_id: int,
    verdict: Verdict,
    *,
    reason: str = "",
    scores: Mapping[str, Decimal] | None = None,
) -> ReviewReturn:
    return ReviewReturn(
        return_id=return_id,
        verdict=verdict,
        reason=reason,
        scores=scores or {},
        on=message.said_at.date(),
        at=message.said_at,
    )
