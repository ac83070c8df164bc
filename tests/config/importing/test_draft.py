"""What a plan's table says of dates and units, what is asked of a person, what is said to be taken how."""

from datetime import date

import pytest

from tests.config.importing.papers import HEADINGS, a_task, asked, drafted, remarks
from tracker.plan import UnitGroup


def question(due: str) -> tuple[str, str]:
    """What a date raises, and what is taken meanwhile."""
    (found,) = asked(drafted([HEADINGS, a_task(due=due)]))
    assert found[:2] == ("表1第2行“完成时间节点”", due)
    return found[2], found[3]


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("2023年年底前", date(2023, 12, 31)),
        ("2024年6月底前", date(2024, 6, 30)),
        ("2023年上半年", date(2023, 6, 30)),
        ("2023年6月30日前", date(2023, 6, 30)),
        ("2023-06-30", date(2023, 6, 30)),
    ],
)
def test_a_plain_date_is_read_and_nothing_is_asked(due: str, day: date) -> None:
    draft = drafted([HEADINGS, a_task(due=due)])
    deadline = draft.tasks[0].deadline
    assert (deadline.due_on, deadline.text, deadline.open, asked(draft)) == (day, due, False, [])


@pytest.mark.parametrize("due", ["长期", "持续推进", "每季度末", "每年12月底前", "常态化开展"])
def test_what_has_no_end_is_asked_and_left_open(due: str) -> None:
    assert question(due) == ("没有截止日期：按哪一天督办？", "")


@pytest.mark.parametrize(
    ("due", "asks"), [("", "没有写完成时限：应是哪一天？"), ("按方案", "读不出日期：应是哪一天？")]
)
def test_what_is_no_date_is_asked_and_left_open(due: str, asks: str) -> None:
    assert question(due) == (asks, "")


@pytest.mark.parametrize(
    ("due", "day"), [("全年", "2023-12-31"), ("6月底前", "2023-06-30"), ("年底前", "2023-12-31")]
)
def test_a_date_without_a_year_is_of_the_plan_s_and_that_is_said(due: str, day: str) -> None:
    draft = drafted([HEADINGS, a_task(due=due)])
    assert asked(draft) == []
    said = ("表1第2行“完成时间节点”", due, f"没有写年份，按 2023 年，读作 {day}。")
    assert said in remarks(draft)


def test_a_date_without_a_year_in_a_plan_without_one_is_left_open() -> None:
    draft = drafted([HEADINGS, a_task(due="6月底前")], above=())
    assert asked(draft)[0][2:] == ("没有写年份，方案的年份也不清楚：应是哪一天？", "")


def test_of_several_dates_the_last_rules_and_the_others_are_milestones() -> None:
    due = "2023年6月底前出台，2023年12月底前见效"
    draft = drafted([HEADINGS, a_task(due=due)])
    deadline = draft.tasks[0].deadline
    assert (deadline.due_on, [each.day for each in deadline.earlier]) == (
        date(2023, 12, 31),
        [date(2023, 6, 30)],
    )
    asks = "写了几个日期：是否以最后一个为时限，2023-06-30 列为节点？"
    assert question(due) == (asks, "2023-12-31")


def test_a_date_beside_a_standing_duty_is_taken_and_asked() -> None:
    asks = "除日期外还要求长期或定期办理：是否只按日期督办？"
    assert question("2023年6月底前，长期坚持") == (asks, "2023-06-30")


def test_a_bare_month_is_taken_and_asked() -> None:
    assert question("2023年10月前") == ("没有写“底前”，按上月的最后一天：对不对？", "2023-09-30")


def test_a_date_before_the_plan_was_issued_is_left_open() -> None:
    asks = "读作 2022-12-31，早于方案印发日 2023-03-01：时限应是哪一天？"
    assert question("2022年年底前") == (asks, "")


def test_a_mark_of_a_moved_date_is_asked_about_and_the_first_date_stays() -> None:
    draft = drafted([HEADINGS, a_task(due="2023年6月底前〔注1〕")])
    assert draft.tasks[0].deadline.text == "2023年6月底前"
    (found,) = asked(draft)
    assert found[2:] == ("注明时限调整过：方案文件写原时限，调整请用 /extend 下达。", "2023年6月底前")


