"""Parcels and what became of them in few words, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.account import ParcelStanding
from tracker.model import Review, Verdict
from tracker.parcels import (
    Category,
    Disposal,
    ParcelEntry,
    ParcelPlan,
    ParcelRecord,
    PlanInForce,
    UseDecision,
    UseStep,
)
from tracker.scoring import figure

QINGFENG_PARK, ISSUED = "清丰县产业集聚区", date(2021, 1, 25)


def entry(
    area: str = "40", category: Category = Category.IDLE, park: str = QINGFENG_PARK, number: str = "QF-001"
) -> ParcelEntry:
    return ParcelEntry(id=1, number=number, park=park, location="", area_mu=Decimal(area), category=category)


def planned(
    due_on: date | None = date(2021, 6, 30), *, from_on: date = ISSUED, unit: str | None = "清丰县"
) -> PlanInForce:
    plan = ParcelPlan(cause="企业停产", measure="依法收回", due_on=due_on, unit=unit)
    return PlanInForce(id=1, plan=plan, from_on=from_on)


def handed_in(
    area: str, on: date, review: Review | None = None, *, number: int = 1, said_on: date | None = None
) -> Disposal:
    return Disposal(
        id=number,
        parcel_id=1,
        area_mu=Decimal(area),
        measure="依法收回",
        text="",
        disposed_on=on,
        submitted_on=said_on or on,
        reporter="张三",
        review=review,
    )


def verified(on: date) -> Review:
    return Review(verdict=Verdict.APPROVED, reason="", reviewed_on=on)


def returned(on: date) -> Review:
    return Review(verdict=Verdict.RETURNED, reason="材料不足", reviewed_on=on)


def stepped(step: UseStep, on: date, due_on: date | None = None) -> UseDecision:
    return UseDecision(step=step, decided_on=on, due_on=due_on, unmet=(), document="文", reason="")


def recorded(
    *disposals: Disposal, area: str = "40", plans: tuple[PlanInForce, ...] | None = None
) -> ParcelRecord:
    return ParcelRecord(
        entry=entry(area), plans=(planned(),) if plans is None else plans, disposals=disposals
    )


READY = replace(recorded(), entry=entry(category=Category.READY_USE))
"""A parcel of 已批未供即用: no other goes by steps."""


def areas(found: ParcelStanding) -> tuple[str, str, str]:
    """What is verified, what awaits review, what is left."""
    return figure(found.verified_mu), figure(found.pending_mu), figure(found.left_mu)
