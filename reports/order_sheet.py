"""What the papers of a director's decision say: by the evidence that it keeps, nothing newer."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from reports.reservations import reservations
from reports.share_words import half_words
from reports.wording import BLANK_DAY
from tracker.order_evidence import OrderEvidence
from tracker.orders import DraftedOrder, Lifting, Order, full_number
from tracker.plan import Campaign
from tracker.sanctions import SanctionRule, SanctionState, hundredth_down, hundredth_up
from tracker.sayings import long_day
from tracker.scoring import figure

DRAFT: Final = "草稿　未经主任确认，不得外发"
HEADINGS: Final = ("序号", "集聚区或单位", "宗地编号", "类别", "面积（亩）", "处置日期", "核验")
"""Over the columns of `OrderSheet.disposals`."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What stands around the rows."""

    stamp: str = ""
    title: str
    number: str
    decided: str
    signed_on: str


def order_sheet(order: Order, campaign: Campaign) -> OrderSheet:
    """Say what the director decided; what became of it later has a paper of its own."""
    rows = [*_figures(order, order.evidence, campaign), ("决定", _decision(order))]
    rows += _cut(order) if order.suspends else []
    rows += [("理由", order.reason)] if order.reason else []
    head = _Head(
        title=_title(order.rule, suspends=order.suspends),
        number=full_number(order, campaign),
        decided=_decided(campaign),
        signed_on=long_day(order.decided_on),
    )
    return _sheet(order, order.evidence, campaign, head, rows)


def lifting_sheet(order: Order, lifting: Lifting, campaign: Campaign) -> OrderSheet:
    """Say that a suspension ends: which it was, how far the unit is on that day, and why."""
    evidence = lifting.evidence
    made = f"{full_number(order, campaign)}（{long_day(order.decided_on)}）"
    rows = [
        ("原决定", made),
        *_figures(order, evidence, campaign),
        ("决定", f"自{long_day(lifting.lifted_on)}起解除暂停，恢复受理新增建设用地申请。"),
        ("理由", lifting.reason),
    ]
    head = _Head(
        title="关于解除暂停新增建设用地申请的通知",
        number=full_number(lifting, campaign),
        decided=_decided(campaign),
        signed_on=long_day(lifting.lifted_on),
    )
    return _sheet(order, evidence, campaign, head, rows)


def draft_sheet(draft: DraftedOrder, campaign: Campaign) -> OrderSheet:
    """Say what the director may confirm: without number and day, marked as a draft on every page."""
    evidence = draft.evidence
    consequence = f"暂停新增建设用地申请{_exempt(evidence)}。"
    if evidence.state is SanctionState.UNDECIDED:
        exactly = half_words(evidence.share).exactly
        consequence = f"{exactly}，方案没有规定，由主任决定是否{consequence}"
    rows = [*_figures(draft, evidence, campaign), ("拟作决定", consequence), *_cut(draft)]
    head = _Head(
        stamp=DRAFT,
        title=_title(draft.rule, suspends=True),
        number="（未编号）",
        decided="拟作如下通知",
        signed_on=BLANK_DAY,
    )
    return _sheet(draft, evidence, campaign, head, rows)


def _sheet(
    case: Order | DraftedOrder,
    evidence: OrderEvidence,
    campaign: Campaign,
    head: _Head,
    rows: list[tuple[str, str]],
) -> OrderSheet:
    clause = f"{campaign.document}{evidence.clause}"
    return OrderSheet(
        stamp=head.stamp,
        title=head.title,
        number=head.number,
        recipient=f"{case.unit}：",
        opening=f"根据{clause}规定和你单位{case.year}年度任务完成情况，{head.decided}：",
        rows=(*rows, *_reservations(evidence)),
        signed_by=f"“{campaign.short}”{campaign.office.name}",
        signed_on=head.signed_on,
        list_title=f"附：截至{long_day(evidence.cutoff)}的处置清单",
        disposals=tuple(_disposals(evidence)),
    )


def _decided(campaign: Campaign) -> str:
    return f"经{campaign.office.name}主任决定，现将有关事项通知如下"


def _title(rule: SanctionRule, *, suspends: bool) -> str:
    if not suspends:
        return "关于不暂停新增建设用地申请的决定"
    if rule is SanctionRule.MIDYEAR:
        return "关于暂停新增建设用地申请的通知"
    return "关于暂停新增建设用地申请并核减用地计划指标的通知"