def test_all_that_the_leading_column_names_lead() -> None:
    draft = drafted([HEADINGS, a_task(lead="市甲局、乙局", supporting="市丙局等有关部门")])
    responsible = draft.tasks[0].responsible
    assert (responsible.lead, responsible.supporting) == (("市甲局", "市乙局"), ("市丙局",))
    assert remarks(draft)[0] == ("表1第2行“牵头单位”", "乙局", "读作“市乙局”。")


def test_a_row_without_a_task_is_asked_about() -> None:
    draft = drafted([HEADINGS, a_task(indicator="", content="")])
    assert ("表1第2行“指标内容”", "", "没有写任务内容：是什么任务？", "") in asked(draft)


def test_nobody_in_the_leading_column_is_asked_and_left_open() -> None:
    draft = drafted([HEADINGS, a_task(lead="有关部门", supporting="市丙局")])
    assert draft.tasks[0].responsible.lead == ()
    assert asked(draft) == [("表1第2行“牵头单位”", "有关部门", "没有读出牵头单位：由谁牵头？", "")]


def test_a_unit_in_both_columns_leads() -> None:
    draft = drafted([HEADINGS, a_task(lead="市甲局", supporting="市乙局、市甲局")])
    assert draft.tasks[0].responsible.supporting == ("市乙局",)
    assert ("表1第2行", "市甲局", "牵头和责任都写了，按牵头。") in remarks(draft)


