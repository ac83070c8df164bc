"""The scores of a return's topics: asked for in a row, read, and kept until they are confirmed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.keyboards import Button
from bot.requests import Answer, UsageError, says
from bot.words import bold, esc
from tracker.returns import Submission
from tracker.scoring import figure
from tracker.usecases.review_return import read_score

_BETWEEN = re.compile(r"[\s,，、;；]+")
_NUMBER = re.compile(r"[\d.．]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresAsked:
    """The next words of this person are the scores of these topics; `what` says in HTML of which return."""

    what: str
    topics: tuple[str, ...]
    version: int


def return_name(submission: Submission) -> str:
    """Say `<b>清丰县</b> 2021年第二季度季报`."""
    return f"{bold(submission.unit)} {submission.quarter.name}季报"


def scores_asked(asked: ScoresAsked) -> Answer:
    """Lay out the question."""
    example = " ".join(str(90 - 2 * place) for place, _ in enumerate(asked.topics))
    text = (
        f"{asked.what}：请按顺序输入{esc('、'.join(asked.topics))}的得分（0 到 100），"
        f"用空格隔开，例如：{example}"
    )
    return says(text, keyboard=((Button("取消", f"g:{asked.version}:x"),),))


def are_scores(text: str, topics: Sequence[str]) -> bool:
    """Whether words are as many numbers as there are topics, and so no reason."""
    words = _words(text)
    return len(words) == len(topics) and all(_NUMBER.fullmatch(word) for word in words)


def read_scores(text: str, topics: Sequence[str]) -> dict[str, Decimal]:
    """Read a score for each topic. Raise `UsageError` or `ValueRefused` for what they cannot be."""
    words = _words(text)
    if len(words) != len(topics):
        raise UsageError(f"应有 {len(topics)} 个得分，按{'、'.join(topics)}的顺序，用空格隔开。")
    return {topic: read_score(word, what=topic) for topic, word in zip(topics, words, strict=True)}


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if word]


def kept(scores: Mapping[str, Decimal]) -> dict[str, str]:
    """Return scores as a dialog keeps them."""
    return {topic: figure(score) for topic, score in scores.items()}


def scores_of(kept_scores: Mapping[str, str]) -> dict[str, Decimal]:
    """Return the scores that a dialog kept."""
    return {topic: Decimal(score) for topic, score in kept_scores.items()}
