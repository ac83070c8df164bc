"""The office corrects the scores of an approved return: typed, shown with what changes, done for a reason."""

from collections.abc import Mapping
from decimal import Decimal

from bot.access import Right, may
from bot.handlers.four_scores import (
    ScoresAsked,
    are_scores,
    kept,
    read_scores,
    return_name,
    scores_asked,
    scores_of,
)
from bot.handlers.lines import untold_line
from bot.handlers.reasons import Reasons
from bot.handlers.return_lines import changed_scores_words, scores_words
from bot.incoming import Incoming
from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, Request, UsageError
from bot.words import NOT_ALLOWED, OLD_BUTTON, esc
from reminders.messages import ToPost
from tracker.model import Role, Sender
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.choosing_returns import returns_rule
from tracker.usecases.correct_scores import (
    CorrectScores,
    NothingApproved,
    ScoresChanged,
    ScoresCorrected,
    ScoresUnchanged,
    approved_return,
    correct_scores,
    topics_scored,
)

_SCORES = "correction:scores"
REASONS = Reasons(
    step="correction:reason",
    button="qx",
    act="更正",
    usual=("录入有误", "复核后调整", "单位补充了材料"),
    late=(NothingApproved, ScoresChanged, ScoresUnchanged),
)
"""Its subject is `RETURN-VERSION`: a button is about the scores that its own message shows."""


def ask(message: Incoming) -> Request[Incoming, ScoresAsked]:
    """Answer the button `qe:RETURN`: ask for other scores."""
    return Request(_ask, message, scores_asked)


def correct_for(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the buttons `qx:RETURN-VERSION:N` and `qx:RETURN-VERSION:vVERSION`."""
    return Request(_correct, message, lambda answer: answer)


def carries_on(dialog: Dialog) -> bool:
    """Whether other scores are asked for, or why."""
    return dialog.step == _SCORES or REASONS.carries_on(dialog)


def carry_on(books: Books, sender: Sender, message: Incoming, dialog: Dialog) -> Answer:
    """Take the typed words as scores, show what would change, and ask why; then as the reason.

    Scores that are typed where the reason is asked for take the place of those before.
    """
    if not may(sender, Right.REVIEW):
        raise UsageError(NOT_ALLOWED)
    return_id = int(dialog.answers["return"])
    submission, judged = approved_return(books, return_id)
    topics = topics_scored(judged, returns_rule(books.campaign))
    if REASONS.carries_on(dialog) and not are_scores(message.text, topics):
        return REASONS.take(books, sender, message, dialog)
    scores = read_scores(message.text, topics)
    shown = scores_of(dialog.answers["shown"])
    if scores == shown:
        raise ScoresUnchanged(submission=submission)
    asked = REASONS.ask(
        books,
        message,
        subject=f"{return_id}-{dialog.version}",
        what=f"更正{return_name(submission)}的得分：{changed_scores_words(shown, scores)}",
        **{"return": return_id, "shown": kept(shown), "scores": kept(scores)},
    )
    return REASONS.asked(asked)


def _ask(books: Books, _sender: Sender, message: Incoming) -> ScoresAsked:
    return_id = int(message.data.removeprefix("qe:"))
    submission, judged = approved_return(books, return_id)
    answers = {"return": return_id, "shown": kept(judged.scores_in_force)}
    dialog = books.dialogs.put(
        message.chat_id, message.user_id, step=_SCORES, answers=answers, at=message.said_at
    )
    topics = topics_scored(judged, returns_rule(books.campaign))
    return ScoresAsked(
        what=f"{return_name(submission)}，现在的得分：{_now(judged.scores_in_force, topics)}\n更正",
        topics=topics,
        version=dialog.version,
    )


def _now(scores: Mapping[str, Decimal], topics: tuple[str, ...]) -> str:
    return scores_words({topic: scores[topic] for topic in topics if topic in scores}) or "没有评分"


def _correct(books: Books, sender: Sender, message: Incoming) -> Answer:
    subject = message.data.split(":")[1]
    waited = REASONS.waited(books, message, subject)
    if waited is None:
        raise UsageError(OLD_BUTTON)
    shown, scores = (scores_of(waited.answers[which]) for which in ("shown", "scores"))

    def act(subject: str, reason: str) -> Answer:
        command = CorrectScores(
            return_id=int(subject.partition("-")[0]),
            shown=shown,
            scores=scores,
            reason=reason,
            on=message.said_at.date(),
            at=message.said_at,
        )
        return _corrected(correct_scores(books, sender, command))

    return REASONS.carry_out(books, message, act)


def _corrected(outcome: ScoresCorrected) -> Answer:
    submission, correction = outcome.submission, outcome.correction
    changed = changed_scores_words(outcome.before, correction.scores)
    text = f"✏️ {return_name(submission)}的得分已更正：{changed}\n原因：{esc(correction.reason)}"
    notice = Notice(to=ToPost(unit=submission.unit, role=Role.LIAISON), reply=Reply(text=text))
    more = ((Button("本季清单", f"qt:{submission.quarter}:new"),),)
    reply = Reply(text=text + untold_line(outcome.untold), keyboard=more)
    return Answer(replies=(reply,), notices=(notice,), toast="已更正")
