"""Names and words that nobody expects: long ones, marks of XML, lines; one unit; a plan without the rules."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config.campaign import read_campaign
from reports.bulletin.caption import bulletin_caption
from tests.acting import Act
from tests.config.test_another_city import CITY
from tests.reports.bulletin.drafting import acting_in, drafted
from tests.tracker.usecases.filing_returns import submit, write_all
from tests.tracker.usecases.filing_returns import write as write_return
from tracker.plan import Campaign, Unit, UnitGroup

LONG = "某某市某某高新技术产业开发区和现代农业示范区及临港经济合作先行试验区管理委员会办公"
ODD = "甲&乙<丙>\"丁\"'戊'区"
JULY_8 = date(2021, 7, 8)


def renamed(campaign: Campaign, name: str) -> Campaign:
    """Leave the counties and zones one unit, with this name, that has all their tasks."""
    land = {UnitGroup.COUNTY, UnitGroup.ZONE}
    one = Unit(id="one", name=name, group=UnitGroup.COUNTY, quarterly_return=True)
    departments = tuple(unit for unit in campaign.units if unit.group not in land)
    kept = {unit.name for unit in departments}
    tasks = tuple(
        replace(task, lead=(name,), supporting=tuple(each for each in task.supporting if each in kept))
        for task in campaign.tasks
    )
    return replace(campaign, units=(one, *departments), parks=(), tasks=tasks, obligations=())


@pytest.mark.parametrize("name", [LONG, ODD])
def test_an_odd_name_of_the_only_unit_is_read_back_as_it_is(
    tmp_path: Path, campaign: Campaign, name: str
) -> None:
    with acting_in(tmp_path, renamed(campaign, name)) as act:
        found = drafted(act, "2021Q2", JULY_8)
        names = [row.cells[1].text for row in found.document().tables[0].rows]
    assert names == ["单位", name]
    assert f"任务1.1（完成产业集聚区区域评估）逾期1项：{name}。" in found.words()


def test_a_long_problem_is_quoted_in_one_line_and_says_where_the_whole_is(act: Act) -> None:
    write_all(act)
    write_return(act, problems="资金“缺口”大\n协商慢；" * 400)
    submit(act)
    (line,) = (each for each in drafted(act, "2021Q2", JULY_8).words().splitlines() if "协商慢" in each)
    assert line.startswith("清丰县：“资金‘缺口’大 协商慢；资金‘缺口’大 协商慢；")
    assert line.endswith("…”（全文见该单位2021年第二季度季报）")
    assert len(line) < 240


def test_a_problem_with_marks_of_xml_is_quoted_as_it_is(act: Act) -> None:
    write_all(act)
    write_return(act, problems="面积<100亩 & \"手续\" '不全'\x0b")
    submit(act)
    assert "清丰县：“面积<100亩 & \"手续\" '不全'”" in drafted(act, "2021Q2", JULY_8).words()


def test_a_plan_without_areas_score_and_returns_has_a_bulletin_of_its_tasks(tmp_path: Path) -> None:
    plan = replace(read_campaign(CITY), sanctions=None, assessment=None, returns=None)
    with acting_in(tmp_path, plan) as act:
        found = drafted(act, "2023Q4", date(2024, 1, 10))
    headings = [section.heading for section in found.paper.sections]
    assert headings == ["总体情况", "面积和任务进展", "各单位排名", "存在问题", "下一步工作"]
    assert all(row[2:8] == ("-",) * 6 for row in found.paper.sections[2].parts[0].table.rows)  # type: ignore[union-attr]


def test_the_caption_has_room_for_what_is_left_out_of_many_long_units(act: Act) -> None:
    figures = drafted(act, "2021Q2", JULY_8).figures
    told = tuple(f"{LONG}2021年度上半年触发暂停（700/1500 亩），主任还没有决定" for _ in range(60))
    caption = bulletin_caption(replace(figures, left_out=told))
    assert len(caption.encode("utf-16-le")) // 2 <= 1000
    assert "没有写入通报的有60件" in caption
