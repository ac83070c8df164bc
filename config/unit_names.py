"""What the name of a unit tells: whether it is one, how it is called for short, of which kind it is."""

import re

from tracker.plan import UnitGroup

_ENDS = re.compile(
    r"(?:[局委办府会院部厅室站所处司社队]|[县区市州旗乡镇]|街道|中心|集团|支行|银行|海关|学校|大学|园|部门|单位|企业)"
    r"(?:[（(][^）)]*[）)])?$"
)
_VAGUE = re.compile(
    r"^(?:等|其他|其它|和|及|以及)*(?:市直|市级|市|县直|县|区)*(?:各|其他|其它)?(?:有关|相关)"
    r"(?:市直|市级|职能)?(?:部门|单位|科室|企业|方面|机构)(?:[和及、](?:有关|相关)?(?:部门|单位|企业))?$"
)
_COLLECTIVE = re.compile(
    r"^(?:全市|市直|市属|县直|全县)?(?:各|全体|所有)|成员单位$|^(?:有关|相关)[县市区乡镇]"
)
_GOVERNMENT = re.compile(r"^(?P<place>[^市县区]{1,8}?[县区市旗]|.*[乡镇])(?:人民政府|政府|党委政府)$")
_ZONE = re.compile(
    r"^(?P<place>.*(?:开发区|园区|示范区|高新区|经开区|新区|集聚区|保税区|产业园|度假区|功能区))"
    r"(?:管委会|管理委员会)?$"
)
_COUNTY = re.compile(r"^[^市县区]{1,8}[县区旗]$|^[^市县区]{1,4}市$")
_DEPARTMENT = re.compile(r"[局委办部院会室]$")
_LEVELS = "市县区州旗"


def is_nobody(word: str) -> bool:
    """Whether the words name nobody in particular: 有关部门."""
    return bool(_VAGUE.match(word)) or word in {"等", "无", "/", "-", "—", "——"}


def unit_like(word: str) -> bool:
    """Whether a word can be the name of a unit, by its end and its length."""
    return 2 <= len(word) <= 40 and bool(_ENDS.search(word))


def is_collective(name: str) -> bool:
    """Whether a name means several units: 各县（区）政府."""
    return bool(_COLLECTIVE.search(name))


def plain_name(word: str) -> str:
    """Return a county or zone without 人民政府 or 管委会; every other name as it is."""
    if is_collective(word):
        return word
    found = _GOVERNMENT.match(word) or _ZONE.match(word)
    return found["place"] if found else word


def with_level(name: str, before: str) -> str:
    """Return a department with the level that only the one before it has: 市发展改革委、税务局."""
    stands_alone = is_collective(name) or group_of(name) is not UnitGroup.DEPARTMENT
    if stands_alone or not _DEPARTMENT.search(name) or any(level in name for level in _LEVELS):
        return name
    if before[:1] not in _LEVELS or not before or not _DEPARTMENT.search(before):
        return name
    in_party = before.startswith("市委") and name.endswith("部")
    return f"{'市委' if in_party else before[0]}{name}"


def group_of(name: str) -> UnitGroup:
    """Return of which kind a unit is, by its name."""
    if name.endswith(("领导小组办公室", "指挥部办公室", "专班办公室")):
        return UnitGroup.OFFICE
    if _ZONE.match(name):
        return UnitGroup.ZONE
    return UnitGroup.COUNTY if _COUNTY.match(name) else UnitGroup.DEPARTMENT
