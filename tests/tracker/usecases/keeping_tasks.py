"""Short ways to issue annual tasks and to keep what follows through the use cases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.acting import DIRECTOR, OFFICE, Act
from tests.tracker.tasks_on_paper import ISSUED, PARK, UNIT, YEAR
from tests.tracker.usecases.recording import TODAY, noon
from tracker.model import Sender
from tracker.orders import DraftedOrder, Order
from tracker.parcels import Category
from tracker.sanctions import SanctionStanding
from tracker.store.books import Books
from tracker.targets import Quota
from tracker.unit_year import UnitYear
from tracker.usecases import withdraw_area as withdrawing
from tracker.usecases.ask_application import ORDINARY, ApplicationAnswered, AskApplication, ask_application
from tracker.usecases.decide_sanction import DecideSanction, LiftOrder, basis_of, decide_sanction, lift_order
from tracker.usecases.draft_order import DraftOrder, draft_order
from tracker.usecases.govern_park import GovernPark, ParkGoverned, govern_park
from tracker.usecases.import_disposals import import_disposals
from tracker.usecases.import_rows import Imported, ImportSheet, SheetRow
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions
from tracker.usecases.set_target import SetQuota, SetTarget, TargetSet, set_quota, set_target

AUGUST_5, NEW_YEAR_2022 = date(2021, 8, 5), date(2022, 1, 1)
DISPOSED = {
    "宗地编号": "",
    "产业集聚区或单位": PARK,
    "类别": "批而未供",
    "面积": "700",
    "处置日期": "2021-06-20",
    "处置方式": "供地",
    "核验日期": "2021-06-25",
}
"""An area that was disposed of and verified, as a row of the office's file."""

SET = SetTarget(
    place=PARK,
    year=YEAR,
    category=Category.UNSUPPLIED,
    area="1500",
    document="濮百园办〔2021〕3号",
    issued_on=ISSUED,
    stage_on=None,
    on=TODAY,
    at=noon(TODAY),
)


def issue(act: Act, area: str = "1500", **other: Any) -> TargetSet:
    return act(set_target, OFFICE, replace(SET, area=area, **other))


def enter_quota(act: Act, area: str = "1000", unit: str = UNIT, year: int = YEAR + 1) -> Quota:
    command = SetQuota(unit=unit, year=year, area=area, document="濮自然资〔2021〕1号", at=noon(TODAY))
    return act(set_quota, OFFICE, command)


def keyed(*rows: Mapping[str, str], on: date, partial: bool = False) -> ImportSheet:
    """Rows of a file that is taken in on a day."""
    numbered = tuple(SheetRow(number=number, cells=cells) for number, cells in enumerate(rows, 2))
    return ImportSheet(rows=numbered, unreadable=(), partial=partial, on=on, at=noon(on))


def disposed(act: Act, area: str = "700", *, on: date = date(2022, 2, 1), **cells: str) -> Imported:
    return act(import_disposals, OFFICE, keyed(DISPOSED | {"面积": area} | cells, on=on))


def withdraw_area(
    act: Act, area_id: int = 1, reason: str = "重复登记", *, on: date = AUGUST_5
) -> withdrawing.AreaWithdrawn:
    command = withdrawing.WithdrawArea(area_id=area_id, reason=reason, on=on, at=noon(on))
    return act(withdrawing.withdraw_area, OFFICE, command)


def unit_year(
    act: Act, on: date, *, known: date | None = None, unit: str = UNIT, year: int = YEAR
) -> UnitYear:
    asked = LookAtSanctions(year=year, on=on, known=known, units=(unit,))
    (found,) = act.read(lambda books: look_at_sanctions(books, OFFICE, asked)).years
    return found


def stands(act: Act, on: date, *, known: date | None = None, unit: str = UNIT) -> SanctionStanding:
    return unit_year(act, on, known=known, unit=unit).standing


def deciding(
    on: date, *, suspends: bool = True, reason: str = "", unit: str = UNIT
) -> Callable[[Books], Order]:
    """What decides within one transaction."""

    def act(books: Books) -> Order:
        asked = LookAtSanctions(year=YEAR, on=on, units=(unit,))
        seen = look_at_sanctions(books, DIRECTOR, asked)
        shown = basis_of(seen, seen.years[0])
        command = DecideSanction(
            unit=unit, year=YEAR, suspends=suspends, basis=shown, reason=reason, on=on, at=noon(on)
        )
        return decide_sanction(books, DIRECTOR, command).order

    return act


def decide(act: Act, on: date, *, suspends: bool = True, reason: str = "") -> Order:
    return act.write(deciding(on, suspends=suspends, reason=reason))


def draft(act: Act, on: date) -> DraftedOrder:
    command = DraftOrder(unit=UNIT, year=YEAR, on=on)
    return act.read(lambda books: draft_order(books, OFFICE, command))


def lift(act: Act, order: Order, on: date, reason: str = "已补齐") -> Order:
    return act(lift_order, DIRECTOR, LiftOrder(order_id=order.id, reason=reason, on=on, at=noon(on))).order


def ask(act: Act, on: date, kind: str = ORDINARY, *, sender: Sender = OFFICE) -> ApplicationAnswered:
    return act(ask_application, sender, AskApplication(unit=UNIT, kind=kind, day=on, at=noon(on)))


def govern(
    act: Act, unit: str, from_on: date | None = None, *, on: date = TODAY, park: str = PARK, **other: Any
) -> ParkGoverned:
    command = GovernPark(
        park=park,
        unit=unit,
        from_on=from_on,
        on=on,
        at=noon(on),
        **{"document": "濮政办〔2021〕20号", **other},
    )
    return act(govern_park, OFFICE, command)
