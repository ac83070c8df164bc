"""Sample parcels for the demo: an account, boundaries and disposals for whatever parks the campaign has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import cos, pi, radians, sin, sqrt
from random import Random
from typing import Any

from tracker.exact_json import write_json
from tracker.measures import Region
from tracker.model import Post, Role, Sender, Verdict
from tracker.parcels import Category
from tracker.parks import Park
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.usecases.dispose_parcel import DisposeParcel, dispose_parcel
from tracker.usecases.import_boundaries import ImportBoundaries, import_boundaries
from tracker.usecases.import_parcels import ImportParcels, import_parcels
from tracker.usecases.import_rows import SheetRow
from tracker.usecases.review_disposal import ReviewDisposal, review_disposal

_SAMPLE = "（示例）"
_CAUSES = ("规划调整，项目未落地", "企业资金链断裂", "拆迁未完成", "项目停建", "招商后未开工")
_TEXTS = ("已签订收回协议", "已重新招商，新项目进场", "已完成供地", "已收储")
_DUE = (date(2021, 6, 30), date(2021, 7, 15), date(2021, 12, 31), date(2022, 12, 31))
_METRES_A_DEGREE = 111_000
_SQUARE_METRES_A_MU = 2000 / 3
_SPREAD = 900
"""Metres between neighbouring parcels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    """A parcel that is made up: its row in the office's file, and where it lies (none: not surveyed)."""

    row: SheetRow
    number: str
    area_mu: Decimal
    geometry: dict[str, Any] | None


def seed_parcels(books: Books, at: datetime) -> None:
    """Fill the account until the day before `at`; the same campaign gives the same parcels."""
    campaign = books.campaign
    chance = Random(campaign.document)  # noqa: S311  (a sample, not a secret)
    parcels = [
        each for place, park in enumerate(campaign.parks) for each in _of_park(campaign, park, place, chance)
    ]
    office = _office(campaign)
    rows = tuple(each.row for each in parcels)
    import_parcels(books, office, ImportParcels(rows=rows, unreadable=(), partial=False, at=at))
    if campaign.boundaries is not None:
        content = _document(parcels).encode()
        import_boundaries(books, office, ImportBoundaries(content=content, partial=False, at=at))
    yesterday = at.date() - timedelta(days=1)
    for each in parcels:
        _dispose(books, each, chance, yesterday, at)


def _of_park(campaign: Campaign, park: Park, place: int, chance: Random) -> Iterator[_Parcel]:
    listed = [
        *((Category.UNSUPPLIED, area) for area in _shares(park.unsupplied_mu, 5, chance)),
        *((Category.ILLEGAL, area) for area in _shares(park.illegal_mu, 2, chance)),
        *((Category.IDLE, Decimal(chance.randint(200, 900)) / 10) for _ in range(2)),
        (Category.LOW, Decimal(chance.randint(300, 1500)) / 10),
        (Category.READY_USE, Decimal(chance.randint(300, 800)) / 10),
    ]
    middle = _middle(campaign, place)
    for number, (category, area_mu) in enumerate(listed, start=1):
        name = f"{park.id.upper()}-{number:03d}"
        surveyed = middle is not None and chance.random() > 0.12
        yield _Parcel(
            number=name,
            area_mu=area_mu,
            row=_row(campaign, park, chance, number=name, category=category, area_mu=area_mu),
            geometry=_field(middle, number, area_mu, chance) if surveyed and middle else None,
        )


def _row(
    campaign: Campaign, park: Park, chance: Random, *, number: str, category: Category, area_mu: Decimal
) -> SheetRow:
    planned = chance.random() > 0.15
    governor = park.governor(campaign.issued_on)
    measures = campaign.account.measures if campaign.account else ("依法收回",)
    cells = {
        "宗地编号": number,
        "产业集聚区": park.name,
        "坐落": f"{park.name}{_SAMPLE}",
        "面积": f"{area_mu:f}",
        "类别": category.value,
        "形成原因": chance.choice(_CAUSES) + _SAMPLE if planned else "",
        "处置措施": chance.choice(measures) if planned else "",
        "完成时限": chance.choice(_DUE).isoformat() if planned else "",
        "责任单位": governor.unit if planned and governor else "",
    }
    return SheetRow(number=0, cells=cells)


