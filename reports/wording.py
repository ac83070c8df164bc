"""How reports say a day, a state, a light and a list of names in Chinese."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from tracker.model import Light, State
from tracker.plan import Part

STATES = MappingProxyType(
    {
        State.ISSUED: "已下达",
        State.ACCEPTED: "已签收",
        State.IN_PROGRESS: "办理中",
        State.SUBMITTED: "待核验",
        State.CLOSED: "已办结",
        State.RETURNED: "已退回",
    }
)
LIGHTS = MappingProxyType(
    {Light.CLOSED: "已办结", Light.GREEN: "正常", Light.YELLOW: "预警", Light.RED: "逾期"}
)
PARTS = MappingProxyType({Part.LEAD: "牵头", Part.SUPPORTING: "责任", Part.OBLIGATION: "台账外"})

_NAME_UNITS = 24


def long_day(day: date) -> str:
    """`2021年7月1日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def near_day(day: date, on: date) -> str:
    """`7月1日`, with the year where it is not the year of `on`."""
    return f"{day.month}月{day.day}日" if day.year == on.year else long_day(day)


def some(names: Sequence[str], most: int) -> str:
    """Join the first `most` names with 、, each cut to a length that fits any sentence.

    The count of the rest is for the caller to say.
    """
    return "、".join(_short(name) for name in names[:most])


def _short(name: str) -> str:
    """Cut a name to 24 UTF-16 units, which is how Telegram counts."""
    length = 0
    for place, character in enumerate(name):
        length += 2 if ord(character) > 0xFFFF else 1
        if length > _NAME_UNITS:
            return name[: max(place - 1, 0)] + "…"
    return name
