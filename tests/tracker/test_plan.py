from datetime import date

import pytest

from config.campaign import PUYANG, load
from tracker.plan import Campaign, Part


@pytest.fixture(scope="module")
def puyang() -> Campaign:
    return load(PUYANG)


def test_a_county_name_means_the_county_among_units_and_its_park_among_parks(puyang: Campaign) -> None:
    unit, park = puyang.unit("清丰县"), puyang.park("清丰县")
    assert unit is not None
    assert park is not None
    assert (unit.name, park.name) == ("清丰县", "清丰县产业集聚区")


def test_the_plan_itself_shortens_the_name_of_a_park(puyang: Campaign) -> None:
    park = puyang.park("濮东产业集聚区")
    assert park is not None
    assert park.name == "濮阳市濮东产业集聚区"


def test_a_word_that_means_nothing_finds_nothing(puyang: Campaign) -> None:
    assert puyang.unit("安阳县") is None
    assert puyang.park("安阳县") is None
    assert puyang.task("9.9") is None


def test_an_obligation_is_found_by_its_code_like_a_task(puyang: Campaign) -> None:
    task = puyang.task("O1")
    assert task is not None
    assert task.part_of("示范区") is Part.OBLIGATION


def test_a_unit_has_one_part_in_a_task_or_none(puyang: Campaign) -> None:
    task = puyang.task("3.2")
    assert task is not None
    assert task.part_of("市自然资源和规划局") is Part.LEAD
    assert task.part_of("清丰县") is Part.SUPPORTING
    assert task.part_of("示范区") is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2021, 1, 31), "启动部署"),
        (date(2021, 2, 1), "集中攻坚"),
        (date(2022, 10, 31), "集中攻坚"),
        (date(2022, 11, 1), "总结完善"),
        (date(2030, 1, 1), "巩固提升"),
    ],
)
def test_a_phase_includes_its_first_and_its_last_day(puyang: Campaign, day: date, name: str) -> None:
    phase = puyang.phase(day)
    assert phase is not None
    assert phase.name == name


def test_before_the_campaign_there_is_no_phase(puyang: Campaign) -> None:
    assert puyang.phase(date(2020, 12, 31)) is None
