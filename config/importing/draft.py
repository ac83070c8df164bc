"""A plan's table of tasks -> the draft of a campaign, with what a person must still decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from config.importing.deadlines import Deadline, read_deadline
from config.importing.findings import Findings
from config.importing.heading import Heading, read_heading
from config.importing.ledger_rows import Ledger, LedgerRow, read_ledger
from config.importing.paper import Paper
from config.importing.responsible import Responsible, read_responsible
from config.importing.units import known_names, units_of
from tracker.plan import Annex, Campaign, Collective, Indicator, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTask:
    """A row of the ledger with its code."""

    code: str
    indicator: int
    content: str
    deadline: Deadline
    responsible: Responsible
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What becomes a campaign file. `office` is the campaign whose office defaults are taken over."""

    paper: str
    heading: Heading
    office: Campaign
    units: tuple[Unit, ...]
    collectives: tuple[Collective, ...]
    indicators: tuple[Indicator, ...]
    tasks: tuple[DraftTask, ...]
    findings: Findings


def draft_campaign(paper: Paper, office: Campaign, *, same_city: bool) -> Draft:
    """Read a plan. `same_city`: its units are those of `office`; so they are where it has the same document.

    Raises `NoLedger`.
    """
    findings = Findings()
    ledger = read_ledger(paper, findings)
    heading, city = _whose(read_heading(paper, ledger, findings), office, findings, same_city=same_city)
    _ask_about(heading, findings)
    known = known_names(ledger.rows, city)
    read = [(row, read_responsible(row, known, findings)) for row in ledger.rows]
    units, collectives = units_of(list(_named(read)), city, findings)
    indicators, numbers = _indicators(ledger, heading, findings)
    findings.note("提醒和三色灯", "", f"沿用 {office.short} 现用的数字（办公室暂定）。")
    return Draft(
        paper=paper.name,
        heading=heading,
        office=office,
        units=units,
        collectives=collectives,
        indicators=indicators,
        tasks=tuple(_tasks(read, numbers, heading, collectives, findings)),
        findings=findings,
    )


def _whose(
    heading: Heading, office: Campaign, findings: Findings, *, same_city: bool
) -> tuple[Heading, Campaign | None]:
    """Return what is known of the plan, and the campaign whose roster is its city's."""
    if heading.document and heading.document == office.document:
        findings.note("方案", heading.document, "就是现用方案：名称、印发日期和单位名单照现用方案。")
        return _as_known(heading, office), office
    if same_city:
        findings.note("单位", "", f"单位名单照 {office.short}（{office.document}）的方案文件。")
        return heading, office
    return heading, None


def _tasks(
    read: Sequence[tuple[LedgerRow, Responsible]],
    numbers: Sequence[int],
    heading: Heading,
    collectives: Sequence[Collective],
    findings: Findings,
) -> Iterator[DraftTask]:
    """Yield the tasks indicator by indicator, numbered within each."""
    members = {each.name: each.units for each in collectives}
    counts: dict[int, int] = {}
    for number, (row, responsible) in sorted(zip(numbers, read, strict=True), key=lambda each: each[0]):
        counts[number] = counts.get(number, 0) + 1
        if not row.content:
            findings.ask(row.at(row.columns.content), "", "没有写任务内容：是什么任务？")
        yield DraftTask(
            code=f"{number}.{counts[number]}",
            indicator=number,
            content=row.content,
            deadline=_deadline(row, heading, findings),
            responsible=_apart(responsible, members, row.place, findings),
            source=f"{heading.label}{row.place}",
        )


def _as_known(heading: Heading, office: Campaign) -> Heading:
    annex = office.annex or Annex(label=heading.label, title=heading.table_title, note=heading.note)
    return replace(
        heading,
        title=office.title,
        short=office.short,
        issued_on=office.issued_on,
        label=heading.label or annex.label,
        note=heading.note or annex.note,
    )


def _ask_about(heading: Heading, findings: Findings) -> None:
    if not heading.title:
        findings.ask("方案", "", "方案叫什么名称（title）？")
    if not heading.short:
        findings.ask("方案", heading.title, "平时怎么简称（short）？", heading.title)
    if not heading.document:
        findings.ask("方案", "", "方案的文号（document）？")
    if heading.issued_on is None:
        findings.ask("方案", "", "方案哪一天印发（issued_on）？阶段和进度从这一天起算。")
    findings.ask("方案", "", "分哪几个阶段（phases）？台账里没有。", "一个阶段，从印发日起")


def _indicators(
    ledger: Ledger, heading: Heading, findings: Findings
) -> tuple[tuple[Indicator, ...], tuple[int, ...]]:
    """Return the indicators, and the number of each row's."""
    names: list[str] = []
    numbers = []
    current, number = "", ""
    for row in ledger.rows:
        name = "".join(row.indicator.split()).removesuffix("。")
        if not name and not current:
            name = heading.table_title or "工作任务"
            findings.ask(row.place, "", "没有写指标（任务类别）：归入哪一项？", name)
        elif not name and row.columns.indicator is not None:
            findings.note(row.at(row.columns.indicator), "", "没有写指标，按接续上一行的指标。")
        elif name == current and row.begins and row.number and row.number == number:
            findings.note(row.place, f"{row.number} {name}", "序号和指标重复出现，按同一项指标。")
        current = name or current
        number = row.number or number
        if current not in names:
            names.append(current)
        numbers.append(names.index(current) + 1)
    indicators = tuple(Indicator(number=at, name=name) for at, name in enumerate(names, start=1))
    return indicators, tuple(numbers)


def _named(read: Sequence[tuple[LedgerRow, Responsible]]) -> Iterator[tuple[str, str]]:
    """Yield everybody named, with the row of the first time."""
    met: dict[str, str] = {}
    for row, responsible in read:
        for name in (*responsible.lead, *responsible.supporting):
            met.setdefault(name, row.place)
    yield from met.items()


def _apart(
    responsible: Responsible, members: dict[str, tuple[str, ...]], place: str, findings: Findings
) -> Responsible:
    """Leave out of each list who is in it already by the name of a collective."""

    def each_once(names: tuple[str, ...]) -> tuple[str, ...]:
        covered = {unit: name for name in names for unit in members.get(name, ())}
        for name in names:
            if name in covered:
                findings.note(place, name, f"已在“{covered[name]}”之内，不重复列。")
        return tuple(name for name in names if name not in covered)

    return replace(
        responsible, lead=each_once(responsible.lead), supporting=each_once(responsible.supporting)
    )


def _deadline(row: LedgerRow, heading: Heading, findings: Findings) -> Deadline:
    place = row.at(row.columns.due)
    deadline = read_deadline(row.due, place, findings, year=heading.year, issued_on=heading.issued_on)
    if row.marked:
        findings.ask(place, row.due, "注明时限调整过：方案文件写原时限，调整请用 /extend 下达。", row.due)
    return deadline
