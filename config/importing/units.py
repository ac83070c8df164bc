"""The units of a plan: those that are known, and those that its table alone names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, permutations

from config.faults import did_you_mean
from config.importing.findings import Findings
from config.importing.ledger_rows import LedgerRow
from config.unit_list import KnownNames, read_units
from config.unit_names import group_of, is_collective, unit_like
from tracker.plan import Campaign, Collective, Unit, UnitGroup

_OFFICE = "领导小组办公室"
_ORDER = (UnitGroup.COUNTY, UnitGroup.ZONE, UnitGroup.DEPARTMENT, UnitGroup.OFFICE)


def known_names(rows: Iterable[LedgerRow], city: Campaign | None) -> KnownNames:
    """Return what words mean: by the city's own roster, else by the fullest name that the table has."""
    roster = _words_of(city)
    by_roster = KnownNames(roster)
    cells = [text for row in rows for text in (row.lead, row.supporting, row.shared)]
    own = {each.name for text in cells for each in read_units(text, by_roster).mentions if not each.known}
    # 税务局 in one cell is the 市税务局 of another.
    short = {name[1:]: name for name in own if name[0] in "市县" and unit_like(name[1:])}
    return KnownNames({name: name for name in own} | short | roster)


def _words_of(city: Campaign | None) -> dict[str, str]:
    if city is None:
        return {}
    units = {word: unit.name for unit in city.units for word in (unit.name, *unit.synonyms)}
    return units | {each.name: each.name for each in city.collectives}


def units_of(
    named: Sequence[tuple[str, str]], city: Campaign | None, findings: Findings
) -> tuple[tuple[Unit, ...], tuple[Collective, ...]]:
    """Return every unit and collective: the city's, then those of `named` (name, place) that it lacks."""
    units = [replace(unit, quarterly_return=False) for unit in city.units] if city else []
    collectives = list(city.collectives) if city else []
    known = {unit.name for unit in units} | {each.name for each in collectives}
    new = [(name, place) for name, place in named if name not in known]
    places = iter(count(1))
    for name, place in new:
        if is_collective(name):
            collectives.append(Collective(name=name, units=(), source=place))
        else:
            if city:
                near = did_you_mean(name, known)
                findings.ask(place, name, f"现有名单中没有这个单位：是否新增？{near}", "新增")
            units.append(Unit(id=f"u{next(places)}", name=name, group=group_of(name)))
    units = list(_with_one_office(units, findings))
    if not city:
        units.sort(key=lambda unit: _ORDER.index(unit.group))
        findings.note("单位", "", "单位的类别（县区、管委会、部门）按名称判断，编号按先后编写。")
    _ask_who(collectives, units, findings)
    _ask_alike([name for name, _ in new], findings)
    return tuple(units), tuple(collectives)


def _with_one_office(units: Iterable[Unit], findings: Findings) -> Iterator[Unit]:
    office = None
    for unit in units:
        if unit.group is UnitGroup.OFFICE and office is not None:
            yield replace(unit, group=UnitGroup.DEPARTMENT)
        else:
            office = unit if unit.group is UnitGroup.OFFICE else office
            yield unit
    if office is None:
        findings.ask("单位", "", "由哪个单位督办（领导小组办公室或类似机构）？", _OFFICE)
        yield Unit(id="office", name=_OFFICE, group=UnitGroup.OFFICE)


def _ask_who(collectives: Iterable[Collective], units: Iterable[Unit], findings: Findings) -> None:
    candidates = [unit.name for unit in units if unit.group in {UnitGroup.COUNTY, UnitGroup.ZONE}]
    hint = f"名单中已有的县区和管委会：{'、'.join(candidates)}。" if candidates else ""
    for each in collectives:
        if not each.units:
            findings.ask(each.source, each.name, f"包括哪些单位？请写入 groups 的 units。{hint}")


def _ask_alike(names: Sequence[str], findings: Findings) -> None:
    """Ask about 市发改委 and 市发展改革委: one begins and ends as the other and has all its characters."""
    for short, long in permutations(names, 2):
        if len(short) < len(long) and (short[0], short[-1]) == (long[0], long[-1]) and _within(short, long):
            question = f"是否就是“{long}”？是的话，删去一个，写入另一个的 synonyms。"
            findings.ask("单位", short, question, "两个单位")


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
