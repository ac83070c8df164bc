"""Who leads a task and who supports it, by the cells of its row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from config.importing.findings import Findings
from config.importing.ledger_rows import LedgerRow
from config.unit_list import KnownNames, Mention, UnitList, one_line, read_units
from config.unit_names import group_of, is_collective, plain_name
from tracker.plan import UnitGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Units and collectives by name, each once, none in both lists; the texts are the cells'.

    `open`: who leads is a guess that a person should look at.
    """

    lead: tuple[str, ...]
    supporting: tuple[str, ...]
    lead_text: str
    supporting_text: str
    open: bool = False


def read_responsible(row: LedgerRow, known: KnownNames, findings: Findings) -> Responsible:
    """Read the columns of a row; with one column for both the first named leads."""
    if row.columns.shared is not None:
        return _of_one_column(row, known, findings)
    lead_place = row.at(row.columns.lead)
    lead_cell = _read(row.lead, lead_place, known, findings)
    supporting_cell = _read(row.supporting, row.at(_first(row.columns.supporting)), known, findings)
    lead = [each.name for each in lead_cell.mentions if each.leads is not False]
    others = [each.name for each in lead_cell.mentions if each.leads is False]
    if not lead:
        findings.ask(lead_place, row.lead, "没有读出牵头单位：由谁牵头？")
    return _each_once(
        row,
        findings,
        lead,
        [*others, *supporting_cell.names],
        texts=(one_line(row.lead), one_line(row.supporting)),
    )


def _of_one_column(row: LedgerRow, known: KnownNames, findings: Findings) -> Responsible:
    place = row.at(row.columns.shared)
    mentions = _read(row.shared, place, known, findings).mentions
    if not mentions:
        findings.ask(place, row.shared, "没有读出单位：由谁牵头？")
    marked = any(each.leads for each in mentions)
    leading = [each for each in mentions if each.leads] if marked else list(_first_named(mentions))
    guessed = len(mentions) > len(leading) and not marked and not row.columns.first_leads
    lead = [each.name for each in leading]
    if guessed:
        question = "一栏中没有分牵头和责任：是否首位牵头，其余为责任单位？"
        findings.ask(place, row.shared, question, f"{'、'.join(lead)}牵头")
    others = [each.name for each in mentions if each not in leading]
    return _each_once(row, findings, lead, others, texts=("", ""), guessed=guessed)


def _first_named(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the first one; 各县（区）政府，开发区管委会 at the head of a list are one first."""
    for place, each in enumerate(mentions):
        county_level = is_collective(each.name) or group_of(each.name) in {UnitGroup.COUNTY, UnitGroup.ZONE}
        if place and not (is_collective(mentions[0].name) and county_level):
            return
        yield each


def _read(text: str, place: str, known: KnownNames, findings: Findings) -> UnitList:
    units = read_units(text, known)
    for word in units.nobody:
        findings.note(place, word, "没有点名，不增加单位。")
    for word in units.strange:
        findings.ask(place, word, "不像单位名称，没有列入：是哪个单位？")
    for each in units.mentions:
        if each.name not in {each.word, plain_name(each.word)}:
            findings.note(place, each.word, f"读作“{each.name}”。")
    return units


def _each_once(
    row: LedgerRow,
    findings: Findings,
    lead: Iterable[str],
    supporting: Iterable[str],
    *,
    texts: tuple[str, str],
    guessed: bool = False,
) -> Responsible:
    leading, others = tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(supporting))
    for name in others:
        if name in leading:
            findings.note(row.place, name, "牵头和责任都写了，按牵头。")
    return Responsible(
        lead=leading,
        supporting=tuple(name for name in others if name not in leading),
        lead_text=texts[0],
        supporting_text=texts[1],
        open=guessed or not leading,
    )


def _first(places: tuple[int, ...]) -> int | None:
    return places[0] if places else None
