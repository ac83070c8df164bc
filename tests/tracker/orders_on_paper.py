"""Orders of the director in few words, with evidence that is complete."""

from datetime import date
from decimal import Decimal
from typing import Any

from tracker.order_evidence import ListedDisposal, ListedTarget, OrderEvidence
from tracker.orders import Lifting, Order
from tracker.parcels import Category
from tracker.sanctions import SanctionRule, SanctionState

PARK = "清丰县产业集聚区"


def disposal(area: str, day: date, **other: Any) -> ListedDisposal:
    kept: dict[str, Any] = {"place": PARK, "parcel": None, "category": Category.UNSUPPLIED, "verified": True}
    return ListedDisposal(area_mu=Decimal(area), disposed_on=day, **(kept | other))


def target(area: str = "1500", **other: Any) -> ListedTarget:
    kept: dict[str, Any] = {"place": PARK, "category": Category.UNSUPPLIED, "issued_on": date(2021, 3, 1)}
    return ListedTarget(area_mu=Decimal(area), document="濮百园办〔2021〕3号", **(kept | other))


def evidence(**other: Any) -> OrderEvidence:
    """清丰县 on 1 July with 700 of 1500 亩, half of which were asked for."""
    kept: dict[str, Any] = {
        "on": date(2021, 7, 1),
        "clause": "四（四）",
        "cutoff": date(2021, 6, 30),
        "state": SanctionState.SUSPENDED,
        "share": Decimal("0.5"),
        "target_mu": Decimal(1500),
        "done_mu": Decimal(700),
        "cut_ratio": None,
        "cut_mu": None,
        "assumed_parks": (),
        "counted": ("批而未供", "闲置", "低效"),
        "counted_source": "二（三）",
        "exempt": ("省以上重点工程", "重大民生项目"),
        "disposals": (disposal("700", date(2021, 6, 20)),),
        "targets": (target(),),
    }
    return OrderEvidence(**(kept | other))


def ordered(on: date = date(2021, 7, 1), *, lifted_on: date | None = None, **other: Any) -> Order:
    lifting = (
        Lifting(number=1, lifted_on=lifted_on, reason="已补齐", evidence=evidence()) if lifted_on else None
    )
    kept: dict[str, Any] = {
        "id": 1,
        "number": 1,
        "unit": "清丰县",
        "year": 2021,
        "rule": SanctionRule.MIDYEAR,
        "suspends": True,
        "reason": "",
        "evidence": evidence(),
        "decided_by": "李主任",
    }
    return Order(decided_on=on, lifting=lifting, **(kept | other))
