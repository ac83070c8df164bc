"""Annual tasks and what was done of them in few words, without a database."""

from datetime import date
from decimal import Decimal

from tracker.measures import Sanctions
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.sanctions import SanctionStanding, sanction_standing
from tracker.targets import AreaDone, LandYears, Quota, Target
from tracker.whose import Governor

UNIT, PARK, YEAR = "清丰县", "清丰县产业集聚区", 2021
ISSUED = date(2021, 3, 1)
JUNE_30, JULY_1, DECEMBER_31 = date(2021, 6, 30), date(2021, 7, 1), date(2021, 12, 31)
NEW_YEAR = date(2022, 1, 1)


def task(
    area: str = "1500",
    *,
    park: str | None = PARK,
    unit: str | None = None,
    issued_on: date = ISSUED,
    category: Category = Category.UNSUPPLIED,
    year: int = YEAR,
) -> Target:
    return Target(
        park=park,
        unit=unit,
        year=year,
        category=category,
        area_mu=Decimal(area),
        document="濮百园办〔2021〕3号",
        issued_on=issued_on,
    )


def done(
    area: str,
    on: date,
    *,
    park: str | None = PARK,
    unit: str | None = None,
    verified: bool = True,
    returned_on: date | None = None,
    category: Category = Category.UNSUPPLIED,
) -> AreaDone:
    return AreaDone(
        park=park,
        unit=unit,
        category=category,
        area_mu=Decimal(area),
        disposed_on=on,
        verified=verified,
        returned_on=returned_on,
    )


def quota(area: str, year: int = YEAR + 1, unit: str = UNIT) -> Quota:
    return Quota(unit=unit, year=year, area_mu=Decimal(area), document="濮自然资〔2021〕1号")


def always(_park: str, _on: date) -> str:
    """Every park belongs to the unit on every day."""
    return UNIT


def moving(after: str, on: date) -> Governor:
    """The park belongs to the unit, and from a day on to another one."""
    return lambda _park, day: after if day >= on else UNIT


def judged(
    campaign: Campaign,
    on: date,
    *facts: Target | AreaDone | Quota,
    governor: Governor = always,
    unit: str = UNIT,
) -> SanctionStanding:
    years = LandYears(
        targets=tuple(each for each in facts if isinstance(each, Target)),
        quotas=tuple(each for each in facts if isinstance(each, Quota)),
        done=tuple(each for each in facts if isinstance(each, AreaDone)),
    )
    return sanction_standing(unit, YEAR, years, rules_of(campaign), governor, on=on)


def rules_of(campaign: Campaign) -> Sanctions:
    assert campaign.sanctions is not None
    return campaign.sanctions
