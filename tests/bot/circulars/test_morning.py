"""A fault of ours in one part of a morning: the rest goes out, the operator is told, the part comes later."""

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from bot.circulars import morning
from reminders.circulars import Letters
from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, DIRECTOR, LIAISON, Mornings
from tests.reminders.sweeping import OFFICE
from tests.tracker.usecases.keeping_tasks import issue
from tracker.model import Role

END, JULY_1, JULY_2 = date(2021, 6, 30), date(2021, 7, 1), date(2021, 7, 2)
ADMIN = 13


def _broken(*_: object) -> Letters:
    raise ZeroDivisionError


def _out_of_order(*_: object) -> Letters:
    raise OperationalError("SELECT", {}, Exception("disk I/O error"))


async def test_the_rest_of_the_morning_goes_out_and_the_operator_is_told(
    mornings: Mornings, act: Act, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    issue(act)
    mornings.bind_to(ADMIN, OFFICE, Role.ADMIN)
    mornings.begin(END)
    monkeypatch.setattr(morning, "cases_to_decide", _broken)
    await mornings.live(JULY_1, JULY_1)
    assert list(mornings.told("ranking", DIRECTOR)) == list(mornings.told("morning", LIAISON)) == [JULY_1]
    assert mornings.told("case", DIRECTOR) == {}
    (told,) = [row for row in mornings.rows() if row.sent_to == ADMIN]
    assert told.payload["parameters"]["text"] == (
        "⚠️ 今晨的“待决定事项”没有发出，下一个工作日再发：ZeroDivisionError\n详见服务日志。"
    )
    assert "ZeroDivisionError" in caplog.text


async def test_what_failed_is_told_on_the_next_morning_and_nothing_twice(
    mornings: Mornings, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(act)
    mornings.begin(END)
    with monkeypatch.context() as broken:
        broken.setattr(morning, "cases_to_decide", _broken)
        await mornings.live(JULY_1, JULY_1)
    await mornings.live(JULY_2, date(2021, 7, 6))
    assert list(mornings.told("case", CLERK)) == [JULY_2]
    assert list(mornings.told("ranking", CLERK)) == [JULY_1]


async def test_what_waits_of_a_part_that_fails_is_not_withdrawn(
    mornings: Mornings, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(act)
    mornings.begin(END)
    await mornings.plan(JULY_1)
    monkeypatch.setattr(morning, "cases_to_decide", _broken)
    await mornings.plan(JULY_2)
    assert mornings.states()[f"case:{JULY_1}:{OFFICE}:director:{DIRECTOR}"] == "pending"


async def test_a_database_that_is_out_of_order_leaves_the_whole_morning_to_be_tried_again(
    mornings: Mornings, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(act)
    mornings.begin(END)
    with monkeypatch.context() as broken:
        broken.setattr(morning, "cases_to_decide", _out_of_order)
        with pytest.raises(OperationalError):
            await mornings.plan(JULY_1)
    # The digest is a job of its own.
    assert [row.key for row in mornings.rows() if not row.key.startswith("digest:")] == []
    await mornings.live(JULY_1, JULY_1)
    assert list(mornings.told("case", CLERK)) == list(mornings.told("ranking", CLERK)) == [JULY_1]
