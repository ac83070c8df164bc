import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.geojson import LandFeature, geojson_document
from tests.tracker.drawing_land import LAND, REGION, box, collection, feature, polygon
from tests.tracker.test_boundaries import boxes
from tracker.boundaries import read_boundary
from tracker.boundary_files import (
    NUMBER_NAMES,
    BoundaryFile,
    BoundaryFileRefused,
    FeatureRefused,
    read_features,
)
from tracker.exact_json import write_json


def read(content: str | bytes) -> BoundaryFile:
    return read_features(content, region=REGION)


def reason_for(content: str | bytes) -> str:
    with pytest.raises(BoundaryFileRefused) as refused:
        read(content)
    return str(refused.value)


def refused_row(*features: Any) -> FeatureRefused:
    (refused,) = read(collection(*features)).refused
    return refused


@given(st.lists(boxes(), max_size=5))
def test_what_is_exported_is_read_back_as_it_was(land: list[Any]) -> None:
    boundaries = {f"P-{place}": read_boundary(polygon(ring), REGION) for place, ring in enumerate(land)}
    features = [
        LandFeature(properties={"宗地编号": number}, geometry=boundary.geometry)
        for number, boundary in boundaries.items()
    ]
    without = LandFeature(properties={"宗地编号": "没有界址"}, geometry=None)
    again = read(geojson_document([*features, without]))
    assert {each.number: each.boundary for each in again.features} == boundaries
    assert (again.unlocated, again.refused) == (1, ())


def test_features_are_counted_from_one() -> None:
    found = read(collection(feature("A"), feature("B", None), feature("C")))
    assert [(each.row, each.number) for each in found.features] == [(1, "A"), (3, "C")]
    assert (found.unlocated, found.refused) == (1, ())


def test_a_single_feature_is_a_file() -> None:
    assert [each.number for each in read(write_json(feature("A"))).features] == ["A"]


@pytest.mark.parametrize("name", [*NUMBER_NAMES, "ZDDM", "BSM", "Parcel_No", " 宗地编号 "])
def test_a_parcel_is_known_by_any_of_the_names_of_its_number(name: str) -> None:
    found = read(collection({"type": "Feature", "properties": {name: " Ｐ-1 "}, "geometry": LAND}))
    assert [each.number for each in found.features] == ["P-1"]


def test_the_likeliest_name_goes_first_and_an_empty_one_does_not_count() -> None:
    found = read(
        collection(
            feature(None, bsm="7", 宗地编号="A"),
            feature(None, LAND, bsm="8", 宗地编号=""),
            feature("B", bsm="9"),
        )
    )
    assert [each.number for each in found.features] == ["A", "8", "B"]


@pytest.mark.parametrize(
    ("written", "number"), [("12", "12"), ("12.0", "12"), ("120", "120"), ("1e2", "100")]
)
def test_a_number_may_be_a_number(written: str, number: str) -> None:
    text = collection(feature("?")).replace('"?"', written)
    assert [each.number for each in read(text).features] == [number]


@pytest.mark.parametrize("value", ["null", "true", "[]", "NaN", "1e999999", '"  "'])
def test_what_is_no_number_is_none(value: str) -> None:
    (refused,) = read(collection(feature("?")).replace('"?"', value)).refused
    assert refused.column == "宗地编号"


def test_a_feature_without_a_number_is_told_which_properties_it_has() -> None:
    refused = refused_row(feature(None, 名称="某厂", 面积="30"))
    assert refused.reason == "属性中没有“宗地编号”，或为空。现有属性：名称、面积。"


def test_properties_may_be_null() -> None:
    refused = refused_row({"type": "Feature", "properties": None, "geometry": LAND})
    assert refused.reason == "属性中没有“宗地编号”，或为空。"


def test_a_number_that_comes_twice_is_refused_the_second_time() -> None:
    refused = refused_row(feature("A"), feature("A", polygon(box("115.05", "35.71"))))
    assert (refused.row, refused.column, refused.value) == (2, "宗地编号", "A")
    assert refused.reason == "与第 1 个要素编号相同；一宗地有几块的，请合并为一个多部件图形。"


def test_a_number_that_comes_in_another_spelling_comes_twice() -> None:
    refused = refused_row(feature("QF-1"), feature("qf－1", polygon(box("115.05", "35.71"))))
    assert (refused.row, refused.value) == (2, "qf-1")
    assert refused.reason.startswith("与第 1 个要素编号相同")


