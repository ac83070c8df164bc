"""Reports that the office marks as 典型案例 (四（五）), to be collected and published.

Not to be taken for `tracker.cases`, which are what a notice can be about.
"""

from dataclasses import dataclass
from datetime import date

from tracker.model import Assignment, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCase:
    """A report with the office's own title, marked from `marked_on` until `taken_back_on`.

    The text is the report's own words; `report.review` is the office's word on it as far as it was known.
    """

    id: int
    title: str
    assignment: Assignment
    report: Report
    marked_on: date
    marked_by: str
    taken_back_on: date | None = None
    taken_back_by: str = ""

    def marked(self, on: date) -> bool:
        """Whether it is marked on a day; from the day it is taken back, inclusive, it is not."""
        return self.marked_on <= on and (self.taken_back_on is None or on < self.taken_back_on)

    def returned(self, on: date) -> bool:
        """Whether its report was sent back by a day: such a one is no example until the office says so."""
        return self.report.review is not None and self.report.review.sends_back(on)

    def published(self, on: date) -> bool:
        """Whether it is among the cases of a day."""
        return self.marked(on) and not self.returned(on)
