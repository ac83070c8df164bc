"""Workbooks that are odd, damaged, or made to do harm."""

from pathlib import Path
from struct import pack
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile
from zlib import crc32

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as WritingWorkbook

from bot.sheets import unpacking
from bot.sheets.lines import Limits, Line, UnreadableSheet
from bot.sheets.sheet import IMPORTED, MEGABYTE, headed_lines, read_sheet
from tests.bot.sheets.test_reading import COLUMNS, book_of, cells

HEAD: list[object] = ["编号", "园区", "容积率"]


def replaced(file: Path, part: str, content: bytes, method: int = ZIP_DEFLATED) -> Path:
    """The same workbook with another part."""
    with ZipFile(file) as old:
        parts = {each.filename: old.read(each) for each in old.infolist()} | {part: content}
    with ZipFile(file, "w", method) as new:
        for name, text in parts.items():
            new.writestr(name, text)
    return file


def sheet_of(rows: str, behind: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet '
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData>{behind}</worksheet>"
    ).encode()


def lines(file: Path) -> list[Line]:
    return list(headed_lines(file, COLUMNS, IMPORTED).below)


def refused(file: Path) -> str:
    with pytest.raises(UnreadableSheet) as refusal:
        read_sheet(file, COLUMNS)
    return str(refusal.value)


