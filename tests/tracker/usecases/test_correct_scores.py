"""The scores of an approved return are corrected with a reason, and what they were stays known."""

import asyncio
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Connection

from tests.acting import OFFICE, Act
from tests.tracker.usecases.filing_returns import (
    TOPICS,
    approve,
    correct,
    file,
    give_back,
    record_of,
    stands,
    take,
)
from tests.tracker.usecases.recording import noon
from tracker.errors import ReasonMissing, TrackerError
from tracker.returns import ReturnReview, ReturnState
from tracker.store.books import Books
from tracker.usecases.correct_scores import (
    CorrectScores,
    NothingApproved,
    ScoresChanged,
    ScoresCorrected,
    ScoresUnchanged,
    correct_scores,
)

JUNE_28, JULY_20 = date(2021, 6, 28), date(2021, 7, 20)


def judged(act: Act, known: date | None = None) -> ReturnReview:
    (kept,) = record_of(act, known=known).submissions
    assert kept.judged is not None
    return kept.judged


def score(act: Act, known: date | None = None) -> Decimal:
    return judged(act, known).scores_in_force[TOPICS[0]]


@pytest.fixture
def approved(each_act: Act) -> int:
    """A return of 25 June, approved on the 28th with 90 for each topic."""
    return_id = file(each_act)
    approve(each_act, return_id, on=JUNE_28)
    return return_id


def test_a_correction_rules_from_its_day_and_the_old_score_stays_known_before(
    each_act: Act, approved: int
) -> None:
    correct(each_act, approved, "80.5", on=JULY_20)
    assert (score(each_act), score(each_act, JULY_20)) == (Decimal("80.5"), Decimal("80.5"))
    assert score(each_act, date(2021, 7, 19)) == 90
    assert judged(each_act).scores[TOPICS[0]] == 90


def test_a_correction_leaves_the_approval_and_its_day(each_act: Act, approved: int) -> None:
    correct(each_act, approved, "80", on=JULY_20)
    for known in (JUNE_28, JULY_20, None):
        assert stands(each_act, on=JULY_20, known=known).state is ReturnState.APPROVED


def test_a_second_correction_goes_by_the_first(each_act: Act, approved: int) -> None:
    correct(each_act, approved, "80", on=JULY_20)
    with pytest.raises(ScoresChanged, match="刚刚有了更正"):
        correct(each_act, approved, "70", on=JULY_20)
    correct(each_act, approved, "70", shown="80", reason="复核", on=JULY_20)
    assert [each.reason for each in judged(each_act).corrections] == ["录入有误", "复核"]
    assert score(each_act) == 70


@pytest.mark.parametrize(
    ("score", "reason", "error"), [("90", "复核", ScoresUnchanged), ("80", " ", ReasonMissing)]
)
def test_what_changes_nothing_or_has_no_reason_is_refused(
    each_act: Act, approved: int, score: str, reason: str, error: type[TrackerError]
) -> None:
    with pytest.raises(error):
        correct(each_act, approved, score, reason=reason)
    assert judged(each_act).corrections == ()


def test_only_an_approved_return_has_scores_to_correct(each_act: Act) -> None:
    return_id = file(each_act)
    with pytest.raises(NothingApproved):
        correct(each_act, return_id, "80")
    give_back(each_act, return_id)
    for any_of in (return_id, 999):
        with pytest.raises(NothingApproved):
            correct(each_act, any_of, "80")


def test_importing_the_same_file_again_undoes_no_correction(each_act: Act) -> None:
    row = "2021Q2,清丰县,2021-06-30,2021-07-05,90,90,90,90"
    take(each_act, row)
    (kept,) = record_of(each_act).submissions
    correct(each_act, kept.id, "80", on=JULY_20)
    assert take(each_act, row).unchanged == 1
    assert score(each_act) == 80


async def test_two_who_correct_at_the_same_moment_make_one_correction(each_act: Act, approved: int) -> None:
    shown = dict.fromkeys(TOPICS, Decimal(90))

    def correcting(points: int, connection: Connection) -> ScoresCorrected:
        scores = dict.fromkeys(TOPICS, Decimal(points))
        command = CorrectScores(
            return_id=approved, shown=shown, scores=scores, reason="复核", on=JULY_20, at=noon(JULY_20)
        )
        return correct_scores(Books(connection, each_act.campaign), OFFICE, command)

    both = (each_act.store.write(partial(correcting, points)) for points in (80, 70))
    made = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(each, ScoresChanged) for each in made) == 1
    assert len(judged(each_act).corrections) == 1
