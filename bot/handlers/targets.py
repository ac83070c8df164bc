"""The office issues annual tasks and quotas, and says who governs a park: /target /quota /park."""

from bot.handlers.fields import read_fields
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from tracker.parks import Basis
from tracker.quantities import plain
from tracker.sayings import clip, long_day
from tracker.scoring import figure
from tracker.targets import Quota
from tracker.usecases.choosing_parcels import category_meant
from tracker.usecases.govern_park import (
    GovernPark,
    ParkGoverned,
    ParksShown,
    ShowParks,
    govern_park,
    show_parks,
)
from tracker.usecases.set_target import SetQuota, SetTarget, TargetSet, set_quota, set_target

_TARGET_KEYS = {
    "文号": "document",
    "下达": "issued",
    "下达日期": "issued",
    "阶段": "stage",
    "阶段截止": "stage",
}
_TARGET_USAGE = (
    "请写：/target 产业集聚区或单位 年度 类别 面积 文号=…… 下达=2021-03-01\n"
    "不写“下达”即今天；还可以写 阶段=2021-06-30。\n"
    "产业集聚区与单位同名时指单位，只给一个园区请写全称。"
)
_QUOTA_USAGE = "请写：/quota 单位 年度 指标（亩） 文号=……"
_PARK_USAGE = (
    "确认或变更：/park 产业集聚区 管理单位 文号=…… 自=2021-07-01\n不写“自”即从原来的起始日期起确认。"
)
_BASES = {Basis.STATED: "已确认", Basis.BY_NAME: "按名称", Basis.ASSUMED: "推定，待确认"}


def target(message: Incoming) -> Request[SetTarget, TargetSet]:
    """Answer /target PLACE YEAR CATEGORY AREA 文号=... [下达=DAY] [阶段=DAY]."""
    words = message.text.split()[1:]
    if len(words) < 5:
        raise UsageError(_TARGET_USAGE)
    place, year, kind, area, *rest = words
    fields = read_fields(rest, _TARGET_KEYS, _TARGET_USAGE)
    meant = category_meant(kind)
    if meant is None:
        raise UsageError(f"“{clip(kind, 20)}”不是类别。\n{_TARGET_USAGE}")
    on = message.said_at.date()
    command = SetTarget(
        place=plain(place),
        year=_year(year),
        category=meant[0],
        area=area,
        document=fields.get("document", ""),
        issued_on=read_day(fields["issued"]) if "issued" in fields else on,
        stage_on=read_day(fields["stage"]) if "stage" in fields else None,
        on=on,
        at=message.said_at,
    )
    return Request(set_target, command, _target_set)


def quota(message: Incoming) -> Request[SetQuota, Quota]:
    """Answer /quota UNIT YEAR AREA 文号=..."""
    words = message.text.split()[1:]
    if len(words) < 4:
        raise UsageError(_QUOTA_USAGE)
    unit, year, area, *rest = words
    fields = read_fields(rest, {"文号": "document"}, _QUOTA_USAGE)
    command = SetQuota(
        unit=plain(unit),
        year=_year(year),
        area=area,
        document=fields.get("document", ""),
        at=message.said_at,
    )
    return Request(set_quota, command, _quota_set)


def park(message: Incoming) -> Request[ShowParks, ParksShown] | Request[GovernPark, ParkGoverned]:
    """Answer /park, and /park PARK UNIT 文号=... [自=DAY]."""
    words = message.text.split()[1:]
    on = message.said_at.date()
    if not words:
        return Request(show_parks, ShowParks(on=on), _parks, reads=True)
    if len(words) < 3:
        raise UsageError(_PARK_USAGE)
    name, unit, *rest = words
    fields = read_fields(rest, {"文号": "document", "依据": "document", "自": "from"}, _PARK_USAGE)
    command = GovernPark(
        park=plain(name),
        unit=plain(unit),
        document=fields.get("document", ""),
        from_on=read_day(fields["from"]) if "from" in fields else None,
        on=on,
        at=message.said_at,
    )
    return Request(govern_park, command, _governed)


def _target_set(outcome: TargetSet) -> Answer:
    target_, before = outcome.target, outcome.before
    place = bold(target_.park or target_.unit)
    stage = f"，阶段截止 {target_.stage_on}" if target_.stage_on else ""
    old = (
        f"\n此前：{figure(before.area_mu)} 亩（{before.issued_on}，{esc(before.document)}）" if before else ""
    )
    missed = f"\n{long_day(outcome.missed)}以后下达，不影响年中，只计入年末。" if outcome.missed else ""
    return says(
        f"已登记：{place} {target_.year} 年度{target_.category}任务 {bold(figure(target_.area_mu))} 亩\n"
        f"下达 {target_.issued_on}，文号 {esc(target_.document)}{stage}{missed}{old}"
    )


def _quota_set(quota_: Quota) -> Answer:
    return says(
        f"已登记：{bold(quota_.unit)} {quota_.year} 年度新增建设用地计划指标 "
        f"{bold(figure(quota_.area_mu))} 亩（{esc(quota_.document)}）"
    )


def _parks(shown: ParksShown) -> Answer:
    lines = [f"{bold('产业集聚区归属')}（{shown.on}）"]
    for park_, row in shown.parks:
        whose = f"{esc(row.unit)}（{_BASES[row.basis]}，{row.from_on} 起）" if row else "没有管理单位"
        lines.append(f"{esc(park_.name)}：{whose}")
    return says("\n".join([*lines, "", esc(_PARK_USAGE)]))


def _governed(outcome: ParkGoverned) -> Answer:
    confirmed, before = outcome.confirmed, outcome.before
    moved = before is not None and before.unit != confirmed.unit
    old = f"，此前为{esc(before.unit)}" if before and moved else ""
    return says(
        f"已确认：{bold(confirmed.park)}自 {confirmed.from_on} 起由{bold(confirmed.unit)}管理"
        f"（{esc(confirmed.document)}）{old}。"
    )


def _year(word: str) -> int:
    text = plain(word).removesuffix("度").removesuffix("年")
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UsageError(f"“{clip(word, 20)}”不是年度，应如 2021。")
    return int(text)
