"""What can be wrong with any file, and how its faults are told."""

from pathlib import Path

import pytest

from config.campaign import PUYANG, CampaignFaults, load, read_campaign
from tests.config.spoiling import GOOD, assert_refused, faults_of, spoilt


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


MUTATIONS = {
    "a misspelt key": (
        "due_within_days = 30",
        "due_witin_days = 30",
        "lights · due_witin_days",
        "没有“due_witin_days”这个键。是否应为“due_within_days”？",
    ),
    "an unknown section": ("[notices]", "[notice]", "notice", "没有“notice”这个键。是否应为“notices”"),
    "a missing key": ("behind_points = 20\n", "", "lights · behind_points", "缺少 behind_points。"),
    "a missing section": (
        "[[indicators]]\nnumber = 1\n",
        "[[indicator]]\nnumber = 1\n",
        "indicator",
        "没有“indicator”",
    ),
    "a text where a number belongs": (
        "due_within_days = 30",
        'due_within_days = "三十"',
        "lights · due_within_days",
        "应为整数，现为 三十。",
    ),
    "a truth where a number belongs": (
        "due_within_days = 30",
        "due_within_days = true",
        "lights · due_within_days",
        "应为整数",
    ),
    "a number where a text belongs": (
        'name = "范县"',
        "name = 5",
        "units 5 · name",
        "应为文字，并加英文双引号，现为 5。",
    ),
    "a word where a list belongs": (
        'lead = ["市自然资源和规划局"]\nsupporting = ["市发展改革委", "市税务局"]',
        'lead = "市自然资源和规划局"\nsupporting = ["市发展改革委", "市税务局"]',
        "tasks 2.1 · lead",
        "应为名单，写在方括号 [ ] 里",
    ),
    "a number in a list of words": (
        'synonyms = ["财政局"',
        'synonyms = [1, "财政局"',
        "units 市财政局 · synonyms",
        "名单中的每一项都应是不为空的文字。",
    ),
    "a word where a table belongs": (
        "exempt_kinds = [\n",
        'exempt_kinds = [\n    "普通项目",\n',
        "sanctions · exempt_kinds",
        "第 1 项应为一个表。",
    ),
    "a truth in quotes": (
        'synonyms = ["清丰", "清丰县政府", "清丰县人民政府"]\nquarterly_return = true',
        'synonyms = ["清丰", "清丰县政府", "清丰县人民政府"]\nquarterly_return = "是"',
        "units 清丰县 · quarterly_return",
        "应为 true 或 false，不加引号，现为 是。",
    ),
    "an empty name": ('name = "集中攻坚"', 'name = "  "', "phases 第 2 项 · name", "不能为空。"),
    "an empty content": (
        'content = "依法查处违法违规用地。"',
        'content = ""',
        "tasks 3.6 · content",
        "不能为空。",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_fault_of_form_is_named_with_its_place(name: str) -> None:
    assert_refused(*MUTATIONS[name])


def test_a_fault_tells_the_line_it_stands_on() -> None:
    text = spoilt(("due_on = 2021-04-30", "due_on = 2021-05-30"))
    (fault,) = faults_of(text)
    assert fault.line == line_of(text, "due_on = 2021-05-30")
    assert str(fault).startswith(f"tasks 2.2 · due_on（第 {fault.line} 行）：")


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    text = spoilt(
        ('weight = "0.40"', "weight = 0.40"),
        ("due_on = 2021-04-30", "due_on = 2021-02-30"),
        ("due_on = 2022-12-31", "due_on = 2022-13-31"),
        ('lead = ["市自然资源和规划局"]', 'lead = ["市自然资源和规化局"]'),
        ("[30, 14, 7, 3, 1, 0]", "[30, 14, 7, 3, 1, 1]"),
        ('timezone = "Asia/Shanghai"', "timezone = 8"),
    )
    assert [fault.place for fault in faults_of(text)] == [
        "timezone",
        "tasks 1.2 · lead",
        "tasks 2.2 · due_on",
        "tasks 3.3 · due_on",
        "ladder · before_days",
        "scoring · indicators tax · weight",
    ]


def test_one_fault_does_not_draw_others_after_it() -> None:
    text = spoilt(('weight = "0.40"', "weight = 0.40"), ("illegal_mu = 6891", "illegal_mu = 6891.0"))
    assert len(faults_of(text)) == 2


def test_the_printed_faults_are_one_line_each() -> None:
    with pytest.raises(CampaignFaults) as refused:
        read_campaign(spoilt(("number = 5\n", "number = 4\n"), ("after_workdays = 5", "after_workdays = -5")))
    lines = str(refused.value).split("\n")
    assert len(lines) == len(refused.value.faults) > 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('title = "没有引号结尾', "引号没有成对"),
        ("title = 没有引号", "文字要加英文双引号"),
        ("title 没有等号", "缺少等号"),
        ("标题 = 1", "键只能用英文字母"),
        ('title = "一" title = "二"', "一行只能写一项"),
        ("[[units]", "方括号没有成对"),
        ("unit = { id = 1, id = 2 }", "同一个键写了两次"),
    ],
)
def test_what_is_not_toml_is_one_fault_with_line_and_column(line: str, reason: str) -> None:
    (fault,) = faults_of(f"# 第一行\n{line}\n")
    assert fault.line == 2
    assert "列附近" in fault.sentence
    assert reason in fault.sentence


def test_a_key_written_twice_is_a_fault() -> None:
    (fault,) = faults_of('title = "一"\ntitle = "二"\n')
    assert "同一个键写了两次" in fault.sentence


def test_a_fault_is_one_short_line_whatever_the_file_wrote() -> None:
    text = spoilt(("due_within_days = 30", f'due_within_days = """一\n{"二" * 500}"""'))
    (fault,) = faults_of(text)
    assert "\n" not in str(fault)
    assert len(str(fault)) < 100


def test_an_array_that_never_ends_is_a_fault() -> None:
    (fault,) = faults_of("title = [1,")
    assert "不是正确的 TOML" in fault.sentence


def test_an_empty_file_names_every_section_that_is_missing() -> None:
    missing = {fault.place for fault in faults_of("")}
    required = {
        "title",
        "short",
        "document",
        "issued_on",
        "timezone",
        "units",
        "indicators",
        "tasks",
        "phases",
    }
    assert missing == required | {"lights", "ladder", "notices"}


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CampaignFaults, match="没有这个文件"):
        load(tmp_path / "none.toml")


def test_a_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CampaignFaults, match="读不了这个文件"):
        load(tmp_path)


def test_a_file_in_another_encoding_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes(b"# one\n" + 'title = "濮阳"\n'.encode("gbk"))
    with pytest.raises(CampaignFaults) as refused:
        load(path)
    (fault,) = refused.value.faults
    assert (fault.line, fault.sentence) == (2, "不是 UTF-8 编码，请另存为 UTF-8。")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load(path) == load(PUYANG)
