"""Short ways to write, submit, review and import returns through the use cases, each on its own day."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.acting import OFFICE, QINGFENG, Act
from tests.tracker.usecases.recording import TODAY, noon
from tracker.model import Sender, Verdict
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord, ReturnStanding, return_standing
from tracker.usecases.correct_scores import CorrectScores, ScoresCorrected, correct_scores
from tracker.usecases.import_returns import import_returns, return_columns
from tracker.usecases.import_rows import Imported, ImportSheet, SheetRow
from tracker.usecases.review_return import ReturnReviewed, ReviewReturn, review_return
from tracker.usecases.submit_return import ReturnSubmitted, SubmitReturn, submit_return
from tracker.usecases.write_return import OpenReturn, ReturnForm, WriteReturn, open_return, write_return

SECOND = Quarter(2021, 2)
TOPICS = ("组织领导", "制度建设", "资金落实", "盘活成效")


def opened(act: Act, *, sender: Sender = QINGFENG, unit: str = "清丰县", on: date = TODAY) -> ReturnForm:
    return act(open_return, sender, OpenReturn(quarter=SECOND, unit=unit, on=on))


def write(
    act: Act, *, sender: Sender = QINGFENG, unit: str = "清丰县", on: date = TODAY, **parts: Any
) -> ReturnForm:
    return act(write_return, sender, WriteReturn(quarter=SECOND, unit=unit, on=on, at=noon(on), **parts))


def write_all(act: Act, *, sender: Sender = QINGFENG, unit: str = "清丰县", on: date = TODAY) -> ReturnForm:
    topics = {topic: f"{topic}已做" for topic in TOPICS}
    return write(act, sender=sender, unit=unit, on=on, problems="资金不足", topics=topics)


def submit(act: Act, *, sender: Sender = QINGFENG, unit: str = "清丰县", on: date = TODAY) -> ReturnSubmitted:
    command = SubmitReturn(quarter=SECOND, unit=unit, on=on, at=noon(on))
    return act(submit_return, sender, command)


def file(act: Act, *, on: date = TODAY) -> int:
    """Write a whole return and submit it; return its id."""
    write_all(act, on=on)
    return submit(act, on=on).submission.id


def approve(act: Act, return_id: int, *, on: date = TODAY, **more: Any) -> ReturnReviewed:
    scores = {topic: Decimal(90) for topic in TOPICS}
    return _review(act, return_id, Verdict.APPROVED, "", on, **{"scores": scores, **more})


def give_back(act: Act, return_id: int, *, reason: str = "内容不完整", on: date = TODAY) -> ReturnReviewed:
    return _review(act, return_id, Verdict.RETURNED, reason, on, scores={})


def correct(
    act: Act, return_id: int, score: str, *, shown: str = "90", reason: str = "录入有误", on: date = TODAY
) -> ScoresCorrected:
    """Give every topic another score."""
    before, scores = (dict.fromkeys(TOPICS, Decimal(each)) for each in (shown, score))
    command = CorrectScores(
        return_id=return_id, shown=before, scores=scores, reason=reason, on=on, at=noon(on)
    )
    return act(correct_scores, OFFICE, command)


def _review(act: Act, return_id: int, verdict: Verdict, reason: str, on: date, **more: Any) -> ReturnReviewed:
    command = ReviewReturn(return_id=return_id, verdict=verdict, reason=reason, on=on, at=noon(on), **more)
    return act(review_return, OFFICE, command)


def record_of(act: Act, unit: str = "清丰县", *, known: date | None = None) -> ReturnRecord:
    (found,) = act.read(lambda books: books.returns.records(known=known, quarters=(SECOND,), units=(unit,)))
    return found


def stands(act: Act, unit: str = "清丰县", *, on: date = TODAY, known: date | None = None) -> ReturnStanding:
    assert act.campaign.returns is not None
    return return_standing(record_of(act, unit, known=known), on, act.campaign.returns)


def take(act: Act, *rows: str, partial: bool = False, on: date = date(2021, 8, 1)) -> Imported:
    """Import lines of 季度,单位,报送日期,核验日期 and the four scores."""
    columns = return_columns(act.campaign)
    read = tuple(
        SheetRow(number=number, cells=dict(zip(columns, row.split(","), strict=True)))
        for number, row in enumerate(rows, start=2)
    )
    command = ImportSheet(rows=read, unreadable=(), partial=partial, on=on, at=noon(on))
    return act(import_returns, OFFICE, command)
