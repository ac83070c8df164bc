"""Sample annual tasks and quotas for the demo: for every park but the last, sized by its sample parcels."""

from datetime import date, datetime
from decimal import Decimal

from tracker.model import Post, Role, Sender
from tracker.parcels import Category, ParcelRecord
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.set_target import SetQuota, SetTarget, set_quota, set_target

_DOCUMENT = "濮百园办〔2021〕3号（示例）"
_QUOTA = "1000"
_SHARES = tuple(Decimal(share) for share in ("0.6", "0.25", "0.9", "0.4"))
"""How much of a park's land is to be disposed of within the year."""


def seed_targets(books: Books, at: datetime) -> None:
    """Issue the tasks on the first of March, if that is past; quotas are for the year after."""
    campaign, rules = books.campaign, books.campaign.sanctions
    issued_on = date(campaign.issued_on.year, 3, 1)
    if rules is None or at.date() <= issued_on:
        return
    office = Sender(
        user_id=0,
        chat_id=0,
        name="办公室（示例）",
        posts=(Post(unit=campaign.office.name, role=Role.OFFICE),),
    )
    records = books.parcels.records()
    for place, park in enumerate(campaign.parks[:-1]):
        area_mu = _counted(records, park.name, rules.counted_categories)
        if area_mu:
            command = SetTarget(
                place=park.name,
                year=issued_on.year,
                category=Category(rules.counted_categories[0]),
                area=figure(round(area_mu * _SHARES[place % len(_SHARES)], 1)),
                document=_DOCUMENT,
                issued_on=issued_on,
                stage_on=None,
                on=at.date(),
                at=at,
            )
            set_target(books, office, command)
    for unit in campaign.land_units:
        quota = SetQuota(unit=unit.name, year=issued_on.year + 1, area=_QUOTA, document=_DOCUMENT, at=at)
        set_quota(books, office, quota)


def _counted(records: tuple[ParcelRecord, ...], park: str, categories: tuple[str, ...]) -> Decimal:
    own = (each.entry for each in records if each.entry.park == park)
    return sum((each.area_mu for each in own if each.category in categories), Decimal(0))
