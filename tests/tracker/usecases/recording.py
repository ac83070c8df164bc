"""Short ways to record facts through the use cases, each on its own day."""

from datetime import date, datetime, time
from typing import Any

from tests.acting import OFFICE, QINGFENG, SHANGHAI, Act
from tracker.model import Evidence, Sender, Verdict
from tracker.standing import Standing, standing
from tracker.usecases.move_date import DateMoved, MoveDate, move_date
from tracker.usecases.report_progress import ProgressReported, ReportProgress, report_progress
from tracker.usecases.review_report import ReportReviewed, ReviewReport, review_report

TODAY = date(2021, 6, 25)
PHOTO = Evidence(file_id="f1", file_unique_id="u1", kind="photo", name="照片", size=1000)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


def report(
    act: Act,
    code: str = "3.1",
    percent: int | None = 60,
    *,
    sender: Sender = QINGFENG,
    on: date = TODAY,
    **more: Any,
) -> ProgressReported:
    command = ReportProgress(
        code=code,
        percent=percent,
        said_on=on,
        at=noon(on),
        **{"unit": None, "text": "外业完成", **more},
    )
    return act(report_progress, sender, command)


def tick(act: Act, item: str, *, done: bool = True, on: date = TODAY) -> ProgressReported:
    return report(act, "1.1", None, item=item, item_done=done, on=on)


def review(
    act: Act, report_id: int, verdict: Verdict = Verdict.APPROVED, reason: str = "", *, on: date = TODAY
) -> ReportReviewed:
    command = ReviewReport(report_id=report_id, verdict=verdict, reason=reason, on=on, at=noon(on))
    return act(review_report, OFFICE, command)


def send_back(act: Act, report_id: int, *, on: date = TODAY) -> ReportReviewed:
    return review(act, report_id, Verdict.RETURNED, "佐证材料不足", on=on)


def move(
    act: Act,
    code: str,
    due_on: date,
    *,
    unit: str | None = None,
    on: date = TODAY,
    document: str = "濮百园办〔2021〕3号",
    reason: str = "省里部署调整",
) -> DateMoved:
    command = MoveDate(
        code=code, unit=unit, due_on=due_on, document=document, reason=reason, on=on, at=noon(on)
    )
    return act(move_date, OFFICE, command)


def stands(
    act: Act, code: str, unit: str = "清丰县", *, on: date = TODAY, known: date | None = None
) -> Standing:
    held = act.read(lambda books: books.ledger.holdings(known=known, units=(unit,)))
    (found,) = [each for each in held if each.assignment.code == code]
    return standing(found, on, act.campaign.lights)
