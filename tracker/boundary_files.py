"""Reading a GeoJSON file of boundaries: which features are sound, which are refused and why."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.boundaries import Boundary, BoundaryRefused, read_boundary
from tracker.errors import TrackerError
from tracker.exact_json import read_json
from tracker.measures import Region
from tracker.quantities import parcel_number, plain
from tracker.sayings import clip

NUMBER = "宗地编号"
BOUNDARY = "界址"

NUMBER_NAMES = (
    *(NUMBER, "宗地号", "宗地代码", "地块编号", "编号"),
    *("parcel_no", "parcel", "number", "zdbh", "zddm", "zdbm", "bsm"),
)
"""How files call the parcel's number, the likeliest first; the last are field names of 国土 surveys."""

MOST_BYTES = 20 * 1024 * 1024
"""What Telegram lets a bot fetch."""

_NAMED = 5
_SHOWN = 60
_CONVERT = "请转换为 CGCS2000 经纬度（EPSG:4490）后重新导出。"
# CRS84, WGS84 or CGCS2000 in any spelling: EPSG:4490, urn:ogc:def:crs:EPSG::4490, http://.../crs/EPSG/0/4490.
_DEGREES = re.compile(r"(.*[:/])?(CRS84|EPSG[:/]([\d.]*[:/])?(4326|4490))", re.IGNORECASE)
_LONGEST = 20
"""Digits of a number that is a parcel's number."""


class BoundaryFileRefused(TrackerError):
    """A file of which nothing can be read."""

    sentence = "{reason}"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRead:
    """A sound feature: its place in the file from 1, the number of its parcel, the boundary."""

    row: int
    number: str
    boundary: Boundary


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRefused:
    """Why a feature was not taken: what is wrong in it, and the reason in Chinese."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFile:
    """What a file holds, in its order; `unlocated` features have a null geometry and say of no boundary."""

    features: tuple[FeatureRead, ...]
    refused: tuple[FeatureRefused, ...]
    unlocated: int


def read_features(content: str | bytes, *, region: Region) -> BoundaryFile:
    """Read a FeatureCollection or a single Feature. Raises `BoundaryFileRefused` for the file as a whole.

    Of two features with one number the first is taken.
    """
    features = _features(_document(content))
    rows: dict[str, int] = {}
    taken: list[FeatureRead] = []
    unlocated = 0
    refused: list[FeatureRefused] = []
    for row, feature in enumerate(features, start=1):
        if _is_unlocated(feature):
            unlocated += 1
            continue
        result = _read(row, feature, rows, region)
        if isinstance(result, FeatureRead):
            taken.append(result)
        else:
            refused.append(result)
    return BoundaryFile(features=tuple(taken), refused=tuple(refused), unlocated=unlocated)


def _is_unlocated(feature: Any) -> bool:
    """Whether a feature itself says that it lies nowhere (RFC 7946, 3.2): our own file has such."""
    return (
        isinstance(feature, Mapping)
        and feature.get("type") == "Feature"
        and "geometry" in feature
        and feature["geometry"] is None
    )


def _read(row: int, feature: Any, rows: dict[str, int], region: Region) -> FeatureRead | FeatureRefused:
    """Read one feature; `rows` are the numbers seen so far and where."""
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        return FeatureRefused(row=row, column=BOUNDARY, value="", reason="不是 GeoJSON 要素（Feature）。")
    properties = feature.get("properties")
    named = properties if isinstance(properties, Mapping) else {}
    number = _number(named)
    if not number:
        return FeatureRefused(row=row, column=NUMBER, value="", reason=_no_number(named))
    first = rows.setdefault(parcel_number(number), row)
    if first != row:
        reason = f"与第 {first} 个要素编号相同；一宗地有几块的，请合并为一个多部件图形。"
        return FeatureRefused(row=row, column=NUMBER, value=number, reason=reason)
    try:
        boundary = read_boundary(feature.get("geometry"), region)
    except BoundaryRefused as error:
        return FeatureRefused(row=row, column=BOUNDARY, value=error.value, reason=error.reason)
    return FeatureRead(row=row, number=number, boundary=boundary)


def _number(properties: Mapping[str, Any]) -> str:
    """Return the parcel's number under the likeliest of its names that is not empty."""
    given = {plain(name).lower(): value for name, value in properties.items()}
    return next((text for name in NUMBER_NAMES if (text := _text(given.get(name)))), "")


def _text(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _LONGEST:
        return f"{value.normalize():f}"  # a column of numbers: 12.0 is parcel 12
    return plain(value) if isinstance(value, str) else ""


def _no_number(properties: Mapping[str, Any]) -> str:
    there = "、".join(list(properties)[:_NAMED])
    return f"属性中没有“{NUMBER}”，或为空。{f'现有属性：{there}。' if there else ''}"


def _document(content: str | bytes) -> Mapping[str, Any]:
    if len(content) > MOST_BYTES:
        raise BoundaryFileRefused(reason=f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件导入。")
    text = _decoded(content) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    if not text.strip():
        raise BoundaryFileRefused(reason="文件是空的。")
    try:
        document = read_json(text)
    except RecursionError:
        raise BoundaryFileRefused(reason="文件嵌套过深，不是正常的 GeoJSON 文件。") from None
    except ValueError as error:
        raise BoundaryFileRefused(reason=_no_json(error)) from None
    if not isinstance(document, Mapping):
        raise BoundaryFileRefused(reason="文件不是 GeoJSON：最外层应为 FeatureCollection。")
    return document


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BoundaryFileRefused(reason="文件的文字编码无法识别：请另存为 UTF-8 编码的 GeoJSON。")


def _no_json(error: ValueError) -> str:
    line = f"第 {error.lineno} 行" if isinstance(error, json.JSONDecodeError) else ""
    return f"文件不是完整的 JSON：{line}读不下去，可能没有传完或被改坏，请重新导出。"


def _features(document: Mapping[str, Any]) -> Sequence[Any]:
    kind = document.get("type")
    _check_degrees(document.get("crs"))
    if kind == "Feature":
        return [document]
    if kind in ("Polygon", "MultiPolygon"):
        raise BoundaryFileRefused(
            reason=f"文件里只有图形，没有“{NUMBER}”：请连同属性导出为 FeatureCollection。"
        )
    features = document.get("features")
    if kind != "FeatureCollection" or not isinstance(features, list):
        raise BoundaryFileRefused(reason="文件不是 GeoJSON：最外层应为 FeatureCollection。")
    if not features:
        raise BoundaryFileRefused(reason="文件里没有要素。")
    return features


def _check_degrees(crs: Any) -> None:
    """Refuse a coordinate system that is not longitude and latitude of CGCS2000 or WGS84.

    RFC 7946 has no `crs` any more and wants longitude first; a file that names one of these means the same.
    """
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if not isinstance(name, str) or not name.strip():
        raise BoundaryFileRefused(reason=f"文件没有写明坐标系的名称：{_CONVERT}")
    if not _DEGREES.fullmatch(name.strip()):
        raise BoundaryFileRefused(reason=f"文件的坐标系“{clip(name, _SHOWN)}”不能直接使用：{_CONVERT}")
