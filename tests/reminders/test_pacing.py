from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.pacing import (
    FIRST_GAP,
    LONGEST_GAP,
    Pace,
    busy_chats,
    gap,
    opens_at,
    paused,
    room,
    sent,
)

NOW = datetime(2021, 6, 25, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def fill(chats: range, at: datetime) -> Pace:
    pace = Pace()
    for chat in chats:
        pace = sent(pace, chat, at)
    return pace


def test_thirty_messages_go_in_a_second_and_the_next_one_after_it() -> None:
    pace = fill(range(1, 31), NOW)
    assert room(pace, NOW) == 0
    assert opens_at(pace, NOW) == NOW + SECOND
    assert room(pace, NOW + SECOND) == 30


def test_a_chat_gets_one_message_a_second() -> None:
    pace = sent(Pace(), 7, NOW)
    assert busy_chats(pace, NOW + 0.9 * SECOND) == {7}
    assert busy_chats(pace, NOW + SECOND) == frozenset()


def test_a_group_gets_twenty_messages_a_minute() -> None:
    pace = Pace()
    for n in range(20):
        pace = sent(pace, -9, NOW + n * SECOND)
    assert -9 in busy_chats(pace, NOW + 59 * SECOND)
    assert opens_at(pace, NOW + 30 * SECOND) == NOW + MINUTE
    assert -9 not in busy_chats(pace, NOW + MINUTE)


def test_replies_beyond_the_limit_are_counted_and_hold_the_reminders() -> None:
    pace = fill(range(1, 100), NOW)
    assert room(pace, NOW) == 0
    assert room(pace, NOW + SECOND) == 30


def test_a_pause_closes_every_chat_and_a_shorter_one_does_not_open_it() -> None:
    pace = paused(paused(Pace(), NOW + 40 * SECOND), NOW + 5 * SECOND)
    assert room(pace, NOW + 39 * SECOND) == 0
    assert opens_at(pace, NOW) == NOW + 40 * SECOND
    assert room(pace, NOW + 40 * SECOND) == 30


def test_nothing_holds_back_a_fresh_start() -> None:
    assert (room(Pace(), NOW), busy_chats(Pace(), NOW), opens_at(Pace(), NOW)) == (30, frozenset(), NOW)


@given(st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.integers(0, 3000)), max_size=200))
def test_whatever_is_asked_no_limit_is_ever_exceeded(wishes: list[tuple[int, int]]) -> None:
    pace, now, gone = Pace(), NOW, list[tuple[int, datetime]]()
    for chat, wait in wishes:
        now += timedelta(milliseconds=wait)
        if room(pace, now) and chat not in busy_chats(pace, now):
            pace = sent(pace, chat, now)
            gone.append((chat, now))
    for chat, at in gone:
        since = [(c, t) for c, t in gone if at <= t < at + SECOND]
        assert len(since) <= 30
        assert sum(c == chat for c, _ in since) == 1
        assert chat > 0 or sum(c == chat and at <= t < at + MINUTE for c, t in gone) <= 20


@given(st.lists(st.tuples(st.integers(-50, 50).filter(bool), st.integers(0, 100)), max_size=120))
def test_waiting_as_told_always_opens_something_more(wishes: list[tuple[int, int]]) -> None:
    pace, now = Pace(), NOW
    for chat, wait in wishes:
        now += timedelta(milliseconds=wait)
        pace = sent(pace, chat, now)
    held = (room(pace, now), busy_chats(pace, now))
    later = opens_at(pace, now)
    if later > now:
        assert room(pace, later) > held[0] or busy_chats(pace, later) < held[1]


def test_memory_follows_the_last_minute_only() -> None:
    pace = Pace()
    for n in range(20_000):
        pace = sent(pace, n + 1 if n % 2 else -n - 1, NOW + n * 0.1 * SECOND)
    assert len(pace.chats) <= 30
    assert len(pace.groups) <= 700


def test_gaps_double_up_to_a_cap_and_never_overflow() -> None:
    assert [gap(n) for n in (1, 2, 3)] == [FIRST_GAP, 2 * FIRST_GAP, 4 * FIRST_GAP]
    assert gap(9) == gap(100_000) == LONGEST_GAP
