"""What the paper of a director's order says: by the evidence that the order keeps, nothing newer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from tracker.orders import DraftedOrder, Order, full_number
from tracker.plan import OFFICE_DEFAULT, Campaign
from tracker.sanctions import SanctionRule, SanctionState, hundredth_down, hundredth_up
from tracker.sayings import long_day
from tracker.scoring import figure

DRAFT: Final = "草稿　未经主任确认，不得外发"
HEADINGS: Final = ("序号", "集聚区或单位", "宗地编号", "类别", "面积（亩）", "处置日期", "核验")
"""Over the columns of `OrderSheet.disposals`."""

_BLANK_DAY = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSheet:
    """The paper. `stamp` stands on every page, empty for what is in effect; `rows` are heading and text."""

    stamp: str
    title: str
    number: str
    recipient: str
    opening: str
    rows: tuple[tuple[str, str], ...]
    signed_by: str
    signed_on: str
    list_title: str
    disposals: tuple[tuple[str, ...], ...]


def order_sheet(order: Order, campaign: Campaign) -> OrderSheet:
    """Say what the director decided, and since when it is lifted."""
    rows = [*_figures(order, campaign), ("决定", _decision(order))]
    rows += _cut(order) if order.suspends else []
    rows += [("理由", order.reason)] if order.reason else []
    rows += _reservations(order.figures)
    if order.lifted_on is not None:
        rows.append(("解除", f"自{long_day(order.lifted_on)}起解除暂停。理由：{order.lift_reason}"))
    return _sheet(
        order,
        campaign,
        rows,
        stamp="",
        title=_title(order.rule, suspends=order.suspends),
        number=full_number(order, campaign),
        decided=f"经{campaign.office.name}主任决定，现将有关事项通知如下",
        signed_on=long_day(order.decided_on),
    )


def draft_sheet(draft: DraftedOrder, campaign: Campaign) -> OrderSheet:
    """Say what the director may confirm: without number and day, marked as a draft on every page."""
    consequence = f"暂停新增建设用地申请{_exempt(draft.figures)}。"
    if draft.figures["state"] == SanctionState.UNDECIDED:
        consequence = f"恰为半数，方案没有规定，由主任决定是否{consequence}"
    rows = [*_figures(draft, campaign), ("拟作决定", consequence), *_cut(draft)]
    return _sheet(
        draft,
        campaign,
        [*rows, *_reservations(draft.figures)],
        stamp=DRAFT,
        title=_title(draft.rule, suspends=True),
        number="（未编号）",
        decided="拟作如下通知",
        signed_on=_BLANK_DAY,
    )


def _sheet(
    case: Order | DraftedOrder,
    campaign: Campaign,
    rows: list[tuple[str, str]],
    *,
    stamp: str,
    title: str,
    number: str,
    decided: str,
    signed_on: str,
) -> OrderSheet:
    office = f"“{campaign.short}”{campaign.office.name}"
    clause = f"{campaign.document}{case.figures['clause']}"
    return OrderSheet(
        stamp=stamp,
        title=title,
        number=number,
        recipient=f"{case.unit}：",
        opening=f"根据{clause}规定和你单位{case.year}年度任务完成情况，{decided}：",
        rows=tuple(rows),
        signed_by=office,
        signed_on=signed_on,
        list_title=f"附：截至{_day(case.figures['cutoff'])}的处置清单",
        disposals=tuple(_disposals(case)),
    )


def _title(rule: SanctionRule, *, suspends: bool) -> str:
    if not suspends:
        return "关于不暂停新增建设用地申请的决定"
    if rule is SanctionRule.MIDYEAR:
        return "关于暂停新增建设用地申请的通知"
    return "关于暂停新增建设用地申请并核减用地计划指标的通知"


def _figures(case: Order | DraftedOrder, campaign: Campaign) -> list[tuple[str, str]]:
    """Say the clause, the task, what was done of it, and what is missing."""
    kept = case.figures
    target, done, line = (Decimal(kept[name]) for name in ("target_mu", "done_mu", "line_mu"))
    # Rounded down, so that what falls short of a line never reads as reaching it.
    share = figure(hundredth_down(Fraction(done) / Fraction(target) * 100))
    half = case.rule is SanctionRule.MIDYEAR
    documents = "、".join(dict.fromkeys(each["document"] for each in kept["targets"]))
    missing = f"距{'半数' if half else '全年任务'} {figure(line)} 亩差 {figure(line - done)} 亩"
    rows = [
        ("依据条款", f"{campaign.document} {kept['clause']}：{_rule(case)}"),
        ("核算截止", _day(kept["cutoff"])),
        ("年度任务", f"{figure(target)} 亩" + (f"（{documents}）" if documents else "")),
        ("完成面积", f"{figure(done)} 亩（经核验），占年度任务 {share}%"),
        ("差额", "恰为半数，没有差额" if done == line else missing),
    ]
    if Decimal(kept["pending_mu"]):
        rows.append(("待核验", f"{figure(Decimal(kept['pending_mu']))} 亩（截至{_day(kept['on'])}），未计入"))
    return rows


def _rule(case: Order | DraftedOrder) -> str:
    cutoff = date.fromisoformat(case.figures["cutoff"])
    if case.rule is SanctionRule.MIDYEAR:
        return f"当年{cutoff.month}月{cutoff.day}日前年度任务未完成过半"
    return "年底前未完成全年任务"


def _decision(order: Order) -> str:
    if not order.suspends:
        return "不暂停新增建设用地申请。"
    return f"自{long_day(order.decided_on)}起暂停新增建设用地申请{_exempt(order.figures)}。"


def _exempt(kept: Mapping[str, Any]) -> str:
    return f"（{'、'.join(kept['exempt'])}除外）" if kept["exempt"] else ""


def _cut(case: Order | DraftedOrder) -> list[tuple[str, str]]:
    """Say by how much next year's quota is cut; nothing follows from mid-year."""
    ratio, cut = case.figures["cut_ratio"], case.figures["cut_mu"]
    if ratio is None:
        return []
    share = figure(hundredth_up(Fraction(ratio) * 100))
    area = f"核减 {cut} 亩" if cut is not None else "指标尚未登记，登记后按此比例核减"
    return [("核减指标", f"{case.year + 1}年度新增建设用地计划指标：未完成比例 {share}%，{area}")]


def _reservations(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name what the figures rest on that is assumed or that the plan does not settle."""
    said = []
    if kept["assumed_parks"]:
        said.append(f"园区归属为推定、待确认：{'、'.join(kept['assumed_parks'])}")
    if kept["counted_source"] == OFFICE_DEFAULT:
        said.append(f"计入完成的类别暂定为{'、'.join(kept['counted'])}")
    return [("说明", "；".join(said) + "。")] if said else []


def _disposals(case: Order | DraftedOrder) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the list in order of the day, and the sum of what counts below them."""
    kept = sorted(case.figures["disposals"], key=lambda each: str(each["disposed_on"]))
    for place, each in enumerate(kept, start=1):
        disposed_on = date.fromisoformat(each["disposed_on"])
        yield (
            str(place),
            each["park"] or case.unit,
            each["parcel"] or "—",
            each["category"],
            each["area_mu"],
            f"{disposed_on.month}月{disposed_on.day}日",
            "已核验" if each["verified"] else "待核验",
        )
    if kept:
        counted = sum((Decimal(each["area_mu"]) for each in kept if each["verified"]), Decimal(0))
        yield ("合计", "已核验部分", "", "", figure(counted), "", "")


def _day(iso: str) -> str:
    return long_day(date.fromisoformat(iso))
