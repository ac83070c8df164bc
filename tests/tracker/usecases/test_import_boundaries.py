from decimal import Decimal

import pytest

from tests.acting import NOW, OFFICE, Act
from tests.tracker.drawing_land import Ring, box, collection, feature, polygon
from tests.tracker.usecases.keeping_parcels import record_of, row, take
from tracker.boundaries import Boundary
from tracker.usecases.import_boundaries import ImportBoundaries, import_boundaries
from tracker.usecases.import_rows import Imported, RowsRefused

SMALL, OTHER = box("115.10", "35.90", "0.002", "0.002"), box("115.20", "35.90", "0.002", "0.002")


def draw(act: Act, *numbers_and_rings: tuple[str, Ring], partial: bool = False) -> Imported:
    features = [feature(number, polygon(ring)) for number, ring in numbers_and_rings]
    command = ImportBoundaries(content=collection(*features).encode(), partial=partial, at=NOW)
    return act(import_boundaries, OFFICE, command)


def counts(imported: Imported) -> tuple[int, int, int, int]:
    assert imported.read == sum((imported.added, imported.changed, imported.unchanged, len(imported.refused)))
    return imported.added, imported.changed, imported.unchanged, len(imported.refused)


def kept(act: Act) -> Boundary | None:
    return act.read(lambda books: books.boundaries.of(record_of(act).entry.id))


def test_a_boundary_is_kept_digit_by_digit(each_act: Act) -> None:
    take(each_act)
    exact = box("115.100000000000000001", "35.90", "0.002", "0.002")
    draw(each_act, ("QF-001", exact))
    found = kept(each_act)
    assert found is not None
    assert found.geometry["coordinates"][0][0] == [Decimal("115.100000000000000001"), Decimal("35.90")]


def test_the_same_file_twice_changes_nothing_the_second_time(each_act: Act) -> None:
    take(each_act, row(2), row(3, 宗地编号="QF-002"))
    both = (("QF-001", SMALL), ("qf－002", OTHER))
    assert counts(draw(each_act, *both)) == (2, 0, 0, 0)
    assert counts(draw(each_act, *both)) == (0, 0, 2, 0)


def test_a_boundary_drawn_anew_replaces_the_one_before(each_act: Act) -> None:
    take(each_act)
    draw(each_act, ("QF-001", SMALL))
    assert counts(draw(each_act, ("QF-001", OTHER))) == (0, 1, 0, 0)
    found = kept(each_act)
    assert found is not None
    assert found.geometry["coordinates"][0][0][0] == Decimal("115.20")


def test_a_parcel_that_is_not_in_the_account_is_refused_and_nothing_is_taken(act: Act) -> None:
    take(act)
    with pytest.raises(RowsRefused) as refused:
        draw(act, ("QF-001", SMALL), ("QF-999", OTHER))
    (row_,) = refused.value.imported.refused
    assert (row_.row, row_.value, row_.reason) == (2, "QF-999", "台账里没有这宗地，请先导入宗地台账。")
    assert kept(act) is None
    assert counts(draw(act, ("QF-001", SMALL), ("QF-999", OTHER), partial=True)) == (1, 0, 0, 1)
    assert kept(act) is not None


def test_an_area_that_agrees_is_no_finding_and_one_that_does_not_is_named(act: Act) -> None:
    take(act, row(面积="60"))
    measured = draw(act, ("QF-001", SMALL)).findings
    assert [each.value for each in measured] == []
    take(act, row(面积="50"))
    (found,) = draw(act, ("QF-001", SMALL)).findings
    assert (found.row, found.value, "台账 50 亩" in found.reason) == (1, "QF-001", True)
