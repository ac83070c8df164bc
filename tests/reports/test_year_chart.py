"""What the picture of a year must hold to whatever the units: inside the sheet, no word on another."""

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.lines import Line2D

from reports.lamps import SUBMITTED_EDGE
from reports.paper import WHITE
from reports.year_chart import _drawn, year_picture
from reports.year_digest import YearDigest
from tests.reports.drawn_texts import assert_telegram_takes, assert_words_stand_free
from tests.reports.small_years import JUNE_25, order, year_of
from tests.tracker.tasks_on_paper import JULY_1
from tracker.plan import Campaign

Units = dict[str, tuple[str | None, str, str]]
NINE: Units = {
    "濮阳县": ("1500", "700", "150"),
    "清丰县": ("1713.1234", "900", "0"),
    "南乐县": ("1926", "300", "0"),
    "范县": ("2139.1234", "2600", "0"),
    "台前县": ("2352", "0", "0"),
    "华龙区": ("2565.1234", "1138.5", "0"),
    "开发区": ("0.000001", "5000", "10000"),
    "工业园区": ("2991.1234", "1495.5617", "0"),
    "示范区": (None, "0", "0"),
}


def pictured(name: str, campaign: Campaign) -> YearDigest:
    many: Units = {
        f"某某县产业集聚区管理委员会{n}": ("123456.123456", "60000.123456", "1") for n in range(60)
    }
    return {
        "june": lambda: year_of(campaign, NINE),
        "july": lambda: year_of(campaign, NINE, on=JULY_1, known=JUNE_25, orders=[order("濮阳县", JULY_1)]),
        "one": lambda: year_of(campaign, {"清丰县": ("1500", "700", "0")}, openly=False),
        "none": lambda: year_of(campaign, dict.fromkeys(NINE, (None, "0", "0"))),
        "nobody": lambda: year_of(campaign, {}),
        "sixty": lambda: year_of(campaign, many, on=JULY_1),
        "too many": lambda: year_of(campaign, {f"县{n}": ("10", "1", "0") for n in range(90)}),
        "long names": lambda: year_of(campaign, {"很长的名称" * 20: ("123456.123456", "1.000001", "1")}),
        "assumed": lambda: replace(year_of(campaign, NINE), assumed=tuple(NINE), counted=("批而未供",) * 30),
    }[name]()


every = pytest.mark.parametrize(
    "name", ["june", "july", "one", "none", "nobody", "sixty", "too many", "long names", "assumed"]
)


@every
def test_every_word_lies_inside_the_sheet_and_on_no_other_word(name: str, campaign: Campaign) -> None:
    assert_words_stand_free(_drawn(pictured(name, campaign)))


@every
def test_telegram_takes_the_picture(name: str, campaign: Campaign) -> None:
    assert_telegram_takes(year_picture(pictured(name, campaign)))


def words_of(name: str, campaign: Campaign) -> list[str]:
    return [text.get_text() for text in _drawn(pictured(name, campaign)).figure.texts]


def test_state_is_said_by_a_character_and_a_word_beside_the_colour(campaign: Campaign) -> None:
    june, july = words_of("june", campaign), words_of("july", campaign)
    assert (june.count("慢"), june.count("落后进度")) == (4, 4)
    assert (july.count("停"), july.count("已暂停申请")) == (1, 1)
    assert (july.count("触"), july.count("触发暂停"), july.count("半")) == (3, 3, 1)


def test_the_figures_of_a_unit_stand_beside_its_bar(campaign: Campaign) -> None:
    assert "900/1713.1234 亩 52.54%" in words_of("june", campaign)


def test_units_without_a_task_are_named_below(campaign: Campaign) -> None:
    assert "未下达任务：示范区" in words_of("june", campaign)
    assert "未下达任务：濮阳县、清丰县、南乐县、范县、台前县等9家" in words_of("none", campaign)


def test_what_does_not_fit_is_counted(campaign: Campaign) -> None:
    assert "另有22家单位未画出，请看文字。" in words_of("too many", campaign)


def test_no_note_is_cut_off(campaign: Campaign) -> None:
    said = "".join(words_of("assumed", campaign))
    assert "触发暂停（四（四））；主任确认后生效" in said
    assert "计入完成的类别暂定为批而未供、批而未供" in said


def test_what_was_known_is_shown_when_it_was_asked(campaign: Campaign) -> None:
    assert "已知至2021年6月25日，此后才登记的情况不计" in words_of("july", campaign)
    assert not any("已知至" in words for words in words_of("june", campaign))


def test_the_same_year_gives_the_same_bytes(campaign: Campaign) -> None:
    assert year_picture(pictured("june", campaign)) == year_picture(pictured("june", campaign))


def marks(year: YearDigest) -> list[tuple[str, object]]:
    """What stands for more than the axis holds, with its colour."""
    return [
        (each.get_text(), each.get_color()) for each in _drawn(year).figure.texts if each.get_text() == "›"
    ]


def test_what_goes_on_beyond_the_axis_is_seen_on_white_and_on_blue(campaign: Campaign) -> None:
    pending = year_of(campaign, {"甲县": ("100", "90", "60")})
    verified = year_of(campaign, {"甲县": ("100", "150", "0")})
    assert (marks(pending), marks(verified)) == ([("›", SUBMITTED_EDGE)], [("›", WHITE)])


def whole_lines(year: YearDigest) -> int:
    """How many thin lines stand inside bars: only that of 100 % is three pixels wide."""
    return sum(
        isinstance(each, Line2D) and each.get_linewidth() == 3 for each in _drawn(year).figure.get_children()
    )


def test_the_whole_is_marked_where_what_awaits_review_would_pass_it(campaign: Campaign) -> None:
    assert whole_lines(year_of(campaign, {"甲县": ("100", "90", "20")})) == 1
    assert whole_lines(year_of(campaign, {"甲县": ("100", "90", "10")})) == 0


def test_no_line_of_the_foot_is_cut_in_another_year(campaign: Campaign) -> None:
    nine = year_of(campaign, NINE)
    later = replace(nine, year=2022, midyear_on=date(2022, 6, 30), assumed=tuple(NINE))
    cut = [text.get_text() for text in _drawn(later).figure.texts if "…" in text.get_text()]
    assert cut == []
