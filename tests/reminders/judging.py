"""Facts and standings in few words, for the tests of this folder."""

from datetime import date, time

from tracker.measures import Ladder, Lights
from tracker.model import Assignment, Holdings, Report, Review, Revision, Verdict
from tracker.plan import Part
from tracker.standing import Standing, standing

LADDER = Ladder(
    send_at=time(9), before_days=(30, 14, 7, 3, 1, 0), after_workdays=5, then_weekday=0, source="test"
)
LIGHTS = Lights(due_within_days=30, behind_points=20, elapsed_from=date(2021, 1, 25), source="test")


def owed(
    due_on: date | None,
    *reports: Report,
    moved: tuple[Revision, ...] = (),
    code: str = "3.2",
    unit: str = "清丰县",
    part: Part = Part.LEAD,
) -> Holdings:
    return Holdings(
        assignment=Assignment(id=1, code=code, unit=unit, part=part),
        due_on=due_on,
        accepted_on=None,
        reports=reports,
        revisions=moved,
    )


def said(on: date, percent: int = 100, review: Review | None = None) -> Report:
    return Report(
        id=on.toordinal(),
        assignment_id=1,
        percent=percent,
        text="",
        said_on=on,
        reporter="李敏",
        review=review,
    )


def reviewed(verdict: Verdict, on: date) -> Review:
    return Review(verdict=verdict, reason="", reviewed_on=on)


def moved_to(due_on: date, ordered_on: date) -> Revision:
    return Revision(
        id=1, code="3.2", unit=None, due_on=due_on, ordered_on=ordered_on, document="文", reason="因"
    )


def on(day: date, holdings: Holdings) -> Standing:
    return standing(holdings, day, LIGHTS)
