"""The rows of other cities' tables: headings under many names, merged cells, repeated numbers, notes."""

import pytest

from config.importing.ledger_rows import NoLedger
from tests.config.importing.papers import HEADINGS, UP, a_task, asked, drafted, remarks


def contents(*tables: object) -> list[tuple[str, str]]:
    return [(task.code, task.content) for task in drafted(*tables).tasks]  # type: ignore[arg-type]


def test_a_merged_indicator_holds_for_all_its_rows() -> None:
    draft = drafted(
        [
            HEADINGS,
            a_task(content="甲。"),
            a_task(number=UP, indicator=UP, content="乙。"),
            a_task(number="2", indicator="建制度。", content="丙。"),
        ]
    )
    assert [each.name for each in draft.indicators] == ["清底数", "建制度"]
    assert [(task.code, task.content) for task in draft.tasks] == [
        ("1.1", "甲。"),
        ("1.2", "乙。"),
        ("2.1", "丙。"),
    ]


def test_an_indicator_that_comes_again_on_the_next_page_is_still_one() -> None:
    draft = drafted(
        [HEADINGS, a_task(content="甲。")],
        [HEADINGS, a_task(content="乙。"), a_task(number=UP, indicator=UP)],
    )
    assert [task.code for task in draft.tasks] == ["1.1", "1.2", "1.3"]
    assert remarks(draft) == [("表2第2行", "1 清底数", "序号和指标重复出现，按同一项指标。")]


def test_headings_that_come_again_within_a_table_are_no_task() -> None:
    assert contents([HEADINGS, a_task(content="甲。"), HEADINGS, a_task(content="乙。")]) == [
        ("1.1", "甲。"),
        ("1.2", "乙。"),
    ]


def test_a_table_without_headings_goes_on_with_the_one_before() -> None:
    draft = drafted([HEADINGS, a_task(content="甲。")], [a_task(number="", indicator="", content="乙。")])
    assert [task.code for task in draft.tasks] == ["1.1", "1.2"]
    assert remarks(draft)[0] == ("表2", "", "没有表头，列数与上一张台账相同，按接续上一张表。")


def test_an_indicator_that_comes_back_later_keeps_its_number() -> None:
    draft = drafted([HEADINGS, a_task(), a_task(number="2", indicator="建制度"), a_task(content="又一项。")])
    assert [(task.code, task.content) for task in draft.tasks] == [
        ("1.1", "查清厂房。"),
        ("1.2", "又一项。"),
        ("2.1", "查清厂房。"),
    ]


@pytest.mark.parametrize("note", ["说明：可适时调整。", "注：见附件。", "备注：略"])
def test_a_note_below_the_rows_is_no_task(note: str) -> None:
    draft = drafted([HEADINGS, a_task(), (note, "", "", "", "", "")])
    assert len(draft.tasks) == 1
    assert remarks(draft)[-1] == ("表1第3行", note, "是表下的说明，不是任务。")


def test_rows_that_only_name_a_section_are_indicators_where_there_is_no_column_of_them() -> None:
    draft = drafted(
        [
            ("序号", "工作任务", "牵头单位", "时限"),
            ("一、开办企业", "", "", ""),
            ("1", "甲。", "市财政局", "2023年6月底前"),
            ("二、获得电力", "", "", ""),
            ("1", "乙。", "市财政局", "2023年6月底前"),
        ]
    )
    assert [(each.number, each.name) for each in draft.indicators] == [
        (1, "一、开办企业"),
        (2, "二、获得电力"),
    ]
    assert [(task.code, task.content) for task in draft.tasks] == [("1.1", "甲。"), ("2.1", "乙。")]


def test_a_table_without_indicators_gathers_its_tasks_under_its_title_and_asks() -> None:
    rows = [("工作任务", "牵头单位"), ("甲。", "市财政局"), ("乙。", "市财政局")]
    draft = drafted(rows, above=("云山市任务清单",))
    assert [each.name for each in draft.indicators] == ["云山市任务清单"]
    question = ("表1第2行", "", "没有写指标（任务类别）：归入哪一项？", "云山市任务清单")
    assert asked(draft)[0] == question


def test_a_task_that_is_merged_over_two_rows_is_asked_about() -> None:
    draft = drafted([HEADINGS, a_task(), a_task(content=UP, lead="市审计局")])
    assert asked(draft) == [("表1第3行", "查清厂房。", "与上一行是同一格：是否分为几项任务？", "分开")]


def test_a_wording_broken_over_lines_is_one_paragraph() -> None:
    draft = drafted([HEADINGS, a_task(content="查清\n厂 房，\n建 GIS  库。")])
    assert draft.tasks[0].content == "查清厂房，建GIS库。"


