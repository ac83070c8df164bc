"""`bulletin`: each figure of each sentence against the other answers of the same day, and what is refused."""

from collections.abc import Iterator, Mapping
from typing import Any

import docx
import pytest

from tests.bot.commands.conftest import Terminal
from tests.bot.commands.traced_answers import Json, is_said_rightly, loose_digits

QUARTERS = ("2021Q1", "2021Q2", "2021Q3", "2021Q4", "2022Q1")
"""The last of them runs on the day of the sample."""


def drafted_on(terminal: Terminal, moment: str) -> None:
    terminal.write(".env", f"BAIYUAN_REHEARSE_FROM={moment}")


def answers_of(terminal: Terminal, quarter: str) -> Mapping[str, Json]:
    """Ask for the 通报, and for all that it says of the same day."""
    bulletin = terminal.json("bulletin", quarter, "out.docx")
    on = bulletin["on"]
    return {
        "bulletin": bulletin,
        "ledger": terminal.json("ledger"),
        "status": terminal.json("status", "--on", on),
        "overdue": terminal.json("overdue", "--on", on),
        "sanctions": terminal.json("sanctions", "--year", on[:4], "--on", on),
        "ranking": terminal.json("ranking", "--on", on),
    }


def sentences(bulletin: Json) -> Iterator[Json]:
    yield from bulletin["opening"]
    for section in bulletin["sections"]:
        for part in section["parts"]:
            yield from part["sentences"]


def said(bulletin: Json) -> str:
    return "".join(each["text"] for each in sentences(bulletin))


def table(terminal: Terminal, number: int = 0) -> list[list[str]]:
    document = docx.Document(str(terminal.folder / "out.docx"))
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_figure_of_every_sentence_is_that_of_the_other_answers(sample: Terminal, quarter: str) -> None:
    answers = answers_of(sample, quarter)
    told = [(each, figure) for each in sentences(answers["bulletin"]) for figure in each["figures"]]
    wrong = [(each["text"], figure) for each, figure in told if not is_said_rightly(figure, answers)]
    assert (len(told) > 40, wrong) == (True, [])


@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_sentence_has_a_number_that_is_no_figure(sample: Terminal, quarter: str) -> None:
    bulletin = sample.json("bulletin", quarter, "out.docx")
    assert [each["text"] for each in sentences(bulletin) if loose_digits(each)] == []


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_table_of_the_document_reads_as_the_other_answers(sample: Terminal, quarter: str) -> None:
    answers = answers_of(sample, quarter)
    _, *rows = table(sample)
    assert rows == [_expected(each, answers) for each in answers["bulletin"]["units"]]


def _expected(each: Json, answers: Mapping[str, Json]) -> list[str]:
    name = each["unit"]
    year = _of(answers["sanctions"]["units"], name)
    unit = _of(answers["status"]["units"], name)
    rank = _of([row for group in answers["ranking"]["groups"] for row in group["rows"]], name)["rank"]
    target, done = year["target_mu"], year["done_mu"]
    return [
        {"county": "县（区）", "zone": "管委会"}[unit["group"]],
        name,
        target or "-",
        "-" if target is None and each["quarter_mu"] == "0" else each["quarter_mu"],
        "-" if target is None and done == "0" else done,
        "-" if target is None else f"{float(year['ratio']) * 100:.2f}".rstrip("0").rstrip(".") + "%",
        "-" if rank is None else str(rank),
        _moved(rank, each["previous_rank"]),
        str(unit["lead"]["red"] + unit["supporting"]["red"]),
        "；".join(each["hints"]) or ("-" if target is None else "无"),
    ]


def _of(units: list[Json], name: str) -> Json:
    (found,) = (each for each in units if each["unit"] == name)
    return found


def _moved(rank: int | None, before: int | None) -> str:
    if rank is None or before is None:
        return "-"
    return "持平" if rank == before else f"{'升' if rank < before else '降'}{abs(rank - before)}位"


def test_the_rank_before_is_that_of_the_end_of_the_quarter_before(sample: Terminal) -> None:
    bulletin = sample.json("bulletin", "2021Q2", "out.docx")
    then = sample.json("ranking", "--on", "2021-03-31")
    ranks = {row["unit"]: row["rank"] for group in then["groups"] for row in group["rows"]}
    assert {each["unit"]: each["previous_rank"] for each in bulletin["units"]} == ranks
    assert any(ranks.values())


def test_what_the_quarters_disposed_of_adds_up_to_the_year(sample: Terminal) -> None:
    quarters = [sample.json("bulletin", quarter, "out.docx") for quarter in QUARTERS[:4]]
    year = quarters[-1]["units"]
    summed = {
        name: sum(_thousandths(_of(quarter["units"], name)["quarter_mu"]) for quarter in quarters)
        for name in (each["unit"] for each in year)
    }
    assert summed == {each["unit"]: _thousandths(each["done_mu"]) for each in year}
    assert sum(summed.values())


