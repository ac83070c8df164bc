"""Files as the office sends them: what is read, and what is refused in one sentence."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.sheets.headings import Synonyms
from bot.sheets.lines import UnreadableSheet
from bot.sheets.sheet import Sheet, read_sheet

COLUMNS: Synonyms = {"编号": ("宗地号",), "园区": ("集聚区",), "容积率": ()}
HEAD = "编号,园区,容积率\n"


def read(folder: Path, name: str, content: str | bytes) -> Sheet:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sheet(file, COLUMNS)


def cells(sheet: Sheet) -> list[tuple[int, ...] | tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in sheet.rows]


def book_of(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_comes_in_the_encodings_that_offices_write(tmp_path: Path, encoding: str) -> None:
    sheet = read(tmp_path, "x.csv", (HEAD + "1,清丰,0.6\n").encode(encoding))
    assert cells(sheet) == [("1", "清丰", "0.6")]


def test_a_character_torn_between_two_pieces_of_a_long_file_is_read_whole(tmp_path: Path) -> None:
    long = "一" * 120_000
    for encoding in ("utf-8", "gbk"):
        rows = f"{HEAD}1,{long},0\n" * 1 + f"2,{long},0\n" * 9
        assert [each[1] for each in cells(read(tmp_path, "x.csv", rows.encode(encoding)))] == [long] * 10


UNREADABLE = [
    ("empty.csv", "", "是空的"),
    ("blank.csv", "\n , ,\n\n", "是空的"),
    ("header.csv", HEAD, "只有表头"),
    ("missing.csv", "编号,园区\n1,清丰\n", "表头缺少列：容积率"),
    ("twice.csv", HEAD.strip() + ",宗地号\n1,清丰,1,2\n", "“编号”出现了 2 列"),
    ("quote.csv", HEAD + '1,"没有关上,1\n', "引号没有成对"),
    ("field.csv", HEAD + f"1,{'长' * 140_000},1\n", "一格内容过长"),
    ("wide.csv", HEAD + "," * 1000 + "\n", "有 1,001 列，最多 1,000 列"),
    ("binary.csv", b"\x00\x01\x02\x03" * 99, "不是文字表格"),
    ("odd.csv", b"\xff\xff\xff\xfe\xff", "编码无法识别"),
    ("text.txt", HEAD + "1,清丰,1\n", "只能读取 .csv 或 .xlsx"),
    ("text.xlsx", HEAD + "1,清丰,1\n", "内容却不是"),
    ("broken.xlsx", b"PK\x03\x04" + b"x" * 500, "已损坏"),
    ("old.xls", b"\xd0\xcf\x11\xe0" + b"x" * 500, "旧版 .xls"),
    ("renamed.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 500, "旧版 .xls"),
    ("locked.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 500, "加了密码"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), UNREADABLE)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        read(tmp_path, name, content)
    assert sentence in str(refused.value)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match="没有这个文件"):
        read_sheet(tmp_path / "none.csv", COLUMNS)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UnreadableSheet, match="这是一个文件夹"):
        read_sheet(tmp_path / "folder.csv", COLUMNS)


def test_a_workbook_under_a_false_name_or_without_rows_is_refused(tmp_path: Path) -> None:
    file = book_of(tmp_path)
    with pytest.raises(UnreadableSheet, match="是空的"):
        read_sheet(file, COLUMNS)
    with pytest.raises(UnreadableSheet, match="内容却不是"):
        read(tmp_path, "book.csv", file.read_bytes())


def test_a_file_of_too_many_bytes_is_refused_with_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(UnreadableSheet, match="超过 20 MB"):
        read_sheet(tmp_path / "large.csv", COLUMNS)


def test_a_file_of_too_many_rows_is_refused_with_the_limit(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSheet, match="超过 100,000 行"):
        read(tmp_path, "long.csv", HEAD + "1,清丰,1\n" * 100_001)


def test_headings_are_found_below_titles_and_with_their_measures(tmp_path: Path) -> None:
    rows = "2021年台账\n,,制表：办公室\n宗 地 号,集聚区（简称）,容积率（无量纲）\n1,清丰,0.6\n"
    assert cells(read(tmp_path, "x.csv", rows)) == [("1", "清丰", "0.6")]


def test_a_column_called_just_so_goes_before_one_with_something_in_brackets(tmp_path: Path) -> None:
    sheet = read(tmp_path, "x.csv", "编号（旧）,编号,园区,容积率\n9,1,清丰,0.6\n")
    assert cells(sheet) == [("1", "清丰", "0.6")]
    assert sheet.unused == ("编号（旧）",)


def test_headings_over_two_rows_are_read_as_one(tmp_path: Path) -> None:
    rows = "编号,园区,指标,\n,,容积率,备注\n1,清丰,0.6,无\n"
    sheet = read(tmp_path, "x.csv", rows)
    assert cells(sheet) == [("1", "清丰", "0.6")]
    assert sheet.unused == ("备注",)


def test_headings_over_two_rows_that_come_again_in_one_lose_no_row_between(tmp_path: Path) -> None:
    rows = "编号,园区,指标\n,,容积率\n1,清丰,0.6\n" + HEAD + "2,清丰,0.7\n"
    assert cells(read(tmp_path, "x.csv", rows)) == [("1", "清丰", "0.6"), ("2", "清丰", "0.7")]


def test_headings_that_come_again_and_a_row_of_measures_are_read_over(tmp_path: Path) -> None:
    rows = HEAD + ",,（无）\n1,清丰,0.6\n" + HEAD + "2,清丰,0.7\n"
    assert cells(read(tmp_path, "x.csv", rows)) == [("1", "清丰", "0.6"), ("2", "清丰", "0.7")]


def test_a_value_without_a_heading_is_refused_with_its_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, "x.csv", HEAD + "1,清丰,0.6\n2,,清丰,0.6\n")
    assert [(each.row, each.column, each.value) for each in sheet.refused] == [(3, "第 4 列", "0.6")]
