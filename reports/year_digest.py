"""Every number and word of the picture of a year's tasks, and of the area columns of /status; pure.

Shares are exact fractions of a unit's target; the picture only places them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from reports.reservations import reservations
from reports.wording import some
from tracker.measures import Sanctions
from tracker.orders import Order
from tracker.sanctions import SanctionStanding, SanctionState, hundredth
from tracker.sayings import near_day
from tracker.scoring import figure

_NAMED, _LISTED = 4, 5


class Mark(StrEnum):
    """How a unit's year is marked: what the director ordered goes before what the figures say."""

    ORDERED = "ordered"
    WAIVED = "waived"
    LIFTED = "lifted"
    TRIGGERED = "triggered"
    UNDECIDED = "undecided"
    BEHIND = "behind"
    AHEAD = "ahead"
    CLEAR = "clear"
    PAST = "past"
    NONE = "none"


MARK_WORDS = MappingProxyType(
    {
        Mark.ORDERED: "已暂停申请",
        Mark.WAIVED: "决定不暂停",
        Mark.LIFTED: "已解除暂停",
        Mark.TRIGGERED: "触发暂停",
        Mark.UNDECIDED: "恰好一半",
        Mark.BEHIND: "落后进度",
        Mark.AHEAD: "跟上进度",
        Mark.CLEAR: "通过",
        Mark.PAST: "已过时点",
        Mark.NONE: "未下达任务",
    }
)
_TRIGGERS = MappingProxyType(
    {
        SanctionState.SUSPENDED: Mark.TRIGGERED,
        SanctionState.UNDECIDED: Mark.UNDECIDED,
        SanctionState.CLEAR: Mark.CLEAR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A unit's year: its standing, its mark, and shares of its target.

    `even_share` is where an even pace would be today. Shares are None where no target is in force.
    """

    standing: SanctionStanding
    mark: Mark
    done_share: Fraction | None
    pending_share: Fraction | None
    even_share: Fraction | None

    @property
    def areas(self) -> str:
        """`700/1500 亩`."""
        target = self.standing.target_mu
        return "" if target is None else f"{figure(self.standing.done_mu)}/{figure(target)} 亩"

    @property
    def percent(self) -> str:
        """`46.67%`; empty without a target."""
        return percent(self.done_share)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDigest:
    """The units of a year on a day, in the order of the plan.

    `half` is the share to be passed by `midyear_on`. `openly`: the viewer may hear what is triggered and
    not decided. `assumed` are the units whose figures rest on an assumed park.
    """

    year: int
    on: date
    known: date | None
    openly: bool
    half: Fraction
    midyear_on: date
    rows: tuple[YearRow, ...]
    assumed: tuple[str, ...]
    counted: tuple[str, ...]
    counted_source: str
    source: str

    @property
    def set_rows(self) -> tuple[YearRow, ...]:
        """Units that have something to show: a target, or an order that runs."""
        return tuple(row for row in self.rows if row.mark is not Mark.NONE)

    @property
    def unset(self) -> tuple[str, ...]:
        """The names of the others."""
        return tuple(row.standing.unit for row in self.rows if row.mark is Mark.NONE)

    @property
    def target_mu(self) -> Decimal | None:
        """What all units together have to do; None where nothing was issued."""
        targets = [row.standing.target_mu for row in self.rows if row.standing.target_mu is not None]
        return sum(targets, Decimal(0)) if targets else None

    @property
    def done_mu(self) -> Decimal:
        """What all units together have done."""
        return sum((row.standing.done_mu for row in self.rows), Decimal(0))

    @property
    def set_done_mu(self) -> Decimal:
        """What the units that have a target have done of it: the share is of these alone."""
        return sum((row.standing.done_mu for row in self.rows if row.done_share is not None), Decimal(0))

    def total(self) -> str:
        """`任务 7000 亩，已完成 3100 亩（44.29%）`."""
        target, done = self.target_mu, self.set_done_mu
        if target is None:
            return "没有下达任务"
        share = percent(Fraction(done) / Fraction(target))
        return f"任务 {figure(target)} 亩，已完成 {figure(done)} 亩（{share}）"

    def without_task(self) -> str:
        """`未下达任务：南乐县、示范区，另完成 40 亩`; empty where every unit has a task."""
        if not self.unset:
            return ""
        rest = self.done_mu - self.set_done_mu
        return f"未下达任务：{names_of(self.unset)}" + (f"，另完成 {figure(rest)} 亩" if rest else "")


def year_digest(
    rules: Sanctions,
    standings: Sequence[SanctionStanding],
    *,
    year: int,
    on: date,
    known: date | None,
    openly: bool,
    orders: Sequence[Order],
    assumed: Iterable[str],
    lifted: Collection[str] = (),
) -> YearDigest:
    """Gather the standings of a year; `orders` are those of the year, and all that stop these units today.

    `lifted` are units whose figures trigger what was ordered and lifted, and is not to be decided again.
    """
    return YearDigest(
        year=year,
        on=on,
        known=known,
        openly=openly,
        half=Fraction(rules.midyear_share),
        midyear_on=date(year, rules.midyear_month, rules.midyear_day),
        rows=tuple(
            _row(
                each,
                _mark(
                    each,
                    [o for o in orders if o.unit == each.unit],
                    on=on,
                    openly=openly,
                    lifted=each.unit in lifted,
                ),
            )
            for each in standings
        ),
        assumed=tuple(assumed),
        counted=rules.counted_categories,
        counted_source=rules.counted_source,
        source=rules.source,
    )


def year_caption(digest: YearDigest) -> str:
    """Say in two or three lines what the picture shows; names only of who is worst off."""
    day = near_day(digest.on, digest.on)
    lines = [f"{digest.year} 年度任务（{day}）：{digest.total()}"]
    for mark in (Mark.ORDERED, Mark.TRIGGERED, Mark.UNDECIDED, Mark.BEHIND):
        names = [row.standing.unit for row in digest.rows if row.mark is mark]
        if names:
            more = f"等 {len(names)} 家" if len(names) > _NAMED else ""
            lines.append(f"{MARK_WORDS[mark]}：{'、'.join(names[:_NAMED])}{more}")
    if digest.done_mu != digest.set_done_mu:
        lines.append(digest.without_task())
    return "\n".join(lines)


def year_reservations(digest: YearDigest) -> tuple[str, ...]:
    """Say what the figures rest on that is assumed, or that the plan does not settle."""
    assumed = names_of(digest.assumed) if digest.assumed else ""
    return reservations(assumed, digest.counted, digest.counted_source)


def names_of(names: Sequence[str]) -> str:
    """Name the first few, and say how many there are."""
    return some(names, _LISTED) + (f"等{len(names)}家" if len(names) > _LISTED else "")


def percent(share: Fraction | None) -> str:
    """`46.67%`; empty where there is no share."""
    return "" if share is None else f"{figure(hundredth(share * 100))}%"


def _row(standing: SanctionStanding, mark: Mark) -> YearRow:
    target = standing.target_mu
    course = standing.course
    return YearRow(
        standing=standing,
        mark=mark,
        done_share=standing.ratio,
        pending_share=Fraction(standing.pending_mu) / Fraction(target) if target else None,
        even_share=course.even_mu / Fraction(target) if target and course else None,
    )


def _mark(
    standing: SanctionStanding, orders: Sequence[Order], *, on: date, openly: bool, lifted: bool
) -> Mark:
    """Mark an order first; what a cut-off has triggered reaches the unit itself by no mark."""
    if any(order.forbids(on) for order in orders):
        return Mark.ORDERED
    of_the_rule = [o for o in orders if (o.year, o.rule) == (standing.year, standing.rule)]
    if any(not order.suspends and order.settles(standing.state) for order in of_the_rule):
        return Mark.WAIVED
    if lifted:
        return Mark.LIFTED
    if standing.state is SanctionState.NO_TARGET:
        return Mark.NONE
    if standing.state is not SanctionState.WATCH:
        return _TRIGGERS[standing.state] if openly else Mark.PAST
    course = standing.course
    return Mark.BEHIND if course is not None and standing.done_mu < course.even_mu else Mark.AHEAD
