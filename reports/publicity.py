"""What is published of land and of cases (四（五）): every number and sentence of the paper; pure.

No owner, parcel number or place is in it. A figure that nothing is recorded for is `-`, never 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from reports.wording import numeral
from tracker.account import AreaHeld
from tracker.marked_cases import MarkedCase
from tracker.measures import Publicity
from tracker.parks import Basis
from tracker.plan import OFFICE_DEFAULT, Campaign
from tracker.publicity import CategoryAreas, ParkArea
from tracker.sayings import ASSUMED, first_clause, long_day
from tracker.scoring import figure

NOTHING: Final = "-"
_ASSUMED_MARK: Final = "＊"
_HELD: Final = ("台账宗数", "台账面积", "已处置", "尚未处置")
_PLAN: Final = "方案底数"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTable:
    """A category: its heading, what it comes to in words, and by park; the sum of all is the last row."""

    heading: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """A case: the office's title, whose report on what of which day, and its words line by line."""

    title: str
    source: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicitySheet:
    """The paper; `enclosure` announces the cases, which follow on pages of their own. Both may be empty."""

    title: str
    opening: str
    tables: tuple[AreaTable, ...]
    notes: tuple[str, ...]
    enclosure: str
    signed_by: str
    signed_on: str
    cases_title: str
    cases: tuple[CaseText, ...]


def publicity_sheet(
    campaign: Campaign,
    rule: Publicity,
    areas: Sequence[CategoryAreas],
    marked: Sequence[MarkedCase],
    *,
    on: date,
    known: date | None = None,
) -> PublicitySheet:
    """Say what may be published of a day, as it was known."""
    names = "、".join(rule.categories)
    clause = "" if rule.source == OFFICE_DEFAULT else rule.source
    cases = tuple(_case(number, each, campaign) for number, each in enumerate(marked, 1))
    day = long_day(on) + (f"（按{long_day(known)}已知情况）" if known else "")
    return PublicitySheet(
        title=f"产业集聚区{names}用地信息",
        opening=(
            f"根据{campaign.title}安排（{campaign.document}{clause}），"
            f"现将截至{day}各产业集聚区{names}用地的面积公布如下，接受社会监督。"
        ),
        tables=tuple(_table(number, each, on) for number, each in enumerate(areas, 1)),
        notes=tuple(f"{number}．{note}" for number, note in enumerate(_notes(campaign, rule, areas, on), 1)),
        enclosure=f"附件：典型案例（{len(cases)} 个）" if cases else "",
        signed_by=f"“{campaign.short}”{campaign.office.name}",
        signed_on=long_day(on),
        cases_title=f"“{campaign.short}”典型案例",
        cases=cases,
    )


def _table(number: int, areas: CategoryAreas, on: date) -> AreaTable:
    planned = areas.opening_mu is not None
    whole = ["合计", "", *_figures(areas.opening_mu, areas.held, planned=planned)]
    return AreaTable(
        heading=f"{numeral(number)}、{areas.category}面积",
        sentence=_sentence(areas),
        columns=("产业集聚区", "管理单位", *([_PLAN] if planned else []), *_HELD),
        rows=(
            *(
                (
                    each.park.name,
                    _governor(each, on),
                    *_figures(each.opening_mu, each.held, planned=planned),
                )
                for each in areas.parks
            ),
            tuple(whole),
        ),
    )


def _figures(opening_mu: Decimal | None, held: AreaHeld, *, planned: bool) -> tuple[str, ...]:
    opening = [NOTHING if opening_mu is None else figure(opening_mu)] if planned else []
    if not held.parcels:
        return (*opening, *(NOTHING for _ in _HELD))
    areas = (held.recorded_mu, held.disposed_mu, held.left_mu)
    return (*opening, str(held.parcels), *map(figure, areas))


def _sentence(areas: CategoryAreas) -> str:
    held = areas.held
    said = "台账还没有登记这类宗地"
    if held.parcels:
        said = (
            f"台账登记 {held.parcels} 宗、{figure(held.recorded_mu)} 亩，"
            f"已处置 {figure(held.disposed_mu)} 亩，尚未处置 {figure(held.left_mu)} 亩"
        )
    if areas.opening_mu is not None:
        said = f"方案底数 {figure(areas.opening_mu)} 亩；{said}"
    return f"{said}。"


def _governor(area: ParkArea, on: date) -> str:
    row = area.park.governor(on)
    if row is None:
        return NOTHING
    return f"{row.unit}{_ASSUMED_MARK}" if row.basis is Basis.ASSUMED else row.unit


def _notes(campaign: Campaign, rule: Publicity, areas: Sequence[CategoryAreas], on: date) -> Iterator[str]:
    """Say what the figures are and what they rest on."""
    lines = [line for each in areas for line in each.parks]
    planned = [line.park for line in lines if line.opening_mu is not None]
    if planned:
        sources = "、".join(dict.fromkeys(park.source for park in planned))
        plan = f"{campaign.document}（{sources}）列出的面积"
        yield f"“{_PLAN}”是{plan}，其余各列按逐宗登记的台账计算，二者口径不同。"
    yield "面积单位为亩；“已处置”是经核验的面积，“尚未处置”是台账面积减去已处置面积。"
    yield f"“{NOTHING}”表示没有登记，不表示面积为零。"
    if pending := _by_category((each, each.held.pending_mu) for each in areas):
        yield f"已报处置、待核验的面积仍计入“尚未处置”：{pending}。"
    if elsewhere := _by_category((each, each.elsewhere_mu) for each in areas):
        yield f"另有没有对应到宗地的已核验处置：{elsewhere}，不在上列各数之内。"
    if any(_governor(line, on).endswith(_ASSUMED_MARK) for line in lines):
        yield f"标“{_ASSUMED_MARK}”的{ASSUMED}。"
    if rule.source == OFFICE_DEFAULT:
        yield f"公布的类别由{campaign.office.name}暂定。"


def _by_category(areas: Iterator[tuple[CategoryAreas, Decimal]]) -> str:
    return "、".join(f"{each.category} {figure(area)} 亩" for each, area in areas if area)


def _case(number: int, case: MarkedCase, campaign: Campaign) -> CaseText:
    assignment, report = case.assignment, case.report
    task = campaign.task(assignment.code)
    content = f"“{first_clause(task.content)}”" if task else ""
    lines = (line.strip() for line in report.text.splitlines())
    return CaseText(
        title=f"（{numeral(number)}）{case.title}",
        source=f"（{assignment.unit}，任务{assignment.code}{content}，{long_day(report.said_on)}填报）",
        lines=tuple(line for line in lines if line),
    )
