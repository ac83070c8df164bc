import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keyboards import Button, markup, page_of, pager, rows


@pytest.mark.parametrize("data", ["x" * 64, "长" * 21])
def test_a_button_carries_up_to_64_bytes(data: str) -> None:
    assert Button("x", data).data == data


@pytest.mark.parametrize("data", ["x" * 65, "长" * 22])
def test_a_button_that_would_carry_more_is_a_bug_at_once(data: str) -> None:
    with pytest.raises(ValueError, match="too long"):
        Button("x", data)


@given(st.lists(st.integers(), max_size=40), st.integers(min_value=1, max_value=9))
def test_the_pages_hold_everything_once_in_order(items: list[int], size: int) -> None:
    _, _, last = page_of(items, 0, size)
    shown = [item for page in range(last + 1) for item in page_of(items, page, size)[0]]
    assert shown == items


@given(st.lists(st.integers(), max_size=40), st.integers())
def test_any_page_number_shows_a_page_that_exists(items: list[int], page: int) -> None:
    shown, number, last = page_of(items, page, 8)
    assert 0 <= number <= last
    assert shown or not items


@pytest.mark.parametrize(
    ("page", "last", "carried"), [(0, 0, []), (0, 2, ["p:1"]), (1, 2, ["p:0", "p:2"]), (2, 2, ["p:1"])]
)
def test_the_row_that_turns_pages_leads_nowhere_beyond_them(page: int, last: int, carried: list[str]) -> None:
    assert [button.data for row in pager("p:", page, last) for button in row] == carried


def test_buttons_are_laid_out_in_rows_of_a_width() -> None:
    buttons = [Button(str(n), str(n)) for n in range(5)]
    assert [len(row) for row in rows(buttons, 2)] == [2, 2, 1]


def test_a_keyboard_becomes_what_the_bot_api_takes() -> None:
    expected = {"inline_keyboard": [[{"text": "签收", "callback_data": "ac:all"}]]}
    assert markup(((Button("签收", "ac:all"),),)) == expected
