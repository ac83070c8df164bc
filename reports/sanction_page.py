"""What /sanctions and `sanctions` say of a year: what waits for the director first, each case once."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.order_notes import dropped_lines, order_notes
from reports.sanctions import notes, outlook_line, review_line, year_line
from tracker.sanctions import SanctionState
from tracker.unit_year import UnitYear
from tracker.usecases.if_reviewed import if_reviewed
from tracker.usecases.look_at_open_years import YearSeen
from tracker.usecases.look_at_sanctions import SanctionsSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit's year in words: `head` is its area, `lines` what follows from it; plain text."""

    year: UnitYear
    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionPage:
    """A year, and before it whatever is open of any year; every unit's year stands in one place.

    `unset` are the units without a task, `dropped` says which orders outlive their unit; `notes` say what
    the figures rest on.
    """

    seen: SanctionsSeen
    openly: bool
    waiting: tuple[Block, ...]
    stopped: tuple[Block, ...]
    others: tuple[Block, ...]
    unset: tuple[str, ...]
    dropped: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield the sections that hold something, with their headings."""
        yield from (
            (heading, blocks)
            for heading, blocks in (
                (f"待主任决定（{len(self.waiting)}）", self.waiting),
                (f"暂停用地申请中（{len(self.stopped)}）", self.stopped),
                (f"{self.seen.asked.year} 年度任务", self.others),
            )
            if blocks
        )


def sanction_page(found: YearSeen, *, openly: bool) -> SanctionPage:
    """Put each unit's year where it belongs; `openly`: the reader may hear what is triggered, not decided.

    What waits shows to the unit itself as any other year.
    """
    seen = found.land
    open_years = [each for each in found.open_years if each.in_force or (openly and each.waits)]
    waiting = [each for each in open_years if openly and each.waits]
    above = {_place(each) for each in open_years}
    below = [each for each in seen.years if _place(each) not in above]
    return SanctionPage(
        seen=seen,
        openly=openly,
        waiting=tuple(block(seen, each, openly=openly, dated=True) for each in waiting),
        stopped=tuple(
            block(seen, each, openly=openly, dated=True) for each in open_years if each not in waiting
        ),
        others=tuple(block(seen, each, openly=openly, dated=False) for each in below if has_something(each)),
        unset=tuple(each.standing.unit for each in below if not has_something(each)),
        dropped=dropped_lines(seen),
        notes=notes(seen, (*seen.years, *open_years)),
    )


def block(seen: SanctionsSeen, each: UnitYear, *, openly: bool, dated: bool) -> Block:
    """Say a unit's year: its area, what was decided or triggered, what would change it; `dated` names it."""
    lines = [outlook_line(each, openly=openly)]
    if openly:
        outlook = if_reviewed(seen, each)
        said = review_line(each, outlook) if outlook else ""
        lines += [f"⏳ {said}"] if said else []
        lines += [f"❗ {note}" for note in order_notes(seen, each)]
    return Block(year=each, head=year_line(each, dated=dated), lines=tuple(lines))


def has_something(each: UnitYear) -> bool:
    """Whether there is more to say than that no task was issued."""
    return each.standing.state is not SanctionState.NO_TARGET or bool(each.orders)


def _place(each: UnitYear) -> tuple[str, int]:
    return each.standing.unit, each.standing.year
