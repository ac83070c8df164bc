"""How fast Telegram lets us send, and how long to wait after a failure: pure functions of now.

Telegram's limits are its own, not the office's: 30 messages a second over all chats, one a second in a
chat, 20 a minute in a group. Reminders keep to them; replies are counted and never delayed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

OVERALL = 30
OVERALL_WINDOW = timedelta(seconds=1)
CHAT_WINDOW = timedelta(seconds=1)
GROUP = 20
GROUP_WINDOW = timedelta(minutes=1)

FIRST_GAP = timedelta(seconds=2)
LONGEST_GAP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What was sent lately: no more of it than the limits look back on.

    `overall` and each group's moments are the newest ones, oldest first; `chats` is each chat's last one.
    """

    overall: tuple[datetime, ...] = ()
    chats: Mapping[int, datetime] = field(default_factory=dict)
    groups: Mapping[int, tuple[datetime, ...]] = field(default_factory=dict)
    paused_until: datetime | None = None
    swept_at: datetime | None = None


def sent(pace: Pace, chat_id: int, at: datetime) -> Pace:
    """Count a message that goes out."""
    pace = _swept(pace, at)
    groups = pace.groups
    if is_group(chat_id):
        groups = {**groups, chat_id: (*groups.get(chat_id, ()), at)[-GROUP:]}
    return replace(
        pace,
        overall=(*pace.overall, at)[-OVERALL:],
        chats={**pace.chats, chat_id: at},
        groups=groups,
    )


def paused(pace: Pace, until: datetime) -> Pace:
    """Stop the lane until then; an earlier end never shortens a pause."""
    return replace(pace, paused_until=max(until, pace.paused_until or until))


def room(pace: Pace, now: datetime) -> int:
    """Return how many messages, each to another chat, may go now."""
    if pace.paused_until is not None and now < pace.paused_until:
        return 0
    return OVERALL - sum(1 for moment in pace.overall if now < moment + OVERALL_WINDOW)


def busy_chats(pace: Pace, now: datetime) -> frozenset[int]:
    """Return the chats that may get nothing now."""
    return frozenset(chat for chat, free_at in _free_at(pace).items() if now < free_at)


def opens_at(pace: Pace, now: datetime) -> datetime:
    """Return the next moment at which more may go than now; `now` itself where nothing holds back."""
    if pace.paused_until is not None and now < pace.paused_until:
        return pace.paused_until
    if room(pace, now) == 0:
        return pace.overall[0] + OVERALL_WINDOW
    return min((free_at for free_at in _free_at(pace).values() if now < free_at), default=now)


def gap(failures: int) -> timedelta:
    """Return the wait after that many failures in a row: it doubles up to `LONGEST_GAP`."""
    # Past ten doublings the cap rules; a shift of thousands would only overflow.
    return min(FIRST_GAP * (1 << min(max(failures - 1, 0), 10)), LONGEST_GAP)


def is_group(chat_id: int) -> bool:
    """Whether a chat is a group: Telegram numbers those below zero."""
    return chat_id < 0


def _free_at(pace: Pace) -> dict[int, datetime]:
    free_at = {chat: moment + CHAT_WINDOW for chat, moment in pace.chats.items()}
    for chat, moments in pace.groups.items():
        if len(moments) == GROUP:
            free_at[chat] = max(moments[0] + GROUP_WINDOW, free_at.get(chat, moments[0]))
    return free_at


def _swept(pace: Pace, now: datetime) -> Pace:
    """Forget what no limit looks back on, once a second at most: memory follows the last minute's groups."""
    if pace.swept_at is not None and now < pace.swept_at + CHAT_WINDOW:
        return pace
    return replace(
        pace,
        chats={chat: moment for chat, moment in pace.chats.items() if now < moment + CHAT_WINDOW},
        groups={chat: moments for chat, moments in pace.groups.items() if now < moments[-1] + GROUP_WINDOW},
        swept_at=now,
    )
