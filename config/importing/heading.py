"""What stands around the table of a plan: number and day of the document, its title, label and 说明."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from config.importing.findings import Findings
from config.importing.ledger_rows import Ledger
from config.importing.paper import Paper
from tracker.due_text import stated_days

_DOCUMENT = re.compile(
    r"^(?P<name>[\u4e00-\u9fff]{1,12})[〔\[【（(](?P<year>\d{4})[〕\]】）)](?P<number>\d+号)"
)
_LABEL = re.compile(r"(?:^|号)(?P<label>附件\s*[\d一二三四五六七八九十]*)[：:]?$")
_ISSUES = re.compile(r"(?:关于)?印发(?P<title>.+?)的通知")
_SHORT = re.compile(r"“(?P<short>[^”]{2,12})”")
_NOT_A_TITLE = re.compile(r"^(?:填报|制表|单位|日期|编制)|[：:。；]|^[（(].*[）)]$")
_WHOLE_DAY = re.compile(
    r"^[（(]?(?:[\d０-９]{4}|[二〇○零一三四五六七八九]{4})年.{1,3}?月.{1,3}?日(?:印发)?[）)]?$"
)
_NOTE = re.compile(r"^说明[：:]\s*(?P<note>.+)$", re.DOTALL)
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the paper says of itself; empty or None where it does not."""

    title: str
    short: str
    document: str
    issued_on: date | None
    label: str
    table_title: str
    note: str

    @property
    def year(self) -> int | None:
        """The year of the plan: that of its day, else that in its number."""
        if self.issued_on is not None:
            return self.issued_on.year
        found = re.search(r"〔(\d{4})〕", self.document)
        return int(found[1]) if found else None


def read_heading(paper: Paper, ledger: Ledger, findings: Findings) -> Heading:
    """Read the lines outside the rows; what they do not say is left empty."""
    lines = [plain for line in (*paper.lines, *ledger.above) if (plain := "".join(line.split()))]
    above = [plain for line in ledger.above if (plain := "".join(line.split()))]
    table_title = _title(above)
    title = next((found["title"] for line in lines if (found := _ISSUES.search(line))), table_title)
    short = _SHORT.search(title) or _SHORT.search(table_title)
    return Heading(
        title=title,
        short=short["short"] if short else "",
        document=_one(_documents(lines), "文号", findings),
        issued_on=_day(lines, findings),
        label=next((found["label"] for line in reversed(above) if (found := _LABEL.search(line))), ""),
        table_title=table_title,
        note=next((f["note"] for line in (*ledger.notes, *lines) if (f := _NOTE.match(line.strip()))), ""),
    )


def _documents(lines: Sequence[str]) -> Iterator[str]:
    """Yield the numbers that stand in a line of their own, or with the label of the annex behind them."""
    for line in lines:
        found = _DOCUMENT.match(line)
        if found and (found.end() == len(line) or _LABEL.search(line)):
            yield f"{found['name']}〔{found['year']}〕{found['number']}"


def _one(found: Iterator[str], what: str, findings: Findings) -> str:
    words = list(dict.fromkeys(found))
    if len(words) > 1:
        findings.ask("方案", "、".join(words), f"写了不止一个{what}：哪一个是本方案的？", words[0])
    return words[0] if words else ""


def _day(lines: Sequence[str], findings: Findings) -> date | None:
    """Return the day that stands in a line of its own; of several the earliest is the signature's."""
    days = sorted({day for line in lines if _WHOLE_DAY.match(line) for day in stated_days(line)})
    if len(days) > 1:
        findings.ask(
            "方案", "、".join(map(str, days)), "写了不止一个日期：哪一天是印发日？", days[0].isoformat()
        )
    return days[0] if days else None


def _title(above: Sequence[str]) -> str:
    """Return the line nearest above the table that can be its title."""
    for line in reversed(above):
        if len(line) <= _LONGEST_TITLE and not _NOT_A_TITLE.search(line) and not _LABEL.search(line):
            return line
    return ""
