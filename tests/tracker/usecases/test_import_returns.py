from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.acting import Act
from tests.tracker.usecases.filing_returns import (
    approve,
    file,
    give_back,
    record_of,
    stands,
    take,
)
from tracker.returns import ReturnState
from tracker.store.tables import audit
from tracker.usecases.import_rows import RowsRefused

GOOD = "2021Q2,清丰县,2021-06-28,2021-07-05,90,85.5,88,92"
SILENT = "2021Q2,清丰县,2021-06-28,,,,,"


def numbers(act: Act, *rows: str, partial: bool = False) -> tuple[int, int, int]:
    imported = take(act, *rows, partial=partial)
    return imported.added, imported.changed, imported.unchanged


def refusals(act: Act, *rows: str) -> list[tuple[int, str]]:
    with pytest.raises(RowsRefused) as refused:
        take(act, *rows)
    return [(each.row, each.column) for each in refused.value.imported.refused]


def test_a_row_is_a_return_with_its_scores(act: Act) -> None:
    assert numbers(act, GOOD) == (1, 0, 0)
    standing = stands(act)
    assert standing.counts is None
    standing = stands(act, on=date(2021, 7, 1))
    assert (standing.state, standing.closed_on) == (ReturnState.APPROVED, date(2021, 6, 28))
    assert standing.counts is not None
    assert standing.counts.judged is not None
    assert standing.counts.judged.scores["制度建设"] == Decimal("85.5")


def test_importing_twice_adds_nothing(act: Act) -> None:
    rows = (GOOD, "2021年第2季度,濮阳县,2021/7/2,,,,,")
    assert numbers(act, *rows) == (2, 0, 0)
    assert numbers(act, *rows) == (0, 0, 2)
    assert len(record_of(act).submissions) == 1


def test_a_verdict_may_come_later(act: Act) -> None:
    take(act, SILENT)
    assert numbers(act, GOOD) == (0, 1, 0)
    assert stands(act, on=date(2021, 7, 1)).state is ReturnState.APPROVED


def test_a_silent_file_leaves_the_offices_word(act: Act) -> None:
    take(act, GOOD)
    assert numbers(act, SILENT) == (0, 0, 1)
    assert not stands(act, on=date(2021, 7, 6)).awaits


def test_a_different_row_corrects_the_one_before(act: Act) -> None:
    take(act, GOOD)
    assert numbers(act, GOOD.replace("2021-06-28", "2021-07-01").replace("90", "95")) == (0, 1, 0)
    (kept,) = record_of(act).submissions
    assert (kept.submitted_on, kept.judged and kept.judged.scores["组织领导"]) == (
        date(2021, 7, 1),
        Decimal(95),
    )


def test_an_approval_without_scores_is_taken_as_old_sheets_have_it(act: Act) -> None:
    take(act, "2021Q2,清丰县,2021-06-28,2021-07-05,,,,")
    assert stands(act, on=date(2021, 7, 6)).state is ReturnState.APPROVED


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (GOOD.replace("2021Q2", "二季度"), "季度"),
        (GOOD.replace("2021Q2", "2023Q1"), "季度"),
        (GOOD.replace("2021Q2", "2021-2"), "季度"),
        (GOOD.replace("2021Q2", "2021Q3"), "季度"),
        (GOOD.replace("2021Q2", ""), "季度"),
        (GOOD.replace("清丰县", "某县"), "单位"),
        (GOOD.replace("清丰县", "市审计局"), "单位"),
        (GOOD.replace("2021-06-28", ""), "报送日期"),
        (GOOD.replace("2021-06-28", "2021-03-31"), "报送日期"),
        (GOOD.replace("2021-06-28", "2021-08-02"), "报送日期"),
        (GOOD.replace("2021-07-05", ""), "核验日期"),
        (GOOD.replace("2021-07-05", "2021-06-27"), "核验日期"),
        (GOOD.replace("2021-07-05", "2021-08-02"), "核验日期"),
        (GOOD.replace("85.5", ""), "制度建设"),
        (GOOD.replace("88", "101"), "资金落实"),
        (GOOD.replace("92", "优"), "盘活成效"),
    ],
)
def test_a_wrong_row_is_refused_with_its_column(act: Act, row: str, column: str) -> None:
    assert refusals(act, row) == [(2, column)]


def test_a_quarter_and_unit_stand_in_one_row(act: Act) -> None:
    assert refusals(act, GOOD, SILENT) == [(3, "单位")]


def test_one_bad_row_refuses_the_file_unless_the_good_ones_are_wanted(act: Act) -> None:
    bad = GOOD.replace("清丰县", "某县")
    assert refusals(act, GOOD, bad) == [(3, "单位")]
    assert record_of(act).submissions == ()
    assert numbers(act, GOOD, bad, partial=True) == (1, 0, 0)


def test_what_was_approved_in_chat_is_not_imported_over(act: Act) -> None:
    approve(act, file(act))
    assert refusals(act, GOOD) == [(2, "报送日期")]


def test_an_older_row_does_not_approve_under_a_newer_submission_in_chat(act: Act) -> None:
    give_back(act, file(act, on=date(2021, 6, 30)), on=date(2021, 6, 30))
    assert refusals(act, GOOD) == [(2, "核验日期")]


def test_a_reviewed_row_is_not_corrected_by_a_silent_one(act: Act) -> None:
    take(act, GOOD)
    assert refusals(act, SILENT.replace("06-28", "06-29")) == [(2, "核验日期")]


def test_the_import_is_in_the_audit_once(act: Act) -> None:
    take(act, GOOD)
    take(act, GOOD)
    actions = act.read(lambda books: books.connection.execute(select(audit.c.action)).scalars().all())
    assert list(actions).count("returns.imported") == 1
