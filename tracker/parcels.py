"""What is recorded of a parcel (二（三）2-6): its entry in the account, its plan, and what became of it.

Areas are in 亩, exact. Facts are never changed; a correction voids one and adds another.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.model import Review


class Category(StrEnum):
    """Why a parcel is in the account; the words are those of data, JSON and replies (FACTS 5)."""

    UNSUPPLIED = "批而未供"
    IDLE = "闲置"
    LOW = "低效"
    READY_USE = "已批未供即用"
    ILLEGAL = "违法占地"


class LowKind(StrEnum):
    """The three types of 低效 (二（三）1); all but the second are designated, not scored."""

    TRANSITION = "产业转型类"
    EXTENSIVE = "粗放用地类"
    STOPPED = "停建停产类"


class ParcelState(StrEnum):
    """Where a parcel is on its way."""

    NO_PLAN = "无方案"
    PLANNED = "待处置"
    UNDER_WAY = "处置中"
    SUBMITTED = "待核验"
    DISPOSED = "已处置"


class UseStep(StrEnum):
    """The steps of 已批未供即用 (二（三）5), in the words of the plan."""

    REGULARISE = "完善手续"
    RECTIFY = "限期整改"
    ACCEPTED = "验收合格"
    REGULARISED = "手续已完善"
    EXIT = "强制退出"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelEntry:
    """What the account says a parcel is. `number` names it everywhere; `kind` is only for 低效."""

    id: int
    number: str
    park: str
    location: str
    area_mu: Decimal
    category: Category
    kind: LowKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelPlan:
    """一宗一策, in force from `from_on` until a newer one; `unit` is the responsible one."""

    cause: str = ""
    measure: str = ""
    due_on: date | None = None
    unit: str | None = None

    @property
    def lacking(self) -> tuple[str, ...]:
        """Name what is still missing; a parcel that lacks any of it has no plan (FACTS 5)."""
        parts = (
            ("形成原因", self.cause),
            ("处置措施", self.measure),
            ("完成时限", self.due_on),
            ("责任单位", self.unit),
        )
        return tuple(name for name, value in parts if not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce:
    """A plan with the day from which it rules, and the order that made it; an imported one has neither."""

    id: int
    plan: ParcelPlan
    from_on: date
    document: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """An area disposed of on a day. It counts once it is verified, and then from `disposed_on` on.

    `verified_before` is the day of a verification that was withdrawn: `review` is then the return instead.
    `renewed`: another was submitted anew instead of it, so that it counts on no day any more.
    """

    id: int
    parcel_id: int
    area_mu: Decimal
    measure: str
    text: str
    disposed_on: date
    submitted_on: date
    reporter: str
    review: Review | None = None
    verified_before: date | None = None
    renewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """A department's word that a parcel is 低效 of a type that is not scored (二（三）1)."""

    kind: LowKind
    department: str
    document: str
    designated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDecision:
    """A step of 已批未供即用; `unmet` are the conditions that it does not meet, `due_on` its deadline."""

    step: UseStep
    decided_on: date
    due_on: date | None
    unmet: tuple[str, ...]
    document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelRecord:
    """Everything recorded about a parcel, filtered by what was known; each tuple in order of its days."""

    entry: ParcelEntry
    plans: tuple[PlanInForce, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    designations: tuple[Designation, ...] = ()
    decisions: tuple[UseDecision, ...] = ()
