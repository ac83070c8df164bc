"""The picture of parcels by park and category: what is done and left, and the plan's own figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.parcel_chart import _DONE, _LEFT, _PENDING, _drawn, parcel_picture
from reports.parcel_shares import ParcelShares, parcel_shares, shares_caption
from tests.reports.drawn_texts import (
    assert_everything_is_inside,
    assert_telegram_takes,
    assert_words_stand_free,
    words_on,
)
from tests.reports.test_matrix_chart import FORTY
from tests.tracker.parcels_on_paper import QINGFENG_PARK, entry, handed_in, planned, verified
from tracker.account import parcel_standing
from tracker.model import NOBODY
from tracker.parcels import Category, ParcelRecord
from tracker.plan import Campaign
from tracker.scoring import figure
from tracker.usecases.look_at_parcels import LookAtParcels, ParcelsSeen

JULY, MAY = date(2021, 7, 1), date(2021, 5, 1)
FAN_PARK = "范县产业集聚区"


def a_parcel(
    category: Category, area: str, *, done: str = "", waiting: str = "", park: str = QINGFENG_PARK
) -> ParcelRecord:
    disposals = [handed_in(done, MAY, verified(MAY))] if done else []
    disposals += [handed_in(waiting, MAY, number=2)] if waiting else []
    return ParcelRecord(entry=entry(area, category, park), plans=(planned(),), disposals=tuple(disposals))


def shares(
    campaign: Campaign, *records: ParcelRecord, on: date = JULY, units: tuple[str, ...] | None = None
) -> ParcelShares:
    standings = tuple(parcel_standing(each, on, campaign) for each in records)
    asked = LookAtParcels(on=on, units=units)
    return parcel_shares(ParcelsSeen(campaign=campaign, sender=NOBODY, asked=asked, parcels=standings))


def many_parks(campaign: Campaign, count: int) -> Campaign:
    park = campaign.parks[0]
    parks = tuple(replace(park, id=str(place), name=f"{FORTY}{place}") for place in range(count))
    return replace(campaign, parks=parks)


def pictured(name: str, campaign: Campaign) -> ParcelShares:
    city = many_parks(campaign, 60)
    everything = [
        a_parcel(category, "123456.123456", done="60000.123456", waiting="1", park=park.name)
        for park in city.parks
        for category in Category
    ]
    strange = replace(campaign, parks=(replace(campaign.parks[0], name="&<>\"'$"),))
    return {
        "some": lambda: shares(
            campaign, a_parcel(Category.UNSUPPLIED, "2000", done="500", waiting="0.000001")
        ),
        "sixty": lambda: shares(city, *everything),
        "one": lambda: shares(strange, a_parcel(Category.IDLE, "0.000001", park="&<>\"'$")),
        "nothing": lambda: shares(campaign),
        "no parks": lambda: shares(replace(campaign, parks=())),
        "before": lambda: shares(campaign, on=date(2020, 12, 31)),
    }[name]()


every = pytest.mark.parametrize("name", ["some", "sixty", "one", "nothing", "no parks", "before"])


@every
def test_every_word_is_legible_and_lies_on_no_other(name: str, campaign: Campaign) -> None:
    paper = _drawn(pictured(name, campaign))
    assert_words_stand_free(paper)
    assert_everything_is_inside(paper)


@every
def test_telegram_takes_the_picture(name: str, campaign: Campaign) -> None:
    assert_telegram_takes(parcel_picture(pictured(name, campaign)))


def test_what_is_done_what_waits_and_what_is_left_add_up_by_category(campaign: Campaign) -> None:
    found = shares(
        campaign,
        a_parcel(Category.IDLE, "100", done="30", waiting="20"),
        a_parcel(Category.IDLE, "50", done="50"),
        a_parcel(Category.LOW, "9", park=FAN_PARK),
    )
    (idle, low) = [each for each in found.whole if each.parcels]
    assert (idle.parcels, idle.areas, figure(idle.pending_mu)) == (2, "80/150 亩", "20")
    assert (low.category, low.areas) == (Category.LOW, "0/9 亩")
    assert shares_caption(found).splitlines() == [
        "各类宗地的处置：3 宗",
        "闲置：2 宗，已处置 80/150 亩，待核验 20 亩",
        "低效：1 宗，已处置 0/9 亩",
    ]


def test_the_plan_s_figures_stand_in_every_park_and_add_up_to_its_totals(campaign: Campaign) -> None:
    found = shares(campaign)
    openings = {each.category: each.opening_mu for each in found.whole}
    assert openings == {Category.UNSUPPLIED: Decimal(23229), Category.ILLEGAL: Decimal(6891)}
    words = words_on(_drawn(found))
    for park in campaign.parks:
        assert park.name in words
        assert figure(park.unsupplied_mu) in words


def test_a_unit_sees_the_figures_of_its_own_parks_alone(campaign: Campaign) -> None:
    found = shares(campaign, a_parcel(Category.ILLEGAL, "20", park=FAN_PARK), units=("清丰县",))
    assert {park.park: [each.opening_mu for each in park.shares] for park in found.parks} == {
        QINGFENG_PARK: [Decimal(3090), Decimal(179)],
        FAN_PARK: [None],
    }


def test_a_unit_whose_park_is_assumed_reads_that_it_is(campaign: Campaign) -> None:
    assert any("推定" in note for note in shares(campaign, units=("华龙区",)).notes)
    assert not any("推定" in note for note in shares(campaign, units=("清丰县",)).notes)


def test_before_the_plan_it_had_no_figures(campaign: Campaign) -> None:
    before = shares(campaign, on=date(2021, 1, 24))
    assert (before.parks, before.whole) == ((), ())
    assert "2021年1月25日" in before.notes[0]


def test_what_does_not_fit_is_counted(campaign: Campaign) -> None:
    assert any("产业集聚区未画出" in each for each in words_on(_drawn(pictured("sixty", campaign))))


def test_no_figure_is_cut_off(campaign: Campaign) -> None:
    assert "3600007.40736/7407367.40736 亩" in words_on(_drawn(pictured("sixty", campaign)))


def test_the_pieces_of_a_bar_are_told_apart_without_colour() -> None:
    assert [fill.hatch for fill in (_DONE, _PENDING, _LEFT)] == ["", "//", ""]
    dark, bright = (int(fill.color[1:], 16) for fill in (_DONE, _LEFT))
    assert dark < bright