def test_a_formula_gives_what_it_came_to_and_a_link_its_words(tmp_path: Path) -> None:
    book = WritingWorkbook(tmp_path / "x.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["1", "清丰", 0.5])
    sheet.write(2, 0, "2")
    sheet.write_formula(2, 1, '=HYPERLINK("http://x.test","范县")', None, "范县")
    sheet.write_formula(2, 2, "=C2+0.1", None, 0.6)
    book.close()
    assert cells(read_sheet(tmp_path / "x.xlsx", COLUMNS)) == [("1", "清丰", "0.5"), ("2", "范县", "0.6")]


def test_a_formula_without_its_result_is_refused_with_its_row(tmp_path: Path) -> None:
    sheet = read_sheet(book_of(tmp_path, HEAD, ["1", "清丰", 1], ["2", "清丰", "=1+1"]), COLUMNS)
    assert cells(sheet) == [("1", "清丰", "1")]
    assert [(each.row, each.column) for each in sheet.refused] == [(3, "容积率")]
    assert "公式没有保存计算结果" in sheet.refused[0].reason


def test_a_link_to_another_workbook_gives_what_it_came_to_and_is_never_followed(tmp_path: Path) -> None:
    book = WritingWorkbook(tmp_path / "x.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["1", "清丰"])
    sheet.write_formula(1, 2, r"='\\server\share\[other.xlsx]Sheet1'!A1", None, 0.7)
    book.close()
    assert cells(read_sheet(tmp_path / "x.xlsx", COLUMNS)) == [("1", "清丰", "0.7")]


def test_text_is_read_as_text_and_numbers_are_known_as_numbers(tmp_path: Path) -> None:
    (line,) = lines(book_of(tmp_path, HEAD, ["0012", "'=1", 1.504862236628849]))
    assert line.cells == ("0012", "'=1", "1.504862236628849")
    assert line.numbers == (2,)


def test_a_cell_merged_downwards_reaches_the_rows_below_and_no_others(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, ["1", "清丰", 1], ["2", None, 2], ["3", None, 3], ["4", "范县", 4], ["5", None, 5]):
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("B5:C5")
    book.save(tmp_path / "x.xlsx")
    assert [dict(line.merged) for line in lines(tmp_path / "x.xlsx")] == [
        {},
        {1: "清丰"},
        {1: "清丰"},
        {},
        {},
    ]


def test_more_merged_cells_than_a_person_makes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_MOST_MERGED", 2)
    merged = "".join(f'<mergeCell ref="A{top}:A{top + 1}"/>' for top in (1, 3, 5))
    file = replaced(
        book_of(tmp_path, HEAD),
        "xl/worksheets/sheet1.xml",
        sheet_of("", f"<mergeCells>{merged}</mergeCells>"),
    )
    assert "合并单元格超过 2 处" in refused(file)


def test_a_workbook_damaged_anywhere_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = book_of(tmp_path).read_bytes()
    for place in range(60, len(whole), 211):
        (tmp_path / "cut.xlsx").write_bytes(whole[:place] + b"\0\0\0\0\0\0\0\0" + whole[place + 8 :])
        assert refused(tmp_path / "cut.xlsx")


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    whole = book_of(tmp_path, HEAD, ["1", "清丰", 1]).read_bytes()
    for length in (100, len(whole) // 2, len(whole) - 10):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        assert "已损坏" in refused(tmp_path / "cut.xlsx")


def test_what_unpacks_to_too_much_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    spaces = replaced(book_of(tmp_path), "xl/worksheets/sheet1.xml", b" " * (17 * MEGABYTE))
    assert "解压后过大" in refused(spaces)
    styles = replaced(book_of(tmp_path), "xl/styles.xml", b" " * (33 * MEGABYTE))
    assert "解压后过大" in refused(styles)
    file = book_of(tmp_path, HEAD, ["1", "清丰", 1])
    limits = Limits(most_bytes=MEGABYTE, most_unpacked_bytes=1000, most_rows=9)
    with pytest.raises(UnreadableSheet, match="解压后过大"):
        headed_lines(file, COLUMNS, limits)


def test_more_texts_than_a_table_needs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MOST_STRINGS", 3)
    file = replaced(
        book_of(tmp_path, HEAD, ["1", "清丰", 1]), "xl/sharedStrings.xml", b"<sst><si/><si/><si/><si/></sst>"
    )
    assert "解压后过大" in refused(file)


def test_a_part_that_is_larger_than_the_file_says_is_refused(tmp_path: Path) -> None:
    content = b" " * (40 * MEGABYTE)
    file = replaced(book_of(tmp_path), "xl/styles.xml", content)
    packed = bytearray(file.read_bytes())
    true, told = pack("<I", len(content)), pack("<I", 10)
    assert packed.count(true) == 2
    lying = packed.replace(true, told).replace(pack("<I", crc32(content)), pack("<I", crc32(content[:10])))
    file.write_bytes(lying)
    assert "解压后过大" in refused(file)


def test_a_small_part_that_is_larger_than_the_file_says_is_damaged(tmp_path: Path) -> None:
    content = b" " * 1_234_567
    file = replaced(book_of(tmp_path), "xl/styles.xml", content)
    file.write_bytes(file.read_bytes().replace(pack("<I", len(content)), pack("<I", 10)))
    assert "已损坏" in refused(file)


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_workbook_packed_as_none_ever_is_is_refused(tmp_path: Path, method: int) -> None:
    assert "已损坏" in refused(replaced(book_of(tmp_path, HEAD, ["1", "清丰", 1]), "xl/x.xml", b"", method))


def test_entities_that_swell_are_refused(tmp_path: Path) -> None:
    swelling = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{swelling}]>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l8;</t></is></c></row>'
    content = sheet_of(rows).replace(b"<worksheet", bomb.encode() + b"<worksheet")
    assert "已损坏" in refused(replaced(book_of(tmp_path), "xl/worksheets/sheet1.xml", content))


def test_a_row_that_numbers_itself_beyond_any_sheet_is_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>'
    file = replaced(book_of(tmp_path), "xl/worksheets/sheet1.xml", sheet_of(rows))
    assert "行号超过 1,048,576" in refused(file)


def test_a_row_wider_than_any_table_is_refused(tmp_path: Path) -> None:
    file = replaced(
        book_of(tmp_path), "xl/worksheets/sheet1.xml", sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    )
    assert "第 1 行有 16,384 列" in refused(file)


def test_a_date_beyond_the_calendar_is_a_cell_in_error_not_the_end_of_the_file(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet.append(["1", "清丰", 99999999999])
    sheet["C2"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "x.xlsx")
    assert cells(read_sheet(tmp_path / "x.xlsx", COLUMNS)) == [("1", "清丰", "#VALUE!")]
