"""The office's word on a quarterly return: a score for each topic, or back to the unit with the reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.access import Right, may
from bot.handlers.lines import untold_line
from bot.handlers.return_lines import scores_words
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON, bold, esc
from reminders.messages import ToPost
from tracker.errors import NotAwaitingReview
from tracker.model import Role, Sender, Verdict
from tracker.returns import Submission
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.review_return import (
    ReturnReviewed,
    ReturnShown,
    ReviewReturn,
    ShowReturn,
    read_score,
    review_return,
    show_return,
)

SCORES, CONFIRM, REASON = "return:scores", "return:confirm", "return:reason"
_STEPS = frozenset({SCORES, CONFIRM, REASON})
_BETWEEN = re.compile(r"[\s,，、;；]+")
_REASONS = ("内容不完整", "数据与台账不一致", "佐证材料不足", "四项工作写得过于笼统")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for next; `version` is that of the step's buttons."""

    shown: ReturnShown
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLate:
    """The return was reviewed or replaced meanwhile.

    An outcome, not an error: an error would undo that nothing is asked for any longer.
    """

    sentence: str


def ask_scores(message: Incoming) -> Request[Incoming, Asked]:
    """Answer the button `qa:RETURN`: ask for the scores."""
    return Request(_begin_scores, message, _scores_asked)


def ask_reason(message: Incoming) -> Request[Incoming, Asked]:
    """Answer the button `qn:RETURN`: ask why it is returned."""
    return Request(_begin_reason, message, _reason_asked)


def approve(message: Incoming) -> Request[Incoming, ReturnReviewed | TooLate]:
    """Answer the button `qc:VERSION`: the scores are as they should be."""
    return Request(_approve, message, _told)


def return_with(message: Incoming) -> Request[Incoming, ReturnReviewed | TooLate]:
    """Answer the button `qr:RETURN:N`: return it for one of the usual reasons."""
    _, return_id, number = message.data.split(":")
    if int(number) >= len(_REASONS):
        raise UsageError(OLD_BUTTON)
    reason = _REASONS[int(number)]
    return Request(
        lambda books, sender, asked: _return(books, sender, asked, int(return_id), reason), message, _told
    )


def carries_on(dialog: Dialog) -> bool:
    """Whether scores or a reason are asked for."""
    return dialog.step in _STEPS


