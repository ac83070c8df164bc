"""The newest migrations down and up again over a database that is in use: what it says stays true."""

from datetime import date
from decimal import Decimal
from functools import partial
from importlib.resources import as_file, files

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from tests.acting import Act
from tests.tracker.tasks_on_paper import JULY_1
from tests.tracker.usecases.filing_returns import give_back, record_of
from tests.tracker.usecases.filing_returns import take as take_returns
from tests.tracker.usecases.keeping_parcels import dispose, hand_back, judge, row, take, withdraw
from tests.tracker.usecases.keeping_tasks import (
    AUGUST_5,
    decide,
    disposed,
    issue,
    lift,
    stands,
    withdraw_area,
)
from tests.tracker.usecases.recording import TODAY
from tracker.store.migrate import migrate
from tracker.store.tables import metadata

BEFORE_WITHDRAWALS, BEFORE_SEVERAL_RETURNS, BEFORE_LIFTINGS = "0008", "0009", "0011"
BEFORE_RETURNS_ANEW = "0013"


def down_and_up(act: Act, revision: str) -> None:
    act.store.write_now(partial(_down, revision))
    act.store.write_now(migrate)


def _down(revision: str, connection: Connection) -> None:
    with as_file(files("tracker.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_of_two_submissions_from_files_the_newest_stands_on_the_way_down(each_act: Act) -> None:
    take_returns(each_act, "2021Q2,清丰县,2021-06-28,,,,,", "2021Q2,范县,2021-06-28,,,,,")
    (first,) = record_of(each_act).submissions
    give_back(each_act, first.id, on=date(2021, 7, 5))
    take_returns(each_act, "2021Q2,清丰县,2021-07-06,2021-07-07,90,90,90,90")
    down_and_up(each_act, BEFORE_SEVERAL_RETURNS)
    (kept,) = record_of(each_act).submissions
    assert (kept.submitted_on, kept.judged is not None) == (date(2021, 7, 6), True)
    assert len(record_of(each_act, "范县").submissions) == 1


@pytest.mark.parametrize("number", ["", "QF-001"])
def test_what_was_withdrawn_counts_no_more_on_the_way_down(each_act: Act, number: str) -> None:
    issue(each_act, "20")
    take(each_act, row(类别="批而未供"))
    disposed(each_act, "15", 宗地编号=number)
    withdraw(each_act, 1, on=AUGUST_5) if number else withdraw_area(each_act)
    disposed(each_act, "15", 宗地编号=number, 核验日期="2021-08-06")
    disposed(each_act, "2", 宗地编号=number, 处置日期="2021-06-21")
    down_and_up(each_act, BEFORE_WITHDRAWALS)
    standing = stands(each_act, JULY_1)
    assert (standing.done_mu, standing.pending_mu) == (Decimal(17), Decimal(0))
    assert each_act.store.read_now(_differences) == []


def test_what_was_submitted_anew_takes_the_place_of_what_was_withdrawn_on_the_way_up(each_act: Act) -> None:
    issue(each_act, "20")
    take(each_act, row(类别="批而未供"))
    withdrawn, returned = dispose(each_act, "15").disposal_id, dispose(each_act, "2").disposal_id
    judge(each_act, withdrawn)
    withdraw(each_act, withdrawn, on=AUGUST_5)
    hand_back(each_act, returned, on=AUGUST_5)
    for area in ("15", "2"):
        dispose(each_act, area, on=AUGUST_5, disposed_on=TODAY)
    down_and_up(each_act, BEFORE_RETURNS_ANEW)
    # That the other was submitted anew instead of a returned one could not be said before.
    assert stands(each_act, JULY_1).pending_mu == Decimal(15 + 2 + 2)
    assert each_act.store.read_now(_differences) == []


def test_a_lifting_is_numbered_and_has_the_figures_of_its_order_on_the_way_up(each_act: Act) -> None:
    issue(each_act)
    days = (JULY_1, AUGUST_5, date(2022, 2, 1))
    decided = [lift(each_act, decide(each_act, on), on) for on in days]
    down_and_up(each_act, BEFORE_LIFTINGS)
    kept = [order.lifting for order in each_act.read(lambda books: books.orders.all())]
    assert [each.name for each in kept if each] == ["解〔2021〕1号", "解〔2021〕2号", "解〔2022〕1号"]
    assert [each.evidence for each in kept if each] == [order.evidence for order in decided]
    assert each_act.store.read_now(_differences) == []


def test_every_migration_goes_down_and_up(each_act: Act) -> None:
    down_and_up(each_act, "base")
    assert each_act.store.read_now(_differences) == []
