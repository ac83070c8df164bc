"""`campaign import`: a plan's table of tasks, by Word or Excel, into a campaign file."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from config.campaign import PUYANG, load
from tests.bot.commands.conftest import Terminal
from tests.bot.commands.plan_files import LEFT, UP, excel, word
from tests.config.annex_2 import ANNEX_2, COLUMNS

G = "各县（区）政府，\n开发区、工业园区管委会"
"""As the Annex breaks it."""
Z = "市自然资源和规划局"
HEADINGS = ["序号", "指标名称", "指标内容", "完成时间节点", "牵头单位", "责任单位"]
INDICATORS = (
    "绘好产业集聚区规划“一张图”",
    "织密产业集聚区用地政策体系“一张网”",
    "打赢产业集聚区存量低效用地盘活攻坚战",
    "打赢工业用地“标准地”出让攻坚战",
    "开展产业集聚区土地高效利用评价。",
)
UNITS = [
    (G, ""),
    (Z, "市发展改革委，各县（区）政府，开发区、工业园区管委会"),
    (Z, "市发展改革委、税务局"),
    (G, ""),
    (Z, "市发展改革委、生态环境局、住房城乡建设局、市场监管局、税务局等有关部门"),
    (G, ""),
    (Z, G),
    (G, "市自然资源和规划局、发展改革委、工业和信息化局、财政局等有关部门"),
    (G, "市自然资源和规划局、住房城乡建设局"),
    (G, "市自然资源和规划局、发展改革委、工业和信息化局、财政局"),
    (G, ""),
    ("各县（区）政府\n\n开发区、工业园区管委会", "市自然资源和规划局、发展改革委、税务局等有关部门"),
    (Z, "市发展改革委、审计局、统计局、工业和信息化局、税务局，各县（区）政府，开发区、工业园区管委会"),
]
NEW_PAGE = {"2.3", "3.5"}
"""Where the Annex repeats 序号 and 指标名称 on a new page."""


def annex_rows() -> list[list[str]]:
    """Annex 2 as the plan's own file has it."""
    rows = [HEADINGS]
    before = ""
    for (code, content, due, _), (lead, supporting) in zip(ANNEX_2, UNITS, strict=True):
        number = code[0]
        begins = number != before or code in NEW_PAGE
        named = [number, INDICATORS[int(number) - 1]] if begins else [UP, UP]
        rows.append([*named, content, due, lead, supporting])
        before = number
    return rows


def imported(baiyuan: Terminal, plan: Path | str, *options: str) -> Any:
    return baiyuan.json("campaign", "import", str(plan), "out.toml", *options)


def ledger(baiyuan: Terminal, *options: str) -> list[dict[str, Any]]:
    """The ledger without the sources: an import's are its tables."""
    document = baiyuan.json("ledger", *options)
    assert document["assignments"] == 119
    return [{key: task[key] for key in task if key != "source"} for task in document["tasks"]]


def assert_the_same_ledger(baiyuan: Terminal) -> None:
    assert ledger(baiyuan, "--campaign", "out.toml") == ledger(baiyuan)
    for task in load(baiyuan.folder / "out.toml").tasks:
        assert (set(task.lead), set(task.supporting)) == tuple(map(set, COLUMNS[task.code]))


def test_annex_2_exported_and_imported_again_is_the_same_ledger(baiyuan: Terminal) -> None:
    assert baiyuan("export", "annex", "annex.docx").code == 0
    answer = imported(baiyuan, "annex.docx")
    assert (answer["tasks"], answer["assignments"], answer["accepted"]) == (13, 119, True)
    assert [each["question"] for each in answer["decide"]] == ["分哪几个阶段（phases）？台账里没有。"]
    assert_the_same_ledger(baiyuan)
    assert baiyuan("campaign", "check", "out.toml").out == "ok\n"


def test_what_is_imported_again_is_exported_as_the_same_annex(baiyuan: Terminal) -> None:
    import docx

    baiyuan("export", "annex", "first.docx")
    imported(baiyuan, "first.docx")
    baiyuan("init", "--campaign", "out.toml", "--db", "sqlite:///other.db")
    said = baiyuan("export", "annex", "second.docx", "--campaign", "out.toml", "--db", "sqlite:///other.db")
    assert said.code == 0
    first, second = (docx.Document(str(baiyuan.folder / f"{name}.docx")) for name in ("first", "second"))
    assert [[c.text for c in row.cells] for row in first.tables[0].rows] == [
        [c.text for c in row.cells] for row in second.tables[0].rows
    ]
    assert [each.text for each in first.paragraphs] == [each.text for each in second.paragraphs]


