"""`chart`: each picture as a file, the same as in chat; what cannot be written is refused."""

import pytest

from tests.bot.commands.conftest import Terminal

PICTURES = ("status", "matrix", "area", "ranking", "parcels", "timeline")
every = pytest.mark.parametrize("name", PICTURES)


@every
def test_a_picture_is_written_as_png(baiyuan: Terminal, name: str) -> None:
    said = baiyuan("chart", name, "图.png", "--on", "2021-07-01", "--known", "2021-07-01")
    assert (said.code, said.out.strip(), said.err) == (0, "已存为 图.png", "")
    assert (baiyuan.folder / "图.png").read_bytes().startswith(b"\x89PNG")


@every
def test_a_day_before_the_plan_has_its_picture_too(baiyuan: Terminal, name: str) -> None:
    assert baiyuan("chart", name, "图.png", "--on", "2020-12-31").code == 0


@every
def test_another_kind_of_file_is_refused_before_anything_is_read(empty: Terminal, name: str) -> None:
    said = empty("chart", name, "a.jpg", "--on", "2021-07-01")
    assert (said.code, said.out) == (1, "")
    assert ".png" in said.err
    assert not list(empty.folder.glob("*"))


def test_a_picture_that_cannot_be_written_is_refused_in_a_sentence(baiyuan: Terminal) -> None:
    for out, sentence in {"nowhere/a.png": "没有这个文件或文件夹", ".png": ".png"}.items():
        said = baiyuan("chart", "status", out, "--on", "2021-07-01")
        assert said.code == 1
        assert sentence in said.err
    (baiyuan.folder / "folder.png").mkdir()
    assert "这是一个文件夹" in baiyuan("chart", "status", "folder.png").err


def test_the_year_of_the_areas_may_be_another_than_the_day_s(baiyuan: Terminal) -> None:
    for out, words in {"a.png": (), "b.png": ("--year", "2021"), "c.png": ("--year", "2022")}.items():
        assert baiyuan("chart", "area", out, "--on", "2021-07-01", *words).code == 0
    a, b, c = ((baiyuan.folder / f"{name}.png").read_bytes() for name in "abc")
    assert (a == b, a == c) == (True, False)
    assert baiyuan("chart", "area", "d.png", "--year", "99999").code == 1
