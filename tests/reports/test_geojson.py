import json
from decimal import Decimal

from reports.geojson import LandFeature, geojson_document
from tests.tracker.drawing_land import LAND, box, polygon

FACTORY = LandFeature(
    properties={
        "宗地编号": "濮-1",
        "面积（亩）": Decimal("33.50"),
        "已处置（亩）": Decimal(0),
        "处置措施": None,
        "完成时限": "2021-06-30",
    },
    geometry=LAND,
)


def test_areas_are_numbers_to_the_last_place() -> None:
    read = json.loads(geojson_document([FACTORY]), parse_float=Decimal, parse_int=Decimal)
    assert read["features"][0]["properties"] == FACTORY.properties
    assert '"面积（亩）":33.50' in geojson_document([FACTORY])


def test_coordinates_are_written_as_they_were_recorded() -> None:
    land = polygon(box("115.0200", "35.710000000000000000001"))
    written = geojson_document([LandFeature(properties={}, geometry=land)])
    assert '"coordinates":[[[115.0200,35.710000000000000000001],[115.0300,' in written


def test_a_parcel_without_a_boundary_is_listed_without_geometry() -> None:
    read = json.loads(geojson_document([LandFeature(properties={"宗地编号": "A"}, geometry=None)]))
    assert read["features"] == [{"type": "Feature", "properties": {"宗地编号": "A"}, "geometry": None}]


def test_features_keep_their_order_one_a_line() -> None:
    numbers = ["B", "A", "C"]
    written = geojson_document(LandFeature(properties={"宗地编号": each}, geometry=LAND) for each in numbers)
    features = [json.loads(line.removesuffix(",")) for line in written.splitlines()[1:-1]]
    assert [feature["properties"]["宗地编号"] for feature in features] == numbers


def test_no_coordinate_system_is_named_as_the_standard_has_only_one() -> None:
    assert json.loads(geojson_document([FACTORY])).keys() == {"type", "features"}


def test_no_parcels_are_an_empty_collection() -> None:
    assert json.loads(geojson_document([])) == {"type": "FeatureCollection", "features": []}
