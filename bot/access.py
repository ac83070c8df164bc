"""Who may do what, in one table; the menus and `/help` are made from it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tracker.model import Role, Sender
from tracker.plan import Campaign


class Right(StrEnum):
    """What a request needs."""

    NOTHING = "nothing"
    READ = "read"
    STATUS = "status"
    REPORT = "report"
    REVIEW = "review"
    MARK_CASES = "mark cases"
    MOVE_DATES = "move dates"
    SET_STANDARDS = "set standards"
    KEEP_PARCELS = "keep parcels"
    ISSUE_TARGETS = "issue targets"
    DRAFT_ORDERS = "draft orders"
    DECIDE = "decide"
    SEE_RETURNS = "see returns"
    SEE_TALKS = "see talks"
    DRAFT_BULLETIN = "draft bulletin"
    SEE_MEMBERS = "see members"
    INVITE = "invite"


_ALL = frozenset(Role)
_ABOVE = frozenset({Role.OFFICE, Role.DIRECTOR, Role.INSPECTOR, Role.ADMIN})

HOLDERS: dict[Right, frozenset[Role]] = {
    Right.READ: _ALL,
    Right.STATUS: _ALL,
    Right.REPORT: frozenset({Role.LIAISON}),
    Right.REVIEW: frozenset({Role.OFFICE}),
    Right.MARK_CASES: frozenset({Role.OFFICE}),
    Right.MOVE_DATES: frozenset({Role.OFFICE}),
    Right.SET_STANDARDS: frozenset({Role.OFFICE}),
    Right.KEEP_PARCELS: frozenset({Role.OFFICE}),
    Right.ISSUE_TARGETS: frozenset({Role.OFFICE}),
    Right.DRAFT_ORDERS: frozenset({Role.OFFICE, Role.DIRECTOR}),
    Right.DECIDE: frozenset({Role.DIRECTOR}),
    Right.SEE_RETURNS: _ABOVE,
    Right.SEE_TALKS: _ABOVE,
    Right.DRAFT_BULLETIN: frozenset({Role.OFFICE, Role.DIRECTOR, Role.INSPECTOR}),
    Right.SEE_MEMBERS: frozenset({Role.OFFICE, Role.DIRECTOR, Role.ADMIN}),
    Right.INVITE: frozenset({Role.OFFICE, Role.ADMIN}),
}


def may(sender: Sender, right: Right) -> bool:
    """Whether one of the sender's posts carries the right."""
    return right is Right.NOTHING or sender.holds(*HOLDERS[right])


def sees_all(sender: Sender) -> bool:
    """Whether the sender sees every unit; liaisons and leaders see their own."""
    return sender.holds(*_ABOVE)


def hears_triggers(sender: Sender) -> bool:
    """Whether somebody may hear what is triggered and not decided: never the unit itself."""
    return sees_all(sender)


@dataclass(frozen=True, slots=True)
class Command:
    """A chat command: what the menu says, an example for `/help`, and the right it needs.

    `{code}`, `{unit}`, `{county}`, `{park}`, `{quarter}`, `{day}`, `{past}` in an example are the
    campaign's own; see `examples`.
    """

    name: str
    menu: str
    example: str
    right: Right


COMMANDS = (
    Command("tasks", "任务清单", "/tasks", Right.READ),
    Command("task", "查看一项任务", "/task {code}", Right.READ),
    Command("report", "填报进度", "/report {code} 60 已完成外业调查", Right.REPORT),
    Command("due", "即将到期", "/due", Right.READ),
    Command("overdue", "逾期任务", "/overdue", Right.READ),
    Command("status", "总体进展", "/status {past}（不写日期即今天）", Right.STATUS),
    Command("notice", "三色督办单", "/notice 红色（可写单号、颜色、单位、未销号、已销号）", Right.READ),
    Command("score", "宗地评分", "/score {park} 1.2 130 0.6 ?（税收 投资 容积率 建筑系数）", Right.READ),
    Command("parcels", "宗地台账", "/parcels {park} 逾期（可写园区、类别、无方案、到期、逾期）", Right.READ),
    Command("parcel", "查看一宗地", "/parcel 宗地编号", Right.READ),
    Command("dispose", "报处置面积", "/dispose 宗地编号 12.5 已收回", Right.REPORT),
    Command("sanctions", "年度任务与暂停", "/sanctions {past}（不写日期即今天）", Right.READ),
    Command("rank", "量化得分排名", "/rank {past}（可写年度，不写即今天）", Right.READ),
    Command("apply", "能否申请用地", "/apply {county} 一般项目", Right.READ),
    Command("returns", "季度报送", "/returns", Right.READ),
    Command("export", "导出文件", "/export", Right.READ),
    Command("quarter", "各单位季报", "/quarter {quarter}（不写季度即最近一季）", Right.SEE_RETURNS),
    Command("bulletin", "季度通报", "/bulletin {quarter}（不写季度即上一季）", Right.DRAFT_BULLETIN),
    Command("review", "核验填报", "/review", Right.REVIEW),
    Command("cases", "典型案例", "/cases", Right.MARK_CASES),
    Command("extend", "调整期限", "/extend {code}@{unit} {day} 文号 原因", Right.MOVE_DATES),
    Command("target", "下达年度任务", "/target {park} 2021 批而未供 1500 文号=……", Right.ISSUE_TARGETS),
    Command("quota", "登记用地指标", "/quota {county} 2022 1000 文号=……", Right.ISSUE_TARGETS),
    Command("park", "园区归属", "/park（确认的写法见 /park）", Right.ISSUE_TARGETS),
    Command("standard", "认定标准", "/standard {park}（登记的写法见 /standard）", Right.SET_STANDARDS),
    Command("members", "人员名单", "/members", Right.SEE_MEMBERS),
    Command("invite", "邀请人员", "/invite {unit} 联络员", Right.INVITE),
    Command("whoami", "我的身份", "/whoami", Right.NOTHING),
    Command("help", "使用说明", "/help", Right.NOTHING),
)


def menu_of(roles: frozenset[Role]) -> tuple[Command, ...]:
    """Return the commands that somebody with these roles may use."""
    return tuple(
        command for command in COMMANDS if command.right is Right.NOTHING or HOLDERS[command.right] & roles
    )


def examples(campaign: Campaign, own: Collection[str] = ()) -> dict[str, str]:
    """Return what stands in the examples of commands: a task without a checklist, its unit, a park, dates.

    `{county}` is one of the units that apply for land, an `own` one where there is any.
    """
    task = next((each for each in campaign.tasks if not each.checklist), campaign.tasks[0])
    unit, _ = next(task.parts())
    land = [each.name for each in campaign.land_units] or [unit]
    county = next((each for each in land if each in own), land[0])
    park = campaign.parks[0].name if campaign.parks else "产业集聚区"
    day, past = task.due_on or campaign.issued_on, campaign.issued_on
    dates = {"day": day.isoformat(), "past": past.isoformat()}
    quarter = campaign.returns.first_quarter if campaign.returns else "2021Q1"
    return {"code": task.code, "unit": unit, "county": county, "park": park, "quarter": quarter} | dates
