"""The evidence of an order is written and read as the same value, and two lists are set beside each other."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.tracker.orders_on_paper import disposal, evidence
from tracker.order_evidence import OrderEvidence, exchanged, read_evidence, write_evidence
from tracker.parcels import Category

JUNE_20, JUNE_21 = date(2021, 6, 20), date(2021, 6, 21)
ONE, OTHER = disposal("15", JUNE_20), disposal("15", JUNE_21)


@pytest.mark.parametrize(
    "kept",
    [
        evidence(),
        evidence(
            target_mu=Decimal("1500.000001"),
            cut_ratio=Fraction(1999, 3000),
            cut_mu=Decimal("666.33"),
            assumed_parks=("濮阳市产业集聚区",),
            disposals=(disposal("0.5", JUNE_20, parcel="QF-1", category=Category.LOW, verified=False),),
        ),
        evidence(target_mu=None, disposals=(), targets=()),
    ],
)
def test_what_is_written_reads_as_the_same(kept: OrderEvidence) -> None:
    assert read_evidence(json.loads(json.dumps(write_evidence(kept)))) == kept


@pytest.mark.parametrize("key", sorted(write_evidence(evidence())))
def test_evidence_that_lacks_anything_is_refused(key: str) -> None:
    kept = write_evidence(evidence())
    del kept[key]
    with pytest.raises(KeyError, match=key):
        read_evidence(kept)


def test_the_line_follows_the_share() -> None:
    assert evidence(share=Decimal("0.6")).line_mu == Decimal(900)
    assert evidence(target_mu=None).line_mu is None


def test_lists_that_hold_the_same_in_another_order_are_not_exchanged() -> None:
    then, now = evidence(disposals=(ONE, OTHER)), evidence(disposals=(OTHER, ONE))
    assert (exchanged(then, now).gone, exchanged(then, now).come) == ((), ())


def test_of_two_alike_one_may_be_gone() -> None:
    changed = exchanged(evidence(disposals=(ONE, ONE)), evidence(disposals=(OTHER, ONE)))
    assert (changed.gone, changed.come) == ((ONE,), (OTHER,))


def test_what_only_awaits_review_is_no_exchange() -> None:
    waiting = replace(OTHER, verified=False)
    changed = exchanged(evidence(disposals=(ONE,)), evidence(disposals=(ONE, waiting)))
    assert (changed.gone, changed.come) == ((), ())