def _figures(
    case: Order | DraftedOrder, evidence: OrderEvidence, campaign: Campaign
) -> list[tuple[str, str]]:
    """Say the clause, the task, what was done of it, and what is missing."""
    rows = [
        ("依据条款", f"{campaign.document} {evidence.clause}：{_rule(case)}"),
        ("核算截止", long_day(evidence.cutoff)),
        ("年度任务", _task(evidence)),
        ("完成面积", _done(evidence)),
    ]
    if evidence.line_mu is not None:
        rows.append(("差额", _missing(evidence, evidence.line_mu, case.rule)))
    if evidence.pending_mu:
        pending = f"{figure(evidence.pending_mu)} 亩（截至{long_day(evidence.on)}），未计入"
        rows.append(("待核验", pending))
    return rows


def _task(evidence: OrderEvidence) -> str:
    if evidence.target_mu is None:
        return "没有任务"
    documents = "、".join(dict.fromkeys(each.document for each in evidence.targets))
    return f"{figure(evidence.target_mu)} 亩" + (f"（{documents}）" if documents else "")


def _done(evidence: OrderEvidence) -> str:
    said = f"{figure(evidence.done_mu)} 亩（经核验）"
    if evidence.target_mu is None:
        return said
    # Rounded down, so that what falls short of a line never reads as reaching it.
    share = hundredth_down(Fraction(evidence.done_mu) / Fraction(evidence.target_mu) * 100)
    return f"{said}，占年度任务 {figure(share)}%"


def _missing(evidence: OrderEvidence, line: Decimal, rule: SanctionRule) -> str:
    """Say how far the area is from the line, on either side of it: a lifting may find it passed."""
    done, midyear = evidence.done_mu, rule is SanctionRule.MIDYEAR
    half = half_words(evidence.share)
    name = half.line if midyear else "全年任务"
    if done < line:
        return f"距{name} {figure(line)} 亩差 {figure(line - done)} 亩"
    if midyear:
        return f"{half.exactly}，没有差额" if done == line else f"已超过{name} {figure(line)} 亩"
    return f"已完成{name}"


def _rule(case: Order | DraftedOrder) -> str:
    if case.rule is SanctionRule.MIDYEAR:
        cutoff, half = case.evidence.cutoff, half_words(case.evidence.share)
        return f"当年{cutoff.month}月{cutoff.day}日前年度任务{half.not_passed}"
    return "年底前未完成全年任务"


def _decision(order: Order) -> str:
    if not order.suspends:
        return "不暂停新增建设用地申请。"
    return f"自{long_day(order.decided_on)}起暂停新增建设用地申请{_exempt(order.evidence)}。"


def _exempt(evidence: OrderEvidence) -> str:
    return f"（{'、'.join(evidence.exempt)}除外）" if evidence.exempt else ""


def _cut(case: Order | DraftedOrder) -> list[tuple[str, str]]:
    """Say by how much next year's quota is cut; nothing follows from mid-year."""
    ratio, cut = case.evidence.cut_ratio, case.evidence.cut_mu
    if ratio is None:
        return []
    share = figure(hundredth_up(ratio * 100))
    area = f"核减 {figure(cut)} 亩" if cut is not None else "指标尚未登记，登记后按此比例核减"
    return [("核减指标", f"{case.year + 1}年度新增建设用地计划指标：未完成比例 {share}%，{area}")]


def _reservations(evidence: OrderEvidence) -> list[tuple[str, str]]:
    """Name what the figures rest on that is assumed or that the plan does not settle."""
    assumed = "、".join(evidence.assumed_parks)
    said = reservations(assumed, evidence.counted, evidence.counted_source)
    return [("说明", "；".join(said) + "。")] if said else []


def _disposals(evidence: OrderEvidence) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the list in order of the day, and the sum of what counts below them."""
    for place, each in enumerate(evidence.disposals, start=1):
        yield (
            str(place),
            each.place,
            each.parcel or "—",
            each.category,
            figure(each.area_mu),
            f"{each.disposed_on.month}月{each.disposed_on.day}日",
            "已核验" if each.verified else "待核验",
        )
    if evidence.disposals:
        yield ("合计", "已核验部分", "", "", figure(evidence.done_mu), "", "")
