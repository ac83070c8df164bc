"""Moments, days, texts and references come back as they went in, or are refused."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, Executable, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.acting import NOW, SHANGHAI
from tracker.store.store import Store
from tracker.store.tables import audit, evidence, reports, reviews, revisions

_MOMENTS = [
    NOW,
    datetime(2021, 6, 30, 23, 59, 59, 999_999, tzinfo=SHANGHAI),
    datetime(2021, 7, 1, tzinfo=SHANGHAI),
    datetime(2021, 6, 30, 16, 0, tzinfo=UTC),
    datetime(2021, 6, 30, 4, 30, 0, 1, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
]


def _execute(connection: Connection, statement: Executable) -> None:
    connection.execute(statement)


def _keep(connection: Connection, moment: datetime) -> datetime:
    row = {"at": moment, "actor": "办", "action": "a", "subject": "x", "detail": {"due": "2021-07-01"}}
    query = insert(audit).returning(audit.c.at)
    kept: datetime = connection.execute(query, row).scalar_one()
    return kept


@pytest.mark.parametrize("moment", _MOMENTS, ids=str)
def test_a_moment_comes_back_aware_and_to_the_microsecond(each_store: Store, moment: datetime) -> None:
    each_store.write_now(_keep, moment)
    found = each_store.read_now(lambda connection: connection.execute(select(audit.c.at)).scalar_one())
    assert found == moment
    assert found.utcoffset() == timedelta()


def test_moments_are_compared_as_moments_whatever_zone_they_came_in(each_store: Store) -> None:
    for moment in _MOMENTS:
        each_store.write_now(_keep, moment)
    query = select(audit.c.at).where(audit.c.at < datetime(2021, 6, 30, 16, 0, tzinfo=UTC))
    found = each_store.read_now(lambda c: list(c.execute(query.order_by(audit.c.at)).scalars()))
    assert found == sorted(moment for moment in _MOMENTS if moment < datetime(2021, 7, 1, tzinfo=SHANGHAI))


def test_a_naive_moment_is_refused(each_store: Store) -> None:
    with pytest.raises(StatementError, match="naive"):
        each_store.write_now(_keep, NOW.replace(tzinfo=None))


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2024, 2, 29), date(9999, 12, 31)])
def test_a_day_is_a_day_in_no_zone(each_store: Store, day: date) -> None:
    row = {
        "code": "3.2",
        "unit": None,
        "due_on": day,
        "ordered_on": day,
        "document": "濮百园办〔2021〕3号",
        "reason": "😀 ½ “引号” <b>",
        "ordered_by": "王办",
        "recorded_at": NOW,
    }
    each_store.write_now(_execute, insert(revisions).values(row))
    found = each_store.read_now(lambda connection: connection.execute(select(revisions)).one())
    assert (found.due_on, found.ordered_on) == (day, day)
    assert (found.document, found.reason) == (row["document"], row["reason"])


def _report(assignment_id: int = 1, percent: int = 60) -> dict[str, object]:
    return {
        "assignment_id": assignment_id,
        "percent": percent,
        "text": "",
        "said_on": date(2021, 6, 25),
        "reporter": "张三",
        "origin": "chat",
        "recorded_at": NOW,
    }


@pytest.mark.parametrize("statement", ["reports", "reviews", "evidence"])
def test_a_fact_about_nothing_is_refused(each_store: Store, statement: str) -> None:
    statements = {
        "reports": insert(reports).values(_report(assignment_id=123_456)),
        "reviews": insert(reviews).values(
            report_id=1,
            verdict="approved",
            reason="",
            reviewed_on=date(2021, 6, 25),
            reviewer="王办",
            recorded_at=NOW,
        ),
        "evidence": insert(evidence).values(
            report_id=1, file_id="f", file_unique_id="u", kind="photo", name="照片"
        ),
    }
    with pytest.raises(IntegrityError):
        each_store.write_now(_execute, statements[statement])


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_out_of_range_is_refused_by_the_database_itself(each_store: Store, percent: int) -> None:
    row = _report(percent=percent)
    with pytest.raises(IntegrityError):
        each_store.write_now(_execute, insert(reports).values(row))


def test_what_is_referred_to_cannot_vanish(each_store: Store) -> None:
    each_store.write_now(_execute, insert(reports).values(_report()))
    with pytest.raises(IntegrityError):
        each_store.write_now(_execute, text("DELETE FROM assignments WHERE id = 1"))
