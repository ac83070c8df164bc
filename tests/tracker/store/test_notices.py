"""Notices are numbered in sequence a year, come back as issued, and are never issued twice."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from tests.acting import NOW, Act
from tracker.notices import Call, Colour, Notice

RED = Call(subject="assignment:3.2:清丰县", unit="清丰县", due_on=date(2021, 6, 30), colour=Colour.RED)
BLUE = Call(subject="return:2021Q4:范县", unit="范县", due_on=date(2021, 12, 31), colour=Colour.BLUE)
YELLOW = Call(subject="return:2021Q4:范县", unit="范县", due_on=date(2021, 12, 31), colour=Colour.YELLOW)


def issue(act: Act, *calls: Call, on: date) -> tuple[Notice, ...]:
    return act.write(lambda books: books.notices.issue(calls, on=on, at=NOW))


def test_numbers_count_from_one_in_each_year(each_act: Act) -> None:
    issue(each_act, RED, on=date(2021, 7, 12))
    issue(each_act, BLUE, on=date(2021, 12, 24))
    issue(each_act, YELLOW, on=date(2022, 1, 4))
    listed = each_act.read(lambda books: books.notices.all())
    assert [each.short_number for each in listed] == ["〔2022〕1号", "〔2021〕2号", "〔2021〕1号"]
    assert [each.call for each in listed] == [YELLOW, BLUE, RED]


def test_a_unit_sees_its_own(each_act: Act) -> None:
    (first, _) = issue(each_act, RED, BLUE, on=date(2021, 12, 24))
    assert each_act.read(lambda books: books.notices.all(["清丰县"])) == (first,)
    assert each_act.read(lambda books: books.notices.find(first.id)) == first
    assert each_act.read(lambda books: books.notices.find(99)) is None


def test_the_same_colour_of_a_date_is_refused_a_second_time(each_act: Act) -> None:
    issue(each_act, RED, on=date(2021, 7, 12))
    with pytest.raises(IntegrityError):
        issue(each_act, RED, on=date(2021, 7, 13))
