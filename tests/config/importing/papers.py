"""Tables of plans as a reader hands them over, written as rows of text."""

from collections.abc import Sequence

from config.campaign import read_campaign
from config.importing.draft import Draft, draft_campaign
from config.importing.paper import Cell, Paper, PaperTable, Row
from tests.config.test_another_city import CITY

UP = "↑"
"""A cell that is merged with the one above it."""

OFFICE = read_campaign(CITY)
HEADINGS = ("序号", "指标名称", "指标内容", "完成时间节点", "牵头单位", "责任单位")
ISSUED = ("云政办〔2023〕15号", "2023年3月1日")

Texts = Sequence[Sequence[str]]


def table(texts: Texts, number: int = 1, above: Sequence[str] = ()) -> PaperTable:
    rows: list[Row] = []
    for texts_of_row in texts:
        cells = tuple(
            Cell(text=rows[-1].cells[place].text, continues=True) if text == UP else Cell(text=text)
            for place, text in enumerate(texts_of_row)
        )
        rows.append(Row(number=len(rows) + 1, cells=cells))
    return PaperTable(place=f"表{number}", above=tuple(above), rows=tuple(rows))


def paper(*tables: Texts, above: Sequence[str] = ISSUED) -> Paper:
    return Paper(
        name="方案.docx",
        tables=tuple(
            table(texts, number, above if number == 1 else ()) for number, texts in enumerate(tables, start=1)
        ),
    )


def drafted(*tables: Texts, above: Sequence[str] = ISSUED, same_city: bool = False) -> Draft:
    return draft_campaign(paper(*tables, above=above), OFFICE, same_city=same_city)


def a_task(**cells: str) -> tuple[str, ...]:
    """A row under `HEADINGS`; what is not given is in order."""
    plain = {
        "number": "1",
        "indicator": "清底数",
        "content": "查清厂房。",
        "due": "2023年6月底前",
        "lead": "市财政局",
        "supporting": "",
    }
    return tuple((plain | cells).values())


def asked(draft: Draft) -> list[tuple[str, str, str, str]]:
    """The questions that the table itself raises."""
    return [
        (each.place, each.text, each.question, each.taken)
        for each in draft.findings.questions
        if each.place.startswith("表")
    ]


def remarks(draft: Draft) -> list[tuple[str, str, str]]:
    return [
        (each.place, each.text, each.remark) for each in draft.findings.remarks if each.place.startswith("表")
    ]
