"""Short ways to keep the account of parcels through its use cases, each fact on its own day."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.acting import OFFICE, QINGFENG, Act
from tests.tracker.usecases.recording import TODAY, noon
from tracker.account import ParcelStanding, parcel_standing
from tracker.model import Sender, Verdict
from tracker.parcels import LowKind, ParcelRecord, UseStep
from tracker.usecases.decide_use import DecideUse, UseDecided, decide_use
from tracker.usecases.designate_parcel import DesignateParcel, ParcelDesignated, designate_parcel
from tracker.usecases.dispose_parcel import DisposeParcel, ParcelDisposed, dispose_parcel
from tracker.usecases.import_parcels import PARCEL_COLUMNS, ImportParcels, import_parcels
from tracker.usecases.import_rows import Imported, SheetRow
from tracker.usecases.look_at_parcels import LookAtParcels, Which, look_at_parcels
from tracker.usecases.plan_parcel import ParcelPlanned, PlanParcel, plan_parcel
from tracker.usecases.review_disposal import DisposalReviewed, ReviewDisposal, review_disposal
from tracker.usecases.withdraw_disposal import DisposalWithdrawn, WithdrawDisposal, withdraw_disposal

NUMBER = "QF-001"
PARCEL = {
    "宗地编号": NUMBER,
    "产业集聚区": "清丰县产业集聚区",
    "坐落": "文明路东侧",
    "面积": "45.2",
    "类别": "闲置",
    "形成原因": "企业停产",
    "处置措施": "依法收回",
    "完成时限": "2021-07-31",
    "责任单位": "清丰县",
}
"""A parcel with a plan, as a row of the office's file."""


def row(number: int = 2, /, **cells: str) -> SheetRow:
    """That parcel with other cells, as line `number` of the file."""
    assert set(cells) <= set(PARCEL_COLUMNS)
    return SheetRow(number=number, cells=PARCEL | cells)


def ready_use(number: int = 2, /, **cells: str) -> SheetRow:
    """A parcel of 已批未供即用."""
    return row(number, 类别="已批未供即用", **cells)


def take(act: Act, *rows: SheetRow, partial: bool = False, on: date = TODAY) -> Imported:
    """Import these rows; without any, the parcel of `PARCEL`."""
    command = ImportParcels(rows=rows or (row(),), unreadable=(), partial=partial, at=noon(on))
    return act(import_parcels, OFFICE, command)


def dispose(
    act: Act,
    area: str | None = "10",
    *,
    number: str = NUMBER,
    sender: Sender = QINGFENG,
    on: date = TODAY,
    disposed_on: date | None = None,
    **more: Any,
) -> ParcelDisposed:
    command = DisposeParcel(
        number=number,
        area_mu=None if area is None else Decimal(area),
        disposed_on=disposed_on or on,
        on=on,
        at=noon(on),
        **more,
    )
    return act(dispose_parcel, sender, command)


def judge(
    act: Act, disposal_id: int, verdict: Verdict = Verdict.APPROVED, reason: str = "", *, on: date = TODAY
) -> DisposalReviewed:
    command = ReviewDisposal(disposal_id=disposal_id, verdict=verdict, reason=reason, on=on, at=noon(on))
    return act(review_disposal, OFFICE, command)


def hand_back(act: Act, disposal_id: int, *, on: date = TODAY) -> DisposalReviewed:
    return judge(act, disposal_id, Verdict.RETURNED, "佐证材料不足", on=on)


def disposed(act: Act, area: str | None = None, *, on: date = TODAY, number: str = NUMBER) -> int:
    """Dispose of an area, all of it by default, and have it verified the same day."""
    made = dispose(act, area, on=on, number=number)
    judge(act, made.disposal_id, on=on)
    return made.disposal_id


def withdraw(act: Act, disposal_id: int, reason: str = "材料不实", *, on: date = TODAY) -> DisposalWithdrawn:
    command = WithdrawDisposal(disposal_id=disposal_id, reason=reason, on=on, at=noon(on))
    return act(withdraw_disposal, OFFICE, command)


def plan(act: Act, *, number: str = NUMBER, on: date = TODAY, **says: Any) -> ParcelPlanned:
    return act(plan_parcel, OFFICE, PlanParcel(number=number, on=on, at=noon(on), **says))


def move(act: Act, due_on: date, *, on: date = TODAY) -> ParcelPlanned:
    return plan(act, due_on=due_on, document="濮百园办〔2021〕9号", reason="省里部署调整", on=on)


def designate(
    act: Act,
    kind: LowKind = LowKind.STOPPED,
    department: str = "市工业和信息化局",
    document: str = "濮工信〔2021〕5号",
    *,
    number: str = NUMBER,
    on: date = TODAY,
) -> ParcelDesignated:
    command = DesignateParcel(
        number=number, kind=kind, department=department, document=document, on=on, at=noon(on)
    )
    return act(designate_parcel, OFFICE, command)


def decide(
    act: Act, step: UseStep, *, number: str = NUMBER, on: date = TODAY, document: str = "文1", **more: Any
) -> UseDecided:
    command = DecideUse(number=number, step=step, document=document, on=on, at=noon(on), **more)
    return act(decide_use, OFFICE, command)


def record_of(act: Act, number: str = NUMBER, *, known: date | None = None) -> ParcelRecord:
    records = act.read(lambda books: books.parcels.records(known=known))
    return next(each for each in records if each.entry.number == number)


def stands(act: Act, number: str = NUMBER, *, on: date = TODAY, known: date | None = None) -> ParcelStanding:
    return parcel_standing(record_of(act, number, known=known), on, act.campaign)


def seen(
    act: Act, which: Which = Which.ALL, *, sender: Sender = OFFICE, on: date = TODAY, **more: Any
) -> list[str]:
    """The numbers of the parcels that a list shows."""
    command = LookAtParcels(on=on, which=which, **more)
    return [each.entry.number for each in act(look_at_parcels, sender, command).parcels]
