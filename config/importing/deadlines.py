"""The cell of a ledger that says by when: a due date, earlier dates in it, and what is left to a person."""

import re
from dataclasses import dataclass
from datetime import date

from config.importing.findings import Findings
from tracker.due_text import StatedDay, days_in

_WITHOUT_END = re.compile(r"长期|持续|常态|经常|每|逐[年月]|按[年季月]|定期|适时")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The date that rules, None where a person must set it; `earlier` ones are milestones.

    `open`: a person should look at what the file says.
    """

    text: str
    due_on: date | None
    earlier: tuple[StatedDay, ...] = ()
    open: bool = False


def read_deadline(
    text: str, place: str, findings: Findings, *, year: int | None, issued_on: date | None
) -> Deadline:
    """Read it; words without a year are of `year`, that of the plan. What is not plain is asked or said."""
    days = days_in(text, year)
    if not days:
        findings.ask(place, text, _why_none(text, year))
        return Deadline(text=text, due_on=None)
    last = max(days, key=lambda each: each.day)
    if issued_on is not None and last.day < issued_on:
        findings.ask(place, text, f"读作 {last.day}，早于方案印发日 {issued_on}：时限应是哪一天？")
        return Deadline(text=text, due_on=None)
    earlier = tuple(each for each in days if each.day < last.day)
    return Deadline(
        text=text, due_on=last.day, earlier=earlier, open=_ask(text, place, findings, last, earlier)
    )


def _why_none(text: str, year: int | None) -> str:
    if not text:
        return "没有写完成时限：应是哪一天？"
    if _WITHOUT_END.search(text):
        return "没有截止日期：按哪一天督办？"
    if year is None and days_in(text, 2000):
        return "没有写年份，方案的年份也不清楚：应是哪一天？"
    return "读不出日期：应是哪一天？"


def _ask(text: str, place: str, findings: Findings, last: StatedDay, earlier: tuple[StatedDay, ...]) -> bool:
    """Ask what one date does not settle; the year of the plan is only remarked on."""
    taken = last.day.isoformat()
    asked = False
    if earlier:
        before = "、".join(dict.fromkeys(each.day.isoformat() for each in earlier))
        findings.ask(place, text, f"写了几个日期：是否以最后一个为时限，{before} 列为节点？", taken)
        asked = True
    if _WITHOUT_END.search(text):
        findings.ask(place, text, "除日期外还要求长期或定期办理：是否只按日期督办？", taken)
        asked = True
    if last.assumed.startswith("没有写年份") and "；" not in last.assumed:
        findings.note(place, text, f"{last.assumed}，读作 {taken}。")
    elif last.assumed:
        findings.ask(place, text, f"{last.assumed}：对不对？", taken)
        asked = True
    return asked
