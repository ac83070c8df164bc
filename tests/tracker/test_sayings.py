from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plan import Campaign
from tracker.sayings import CLAUSE, clip, first_clause, long_day, near_day


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("value", "said"), [(date(2021, 7, 1), "7月1日"), (date(2022, 12, 31), "2022年12月31日")]
)
def test_a_day_names_its_year_only_where_it_is_another(value: date, said: str) -> None:
    assert near_day(value, date(2021, 6, 25)) == said


def test_a_long_day_always_names_its_year() -> None:
    assert long_day(date(2021, 7, 1)) == "2021年7月1日"


# Surrogates cannot reach us: Telegram sends UTF-8.
@given(st.text(st.characters(codec="utf-8"), max_size=300), st.integers(min_value=1, max_value=50))
def test_a_clipped_text_fits_and_says_so_where_something_was_cut(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert _units(clipped) <= limit
    assert clipped == text or clipped.endswith("…")


def test_clipping_never_halves_an_emoji() -> None:
    assert clip("😀😀😀", 4) == "😀…"


def test_every_task_of_the_plan_is_said_in_one_line(campaign: Campaign) -> None:
    for task in (*campaign.tasks, *campaign.obligations):
        short = first_clause(task.content)
        assert short
        assert _units(short) <= CLAUSE
        assert not set("，。；") & set(short)
