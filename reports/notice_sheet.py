"""What the paper of a 督办单 says: every number and sentence of it, as on the day of issue."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reports.wording import PARTS
from tracker.cases import AnnualTask
from tracker.notices import COLOUR_NAMES, Colour, full_number
from tracker.plan import Campaign
from tracker.returns import ReturnStanding
from tracker.sayings import ASSUMED, long_day
from tracker.scoring import figure
from tracker.standing import Standing
from tracker.usecases.look_at_notices import NoticeSeen

_REQUIREMENTS: Final = MappingProxyType(
    {
        Colour.BLUE: "请抓紧办理，按期完成并填报，附佐证材料；不能按期完成的，请在到期前书面说明原因。",
        Colour.YELLOW: "请分管负责同志立即组织办理，完成后即行填报，附佐证材料，"
        "并书面说明逾期原因和完成时间。",
        Colour.RED: "请主要负责同志亲自过问，立即办理并填报，附佐证材料，"
        "书面说明逾期原因、整改措施和完成时间。本单同时抄送领导小组办公室主任和督查部门。",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSheet:
    """The paper: `rows` are pairs of heading and text in reading order, `colour` tints its title."""

    colour: Colour
    title: str
    number: str
    recipient: str
    opening: str
    rows: tuple[tuple[str, str], ...]
    requirement: str
    signed_by: str
    signed_on: str


def notice_sheet(seen: NoticeSeen, campaign: Campaign) -> NoticeSheet:
    """Say what a notice says, its case standing as it did on the day of issue."""
    notice, call, case = seen.notice, seen.notice.call, seen.case
    days = (notice.issued_on - call.due_on).days
    rows = (
        *_what(seen),
        ("完成时限", long_day(call.due_on)),
        ("时限状况", _left(days)),
        ("依据", f"{campaign.document} {case.source}".rstrip()),
        *_progress(seen),
    )
    return NoticeSheet(
        colour=call.colour,
        title=f"督办单（{COLOUR_NAMES[call.colour]}）",
        number=full_number(notice, campaign),
        recipient=f"{call.unit}：",
        opening=f"根据{campaign.title}安排，现将下列事项予以督办：",
        rows=rows,
        requirement=_REQUIREMENTS[call.colour],
        signed_by=f"“{campaign.short}”{campaign.office.name}",
        signed_on=long_day(notice.issued_on),
    )


def _left(days: int) -> str:
    """Say how the date stood on the day of issue; `days` past it, negative before."""
    if days > 0:
        return f"已逾期 {days} 天"
    return f"还有 {-days} 天到期" if days else "今天到期"


def _what(seen: NoticeSeen) -> Iterator[tuple[str, str]]:
    case = seen.case
    if isinstance(case.standing, Standing):
        yield "任务", f"{case.label} {case.content}".strip()
        yield "分工", PARTS[case.standing.assignment.part]
    else:
        yield "事项", case.content


def _progress(seen: NoticeSeen) -> Iterator[tuple[str, str]]:
    """Yield how far it is; of an annual task the decision, where one stands."""
    standing = seen.case.standing
    match standing:
        case Standing():
            yield "目前进度", f"{standing.percent}%"
            yield "最近填报", _last_said(standing)
        case ReturnStanding():
            yield "报送情况", _last_filed(standing)
        case AnnualTask():
            yield from _annual(standing)


def _annual(task: AnnualTask) -> Iterator[tuple[str, str]]:
    if task.wanted_mu is not None:
        yield "应完成", f"{figure(task.wanted_mu)} 亩"
    yield "已核验", f"{figure(task.done_mu)} 亩"
    yield "还差", f"{figure(task.short_mu)} 亩"
    if task.order is not None:
        yield "有关决定", f"{task.order.name}，{long_day(task.order.decided_on)}：暂停新增建设用地申请"
    if task.assumed:
        yield "说明", ASSUMED


def _last_said(standing: Standing) -> str:
    last = standing.last
    if last is None:
        return "无"
    said = f"{long_day(last.said_on)} {last.reporter}：{last.text or '（未写情况）'}"
    review = standing.returned.review if standing.returned else None
    return f"{said}；{long_day(review.reviewed_on)}退回：{review.reason}" if review else said


def _last_filed(standing: ReturnStanding) -> str:
    last = standing.returned
    if last is None or last.judged is None:
        return "未报送"
    review = last.judged.review
    filed = f"{long_day(last.submitted_on)} {last.reporter}报送"
    return f"{filed}；{long_day(review.reviewed_on)}退回：{review.reason}"
