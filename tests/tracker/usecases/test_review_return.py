from datetime import date
from decimal import Decimal

import pytest

from tests.acting import EVERYBODY, OFFICE, PUYANGXIAN, Act
from tests.tracker.usecases.filing_returns import TOPICS, approve, file, give_back, stands, submit, write_all
from tests.tracker.usecases.recording import TODAY
from tracker.errors import NotAwaitingReview, ReasonMissing, ValueRefused
from tracker.returns import ReturnState
from tracker.usecases.look_at_returns import LookAtReturns, look_at_returns
from tracker.usecases.review_return import ShowReturn, read_score, show_return

JUNE_28, JULY_2 = date(2021, 6, 28), date(2021, 7, 2)


def test_an_approval_closes_the_return_on_the_day_of_its_submission(act: Act) -> None:
    approve(act, file(act, on=JUNE_28), on=JULY_2)
    standing = stands(act, on=JULY_2)
    assert (standing.state, standing.closed_on) == (ReturnState.APPROVED, JUNE_28)


def test_an_approval_keeps_the_four_scores(act: Act) -> None:
    outcome = approve(act, file(act))
    assert outcome.judged.scores == dict.fromkeys(TOPICS, Decimal(90))
    assert outcome.unit_id == act.campaign.units[1].id


def test_an_approval_without_a_score_is_refused(act: Act) -> None:
    return_id = file(act)
    with pytest.raises(ReasonMissing, match="请写明资金落实、盘活成效的得分"):
        approve(act, return_id, scores={"组织领导": Decimal(90), "制度建设": Decimal(90)})
    assert stands(act).awaits


def test_a_return_needs_its_reason(act: Act) -> None:
    return_id = file(act)
    with pytest.raises(ReasonMissing):
        give_back(act, return_id, reason=" ")


def test_what_was_reviewed_is_not_reviewed_again(act: Act) -> None:
    return_id = file(act)
    approve(act, return_id)
    with pytest.raises(NotAwaitingReview, match="2021Q2 清丰县"):
        give_back(act, return_id)


def test_what_was_replaced_is_not_reviewed(act: Act) -> None:
    first = file(act)
    second = file(act, on=JUNE_28)
    with pytest.raises(NotAwaitingReview):
        approve(act, first)
    approve(act, second)


def test_what_never_was_is_not_reviewed(act: Act) -> None:
    with pytest.raises(NotAwaitingReview, match="该季报"):
        approve(act, 99)


def test_a_unit_that_hears_nothing_is_named(act: Act) -> None:
    assert approve(act, file(act)).untold == ("清丰县",)
    act.appoint(*EVERYBODY)
    write_all(act, sender=PUYANGXIAN, unit="濮阳县")
    theirs = submit(act, sender=PUYANGXIAN, unit="濮阳县").submission.id
    assert approve(act, theirs).untold == ()


def test_a_return_shown_says_whether_it_awaits_review(act: Act) -> None:
    first = file(act)
    assert act(show_return, OFFICE, ShowReturn(return_id=first, on=TODAY)).awaits
    file(act, on=JUNE_28)
    assert not act(show_return, OFFICE, ShowReturn(return_id=first, on=JUNE_28)).awaits


@pytest.mark.parametrize(("word", "score"), [("0", "0"), ("１００", "100"), ("85.55", "85.55")])
def test_a_score_is_read_exactly(word: str, score: str) -> None:
    assert read_score(word, what="组织领导") == Decimal(score)


@pytest.mark.parametrize("word", ["100.01", "-1", "85.555", "好", "", "1e-3"])
def test_what_is_no_score_is_refused(word: str) -> None:
    with pytest.raises(ValueRefused, match="组织领导"):
        read_score(word, what="组织领导")


def test_the_list_has_the_quarters_that_are_open(act: Act) -> None:
    file(act)
    seen = act(look_at_returns, OFFICE, LookAtReturns(on=TODAY))
    assert [str(each) for each in seen.opened] == ["2021Q1", "2021Q2"]
    states = {(str(each.quarter), each.unit): each.state.value for each in seen.returns}
    assert len(states) == 18
    assert states["2021Q1", "清丰县"] == "missing"
    assert states["2021Q2", "清丰县"] == "submitted"
    assert states["2021Q2", "示范区"] == "due"
