"""A file of returns beside what the office and the units did in chat, and beside earlier files."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from tests.acting import Act
from tests.tracker.usecases.filing_returns import (
    SECOND,
    TOPICS,
    approve,
    correct,
    file,
    give_back,
    record_of,
    stands,
    take,
)
from tracker.returns import ReturnState, Submission
from tracker.store.tables import audit
from tracker.usecases.import_rows import RowsRefused

SILENT = "2021Q2,清丰县,2021-06-28,,,,,"
JUNE_28, JULY_3, JULY_5, JULY_6 = (date(2021, month, day) for month, day in ((6, 28), (7, 3), (7, 5), (7, 6)))
FIRST, AGAIN = "2021Q2,清丰县,2021-06-28,,,,,", "2021Q2,清丰县,2021-07-06,,,,,"
SCORED = "2021Q2,清丰县,2021-06-28,2021-07-05,90,90,90,90"


def only(act: Act) -> Submission:
    (kept,) = record_of(act).submissions
    return kept


def scores(act: Act) -> list[Decimal]:
    judged = record_of(act).submissions[-1].judged
    return [judged.scores[topic] for topic in TOPICS] if judged else []


def in_force(act: Act, known: date | None) -> Decimal | None:
    """The score of the first topic as it was known; None before the review was."""
    judged = record_of(act, known=known).submissions[-1].judged
    return judged.scores_in_force[TOPICS[0]] if judged else None


def numbers(act: Act, *rows: str) -> tuple[int, int, int]:
    imported = take(act, *rows)
    return imported.added, imported.changed, imported.unchanged


def refusal(act: Act, row: str, *, on: date = date(2021, 8, 1)) -> tuple[str, str]:
    with pytest.raises(RowsRefused) as refused:
        take(act, row, on=on)
    (only_one,) = refused.value.imported.refused
    return only_one.column, only_one.reason


def corrections(act: Act) -> list[dict[str, Any]]:
    """What the audit says of reviews that files replaced."""
    query = select(audit.c.detail).where(audit.c.action == "return.corrected")
    return act.read(lambda books: [dict(each) for each in books.connection.execute(query).scalars()])


def on_paper(act: Act) -> int:
    take(act, FIRST)
    return only(act).id


def in_chat(act: Act) -> int:
    return file(act, on=JUNE_28)


@pytest.mark.parametrize("submit", [on_paper, in_chat])
@pytest.mark.parametrize("row", [FIRST, "2021Q2,清丰县,2021-06-28,2021-07-05,,,,", SCORED])
def test_a_row_that_agrees_with_a_review_in_chat_changes_nothing(
    act: Act, submit: Callable[[Act], int], row: str
) -> None:
    approve(act, submit(act), on=JULY_5)
    assert numbers(act, row) == (0, 0, 1)
    assert scores(act) == [Decimal(90)] * 4
    assert corrections(act) == []


@pytest.mark.parametrize("submit", [on_paper, in_chat])
def test_other_scores_replace_those_given_in_chat_and_the_audit_keeps_the_old(
    each_act: Act, submit: Callable[[Act], int]
) -> None:
    return_id = submit(each_act)
    approve(each_act, return_id, on=JULY_5)
    assert numbers(each_act, SCORED.replace("90,90,90,90", "91,90,90,90")) == (0, 1, 0)
    assert (only(each_act).id, scores(each_act)) == (return_id, [Decimal(91), *[Decimal(90)] * 3])
    (kept,) = corrections(each_act)
    assert kept["before"] == {"reviewed_on": "2021-07-05", "scores": dict.fromkeys(TOPICS, "90")}
    assert kept["after"]["scores"]["组织领导"] == "91"


def test_another_day_of_review_keeps_the_scores_that_the_file_does_not_give(act: Act) -> None:
    approve(act, on_paper(act), on=JULY_5)
    assert numbers(act, "2021Q2,清丰县,2021-06-28,2021-07-06,,,,") == (0, 1, 0)
    judged = only(act).judged
    assert judged is not None
    assert (judged.review.reviewed_on, scores(act)) == (JULY_6, [Decimal(90)] * 4)


@pytest.mark.parametrize("submit", [on_paper, in_chat])
@pytest.mark.parametrize("written", [",,,", "90,90,90,90", "80,80,80,80"])
def test_another_day_of_review_leaves_the_scores_as_they_were_corrected_since(
    each_act: Act, submit: Callable[[Act], int], written: str
) -> None:
    return_id = submit(each_act)
    approve(each_act, return_id, on=JULY_5)
    correct(each_act, return_id, "80", on=date(2021, 7, 20))
    assert numbers(each_act, f"2021Q2,清丰县,2021-06-28,2021-07-06,{written}") == (0, 1, 0)
    known = [in_force(each_act, known) for known in (JULY_5, JULY_6, date(2021, 7, 19), date(2021, 7, 20))]
    assert known == [None, Decimal(90), Decimal(90), Decimal(80)]
    judged = only(each_act).judged
    assert judged is not None
    assert [each.reason for each in judged.corrections] == ["录入有误"]
    (kept,) = corrections(each_act)
    assert (kept["before"]["reviewed_on"], kept["after"]["reviewed_on"]) == ("2021-07-05", "2021-07-06")
    assert kept["before"]["scores"] == kept["after"]["scores"] == dict.fromkeys(TOPICS, "80")


def test_another_day_of_submission_leaves_the_scores_as_they_were_corrected_since(act: Act) -> None:
    return_id = on_paper(act)
    approve(act, return_id, on=JULY_5)
    correct(act, return_id, "80", on=date(2021, 7, 20))
    assert numbers(act, "2021Q2,清丰县,2021-06-29,2021-07-05,90,90,90,90") == (0, 1, 0)
    known = [in_force(act, known) for known in (date(2021, 7, 19), date(2021, 7, 20))]
    assert known == [Decimal(90), Decimal(80)]


def test_other_scores_in_a_file_replace_the_corrections_too(act: Act) -> None:
    return_id = on_paper(act)
    approve(act, return_id, on=JULY_5)
    correct(act, return_id, "80", on=date(2021, 7, 20))
    assert numbers(act, SCORED.replace("90,90,90,90", "70,70,70,70")) == (0, 1, 0)
    assert in_force(act, None) == Decimal(70)


def test_a_file_reviews_what_came_by_chat_on_the_same_day(act: Act) -> None:
    return_id = in_chat(act)
    assert numbers(act, SCORED) == (0, 1, 0)
    assert (only(act).id, only(act).content.problems) == (return_id, "资金不足")
    assert stands(act, on=JULY_5).state is ReturnState.APPROVED


@pytest.mark.parametrize("submit", [on_paper, in_chat])
def test_a_file_does_not_undo_a_return_made_in_chat(act: Act, submit: Callable[[Act], int]) -> None:
    give_back(act, submit(act), on=JULY_3)
    reason = "2021-06-28 的报送已于 2021-07-03 退回；再次报送请填新的报送日期。"
    assert refusal(act, SCORED) == ("核验日期", reason)
    assert numbers(act, FIRST) == (0, 0, 1)
    judged = only(act).judged
    assert judged is not None
    assert not judged.approves


@pytest.mark.parametrize("submit", [on_paper, in_chat])
@pytest.mark.parametrize("row", [AGAIN, "2021Q2,清丰县,2021-07-06,2021-07-07,90,90,90,90"])
def test_after_a_return_paper_brings_another_submission_and_the_past_stays(
    each_act: Act, submit: Callable[[Act], int], row: str
) -> None:
    give_back(each_act, submit(each_act), on=JULY_3)
    assert numbers(each_act, row) == (1, 0, 0)
    assert numbers(each_act, row) == (0, 0, 1)
    assert stands(each_act, on=JUNE_28).state is ReturnState.SUBMITTED
    assert stands(each_act, on=JULY_3).returned is not None
    assert stands(each_act, on=JULY_6).state is ReturnState.LATE
    assert numbers(each_act, FIRST) == (0, 0, 1)


def test_a_submission_after_a_return_is_corrected_as_the_first_was(act: Act) -> None:
    give_back(act, on_paper(act), on=JULY_3)
    take(act, AGAIN)
    assert numbers(act, AGAIN.replace("07-06", "07-07")) == (0, 1, 0)
    assert [each.submitted_on for each in record_of(act).submissions] == [JUNE_28, date(2021, 7, 7)]


def test_paper_from_before_a_return_is_no_submission_after_it(act: Act) -> None:
    give_back(act, in_chat(act), on=JULY_3)
    reason = "2021-06-28 的报送已退回，再次报送不能早于这一天。"
    assert refusal(act, SILENT.replace("06-28", "06-25")) == ("报送日期", reason)


def test_paper_without_a_review_does_not_replace_an_earlier_submission_in_chat(act: Act) -> None:
    in_chat(act)
    reason = "2021-06-28 已报送，待核验；没有核验日期的行不能代替它。"
    assert refusal(act, SILENT.replace("06-28", "07-02")) == ("报送日期", reason)
    assert stands(act, on=JULY_3).state is ReturnState.SUBMITTED


def test_a_quarter_is_not_imported_before_it_opens(act: Act) -> None:
    reason = "2021年第二季度的季报 2021年6月18日开始填报，现在还不能导入。"
    early = SILENT.replace("06-28", "04-05")
    assert refusal(act, early, on=date(2021, 6, 17)) == ("季度", reason)
    assert take(act, early, on=date(2021, 6, 18)).added == 1
    assert record_of(act).quarter == SECOND


@pytest.mark.parametrize("row", [SCORED, SCORED.replace("90", "95")])
def test_a_row_that_agrees_with_the_scores_before_or_after_a_correction_changes_nothing(
    act: Act, row: str
) -> None:
    return_id = on_paper(act)
    approve(act, return_id, on=JULY_5)
    correct(act, return_id, "95", on=JULY_6)
    assert numbers(act, row) == (0, 0, 1)
    judged = only(act).judged
    assert judged is not None
    assert (judged.scores[TOPICS[0]], judged.scores_in_force[TOPICS[0]]) == (Decimal(90), Decimal(95))
