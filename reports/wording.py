"""How reports say a state, a light and a list of names in Chinese."""

from collections.abc import Sequence
from types import MappingProxyType

from tracker.model import Light, State
from tracker.plan import Part, UnitGroup
from tracker.returns import ReturnState
from tracker.sayings import clip

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
RETURNS = MappingProxyType(
    {
        ReturnState.DUE: "未报",
        ReturnState.SUBMITTED: "待核验",
        ReturnState.APPROVED: "已核验",
        ReturnState.LATE: "迟报",
        ReturnState.MISSING: "缺报",
    }
)
GROUPS = MappingProxyType({UnitGroup.COUNTY.value: "县（区）", UnitGroup.ZONE.value: "管委会"})
BLANK_DAY = "　　　　年　　月　　日"
"""Where a person writes the day of signing."""

_NAME_UNITS = 24
_DIGITS = ("", *"一二三四五六七八九")


def some(names: Sequence[str], most: int) -> str:
    """Join the first `most` names with 、, each cut to a length that fits any sentence.

    The count of the rest is for the caller to say.
    """
    return "、".join(clip(name, _NAME_UNITS) for name in names[:most])


def moved(rank: int, before: int) -> str:
    """Say how a rank changed: `升 2 位`."""
    if rank == before:
        return "持平"
    return f"{'升' if rank < before else '降'} {abs(rank - before)} 位"


def numeral(number: int) -> str:
    """Write the number of a heading: 一, 十, 十二, 二十一; from 100 on in digits."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones]}"