def one_column(cell: str, heading: str = "责任单位") -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Who leads, who supports, and how much is asked, where one column is for both."""
    draft = drafted([("指标", "内容", "时限", heading), ("清底数", "查清。", "2023年6月底前", cell)])
    responsible = draft.tasks[0].responsible
    return responsible.lead, responsible.supporting, len([e for e in asked(draft) if "牵头" in e[2]])


def test_of_one_column_the_first_leads_and_that_is_asked() -> None:
    assert one_column("市甲局、乙局") == (("市甲局",), ("市乙局",), 1)


@pytest.mark.parametrize("heading", ["责任单位（首位为牵头单位）", "责任单位(第一个为牵头单位)"])
def test_where_the_heading_says_that_the_first_leads_nothing_is_asked(heading: str) -> None:
    assert one_column("市甲局、乙局", heading) == (("市甲局",), ("市乙局",), 0)


def test_where_the_cell_says_who_leads_nothing_is_asked() -> None:
    assert one_column("市甲局、市乙局（牵头）", "牵头单位及责任单位") == (("市乙局",), ("市甲局",), 0)


def test_one_unit_alone_leads() -> None:
    assert one_column("市甲局等有关部门") == (("市甲局",), (), 0)


def test_counties_and_zones_at_the_head_of_one_column_lead_together() -> None:
    lead, supporting, _ = one_column("各县（区）政府、开发区管委会、市甲局、东山县政府")
    assert (lead, supporting) == (("各县（区）政府", "开发区"), ("市甲局", "东山县"))


def test_a_collective_of_unknown_members_is_left_empty_and_asked_once() -> None:
    rows = [HEADINGS, a_task(lead="各县政府"), a_task(lead="东山县", supporting="各县政府")]
    draft = drafted(rows)
    assert [(each.name, each.units) for each in draft.collectives] == [("各县政府", ())]
    asks = "包括哪些单位？请写入 groups 的 units。名单中已有的县区和管委会：东山县。"
    assert [each for each in asked(draft) if "包括" in each[2]] == [("表1第2行", "各县政府", asks, "")]


def test_a_short_name_is_the_unit_that_another_cell_names_in_full() -> None:
    draft = drafted([HEADINGS, a_task(lead="税务局"), a_task(lead="市税务局")])
    assert [task.responsible.lead for task in draft.tasks] == [("市税务局",), ("市税务局",)]


def test_two_names_that_may_be_one_unit_are_asked_about() -> None:
    draft = drafted([HEADINGS, a_task(lead="市发改委"), a_task(lead="市发展改革委")])
    assert ("市发改委", "是否就是“市发展改革委”？是的话，删去一个，写入另一个的 synonyms。") in [
        (each.text, each.question) for each in draft.findings.questions
    ]


def test_kinds_of_units_follow_from_their_names_and_one_is_the_office() -> None:
    lead = "东山县政府、林北市、高新区管委会、市甲局、厂房清理领导小组办公室"
    draft = drafted([HEADINGS, a_task(lead=lead)])
    assert [(unit.name, unit.group) for unit in draft.units] == [
        ("东山县", UnitGroup.COUNTY),
        ("林北市", UnitGroup.COUNTY),
        ("高新区", UnitGroup.ZONE),
        ("市甲局", UnitGroup.DEPARTMENT),
        ("厂房清理领导小组办公室", UnitGroup.OFFICE),
    ]


def test_an_office_that_nobody_names_is_taken_and_asked() -> None:
    draft = drafted([HEADINGS, a_task()])
    assert draft.units[-1].group is UnitGroup.OFFICE
    assert ("由哪个单位督办（领导小组办公室或类似机构）？", "领导小组办公室") in [
        (each.question, each.taken) for each in draft.findings.questions
    ]


def test_the_roster_of_the_same_city_expands_its_collectives_and_new_units_are_asked() -> None:
    draft = drafted([HEADINGS, a_task(lead="各县政府", supporting="东山县、北河县")], same_city=True)
    assert [(each.name, each.units) for each in draft.collectives] == [("各县政府", ("东山县", "西山县"))]
    assert [unit.name for unit in draft.units] == ["东山县", "西山县", "清理办", "北河县"]
    assert asked(draft)[0][:2] == ("表1第2行", "北河县")


def test_a_unit_beside_its_collective_is_listed_once() -> None:
    draft = drafted([HEADINGS, a_task(lead="各县政府、东山县")], same_city=True)
    assert draft.tasks[0].responsible.lead == ("各县政府",)
    assert ("表1第2行", "东山县", "已在“各县政府”之内，不重复列。") in remarks(draft)


def test_another_city_s_collective_is_never_expanded_by_our_roster() -> None:
    draft = drafted([HEADINGS, a_task(lead="各县政府")])
    assert [each.units for each in draft.collectives] == [()]


def test_the_same_document_is_the_same_plan() -> None:
    draft = drafted([HEADINGS, a_task(lead="各县政府")], above=("云政办〔2023〕9号附件1",))
    assert draft.collectives[0].units == ("东山县", "西山县")
    assert (draft.heading.title, draft.heading.issued_on) == ("云山市闲置厂房清理行动", date(2023, 3, 1))


def test_a_document_that_is_only_cited_is_not_the_plan_s_own() -> None:
    draft = drafted([HEADINGS, a_task()], above=("根据云政办〔2023〕9号，制定本方案。",))
    assert draft.heading.document == ""


def test_title_number_and_day_are_read_from_the_lines_around() -> None:
    above = (
        "云政办〔2023〕15号",
        "云山市人民政府办公室关于印发云山市“厂房焕新”行动方案的通知",
        "二〇二三年三月一日",
        "附件2",
        "云山市“厂房焕新”行动任务分解表",
        "填报单位：",
    )
    heading = drafted([HEADINGS, a_task()], above=above).heading
    assert (heading.title, heading.short) == ("云山市“厂房焕新”行动方案", "厂房焕新")
    assert (heading.document, heading.issued_on) == ("云政办〔2023〕15号", date(2023, 3, 1))
    assert (heading.label, heading.table_title) == ("附件2", "云山市“厂房焕新”行动任务分解表")


def test_two_days_are_asked_about_and_the_first_is_taken() -> None:
    draft = drafted([HEADINGS, a_task()], above=("2023年3月1日", "2023年3月6日印发"))
    assert draft.heading.issued_on == date(2023, 3, 1)
    assert ("2023-03-01、2023-03-06", "2023-03-01") in [
        (each.text, each.taken) for each in draft.findings.questions
    ]