def leave_others(books: Books, sender: Sender, return_id: int, at: datetime) -> None:
    """Wait no longer for words about another return than the one that is looked at now."""
    dialog = books.dialogs.find(sender.chat_id, sender.user_id, at)
    if dialog and carries_on(dialog) and dialog.answers["return"] != return_id:
        books.dialogs.end(sender.chat_id, sender.user_id, at)


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as the scores or as the reason."""
    if not may(sender, Right.REVIEW):
        raise UsageError(NOT_ALLOWED)
    if not message.text:
        raise UsageError("请用文字回答上面的问题。")
    if dialog.step != REASON:
        return _take_scores(books, sender, message, dialog)
    return _told(_return(books, sender, message, dialog.answers["return"], message.text))


def reviewed(outcome: ReturnReviewed) -> Answer:
    """Confirm a verdict, and tell the liaison."""
    submission, review = outcome.submission, outcome.judged.review
    what = f"{bold(submission.unit)} {submission.quarter.name}季报"
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


def _told(outcome: ReturnReviewed | TooLate) -> Answer:
    return says(esc(outcome.sentence)) if isinstance(outcome, TooLate) else reviewed(outcome)


def _begin_scores(books: Books, sender: Sender, message: Incoming) -> Asked:
    return _begin(books, sender, message, SCORES)


def _begin_reason(books: Books, sender: Sender, message: Incoming) -> Asked:
    return _begin(books, sender, message, REASON)


def _begin(books: Books, sender: Sender, message: Incoming, step: str) -> Asked:
    return_id = int(message.data.split(":")[1])
    shown = _awaiting(books, sender, message, return_id)
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=step, answers={"return": return_id}, at=message.said_at
    )
    return Asked(shown=shown, version=dialog.version)


def _awaiting(books: Books, sender: Sender, message: Incoming, return_id: int) -> ReturnShown:
    shown = show_return(books, sender, ShowReturn(return_id=return_id, on=message.said_at.date()))
    if not shown.awaits:
        raise NotAwaitingReview(subject=f"{shown.submission.quarter} {shown.submission.unit}")
    return shown


def _scores_asked(asked: Asked) -> Answer:
    rule = returns_rule(asked.shown.campaign)
    text = (
        f"{_name(asked.shown.submission)}：请按顺序输入{esc('、'.join(rule.topics))}的得分（0 到 100），"
        f"用空格隔开，例如：{' '.join(str(90 - 2 * place) for place, _ in enumerate(rule.topics))}"
    )
    return says(text, keyboard=(_cancel(asked.version),))


def _take_scores(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    try:
        shown = _awaiting(books, sender, message, dialog.answers["return"])
    except NotAwaitingReview as late:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
        return says(esc(late))
    topics = returns_rule(books.campaign).topics
    words = [word for word in _BETWEEN.split(message.text) if word]
    if len(words) != len(topics):
        raise UsageError(f"应有 {len(topics)} 个得分，按{'、'.join(topics)}的顺序，用空格隔开。")
    scores = {topic: read_score(word, what=topic) for topic, word in zip(topics, words, strict=True)}
    answers = {
        "return": dialog.answers["return"],
        "scores": {topic: figure(score) for topic, score in scores.items()},
    }
    moved = books.dialogs.put(
        message.chat_id, message.user_id, step=CONFIRM, answers=answers, at=message.said_at
    )
    confirm = (Button("确认核验通过", f"qc:{moved.version}"), *_cancel(moved.version))
    text = f"{_name(shown.submission)}\n得分：{scores_words(scores)}\n核验后更正须写明原因。要改请重新输入。"
    return says(text, keyboard=(confirm,))


def _approve(books: Books, sender: Sender, message: Incoming) -> ReturnReviewed | TooLate:
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or dialog.step != CONFIRM or f"qc:{dialog.version}" != message.data:
        raise UsageError(OLD_BUTTON)
    scores = {topic: Decimal(score) for topic, score in dialog.answers["scores"].items()}
    return _review(
        books, sender, message, _command(message, dialog.answers["return"], Verdict.APPROVED, "", scores)
    )


def _return(
    books: Books, sender: Sender, message: Incoming, return_id: int, reason: str
) -> ReturnReviewed | TooLate:
    return _review(books, sender, message, _command(message, return_id, Verdict.RETURNED, reason, {}))


def _review(
    books: Books, sender: Sender, message: Incoming, command: ReviewReturn
) -> ReturnReviewed | TooLate:
    """Record the verdict; what was asked for about the same return is not waited for any longer."""
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog and carries_on(dialog) and dialog.answers["return"] == command.return_id:
        books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    try:
        return review_return(books, sender, command)
    except NotAwaitingReview as late:
        return TooLate(sentence=str(late))


def _command(
    message: Incoming, return_id: int, verdict: Verdict, reason: str, scores: Mapping[str, Decimal]
) -> ReviewReturn:
    return ReviewReturn(
        return_id=return_id,
        verdict=verdict,
        reason=reason,
        scores=scores,
        on=message.said_at.date(),
        at=message.said_at,
    )


def _reason_asked(asked: Asked) -> Answer:
    return_id = asked.shown.submission.id
    usual = tuple((Button(reason, f"qr:{return_id}:{number}"),) for number, reason in enumerate(_REASONS))
    text = f"退回{_name(asked.shown.submission)}：请选择或直接输入原因。"
    return says(text, keyboard=(*usual, _cancel(asked.version)))


def _name(submission: Submission) -> str:
    return f"{bold(submission.unit)} {submission.quarter.name}季报"


def _cancel(version: int) -> tuple[Button, ...]:
    return (Button("取消", f"g:{version}:x"),)
