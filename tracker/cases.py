"""What a 三色督办单 can be about, as it stands on a day: an assignment, a quarterly return, an annual task.

Pure functions of standings. A case says in words what it is, so that whoever tells of a notice need not know
which kind it is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tracker.measures import Returns, Sanctions
from tracker.model import Light
from tracker.orders import Order
from tracker.plan import Campaign
from tracker.returns import ReturnStanding
from tracker.sanctions import SanctionRule, SanctionStanding, cutoff_of, hundredth_up, is_enough, wanted_by
from tracker.sayings import ASSUMED, first_clause
from tracker.scoring import figure
from tracker.standing import Standing

HALVES: Final = MappingProxyType({SanctionRule.MIDYEAR: "上半年", SanctionRule.YEAR_END: "全年"})

_DROPPED: Final = "（方案文件中已无此事项）"


class Stage(StrEnum):
    """Whether a case still has to be seen to.

    `LAPSED` is an annual task past its day and not decided, `DROPPED` what the campaign no longer names.
    """

    OPEN = "open"
    AWAITING = "awaiting"
    CLOSED = "closed"
    LAPSED = "lapsed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualTask:
    """What a cut-off asks of a unit's year, on a day.

    `wanted_mu` None: no target was issued for it. `order` stops the unit by this rule, lifted or not;
    `waiver` is the director's word that exactly half stops nothing.
    """

    standing: SanctionStanding
    rule: SanctionRule
    wanted_mu: Decimal | None
    done_mu: Decimal
    assumed: bool
    order: Order | None
    waiver: Order | None

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing; exactly half is not 过半 yet."""
        return self._would_be_met(self.done_mu)

    @property
    def is_waived(self) -> bool:
        """Whether it is exactly half and the director decided that nothing follows."""
        return self.waiver is not None and self.done_mu == self.wanted_mu

    @property
    def short_mu(self) -> Decimal:
        """Return what is missing; nothing where nothing is asked."""
        return max((self.wanted_mu or Decimal(0)) - self.done_mu, Decimal(0))

    @property
    def figures(self) -> str:
        """Say `上半年须超过 750 亩，已核验 500 亩，还差 250 亩`: what the unit may read at any time."""
        verb = "须超过" if self.rule is SanctionRule.MIDYEAR else "须完成"
        wanted = f"{verb} {figure(self.wanted_mu)} 亩" if self.wanted_mu is not None else "没有任务"
        short = f"，还差 {figure(self.short_mu)} 亩" if self.short_mu else ""
        exactly = "，恰好一半，尚未过半" if not self.short_mu and not self.is_met else ""
        assumed = f"（{ASSUMED}）" if self.assumed else ""
        return f"{HALVES[self.rule]}{wanted}，已核验 {figure(self.done_mu)} 亩{short}{exactly}{assumed}"

    @property
    def urging(self) -> str:
        """Say behind the figures the pace that is needed, and what is awaiting review."""
        pace, pending = self.standing.pace, self.standing.pending_mu
        each_day = f"，每个工作日需 {figure(hundredth_up(pace))} 亩" if pace is not None else ""
        if not pending:
            return f"{self.figures}{each_day}"
        enough = "通过后即够" if self._would_be_met(self.done_mu + pending) else "通过后仍不够"
        return f"{self.figures}{each_day}，待核验 {figure(pending)} 亩，{enough}"

    def _would_be_met(self, done: Decimal) -> bool:
        if self.wanted_mu is None:
            return True
        return is_enough(done, self.wanted_mu, self.rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoffAhead:
    """A cut-off not past yet that a unit is still short of: what it is warned of (四（四）).

    `urging` says what is missing, the pace that is needed and what awaits review.
    """

    subject: str
    unit: str
    code: str
    due_on: date
    urging: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Something a unit is urged to do by a date.

    `subject` is how keys name it: `return:2021Q2:清丰县`, `sanction:2021:midyear:清丰县`. `code` and
    `name` say it in a line, `content` in full; `source` is its clause. `standing` is None of a dropped one.
    """

    subject: str
    unit: str
    code: str
    name: str
    content: str
    source: str
    due_on: date | None
    stage: Stage
    standing: Standing | ReturnStanding | AnnualTask | None

    @property
    def label(self) -> str:
        """Return the code that stands before the case's words; empty where these name it: of a return."""
        return "" if isinstance(self.standing, ReturnStanding) else self.code

    def overdue_days(self, on: date) -> int:
        """Return the days past its date on that day; 0 unless it is open and its date is past."""
        late = (on - self.due_on).days if self.due_on and self.stage is Stage.OPEN else 0
        return max(late, 0)


def assignment_case(standing: Standing, campaign: Campaign) -> Case:
    """Return the case of an assignment: closed with it, and nothing to urge while it awaits review."""
    assignment = standing.assignment
    task = campaign.task(assignment.code)
    if task is None:
        raise LookupError(assignment.code)
    waits = Stage.AWAITING if standing.submitted else Stage.OPEN
    return Case(
        subject=assignment.subject,
        unit=assignment.unit,
        code=task.code,
        name=first_clause(task.content),
        content=task.content,
        source=task.source,
        due_on=standing.due_on,
        stage=Stage.CLOSED if standing.light is Light.CLOSED else waits,
        standing=standing,
    )


def return_case(standing: ReturnStanding, rule: Returns) -> Case:
    """Return the case of a quarterly return: open until it comes, also once it is recorded as missing."""
    waits = Stage.OPEN if standing.owed else Stage.AWAITING
    return Case(
        subject=standing.subject,
        unit=standing.unit,
        code=standing.code,
        name=f"{standing.quarter.name}季报",
        content=f"报送{standing.quarter.name}季报",
        source=rule.source,
        due_on=standing.quarter.last_on,
        stage=Stage.CLOSED if standing.closed_on is not None else waits,
        standing=standing,
    )


def dropped_case(subject: str, unit: str) -> Case:
    """Return the case of something that the campaign file named once and does not name any more."""
    return Case(
        subject=subject,
        unit=unit,
        code=subject.split(":")[1],
        name=_DROPPED,
        content=_DROPPED,
        source="",
        due_on=None,
        stage=Stage.DROPPED,
        standing=None,
    )


def annual_cases(
    standing: SanctionStanding,
    rule: SanctionRule,
    rules: Sanctions,
    *,
    orders: Iterable[Order],
    assumed: bool,
    on: date,
) -> tuple[Case, ...]:
    """Return the cases of a unit's year at one cut-off: that of its figures, one more for each later order.

    Until the cut-off its figures are urged; from then on nothing is before the director has decided. The
    first order takes that case up; one after a lifting is a case of its own, with notices of its own.
    """
    target, done = standing.counted(rule)
    decided = [each for each in orders if each.rule is rule and each.decided_on <= on]
    stops = [each for each in decided if each.suspends]
    task = AnnualTask(
        standing=standing,
        rule=rule,
        wanted_mu=wanted_by(rule, target, rules) if target is not None else None,
        done_mu=done,
        assumed=assumed,
        order=stops[0] if stops else None,
        waiver=next((each for each in reversed(decided) if not each.suspends), None),
    )
    what = f"sanction:{standing.year}:{rule}"
    return (
        _annual_case(f"{what}:{standing.unit}", task, rules, on),
        *(
            _annual_case(f"{what}:{order.code}:{standing.unit}", replace(task, order=order), rules, on)
            for order in stops[1:]
        ),
    )


def _annual_case(subject: str, task: AnnualTask, rules: Sanctions, on: date) -> Case:
    year, half = task.standing.year, HALVES[task.rule]
    due_on = cutoff_of(year, task.rule, rules)
    return Case(
        subject=subject,
        unit=task.standing.unit,
        code=f"{year}年度任务",
        name=_decision_words(task, on) or task.figures,
        content=f"{year}年度盘活任务（{half}）",
        source=rules.source,
        due_on=due_on,
        stage=_annual_stage(task, due_on, on),
        standing=task,
    )


def _decision_words(task: AnnualTask, on: date) -> str:
    """Say what the director decided, as far as it holds on the day; empty where nothing does."""
    what = f"{HALVES[task.rule]}任务，已决定"
    if task.order is not None:
        return f"{what}暂停申请（{task.order.name}）" if task.order.forbids(on) else ""
    return f"{what}不暂停（{task.waiver.name}）" if task.waiver and task.is_waived else ""


def cutoff_ahead(case: Case, on: date) -> CutoffAhead | None:
    """Return what a case warns of on a day; None for what is met, decided or past, and for no annual task."""
    task, due_on = case.standing, case.due_on
    if not isinstance(task, AnnualTask) or due_on is None or due_on < on or case.stage is not Stage.OPEN:
        return None
    return CutoffAhead(
        subject=case.subject, unit=case.unit, code=case.code, due_on=due_on, urging=task.urging
    )


def _annual_stage(task: AnnualTask, due_on: date, on: date) -> Stage:
    if task.order is not None and task.order.forbids(on):
        return Stage.OPEN
    if task.is_met or task.order is not None or task.is_waived:
        return Stage.CLOSED
    return Stage.OPEN if on <= due_on else Stage.LAPSED
