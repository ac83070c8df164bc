"""What a file of the account says of a parcel, under the headings that `import parcels` reads, and more.

The first nine columns may be edited and imported again; the rest is computed.
"""

from types import MappingProxyType

from reports.workbooks import Value
from tracker.account import ParcelStanding
from tracker.boundaries import Boundary
from tracker.parcels import ParcelState

WIDTHS = MappingProxyType(
    {
        "宗地编号": 20,
        "产业集聚区": 26,
        "坐落": 28,
        "面积": 11,
        "类别": 22,
        "形成原因": 30,
        "处置措施": 18,
        "完成时限": 13,
        "责任单位": 18,
        "状态": 10,
        "逾期天数": 10,
        "已处置亩": 11,
        "待核验亩": 11,
        "剩余亩": 11,
        "办结日期": 13,
        "认定": 36,
        "处理步骤": 26,
        "界址量算亩": 13,
        "最近报送": 40,
    }
)
"""Every column in its order, with its width in characters."""


def columns_of(each: ParcelStanding, boundary: Boundary | None) -> dict[str, Value]:
    """Return a parcel's cells by heading; areas in 亩, exact."""
    entry, plan = each.entry, each.plan
    return {
        "宗地编号": entry.number,
        "产业集聚区": entry.park,
        "坐落": entry.location,
        "面积": entry.area_mu,
        "类别": f"{entry.category}（{entry.kind}）" if entry.kind else entry.category.value,
        "形成原因": plan.cause,
        "处置措施": plan.measure,
        "完成时限": plan.due_on,
        "责任单位": plan.unit,
        "状态": state_of(each),
        "逾期天数": each.days or None,
        "已处置亩": each.verified_mu,
        "待核验亩": each.pending_mu,
        "剩余亩": each.left_mu,
        "办结日期": each.closed_on,
        "认定": _designated(each),
        "处理步骤": _decided(each),
        "界址量算亩": boundary.area_mu if boundary else None,
        "最近报送": _said(each),
    }


def state_of(each: ParcelStanding) -> str:
    """Say where it is on its way; 逾期 goes before everything but the end."""
    if each.days and each.state is not ParcelState.DISPOSED:
        return f"{each.state}（逾期）"
    return each.state.value


def _designated(each: ParcelStanding) -> str:
    made = each.designation
    return f"{made.kind} {made.department} {made.designated_on} {made.document}" if made else ""


def _decided(each: ParcelStanding) -> str:
    made = each.decision
    until = f"，期限 {made.due_on}" if made and made.due_on else ""
    return f"{made.step}（{made.decided_on}{until}）" if made else ""


def _said(each: ParcelStanding) -> str:
    last = each.last
    return f"{last.submitted_on} {last.reporter} {' '.join(last.text.split())}".rstrip() if last else ""