def test_a_boundary_that_is_none_is_refused_with_its_row() -> None:
    refused = refused_row(feature("A", polygon(box("35.71", "115.02"))))
    assert (refused.row, refused.column) == (1, "界址")
    assert refused.value == "35.71，115.02"
    assert "写反了" in refused.reason


@pytest.mark.parametrize("odd", [None, "A", {"type": "Polygon"}, []])
def test_what_is_no_feature_is_refused_with_its_row(odd: Any) -> None:
    assert refused_row(odd).reason == "不是 GeoJSON 要素（Feature）。"


def named(crs: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": crs}}


@pytest.mark.parametrize(
    "crs",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "OGC:CRS84",
        "CRS84",
        "EPSG:4326",
        "epsg:4490",
        "EPSG:4490",
        "urn:ogc:def:crs:EPSG::4490",
        "urn:ogc:def:crs:EPSG:9.9:4326",
        "http://www.opengis.net/def/crs/EPSG/0/4490",
        "https://www.opengis.net/def/crs/OGC/1.3/CRS84",
    ],
)
def test_degrees_of_cgcs2000_and_wgs84_are_taken_in_every_spelling(crs: str) -> None:
    assert len(read(collection(feature(), crs=named(crs))).features) == 1


@pytest.mark.parametrize("crs", ["EPSG:4547", "urn:ogc:def:crs:EPSG::3857", "EPSG:44900", "EPSG:4214"])
def test_another_coordinate_system_is_refused_by_name_with_what_to_do(crs: str) -> None:
    reason = reason_for(collection(feature(), crs=named(crs)))
    assert reason == f"文件的坐标系“{crs}”不能直接使用：请转换为 CGCS2000 经纬度（EPSG:4490）后重新导出。"


@pytest.mark.parametrize("crs", [{"type": "link"}, "EPSG:4490", {"properties": {"name": ""}}])
def test_a_coordinate_system_without_a_name_is_refused(crs: Any) -> None:
    assert reason_for(collection(feature(), crs=crs)).startswith("文件没有写明坐标系的名称")


WHOLE = collection(feature())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "文件是空的。"),
        (" \n", "文件是空的。"),
        (b"\xef\xbb\xbf", "文件是空的。"),
        ("宗地编号,面积", "不是完整的 JSON"),
        (WHOLE[:-20], "不是完整的 JSON"),
        ("[" * 100_000, "嵌套过深"),
        ("[]", "最外层应为 FeatureCollection。"),
        ("1", "最外层应为 FeatureCollection。"),
        ('{"type": "Topology"}', "最外层应为 FeatureCollection。"),
        ('{"type": "FeatureCollection", "features": {}}', "最外层应为 FeatureCollection。"),
        ('{"type": "FeatureCollection", "features": []}', "文件里没有要素。"),
        (write_json(LAND), "文件里只有图形，没有“宗地编号”"),
        (b"\xff\xff\xff", "文字编码无法识别"),
        (b" " * (20 * 1024 * 1024 + 1), "文件超过 20 MB"),
    ],
    ids=range(14),
)
def test_a_file_of_which_nothing_can_be_read_is_refused_in_one_sentence(
    content: str | bytes, reason: str
) -> None:
    assert reason in reason_for(content)


def test_the_line_where_reading_stops_is_named() -> None:
    assert "第 3 行" in reason_for('{\n"type":\n}')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_file_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    found = read(collection(feature("濮-1")).encode(encoding))
    assert [each.number for each in found.features] == ["濮-1"]


def test_a_mark_before_a_text_is_dropped() -> None:
    assert len(read("\ufeff" + WHOLE).features) == 1


def test_a_number_beyond_any_number_spoils_only_its_feature() -> None:
    text = collection(feature("A"), feature("B")).replace("115.03", "1e99999999999999999999", 1)
    found = read(text)
    assert [each.number for each in found.features] == ["B"]
    assert [each.reason for each in found.refused] == ["坐标不是有限的数。"]


def test_the_file_for_the_map_is_plain_json_to_everybody() -> None:
    assert json.loads(WHOLE)["features"][0]["geometry"]["coordinates"][0][0] == [115.02, 35.71]