def _shares(total: Decimal, count: int, chance: Random) -> Iterator[Decimal]:
    """Split most of an area; what is left is the difference that the office has to look for."""
    weights = [chance.randint(5, 15) for _ in range(count)]
    for weight in weights:
        share = total * weight * 95 / (100 * sum(weights))
        yield max(round(share, 1), Decimal("0.5"))


def _middle(campaign: Campaign, place: int) -> tuple[float, float] | None:
    """Lay the parks out in a grid within the region."""
    if campaign.boundaries is None:
        return None
    region: Region = campaign.boundaries.region
    columns = max(1, round(sqrt(len(campaign.parks))))
    rows = -(-len(campaign.parks) // columns)
    row, column = divmod(place, columns)
    width, height = float(region.east - region.west), float(region.north - region.south)
    return (
        float(region.west) + width * (0.15 + 0.7 * (column + 0.5) / columns),
        float(region.south) + height * (0.15 + 0.7 * (row + 0.5) / rows),
    )


def _field(middle: tuple[float, float], number: int, area_mu: Decimal, chance: Random) -> dict[str, Any]:
    """Draw a field of about that area on a spiral around the middle of its park."""
    longitude, latitude = middle
    metres = sqrt(float(area_mu) * _SQUARE_METRES_A_MU)
    width, height = metres * chance.uniform(0.8, 1.25), metres
    height = metres * metres / width
    turn = chance.uniform(-0.25, 0.25)
    away = _SPREAD * sqrt(number) * 0.8
    angle = number * pi * (3 - sqrt(5))
    x, y = away * cos(angle), away * sin(angle)
    corners = [
        (-width / 2, -height / 2),
        (width / 2, -height / 2),
        (width / 2, height / 2),
        (-width / 2, height / 2),
    ]
    points = []
    for east, north in [*corners, corners[0]]:
        dx, dy = east * cos(turn) - north * sin(turn) + x, east * sin(turn) + north * cos(turn) + y
        points.append(
            [
                round(Decimal(longitude + dx / (_METRES_A_DEGREE * cos(radians(latitude)))), 6),
                round(Decimal(latitude + dy / _METRES_A_DEGREE), 6),
            ]
        )
    return {"type": "Polygon", "coordinates": [points]}


def _document(parcels: Sequence[_Parcel]) -> str:
    features = [
        {"type": "Feature", "properties": {"宗地编号": each.number}, "geometry": each.geometry}
        for each in parcels
    ]
    return write_json({"type": "FeatureCollection", "features": features})


def _dispose(books: Books, each: _Parcel, chance: Random, until: date, at: datetime) -> None:
    """Invent what became of a parcel: disposed of, in part, awaiting review, returned, or nothing yet."""
    fate = chance.choices(("none", "part", "whole", "waiting", "returned"), (45, 20, 20, 10, 5))[0]
    since = books.campaign.issued_on + timedelta(days=20)
    record = books.parcels.by_number(each.number)
    unit = record.plans[-1].plan.unit if record and record.plans else None
    if fate == "none" or unit is None or since >= until:
        return
    on = since + timedelta(days=chance.randint(0, (until - since).days))
    area_mu = (
        each.area_mu
        if fate == "whole"
        else max(round(each.area_mu * chance.randint(2, 7) / 10, 1), Decimal("0.1"))
    )
    liaison = Sender(
        user_id=0, chat_id=0, name=f"{unit}联络员{_SAMPLE}", posts=(Post(unit=unit, role=Role.LIAISON),)
    )
    done = dispose_parcel(
        books,
        liaison,
        DisposeParcel(
            number=each.number,
            area_mu=min(area_mu, each.area_mu),
            disposed_on=on,
            on=on,
            at=at,
            text=chance.choice(_TEXTS) + _SAMPLE,
        ),
    )
    if fate == "waiting":
        return
    verdict = Verdict.RETURNED if fate == "returned" else Verdict.APPROVED
    reason = "面积与材料不一致" if fate == "returned" else ""
    review_disposal(
        books,
        _office(books.campaign),
        ReviewDisposal(disposal_id=done.disposal_id, verdict=verdict, reason=reason, on=until, at=at),
    )


def _office(campaign: Campaign) -> Sender:
    post = Post(unit=campaign.office.name, role=Role.OFFICE)
    return Sender(user_id=0, chat_id=0, name=f"办公室{_SAMPLE}", posts=(post,))
