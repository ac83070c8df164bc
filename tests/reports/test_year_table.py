"""The areas, states and returns of counties and zones in the /status picture."""

import struct
from dataclasses import replace
from datetime import date

import pytest

from reports.charts import status_paper, status_picture
from reports.digest import Digest
from tests.reports.drawn_texts import assert_words_stand_free
from tests.reports.small_plan import digest_of
from tests.reports.small_years import order, year_of
from tests.reports.test_charts import wide
from tests.reports.test_year_chart import NINE
from tests.tracker.tasks_on_paper import JULY_1
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord

JULY_20 = date(2021, 7, 20)


def pictured(name: str, puyang: Campaign) -> Digest:
    ordered = [order("濮阳县", JULY_1)]
    returns = [ReturnRecord(quarter=Quarter(2021, 2), unit=unit) for unit in NINE]
    many = wide(150, 40)
    areas = {unit.name: ("123456.123456", "60000.123456", "1") for unit in many.units}
    return {
        "july": lambda: digest_of(
            JULY_1, campaign=puyang, returns=returns, years=year_of(puyang, NINE, on=JULY_1, orders=ordered)
        ),
        "returns alone": lambda: digest_of(JULY_20, campaign=puyang, returns=returns),
        "too many": lambda: digest_of(JULY_1, campaign=many, years=year_of(puyang, areas, on=JULY_1)),
    }[name]()


every = pytest.mark.parametrize("name", ["july", "returns alone", "too many"])


def words_of(name: str, puyang: Campaign) -> list[str]:
    return [text.get_text() for text in status_paper(pictured(name, puyang)).figure.texts]


@every
def test_every_word_lies_inside_the_sheet_and_on_no_other_word(name: str, puyang: Campaign) -> None:
    assert_words_stand_free(status_paper(pictured(name, puyang)))


@every
def test_telegram_takes_the_picture(name: str, puyang: Campaign) -> None:
    width, height = struct.unpack(">II", status_picture(pictured(name, puyang))[16:24])
    assert width + height <= 10_000


def test_a_unit_has_its_areas_its_state_and_its_return_in_one_row(puyang: Campaign) -> None:
    words = words_of("july", puyang)
    at = words.index("1713.1234")
    assert words[at - 1 : at + 5] == ["清丰县", "1713.1234", "900", "52.54%", "通过", "未报"]
    assert (words.count("停"), words.count("已暂停申请"), words.count("半")) == (1, 1, 1)
    assert words[words.index("示范区") + 1] == "未下达任务"
    assert "2021年度任务，处置面积经核验；2021年第二季度季报" in words


def test_what_the_annual_tasks_add_up_to_stands_under_the_goal(puyang: Campaign) -> None:
    assert "2021年度任务 15186.493601 亩，已完成 12134.0617 亩（79.9%）" in words_of("july", puyang)


def test_a_return_that_is_missing_is_named_where_no_task_is_known(puyang: Campaign) -> None:
    words = words_of("returns alone", puyang)
    assert (words.count("缺报"), words.count("未下达任务")) == (9, 0)


def test_without_tasks_and_returns_there_is_no_table(puyang: Campaign) -> None:
    drawn = status_paper(digest_of(JULY_1, campaign=puyang))
    assert "年度任务与季报" not in [text.get_text() for text in drawn.figure.texts]


def test_what_does_not_fit_is_counted(puyang: Campaign) -> None:
    assert "另有65家单位未画出，请按单位查看。" in words_of("too many", puyang)


def test_what_the_areas_rest_on_is_said_below_them(puyang: Campaign) -> None:
    years = replace(year_of(puyang, NINE, on=JULY_1), assumed=("华龙区",))
    words = [
        text.get_text() for text in status_paper(digest_of(JULY_1, campaign=puyang, years=years)).figure.texts
    ]
    assert {"园区归属为推定、待确认：华龙区", "计入完成的类别暂定为批而未供、闲置、低效"} <= set(words)