@pytest.mark.parametrize("write", [word, excel])
def test_annex_2_as_the_plan_prints_it_is_the_same_ledger(baiyuan: Terminal, write: Any) -> None:
    kind = {word: "docx", excel: "xlsx"}[write]
    path = write(baiyuan.folder / f"plan.{kind}", annex_rows())
    answer = imported(baiyuan, path, "--campaign", str(PUYANG))
    assert answer["units"] == 30
    repeated = [each["place"] for each in answer["decided"] if "重复出现" in each["remark"]]
    assert len(repeated) == 2
    campaign = (baiyuan.folder / "out.toml").read_text(encoding="utf-8")
    for key, value in (("title", '"某市行动"'), ("short", '"行动"'), ("document", '"某〔2021〕1号"')):
        campaign = campaign.replace(f"# {key} =   # 待定", f"{key} = {value}")
    for key in ("issued_on", "from_on", "elapsed_from"):
        campaign = campaign.replace(f"# {key} =   # 待定", f"{key} = 2021-01-25")
    baiyuan.write("out.toml", campaign)
    assert_the_same_ledger(baiyuan)


def test_without_a_roster_the_collectives_of_annex_2_are_asked_about(baiyuan: Terminal) -> None:
    answer = imported(baiyuan, word(baiyuan.folder / "plan.docx", annex_rows()))
    assert (answer["accepted"], answer["assignments"]) == (False, None)
    assert "各县（区）政府" in [each["text"] for each in answer["decide"]]
    assert "groups 各县（区）政府 · units" in [each["place"] for each in answer["faults"]]


A_DOCUMENT = (
    "云政办〔2023〕15号",
    "云山市人民政府办公室关于印发云山市“厂房焕新”行动方案的通知",
    "各县（市、区）人民政府：",
    "根据省政办〔2022〕8号，现将行动方案印发给你们。",
    "2023年3月1日",
    "附件1",
    "云山市“厂房焕新”行动任务分解表",
    [
        ["序号", "重点任务", "具体举措", "完成时限", "责任分工", LEFT, "备注"],
        [UP, UP, UP, UP, "牵头单位", "配合单位", UP],
        ["1", "摸清家底", "开展普查。", "2023年6月底前", "市自然资源局", "东山县、西山县政府", ""],
        [UP, UP, "建立“一厂一档”。", "全年", "市工信局", "市统计局、大数据局等有关部门", ""],
        ["2", "盘活利用", "分类处置。", "2023年9月底前拿出方案，2024年6月底前完成", "东山县政府", "", "略"],
    ],
    "",
    [
        ["序号", "重点任务", "具体举措", "完成时限", "牵头单位", "配合单位", "备注"],
        ["2", "盘活利用", "长期管好。", "2025年上半年", "西山县政府", "有关部门", ""],
        ["说明：时限可适时调整。", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT],
    ],
    "抄送：市委办公室。",
)


def test_a_plan_of_two_pages_with_headings_over_two_rows(baiyuan: Terminal) -> None:
    answer = imported(baiyuan, word(baiyuan.folder / "plan.docx", *A_DOCUMENT))
    assert (answer["tasks"], answer["assignments"], answer["accepted"]) == (4, 8, True)
    campaign = load(baiyuan.folder / "out.toml")
    assert (campaign.title, campaign.issued_on) == ("云山市“厂房焕新”行动方案", date(2023, 3, 1))
    assert [(task.code, task.due_on) for task in campaign.tasks] == [
        ("1.1", date(2023, 6, 30)),
        ("1.2", date(2023, 12, 31)),
        ("2.1", date(2024, 6, 30)),
        ("2.2", date(2025, 6, 30)),
    ]
    assert campaign.tasks[1].supporting == ("市统计局", "市大数据局")
    assert campaign.annex is not None
    assert campaign.annex.note == "时限可适时调整。"


def test_a_sheet_with_sections_dates_and_one_column_of_units(baiyuan: Terminal) -> None:
    rows = [
        ["云山市2024年营商环境任务清单", LEFT, LEFT, LEFT],
        ["序号", "工作任务", "责任单位（首位为牵头单位）", "完成时间"],
        ["一、开办企业", LEFT, LEFT, LEFT],
        ["1", "压减时间。", "市市场监管局、市税务局、公安局", ""],
        ["2", "一窗通办。", "各区人民政府、市政务服务局", "2024年10月前"],
        ["二、获得电力", LEFT, LEFT, LEFT],
        ["3", "公布计划。", "国网云山供电公司", "每季度末"],
    ]
    day = datetime(2024, 9, 30)  # noqa: DTZ001  (cells have no zone)
    answer = imported(baiyuan, excel(baiyuan.folder / "plan.xlsx", rows, days=[(3, 3, day)]))
    asked = {(each["place"], each["text"]): each["taken"] for each in answer["decide"]}
    assert asked["工作表第5行“完成时间”", "2024年10月前"] == "2024-09-30"
    assert asked["工作表第7行“完成时间”", "每季度末"] is None
    assert asked["工作表第5行", "各区人民政府"] is None
    text = (baiyuan.folder / "out.toml").read_text(encoding="utf-8")
    assert 'name = "一、开办企业"' in text
    assert 'lead = ["市市场监管局"]\nsupporting = ["市税务局", "市公安局"]' in text
    assert "due_on = 2024-09-30\n" in text