def _thousandths(area: str) -> int:
    return round(float(area) * 1000)


def test_a_quarter_by_category_adds_up_to_the_units(sample: Terminal) -> None:
    bulletin = sample.json("bulletin", "2021Q2", "out.docx")
    by_category = sum(_thousandths(each["quarter_mu"]) for each in bulletin["area"]["categories"])
    by_unit = sum(_thousandths(each["quarter_mu"]) for each in bulletin["units"])
    assert by_category == by_unit == _thousandths(bulletin["area"]["quarter_mu"]) > 0


def test_scores_stand_by_topic_beside_the_day_of_the_return(sample: Terminal) -> None:
    bulletin = sample.json("bulletin", "2021Q2", "out.docx")
    headings, first, *_, silent = table(sample, 1)
    scores = bulletin["returns"][0]["scores"]
    assert headings == ["单位", "季报", "报送日期", *scores]
    assert first == ["濮阳县", "已核验", "6月20日", *scores.values()]
    assert silent == ["示范区", "缺报", "-", "-", "-", "-", "-"]


def test_a_trigger_that_nobody_decided_is_told_to_the_office_alone(
    sample: Terminal,
) -> None:
    drafted_on(sample, "2021-10-12T09:00")
    printed = sample("bulletin", "2021Q3", "out.docx").out
    assert "濮阳县2021年度上半年触发暂停" in printed
    words = "".join(paragraph.text for paragraph in _paragraphs(sample))
    assert "触发" not in words
    assert "暂停" not in words


def _paragraphs(terminal: Terminal) -> list[Any]:
    document = docx.Document(str(terminal.folder / "out.docx"))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def test_a_running_quarter_is_of_today_and_says_so(sample: Terminal) -> None:
    bulletin = sample.json("bulletin", "2022Q1", "out.docx")
    assert (bulletin["on"], bulletin["running"]) == ("2022-01-20", True)
    assert "本季尚未结束，以下是截至2022年1月20日的情况。" in said(bulletin)
    assert "（截至2022年1月20日）" in [each.text for each in _paragraphs(sample)]


def test_returns_are_of_the_day_of_drafting_because_none_is_late_on_its_last_day(sample: Terminal) -> None:
    drafted_on(sample, "2021-07-08T09:00")
    bulletin = sample.json("bulletin", "2021Q2", "out.docx")
    assert (bulletin["on"], bulletin["drafted_on"]) == ("2021-06-30", "2021-07-08")
    assert "迟报的是工业园区。未报的是示范区。" in said(bulletin)


def test_number_contact_and_telephone_are_blank_unless_given(sample: Terminal) -> None:
    sample("bulletin", "2021Q2", "out.docx")
    blank = [each.text for each in _paragraphs(sample)]
    given = ("--number", "濮百园办〔2021〕9号", "--contact", "王五", "--phone", "0393-1234567")
    sample("bulletin", "2021Q2", "out.docx", *given)
    filled = [each.text for each in _paragraphs(sample)]
    assert (blank[0], filled[0]) == ("", "濮百园办〔2021〕9号")
    assert "（联系人：王五　　联系电话：0393-1234567）" in filled
    assert not any("王五" in text or "0393" in text for text in blank)


@pytest.mark.parametrize(
    ("quarter", "why"),
    [
        ("2022Q2", "2022年第二季度还没有开始，不能起草通报。"),
        ("2020Q4", "方案2021年1月25日印发，截至2020年12月31日没有可以通报的情况。"),
        ("2021-2", "“2021-2”看不出是2月还是第二季度；指季度请写 2021Q2。"),
        ("上季度", "“上季度”不是季度。请写 2021Q4，或 2021年第四季度。"),
    ],
)
def test_what_has_no_bulletin_is_refused_with_a_sentence(sample: Terminal, quarter: str, why: str) -> None:
    refused = sample("bulletin", quarter, "out.docx", "--json")
    assert (refused.code, refused.json) == (1, {"error": why})
    assert not (sample.folder / "out.docx").exists()


def test_only_a_word_document_can_be_written(sample: Terminal) -> None:
    refused = sample("bulletin", "2021Q2", "out.pdf")
    assert (refused.code, refused.err) == (1, "只能存为 .docx，请改“out.pdf”的扩展名。\n")


def test_without_any_data_every_section_reads_and_nothing_is_zero(baiyuan: Terminal) -> None:
    drafted_on(baiyuan, "2021-04-06T09:00")
    bulletin = baiyuan.json("bulletin", "2021Q1", "out.docx")
    assert [each["heading"] for each in bulletin["sections"]] == [
        "总体情况",
        "面积和任务进展",
        "各单位排名",
        "组织领导、制度建设、资金落实、盘活成效情况",
        "存在问题",
        "下一步工作",
    ]
    assert all(row[2:8] == ["-"] * 6 for row in table(baiyuan)[1:])
    assert "年度处置任务还没有下达。" in said(bulletin)
