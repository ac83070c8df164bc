from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import parse_html, units
from bot.words import CAPTION_LIMIT, MESSAGE_LIMIT, bold, esc, length, minute, split

# Surrogates cannot reach us: Telegram sends UTF-8.
TEXT = st.text(st.characters(codec="utf-8"), max_size=300)
AWKWARD = st.text(st.sampled_from("<>&;\"'/ab\n 😀长#x3"), max_size=300)
# What is set in bold is a name or a code: on one line, and short.
NAMES = st.text(st.sampled_from("<>&;/ab 😀长#x3"), max_size=12)
LINES = st.lists(st.one_of(AWKWARD.map(esc), NAMES.map(bold)), max_size=30)


@given(st.one_of(TEXT, AWKWARD))
def test_what_a_user_wrote_reads_the_same_after_escaping(text: str) -> None:
    assert parse_html(esc(text)).text == text
    assert parse_html(bold(text)).text == text


@given(st.one_of(TEXT, AWKWARD))
def test_length_is_what_telegram_counts(text: str) -> None:
    assert length(bold(text)) == units(parse_html(bold(text)).text) == units(text)


@given(LINES, st.integers(min_value=25, max_value=200))
def test_every_part_of_a_split_text_is_whole_html_within_the_limit(lines: list[str], limit: int) -> None:
    for part in split("\n".join(lines), limit):
        assert units(parse_html(part).text) <= limit


@given(LINES, st.integers(min_value=25, max_value=200))
def test_no_character_but_line_ends_and_space_is_lost_in_splitting(lines: list[str], limit: int) -> None:
    text = "\n".join(lines)
    joined = "".join(parse_html(part).text for part in split(text, limit))
    assert "".join(joined.split()) == "".join(parse_html(text).text.split())


@given(LINES, st.integers(min_value=25, max_value=200))
def test_no_part_is_blank_unless_all_is(lines: list[str], limit: int) -> None:
    parts = split("\n".join(lines), limit)
    assert all(part.strip() for part in parts) or parts == ("",)


@given(st.text(st.sampled_from("<&😀长a"), max_size=400), st.integers(min_value=2, max_value=60))
def test_one_long_line_is_cut_and_never_within_a_character(text: str, limit: int) -> None:
    parts = split(esc(text), limit)
    assert "".join(parse_html(part).text for part in parts) == text
    assert all(units(parse_html(part).text) <= limit for part in parts)


def test_a_text_that_fits_stays_one_message() -> None:
    text = "\n".join(["长" * 100] * 20)
    assert split(text) == (text,)


def test_a_text_is_split_at_line_ends() -> None:
    assert split("一二三\n四五六\n七", 7) == ("一二三\n四五六", "七")


def test_a_gap_of_blank_lines_wider_than_a_message_gives_no_blank_message() -> None:
    assert split("前" + "\n" * 20 + "后", 5) == ("前\n\n\n\n", "后")


def test_room_stays_for_the_mark_of_a_rehearsal() -> None:
    assert (MESSAGE_LIMIT, CAPTION_LIMIT) == (4080, 1008)


def test_a_minute_is_said_as_a_clock_shows_it() -> None:
    assert minute(datetime(2021, 7, 1, 9, 5, tzinfo=UTC)) == "7月1日 09:05"
