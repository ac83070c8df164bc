"""Which submission a row of a file speaks of, and what the records cannot take from it.

A row speaks of the submission of its day, whoever brought that. Without one it corrects the day of the
imported submission that stands, and after a return it is another submission.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.quarters import Quarter
from tracker.returns import ReturnRecord, ReturnReview, Submission
from tracker.usecases.import_rows import SheetRow, WrongCell


class Change(StrEnum):
    """What a row does to the records."""

    NONE = "none"
    REVIEW = "review"
    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """A row that reads well, and what is recorded of its quarter and unit.

    `written` is the verdict as the row has it: None where it is silent, without scores where it has none.
    """

    row: SheetRow
    quarter: Quarter
    unit: str
    submitted_on: date
    written: ReturnReview | None
    record: ReturnRecord

    @property
    def kept(self) -> Submission | None:
        """Return the submission that the row speaks of; None where it brings another one."""
        said = self.record.submissions
        same_day = [each for each in said if each.submitted_on == self.submitted_on]
        if same_day:
            return same_day[-1]
        standing = [each for each in _since_returned(said) if each.imported]
        return standing[-1] if standing else None

    @property
    def judged(self) -> ReturnReview | None:
        """Return the verdict that stands afterwards.

        An empty cell leaves the office's word, and so do scores that stood at any time: what corrected them
        since stays.
        """
        kept = self.kept.judged if self.kept else None
        if self.written is None or kept is None:
            return self.written or kept
        if self.written.scores and self.written.scores not in _once_given(kept):
            return self.written
        return replace(kept, review=self.written.review)

    @property
    def change(self) -> Change:
        """Return what taking the row means."""
        if self.kept is None:
            return Change.ADD
        if self.kept.submitted_on != self.submitted_on:
            return Change.REPLACE
        return Change.NONE if _same(self.judged, self.kept.judged) else Change.REVIEW

    @property
    def others(self) -> tuple[Submission, ...]:
        """Return what else was submitted."""
        return tuple(each for each in self.record.submissions if each != self.kept)


def contradiction(row: ReturnRow) -> WrongCell | None:
    """Say what of a row goes against what is recorded; what is there already goes against nothing."""
    if row.change is Change.NONE:
        return None
    if closed := next((each for each in row.others if each.judged and each.judged.approves), None):
        return WrongCell("报送日期", f"这份季报已按 {closed.submitted_on} 的报送核验通过。")
    return _against_review(row) or _against_submissions(row)


def _against_review(row: ReturnRow) -> WrongCell | None:
    kept = row.kept
    if kept is None or kept.judged is None:
        return None
    if not kept.judged.approves:
        returned_on = kept.judged.review.reviewed_on
        reason = f"{kept.submitted_on} 的报送已于 {returned_on} 退回；再次报送请填新的报送日期。"
        return WrongCell("核验日期", reason)
    if row.written is None:
        return WrongCell("核验日期", "这份季报已经核验过，要更正请写明核验日期。")
    return None


def _against_submissions(row: ReturnRow) -> WrongCell | None:
    """Hold a row against the newest of what else was submitted."""
    newest = row.others[-1] if row.others else None
    if newest is None:
        return None
    day = newest.submitted_on
    if row.written is not None:
        early = row.submitted_on < day
        reason = f"{day} 还有报送，不能按 {row.submitted_on} 的报送核验。"
        return WrongCell("核验日期", reason) if early else None
    if newest.judged is None and row.submitted_on > day:
        return WrongCell("报送日期", f"{day} 已报送，待核验；没有核验日期的行不能代替它。")
    if newest.judged is not None and row.submitted_on < day:
        return WrongCell("报送日期", f"{day} 的报送已退回，再次报送不能早于这一天。")
    return None


def _since_returned(said: Iterable[Submission]) -> list[Submission]:
    """Return what was submitted after the last submission that was sent back."""
    since: list[Submission] = []
    for each in said:
        since = [] if each.judged and not each.judged.approves else [*since, each]
    return since


def _same(judged: ReturnReview | None, kept: ReturnReview | None) -> bool:
    """Compare two verdicts; a file gives no reasons."""
    if judged is None or kept is None:
        return judged is kept
    said, known = judged.review, kept.review
    if (said.verdict, said.reviewed_on) != (known.verdict, known.reviewed_on):
        return False
    return judged.scores == kept.scores


def _once_given(judged: ReturnReview) -> list[Mapping[str, Decimal]]:
    """Return the scores that stood at any time: a file may be older than a correction of them."""
    return [judged.scores, *(each.scores for each in judged.corrections)]
