"""The office corrects the scores of an approved return: typed with a reason, shown, then confirmed."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.access import Right, may
from bot.handlers.lines import untold_line
from bot.handlers.return_lines import changed_scores_words, scores_words
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, OLD_BUTTON, bold, esc
from reminders.messages import ToPost
from tracker.model import Role, Sender
from tracker.returns import Submission
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.correct_scores import (
    CorrectScores,
    ScoresCorrected,
    approved_return,
    correct_scores,
)
from tracker.usecases.review_return import read_score

SCORES, CONFIRM = "correction:scores", "correction:confirm"
_BETWEEN = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for; `version` is that of the step's buttons."""

    text: str
    version: int


def ask(message: Incoming) -> Request[Incoming, Asked]:
    """Answer the button `qe:RETURN`: ask for other scores and why."""
    return Request(_begin, message, lambda asked: says(asked.text, keyboard=(_cancel(asked.version),)))


def confirm(message: Incoming) -> Request[Incoming, ScoresCorrected]:
    """Answer the button `qf:VERSION`: the scores are to be as shown."""
    return Request(_confirm, message, _corrected)


def carries_on(dialog: Dialog) -> bool:
    """Whether other scores are asked for."""
    return dialog.step in {SCORES, CONFIRM}


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as scores and reason, and show what would change."""
    if not may(sender, Right.REVIEW):
        raise UsageError(NOT_ALLOWED)
    topics = returns_rule(books.campaign).topics
    words = _BETWEEN.split((message.text or "").strip(), maxsplit=len(topics))
    if len(words) <= len(topics) or not words[-1].strip():
        raise UsageError(
            f"应有 {len(topics)} 个得分，按{'、'.join(topics)}的顺序，后面写更正的原因，用空格隔开。"
        )
    scores = {topic: read_score(word, what=topic) for topic, word in zip(topics, words, strict=False)}
    shown = {topic: Decimal(score) for topic, score in dialog.answers["shown"].items()}
    answers = dialog.answers | {
        "scores": {topic: figure(score) for topic, score in scores.items()},
        "reason": words[-1].strip(),
    }
    moved = books.dialogs.put(
        message.chat_id, message.user_id, step=CONFIRM, answers=answers, at=message.said_at
    )
    text = f"更正得分：{changed_scores_words(shown, scores)}\n原因：{esc(words[-1].strip())}"
    button = Button("确认更正", f"qf:{moved.version}")
    return says(f"{text}\n要改请重新输入。", keyboard=((button, *_cancel(moved.version)),))


def _begin(books: Books, _sender: Sender, message: Incoming) -> Asked:
    return_id = int(message.data.removeprefix("qe:"))
    submission, judged = approved_return(books, return_id)
    topics = returns_rule(books.campaign).topics
    scores = {topic: judged.scores_in_force[topic] for topic in topics if topic in judged.scores_in_force}
    answers = {"return": return_id, "shown": {topic: figure(score) for topic, score in scores.items()}}
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=SCORES, answers=answers, at=message.said_at
    )
    example = " ".join(str(90 - 2 * place) for place, _ in enumerate(topics))
    text = (
        f"{_name(submission)}，现在的得分：{scores_words(scores) or '没有评分'}\n"
        f"请按顺序输入更正后的{esc('、'.join(topics))}的得分（0 到 100）和原因，用空格隔开，"
        f"例如：{example} 录入有误"
    )
    return Asked(text=text, version=dialog.version)


def _confirm(books: Books, sender: Sender, message: Incoming) -> ScoresCorrected:
    dialog = books.dialogs.find(message.chat_id, message.user_id, message.said_at)
    if dialog is None or dialog.step != CONFIRM or f"qf:{dialog.version}" != message.data:
        raise UsageError(OLD_BUTTON)
    shown, scores = (
        {topic: Decimal(score) for topic, score in dialog.answers[which].items()}
        for which in ("shown", "scores")
    )
    command = CorrectScores(
        return_id=dialog.answers["return"],
        shown=shown,
        scores=scores,
        reason=dialog.answers["reason"],
        on=message.said_at.date(),
        at=message.said_at,
    )
    outcome = correct_scores(books, sender, command)
    books.dialogs.end(message.chat_id, message.user_id, message.said_at)
    return outcome


def _corrected(outcome: ScoresCorrected) -> Answer:
    submission, correction = outcome.submission, outcome.correction
    text = (
        f"✏️ {_name(submission)}的得分已更正：{changed_scores_words(outcome.before, correction.scores)}\n"
        f"原因：{esc(correction.reason)}"
    )
    notice = Notice(to=ToPost(unit=submission.unit, role=Role.LIAISON), reply=Reply(text=text))
    more = ((Button("本季清单", f"qt:{submission.quarter}:new"),),)
    reply = Reply(text=text + untold_line(outcome.untold), keyboard=more)
    return Answer(replies=(reply,), notices=(notice,), toast="已更正")


def _name(submission: Submission) -> str:
    return f"{bold(submission.unit)} {submission.quarter.name}季报"


def _cancel(version: int) -> tuple[Button, ...]:
    return (Button("取消", f"g:{version}:x"),)
