"""Reading numbers as people write them (FACTS 4), exactly: never through binary floats.

Full-width letters, digits, point, comma, per cent and minus are plain ones here. Not by NFKC: it would read
`3²` as 32 and `①` as 1.
"""

import re
from decimal import Context, Decimal, InvalidOperation
from types import MappingProxyType

from tracker.errors import ValueRefused

PER_CENT = "%"
MU = "亩"

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = MappingProxyType(_WIDE | {0x3000: " ", ord("−"): "-", ord("。"): "."})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_INFINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)
_LEADING = re.compile(r"[+-]?[\d.,]+(e[+-]?\d+(?!\d))?", re.ASCII | re.IGNORECASE)

_SHOWN = 20
_LONGEST = 60
"""Characters: the shortest decimal of any binary float is well below it."""
_HIGHEST = 12
"""Powers of ten: no value of a parcel comes near, and what does is a slip of the finger."""
_LOWEST = -40

_EXACT = Context(prec=200)
"""Wide enough that no product below is ever rounded."""

_MU_IN = MappingProxyType(
    {
        MU: Decimal(1),
        "公顷": Decimal(15),
        # 亩 = 2000/3 平方米, so a 平方米 is 3/2000 亩.
        "平方米": Decimal("0.0015"),
        "㎡": Decimal("0.0015"),
        "m²": Decimal("0.0015"),
    }
)
AREA_MEASURES = frozenset(_MU_IN)
"""What may stand behind an area."""


def plain(text: str) -> str:
    """Return the text with full-width characters as plain ones, and without spaces around it."""
    return (text if text.isascii() else text.translate(_PLAIN)).strip()


def parcel_number(text: str) -> str:
    """Return a parcel's number as it is recorded, asked for and compared: `qf－001` and `QF-001` are one."""
    return "".join(plain(text).split()).upper()


def read_number(text: str, *, what: str, measure: str = "") -> Decimal:
    """Read `120`, `１２０`, `1,234.5`, and with its own measure behind it `120万元/亩` or `41%`.

    `what` names the value in the refusal. Raises `ValueRefused` for anything else, and for what no value
    can be: negative, a per cent above 100, infinite.
    """
    number, suffix = _split(text, what)
    if suffix not in {"", measure}:
        raise ValueRefused(what=what, value=_brief(text), reason=_wrong_measure(measure))
    return possible(number, what=what, measure=measure, written=text)


def read_area(text: str, *, what: str = "面积") -> Decimal:
    """Read an area in 亩: `2284`, `2284亩`, `1.5公顷`, `1000平方米`. Raises `ValueRefused`."""
    number, suffix = _split(text, what)
    factor = _MU_IN.get(suffix or MU)
    if factor is None:
        raise ValueRefused(what=what, value=_brief(text), reason="的单位应为亩、公顷或平方米。")
    return _EXACT.multiply(possible(number, what=what, written=text), factor)


def possible(number: Decimal, *, what: str, measure: str = "", written: str = "") -> Decimal:
    """Return the number, or refuse what no measured value can be; `written` is how it was given."""
    reason = _impossible(number, measure)
    if reason is not None:
        raise ValueRefused(what=what, value=_brief(written or str(number)), reason=reason)
    # Neither -0 nor 0E+999; and not `abs`, which rounds.
    return number.copy_abs() if number else Decimal(0)


def _impossible(number: Decimal, measure: str) -> str | None:
    if not number.is_finite():
        return "不是有限的数。"
    if number and not _LOWEST <= number.adjusted() < _HIGHEST:
        return "超出可以处理的范围。"
    if number < 0:
        return "是负数，不能为负。"
    return "超过 100%。" if measure == PER_CENT and number > 100 else None


def _split(text: str, what: str) -> tuple[Decimal, str]:
    """Return the number at the beginning and the measure behind it."""
    written = plain(text)
    if _INFINITE.fullmatch(written):
        raise ValueRefused(what=what, value=_brief(text), reason="不是有限的数。")
    found = _LEADING.match(written)
    digits = found[0] if found else ""
    suffix = written[len(digits) :].replace(" ", "")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif "," in digits:
        raise ValueRefused(what=what, value=_brief(text), reason="的逗号不在千位上，应如 1,234.5。")
    if not _NUMBER.fullmatch(digits) or (suffix and any(each.isdigit() for each in suffix.replace("m²", ""))):
        raise ValueRefused(what=what, value=_brief(text), reason="不是数字。")
    return _decimal(digits, text, what), suffix


def _decimal(digits: str, text: str, what: str) -> Decimal:
    try:
        number = Decimal(digits)
    except InvalidOperation:  # an exponent beyond any number
        number = None
    if number is None or len(digits) > _LONGEST:
        raise ValueRefused(what=what, value=_brief(text), reason="超出可以处理的范围。")
    return number


def _wrong_measure(measure: str) -> str:
    return f"的单位不对，应为{measure}。" if measure else "的单位不对，这一项没有单位。"


def _brief(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
