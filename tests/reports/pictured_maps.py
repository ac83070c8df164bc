"""Maps by name, for the tests of this folder: from one parcel to more than a sheet holds."""

from reports.ground import MapParcel
from reports.land_map import MapSheet
from tests.reports.mapped_land import PARK, a_city, a_parcel, a_sheet, an_estate, polygon, rectangle

FAR = ("115.86", "35.99")


def pictured(name: str) -> MapSheet:
    return {
        "one": lambda: a_sheet(an_estate(1)),
        "a park": lambda: a_sheet(an_estate(24), ["PX-1", "PX-2"]),
        "a full park": lambda: a_sheet(an_estate(500)),
        "the city": lambda: a_sheet(a_city(12), [f"PX-{place}" for place in range(200)]),
        "a full city": lambda: a_sheet(a_city(556)),
        "two far clusters": lambda: a_sheet(an_estate(6) + an_estate(5, PARK, FAR, prefix="TQ-")),
        "many parks": lambda: a_sheet(in_a_row(40)),
        "parks in one spot": lambda: a_sheet(
            parcel for place in range(9) for parcel in an_estate(5, f"同在一处的产业集聚区{place}")
        ),
        "a long park name": lambda: a_sheet(
            an_estate(3, "很长的名称" * 20) + an_estate(3, "另一个" * 20, FAR)
        ),
        "long and strange numbers": lambda: a_sheet(
            a_parcel(f"410902$^{'0' * place}🏭<b>", polygon(rectangle(place * 150, 0, 100, 80)))
            for place in range(40)
        ),
        "a line of parcels": lambda: a_sheet(
            a_parcel(str(place), polygon(rectangle(0, place * 900, 40, 20))) for place in range(40)
        ),
        "nothing": lambda: a_sheet([], ["A", "B"]),
        "nothing at all": lambda: a_sheet([]),
    }[name]()


def in_a_row(parks: int) -> list[MapParcel]:
    sites = [(f"{115 + place * 0.02:.2f}", "35.70") for place in range(parks)]
    return [
        parcel
        for place, site in enumerate(sites)
        for parcel in an_estate(4, f"某某某某某某某某某某某产业集聚区{place}", site)
    ]


NAMES = [
    "one",
    "a park",
    "a full park",
    "the city",
    "a full city",
    "two far clusters",
    "many parks",
    "parks in one spot",
    "a long park name",
    "long and strange numbers",
    "a line of parcels",
    "nothing",
    "nothing at all",
]
