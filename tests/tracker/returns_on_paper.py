"""Returns of the second quarter of 2021 in few words."""

from datetime import date
from decimal import Decimal

from tracker.measures import Returns
from tracker.model import Review, Verdict
from tracker.quarters import Quarter
from tracker.returns import (
    ReturnContent,
    ReturnRecord,
    ReturnReview,
    ReturnStanding,
    Submission,
    return_standing,
)

QUARTER = Quarter(2021, 2)
TOPICS = ("组织领导", "制度建设", "资金落实", "盘活成效")
RULE = Returns(
    first_quarter="2021Q1",
    last_quarter="2022Q4",
    topics=TOPICS,
    source="test",
    prompt_before_days=(10, 5, 2, 0),
    prompt_after_workdays=(1, 3, 5),
    prompts_source="test",
)


def approved(on: date, score: str = "90") -> ReturnReview:
    review = Review(verdict=Verdict.APPROVED, reason="", reviewed_on=on)
    return ReturnReview(review=review, scores=dict.fromkeys(TOPICS, Decimal(score)))


def sent_back(on: date) -> ReturnReview:
    return ReturnReview(review=Review(verdict=Verdict.RETURNED, reason="不完整", reviewed_on=on), scores={})


def filed(on: date, judged: ReturnReview | None = None, *, number: int = 1) -> Submission:
    return Submission(
        id=number,
        quarter=QUARTER,
        unit="清丰县",
        content=ReturnContent(),
        submitted_on=on,
        reporter="张三",
        imported=False,
        judged=judged,
    )


def record(*submissions: Submission) -> ReturnRecord:
    return ReturnRecord(quarter=QUARTER, unit="清丰县", submissions=submissions)


def stands(on: date, *submissions: Submission) -> ReturnStanding:
    return return_standing(record(*submissions), on, RULE)
