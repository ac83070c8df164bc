"""A standard comes back as it was recorded, or is refused by the database itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from tests.acting import NOW, Act
from tests.tracker.judging_parcels import plans, weighed
from tracker.measures import Method
from tracker.model import Standard
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.parcel_tables import standards
from tracker.store.store import Store


def _own(campaign: Campaign, **fields: object) -> Standard:
    given = {
        "name": "清丰县化工行业",
        "source": "清政办〔2021〕5号 <b>",
        "unit": "清丰县",
        "industry": "化工",
        "from_on": date(2021, 5, 1),
        "reason": "😀",
        **fields,
    }
    return replace(plans(campaign), **given)  # type: ignore[arg-type]  # any field of a standard


def _add(act: Act, *recorded: Standard) -> None:
    for each in recorded:
        act.write(partial(_add_one, standard=each))


def _add_one(books: Books, standard: Standard) -> None:
    books.standards.add(standard, by="王办", at=NOW)


def _all(books: Books) -> tuple[Standard, ...]:
    return books.standards.all()


def test_standards_come_back_exactly_and_in_order_of_recording(each_act: Act) -> None:
    first = _own(each_act.campaign, method=Method.PROPORTIONAL, until_on=date(2022, 12, 31))
    odd = weighed(each_act.campaign, "0.333333", "0.333333", "0.333334", "0").criteria
    odd = tuple(replace(each, threshold=Decimal("99999.000001")) for each in odd)
    second = _own(each_act.campaign, name="范县产业集聚区", unit=None, park="范县产业集聚区", industry=None)
    second = replace(second, criteria=odd, cutoff=Decimal("0.655"))
    _add(each_act, first, second, first)
    assert each_act.read(_all) == (first, second, first)


def test_a_new_database_has_no_standard_of_its_own(each_act: Act) -> None:
    assert each_act.read(_all) == ()


def test_a_campaign_without_scoring_has_none_either(store: Store, campaign: Campaign) -> None:
    assert Act(store, replace(campaign, scoring=None)).read(_all) == ()


@pytest.mark.parametrize(
    "spoilt",
    [
        {"unit": None},
        {"park": "范县产业集聚区"},
        {"tax_weight": Decimal("0.41")},
        {"tax_weight": None},
        {"method": "guess"},
        {"until_on": date(2021, 4, 30)},
        {"cutoff": None},
        {"document": None},
    ],
    ids=str,
)
def test_what_is_no_standard_is_refused_by_the_database_itself(
    each_store: Store, campaign: Campaign, spoilt: dict[str, object]
) -> None:
    act = Act(each_store, campaign)
    _add(act, _own(campaign))

    def copy_spoilt(connection: Connection) -> None:
        row = connection.execute(select(standards)).one()._asdict()
        del row["id"]
        connection.execute(insert(standards), {**row, **spoilt})

    with pytest.raises(IntegrityError):
        each_store.write_now(copy_spoilt)


def test_a_number_that_would_lose_places_is_a_bug(act: Act) -> None:
    with pytest.raises(StatementError, match="more than 6 places"):
        _add(act, _own(act.campaign, cutoff=Decimal("0.7000001")))
