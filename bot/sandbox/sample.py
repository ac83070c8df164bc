"""Sample people and sample reports for the demo, generated from whatever campaign is loaded.

Every name and every sentence says that it is a sample; the same day gives the same sample.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.sandbox.people import Persona
from bot.sandbox.sample_parcels import seed_parcels
from bot.sandbox.sample_returns import seed_returns
from bot.sandbox.sample_targets import seed_targets
from tracker.model import Assignment, Post, Role, Sender, Verdict
from tracker.plan import Campaign, Task, UnitGroup
from tracker.store.books import Books
from tracker.usecases.accept_tasks import AcceptTasks, accept_tasks
from tracker.usecases.report_progress import ReportProgress, report_progress
from tracker.usecases.review_report import ReviewReport, review_report

SAMPLE = "（示例）"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = ("敏", "伟", "静", "磊", "芳", "强", "洋", "艳", "勇", "杰", "娟", "涛")
_TEXTS = (
    "已完成外业调查，正在汇总",
    "方案初稿已形成，正在征求意见",
    "已召开推进会，部署到各乡镇",
    "资料已收集过半",
)
_FINAL = ("全部完成，成果已汇编成册", "文件已印发，材料见附件", "已完成并通过内部审核")
_RETURNS = ("佐证材料不足，请补充印发文件", "数据与台账不一致，请核对面积")
_VACANT = 2
"""How many units have no liaison yet: the office is to see what that looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody in the demo with the posts that they hold; a stranger holds none."""

    persona: Persona
    posts: tuple[Post, ...] = ()


def players(campaign: Campaign) -> tuple[Player, ...]:
    """Cast the demo: the office, 督查局, a liaison for nearly every unit, a leader, a stranger."""
    office = campaign.office.name
    named = [unit for unit in campaign.units if _has_tasks(campaign, unit.name)]
    counties = [unit for unit in named if unit.group is UnitGroup.COUNTY] or named
    above = (
        (1001, "办公室主任", Role.DIRECTOR, office),
        (1002, "办公室", Role.OFFICE, office),
        (1003, "督查局", Role.INSPECTOR, campaign.supervisor.name),
        (1004, "管理员", Role.ADMIN, office),
        (1005, f"{counties[0].name}分管领导", Role.LEADER, counties[0].name),
    )
    liaisons = (
        (2001 + place, f"{unit.name}联络员", Role.LIAISON, unit.name)
        for place, unit in enumerate(named[: len(named) - _VACANT])
    )
    held = [
        _player(number, title, Post(unit=unit, role=role))
        for number, title, role, unit in (*above, *liaisons)
    ]
    stranger = Persona(id=9001, name=f"路人{SAMPLE}", title="没有加入的人")
    return (*held, Player(persona=stranger))


def seed(connection: Connection, campaign: Campaign, cast: tuple[Player, ...], at: datetime) -> None:
    """Appoint the cast and tell what they have reported until the day before `at`; once a database."""
    books = Books(connection, campaign)
    if books.people.count():
        return
    for player in cast:
        for post in player.posts:
            persona = player.persona
            books.people.appoint(user_id=persona.id, chat_id=persona.id, name=persona.name, post=post, at=at)
    for player in cast:
        if any(post.role is Role.LIAISON for post in player.posts):
            _tell_history(books, player, at)
    local = at.astimezone(ZoneInfo(campaign.timezone))
    if local.date() > campaign.issued_on:
        seed_parcels(books, local)
        seed_targets(books, local)
        seed_returns(books, local)


def _tell_history(books: Books, player: Player, at: datetime) -> None:
    sender = _sender(player)
    chance = Random(player.persona.id)  # noqa: S311  (a sample, not a secret)
    zone = ZoneInfo(books.campaign.timezone)
    yesterday = at.astimezone(zone).date() - timedelta(days=1)
    first = books.campaign.issued_on + timedelta(days=3)
    if first > yesterday:
        return
    accept_tasks(books, sender, AcceptTasks(code=None, unit=None, on=first, at=_noon(first, zone)))
    for task, assignment in _own(books, sender):
        for act in _course(task, chance, first, yesterday):
            moment = _noon(act.on, zone)
            done = report_progress(books, sender, act.report(task, assignment, moment))
            if act.verdict is not None and act.on < yesterday:
                reviewed = min(act.on + timedelta(days=2), yesterday)
                review_report(books, _reviewer(books), act.review(done.report_id, reviewed, zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """A report of the sample, and what the office said of it."""

    on: date
    percent: int
    text: str
    verdict: Verdict | None = None
    reason: str = ""

    def report(self, task: Task, assignment: Assignment, at: datetime) -> ReportProgress:
        return ReportProgress(
            code=task.code,
            unit=assignment.unit,
            percent=self.percent,
            text=self.text + SAMPLE,
            said_on=self.on,
            at=at,
        )

    def review(self, report_id: int, on: date, zone: ZoneInfo) -> ReviewReport:
        return ReviewReport(
            report_id=report_id,
            verdict=self.verdict or Verdict.APPROVED,
            reason=self.reason,
            on=on,
            at=_noon(on, zone),
        )


def _course(task: Task, chance: Random, since: date, until: date) -> Iterator[_Act]:
    """Invent how an assignment went: in time, late, returned once, still awaiting review, or silent."""
    due = task.due_on or until
    start = max(since, min(due, until) - timedelta(days=chance.randint(20, 45)))
    fate = chance.choices(("done", "late", "returned", "waiting", "slow", "silent"), (40, 10, 10, 12, 20, 8))[
        0
    ]
    yield from (
        _Act(on=day, percent=percent, text=chance.choice(_TEXTS))
        for day, percent in ((start, chance.choice((20, 30, 40))),)
        if day <= until and fate != "silent"
    )
    end = max(start, due - timedelta(days=chance.randint(1, 9)))
    end = due + timedelta(days=9) if fate == "late" else end
    if end > until or fate in {"slow", "silent"}:
        return
    final = chance.choice(_FINAL)
    if fate == "returned":
        reason = chance.choice(_RETURNS)
        yield _Act(on=end, percent=100, text=final, verdict=Verdict.RETURNED, reason=reason)
    elif fate == "waiting":
        yield _Act(on=until, percent=100, text=final)
    else:
        yield _Act(on=end, percent=100, text=final, verdict=Verdict.APPROVED)


def _own(books: Books, sender: Sender) -> Iterator[tuple[Task, Assignment]]:
    for held in books.ledger.holdings(units=sender.units(Role.LIAISON)):
        task = books.campaign.task(held.assignment.code)
        if task is not None:
            yield task, held.assignment


def _has_tasks(campaign: Campaign, unit: str) -> bool:
    tasks = (*campaign.tasks, *campaign.obligations)
    return unit != campaign.office.name and any(task.part_of(unit) for task in tasks)


def _player(number: int, title: str, post: Post) -> Player:
    name = _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number % len(_GIVEN)] + SAMPLE
    return Player(persona=Persona(id=number, name=name, title=title), posts=(post,))


def _sender(player: Player) -> Sender:
    persona = player.persona
    return Sender(user_id=persona.id, chat_id=persona.id, name=persona.name, posts=player.posts)


def _reviewer(books: Books) -> Sender:
    post = Post(unit=books.campaign.office.name, role=Role.OFFICE)
    return Sender(user_id=0, chat_id=0, name=f"办公室{SAMPLE}", posts=(post,))


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), zone)