@pytest.mark.parametrize(
    ("headings", "lead", "supporting"),
    [
        (("重点任务", "具体举措", "牵头部门", "配合部门"), ("市甲局",), ("市乙局",)),
        (("重点任务", "具体举措", "主办单位", "协办单位"), ("市甲局",), ("市乙局",)),
        (("任务类别", "工作内容", "主要责任单位", "责任单位"), ("市甲局",), ("市乙局",)),
        (("任务类别", "工作内容", "责任单位", "配合单位"), ("市甲局",), ("市乙局",)),
        (("指标名称", "指标内容", "牵头单位（部门）", "参 与\n单位"), ("市甲局",), ("市乙局",)),
        (("指标名称", "指标内容", "牵头单位及负责人", "责任单位、责任人"), ("市甲局",), ("市乙局",)),
    ],
)
def test_columns_are_known_by_the_many_names_that_offices_give_them(
    headings: tuple[str, ...], lead: tuple[str, ...], supporting: tuple[str, ...]
) -> None:
    (task,) = drafted([headings, ("清底数", "查清。", "市甲局", "市乙局")]).tasks
    assert (task.content, task.responsible.lead, task.responsible.supporting) == ("查清。", lead, supporting)


def test_a_column_of_units_and_people_asks_about_the_people() -> None:
    draft = drafted([("指标", "内容", "责任单位及责任人"), ("清底数", "查清。", "市甲局、张三")])
    assert draft.tasks[0].responsible.lead == ("市甲局",)
    assert ("表1第2行“责任单位及责任人”", "张三", "不像单位名称，没有列入：是哪个单位？", "") in asked(draft)


def test_headings_over_two_rows_are_read_together() -> None:
    draft = drafted(
        [
            ("云山市任务表", "", "", "", ""),
            ("序号", "工作任务", "完成时限", "责任分工", ""),
            (UP, UP, UP, "牵头单位", "配合单位"),
            ("1", "查清。", "2023年6月底前", "市甲局", "市乙局"),
        ]
    )
    (task,) = draft.tasks
    assert (task.responsible.lead, task.responsible.supporting) == (("市甲局",), ("市乙局",))
    assert draft.heading.table_title == "云山市任务表"


def test_a_title_is_no_heading_of_the_column_below_it() -> None:
    rows = [("云山市任务清单", "", ""), ("", "工作任务", "牵头单位"), ("", "甲。", "市甲局")]
    draft = drafted(rows, above=())
    assert (draft.heading.table_title, draft.tasks[0].content) == ("云山市任务清单", "甲。")
    assert remarks(draft) == []


def test_a_first_task_whose_remark_sounds_like_a_heading_stays_a_task() -> None:
    rows = [("工作任务", "牵头单位", "备注"), ("甲。", "市甲局", "市乙局配合"), ("乙。", "市甲局", "")]
    assert [task.content for task in drafted(rows).tasks] == ["甲。", "乙。"]


def test_headings_over_two_rows_that_come_again_are_no_task() -> None:
    headings = [("工作任务", "责任分工", ""), (UP, "牵头单位", "配合单位")]
    draft = drafted([*headings, ("甲。", "市甲局", ""), *headings, ("乙。", "市甲局", "")])
    assert [task.content for task in draft.tasks] == ["甲。", "乙。"]


def test_responsible_and_supporting_without_a_leading_column_is_asked_about_once() -> None:
    draft = drafted([("工作内容", "责任单位", "配合单位"), ("甲。", "市甲局", ""), ("乙。", "市甲局", "")])
    question = "没有牵头单位一栏：是否由这一栏的单位牵头，其他栏为责任单位？"
    assert [each for each in asked(draft) if each[0] == "表1"] == [
        ("表1", "责任单位", question, "责任单位牵头")
    ]


def test_people_and_progress_are_no_units_and_are_said_to_be_left_out() -> None:
    headings = ("工作内容", "牵头领导", "牵头单位", "责任人", "完成情况", "完成时限", "备注")
    draft = drafted([headings, ("甲。", "张三", "市甲局", "李四", "好", "2023年6月底前", "略")])
    assert draft.tasks[0].responsible.lead == ("市甲局",)
    assert draft.tasks[0].deadline.text == "2023年6月底前"
    assert remarks(draft)[0] == ("表1", "牵头领导、责任人、完成情况、备注", "这些列没有用到。")


def test_of_beginning_and_end_the_end_is_due() -> None:
    headings = ("工作内容", "牵头单位", "开始时间", "完成时间")
    (task,) = drafted([headings, ("甲。", "市甲局", "2023年4月", "2023年6月底前")]).tasks
    assert task.deadline.text == "2023年6月底前"


@pytest.mark.parametrize(
    "rows", [[("姓名", "职务"), ("张三", "局长")], [("工作内容", "完成时限"), ("甲。", "长期")], [HEADINGS]]
)
def test_a_table_without_tasks_and_units_is_no_ledger(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(NoLedger, match=r"方案.docx 里没有找到任务台账"):
        drafted(rows)