def test_a_table_of_responsible_and_supporting_units_beside_people(baiyuan: Terminal) -> None:
    table = [
        ["编号", "任务类别", "工作内容", "责任领导", "责任单位", "配合单位", "进度安排"],
        ["1", "清查", "全面清查。", "张三", "东山县、西山县政府", "市水利局", "二〇二三年六月底前"],
        ["2", "整治", "分类整治。", "李四", "市水利局", "各县政府", "2023.9"],
        ["3", UP, "建章立制。", "李四", "市水利局\n市生态环境局", "各县政府", "2023年12月31日前"],
    ]
    answer = imported(baiyuan, word(baiyuan.folder / "plan.docx", "河道整治任务表", table))
    text = (baiyuan.folder / "out.toml").read_text(encoding="utf-8")
    assert answer["tasks"] == 3
    assert 'lead = ["市水利局", "市生态环境局"]' in text
    assert "due_on = 2023-06-30\n" in text
    assert "张三" not in text
    assert "东山县、西山县" in next(
        each["question"] for each in answer["decide"] if each["text"] == "各县政府"
    )


def test_a_table_that_goes_on_without_headings_and_marks_who_leads(baiyuan: Terminal) -> None:
    first = [
        ["", "工作任务", "责任单位", "时限"],
        ["", "排查。", "市应急局（牵头）、消防救援支队", "2023年5月底"],
        ["", "整改。", "各县（区）政府、开发区管委会、市应急局", "2023年8月底"],
    ]
    second = [["", "复查。", "市应急局", "2023年10月底"], ["", "总结。", UP, UP]]
    answer = imported(
        baiyuan, word(baiyuan.folder / "plan.docx", "安政办〔2023〕2号附件", first, "（续）", second)
    )
    text = (baiyuan.folder / "out.toml").read_text(encoding="utf-8")
    assert answer["tasks"] == 4
    assert 'lead = ["市应急局"]\nsupporting = ["消防救援支队"]' in text
    assert 'lead = ["各县（区）政府", "开发区"] # 待定：牵头\nsupporting = ["市应急局"]' in text
    assert text.count("due_on = 2023-10-31") == 2


def test_each_question_has_its_place_the_text_and_what_is_taken(baiyuan: Terminal) -> None:
    said = baiyuan("campaign", "import", str(word(baiyuan.folder / "plan.docx", *A_DOCUMENT)), "out.toml")
    assert (said.code, said.err) == (0, "")
    assert "读出 4 项任务，8 项分工，名单中 7 家单位。已存为 out.toml。" in said.out
    line = "表1第5行“完成时限”〔2023年9月底前拿出方案，2024年6月底前完成〕：写了几个日期"
    assert line in said.out
    assert "（文件里暂写：2024-06-30）" in said.out
    assert said.out.endswith("campaign check：ok\n")


def test_what_is_left_to_fill_in_is_listed_with_its_line(baiyuan: Terminal) -> None:
    table = [["工作内容", "牵头单位"], ["甲。", "市甲局"]]
    said = baiyuan("campaign", "import", str(word(baiyuan.folder / "plan.docx", table)), "out.toml")
    assert said.code == 0
    assert "填好后运行 baiyuan campaign check out.toml" in said.out
    checked = baiyuan("campaign", "check", "out.toml")
    assert checked.code == 1
    assert all(f"  {line}" in said.out.splitlines() for line in checked.out.splitlines())


def test_a_file_that_is_there_is_never_overwritten(baiyuan: Terminal) -> None:
    plan = word(baiyuan.folder / "plan.docx", *A_DOCUMENT)
    baiyuan.write("out.toml", "mine")
    said = baiyuan("campaign", "import", str(plan), "out.toml", "--json")
    assert (said.code, said.json) == (1, {"error": "已有文件 out.toml，没有改动它：请另起一个名称。"})
    assert (baiyuan.folder / "out.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("plan", "out", "sentence"),
    [
        ("plan.docx", "out.txt", "只能存为 .toml，请改“out.txt”的扩展名。"),
        ("nowhere.docx", "out.toml", "没有这个文件"),
        ("plan.docx", "nowhere/out.toml", "写不了文件 nowhere/out.toml（没有这个文件或文件夹）。"),
        ("lines.docx", "out.toml", "lines.docx 里没有找到任务台账"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_no_file(
    baiyuan: Terminal, plan: str, out: str, sentence: str
) -> None:
    word(baiyuan.folder / "plan.docx", *A_DOCUMENT)
    word(baiyuan.folder / "lines.docx", "只有文字。")
    said = baiyuan("campaign", "import", plan, out)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert not (baiyuan.folder / out).exists()
