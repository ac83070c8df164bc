"""The office looks at the standards in force, and records one that a county has made: /standard."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.handlers.fields import has_field, read_fields
from bot.handlers.parsing import day as read_day
from bot.incoming import Incoming
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from reports.verdicts import basis_lines, standard_line
from tracker.measures import MEASURED, Method, ScoringIndicator
from tracker.model import Sender, Standard
from tracker.quantities import plain, read_number
from tracker.sayings import clip, near_day
from tracker.scoring import METHOD_NAMES
from tracker.store.books import Books
from tracker.usecases.score_parcel import scoring_of
from tracker.usecases.set_standard import SetStandard, StandardSet, set_standard
from tracker.usecases.show_standards import Ruling, ShowStandards, StandardsShown, show_standards

_THRESHOLDS = {
    "税收": "tax",
    "亩均税收": "tax",
    "投资": "investment",
    "投资强度": "investment",
    "容积率": "plot_ratio",
    "建筑系数": "coverage",
}
_REST = {
    "权重": "weights",
    "分数线": "cutoff",
    "方法": "method",
    "行业": "industry",
    "文号": "document",
    "自": "from",
    "至": "until",
    "原因": "reason",
}
_KEYS = _THRESHOLDS | _REST
_METHODS = {name: method for method, name in METHOD_NAMES.items()} | {
    "达标": Method.THRESHOLD,
    "按比例": Method.PROPORTIONAL,
    "比例": Method.PROPORTIONAL,
}
_USAGE = (
    "查看：/standard 单位或产业集聚区\n"
    "登记：/standard 单位或产业集聚区 税收=2 投资=130 容积率=0.6 建筑系数=40 文号=…… 自=2021-05-01\n"
    "还可以写：行业=化工 权重=0.4,0.3,0.15,0.15（依次为税收、投资、容积率、建筑系数） 分数线=0.7 "
    "方法=达标 或 方法=按比例 至=2022-12-31 原因=……\n"
    "不写权重、分数线、方法的按方案；不写“自”即今天起。单位和产业集聚区同名时指单位，只管一个园区请写全称。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What was written, by the words of `_KEYS`; numbers are still text: the plan knows their measures."""

    place: str
    fields: dict[str, str]
    from_on: date
    until_on: date | None
    message: Incoming


def standard(message: Incoming) -> Request[ShowStandards, StandardsShown] | Request[_Line, StandardSet]:
    """Answer /standard, /standard PLACE, and /standard PLACE 税收=2 ...: show or record."""
    words = message.text.split()[1:]
    if len(words) > 1:
        return Request(_record, _read_line(words, message), _recorded)
    if not words:
        return Request(show_standards, ShowStandards(place=None, on=message.said_at.date()), _all, reads=True)
    if has_field(words[0]):
        raise UsageError(_USAGE)
    command = ShowStandards(place=plain(words[0]), on=message.said_at.date())
    return Request(show_standards, command, lambda shown: says(_shown(shown)), reads=True)


def _read_line(words: list[str], message: Incoming) -> _Line:
    place, *rest = words
    fields = read_fields(rest, _KEYS, _USAGE)
    today = message.said_at.date()
    return _Line(
        place=plain(place),
        fields=fields,
        from_on=read_day(fields["from"]) if "from" in fields else today,
        until_on=read_day(fields["until"]) if "until" in fields else None,
        message=message,
    )


def _record(books: Books, sender: Sender, line: _Line) -> StandardSet:
    """Read the numbers as the plan measures them, and record the standard."""
    indicators = {each.key: each for each in scoring_of(books.campaign).indicators}
    asked = [each for key in MEASURED if (each := indicators.get(key))]
    fields = line.fields
    command = SetStandard(
        place=line.place,
        thresholds={
            each.key: read_number(fields[each.key], what=each.name, measure=each.measure)
            for each in asked
            if each.key in fields
        },
        document=fields.get("document", ""),
        from_on=line.from_on,
        at=line.message.said_at,
        industry=fields.get("industry"),
        weights=_weights(fields["weights"], asked) if "weights" in fields else None,
        cutoff=read_number(fields["cutoff"], what="分数线") if "cutoff" in fields else None,
        method=_method(fields["method"]) if "method" in fields else None,
        until_on=line.until_on,
        reason=fields.get("reason", ""),
    )
    return set_standard(books, sender, command)


def _weights(text: str, indicators: list[ScoringIndicator]) -> dict[str, Decimal]:
    words = plain(text).replace(",", " ").replace("、", " ").split()
    if len(words) != len(indicators):
        names = "、".join(each.name for each in indicators)
        raise UsageError(f"权重要写 {len(indicators)} 个，依次为{names}，用逗号隔开，如 0.4,0.3,0.15,0.15。")
    return {
        each.key: read_number(word, what=f"{each.name}的权重")
        for each, word in zip(indicators, words, strict=True)
    }


def _method(text: str) -> Method:
    word = plain(text)
    if word not in _METHODS:
        raise UsageError(f"没有“{clip(word, 20)}”这种方法，可以写：{'、'.join(METHOD_NAMES.values())}。")
    return _METHODS[word]


def _recorded(outcome: StandardSet) -> Answer:
    standard_, before = outcome.standard, outcome.before
    lines = [f"已登记认定标准：{bold(standard_.name)}", *_standard_lines(standard_)]
    if standard_.reason:
        lines.append(f"原因：{esc(standard_.reason)}")
    if before is not None:
        lines.append(f"自 {standard_.from_on} 起代替：{esc(before.source)}（{before.from_on} 起）")
    return says("\n".join(lines))


def _all(shown: StandardsShown) -> Answer:
    return says(f"{_shown(shown)}\n\n{esc(_USAGE)}")


def _shown(shown: StandardsShown) -> str:
    lines = [f"{bold('认定标准')}（{near_day(shown.on, shown.on)}）"]
    where: dict[Standard, list[str]] = {}
    for ruling in shown.rulings:
        where.setdefault(ruling.standard, []).append(_where(ruling))
    for standard_, places in where.items():
        lines += ["", bold(standard_.name), *_standard_lines(standard_), f"适用：{esc('、'.join(places))}"]
    for standard_ in shown.coming:
        lines += ["", f"{bold(standard_.name)}（尚未生效）", *_standard_lines(standard_)]
    return "\n".join(lines)


def _where(ruling: Ruling) -> str:
    return f"{ruling.place}（{ruling.industry}行业）" if ruling.industry else ruling.place


def _standard_lines(standard_: Standard) -> list[str]:
    return [esc(line) for line in (standard_line(standard_), *basis_lines(standard_))]
