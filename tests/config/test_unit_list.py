"""Cells that name units, as plans write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.campaign import PUYANG, load
from config.unit_list import KnownNames, one_line, read_units
from reports.annex_sheet import named
from tests.config.annex_2 import EIGHT
from tracker.plan import Campaign

NOBODY_KNOWN = KnownNames({})
PLAN = load(PUYANG)


def known(campaign: Campaign) -> KnownNames:
    units = {word: unit.name for unit in campaign.units for word in (unit.name, *unit.synonyms)}
    return KnownNames(units | {each.name: each.name for each in campaign.collectives})


def names(text: str) -> tuple[str, ...]:
    return read_units(text, NOBODY_KNOWN).names


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市财政局", ("市财政局",)),
        ("市财政局、审计局，税务局；统计局", ("市财政局", "市审计局", "市税务局", "市统计局")),
        ("市财政局\n市审计局", ("市财政局", "市审计局")),
        ("市财政局　市审计局", ("市财政局", "市审计局")),
        ("市自然资源\n和规划局", ("市自然资源和规划局",)),
        ("市人民政府办\n公室、市财政局", ("市人民政府办公室", "市财政局")),
        ("市政府\n督查室", ("市政府督查室",)),
        ("市财政局和审计局", ("市财政局", "市审计局")),
        ("市工业和信息化局", ("市工业和信息化局",)),
        ("市委宣传部、组织部", ("市委宣传部", "市委组织部")),
        ("县发改委、财政局", ("县发改委", "县财政局")),
        ("东山县、西山县人民政府，高新区管委会", ("东山县", "西山县", "高新区")),
        ("各县（市、区）人民政府、高新区管委会", ("各县（市、区）人民政府", "高新区")),
        ("市财政局、国网云山供电公司、税务局", ("市财政局", "国网云山供电公司", "税务局")),
        ("市财政局（国资委）", ("市财政局（国资委）",)),
        ("市财政局、市财政局", ("市财政局",)),
        ("/", ()),
        ("", ()),
    ],
)
def test_units_are_read_however_a_cell_parts_them(text: str, units: tuple[str, ...]) -> None:
    assert names(text) == units


@pytest.mark.parametrize(
    ("text", "units", "nobody"),
    [
        ("市财政局等有关部门", ("市财政局",), ("等有关部门",)),
        ("市财政局、审计局等市直有关单位", ("市财政局", "市审计局"), ("等市直有关单位",)),
        ("市财政局等相关部门按职责分工负责", ("市财政局",), ("等相关部门按职责分工负责",)),
        ("各有关部门", (), ("各有关部门",)),
        ("各县（区）政府，市直有关单位", ("各县（区）政府",), ("市直有关单位",)),
        ("无", (), ("无",)),
    ],
)
def test_who_is_not_named_is_nobody(text: str, units: tuple[str, ...], nobody: tuple[str, ...]) -> None:
    read = read_units(text, NOBODY_KNOWN)
    assert (read.names, read.nobody) == (units, nobody)


def test_what_is_no_unit_is_told_apart() -> None:
    read = read_units("市财政局、张三、详见附件3", NOBODY_KNOWN)
    assert (read.names, read.strange) == (("市财政局",), ("张三", "详见附件3"))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("市财政局（牵头）、审计局", [True, False]),
        ("牵头单位：市财政局；配合单位：审计局、东山县政府", [True, False, False]),
        ("主办：市财政局 协办：市审计局", [True, False]),
        ("市财政局、市审计局（配合）", [None, False]),
        ("市财政局牵头，审计局配合", [True, False]),
        ("由市财政局牵头，市审计局、市税务局配合", [True, False, False]),
        ("由市财政局会同市审计局", [None, None]),
        ("责任单位：市财政局、审计局", [None, None]),
        ("市财政局、审计局", [None, None]),
    ],
)
def test_a_cell_may_say_itself_who_leads(text: str, leads: list[bool | None]) -> None:
    assert [each.leads for each in read_units(text, NOBODY_KNOWN).mentions] == leads


def test_words_between_units_are_no_part_of_a_name() -> None:
    read = read_units("由市财政局会同审计局牵头，东山县政府配合", NOBODY_KNOWN)
    assert (read.names, read.strange) == (("市财政局", "市审计局", "东山县"), ())


@pytest.mark.parametrize(
    "text",
    [
        "各县（区）政府，\n开发区、工业园区管委会",
        "各县（区）政府\n\n开发区、工业园区管委会",
        "各县(区)人民政府、开发区、工业园区管委会",
    ],
)
def test_a_collective_is_known_however_its_name_is_parted(text: str) -> None:
    assert read_units(text, known(PLAN)).names == ("各县（区）政府，开发区、工业园区管委会",)


def test_a_short_form_that_is_known_means_its_unit() -> None:
    assert read_units("市发改委、住建局", known(PLAN)).names == ("市发展改革委", "市住房城乡建设局")


def test_a_cell_becomes_one_line_in_which_names_stay_apart() -> None:
    assert one_line("各县（区）政府，\n开发区、\n工业园区管委会") == "各县（区）政府，开发区、工业园区管委会"
    assert one_line("市财政局\n市审计局\n") == "市财政局、市审计局"
    assert one_line("市自然资源\n和规划局") == "市自然资源和规划局"


UNITS = [unit.name for unit in PLAN.units]
PARTED = st.sampled_from(["、", "，", ",", "；", "\n", " ", "、\n", "\n\n"])


@given(st.lists(st.sampled_from(UNITS), unique=True, min_size=1, max_size=12), st.data())
def test_known_units_are_read_whatever_parts_them(units: list[str], data: st.DataObject) -> None:
    text = units[0] + "".join(data.draw(PARTED) + unit for unit in units[1:])
    read = read_units(text + data.draw(st.sampled_from(["", "等有关部门", "等"])), known(PLAN))
    assert (read.names, read.strange) == (tuple(units), ())


@given(st.sets(st.sampled_from(UNITS)))
def test_what_the_annex_writes_of_any_units_is_read_as_the_same(units: set[str]) -> None:
    in_order = tuple(unit for unit in UNITS if unit in units)
    members = {each.name: each.units for each in PLAN.collectives}
    read = read_units(named(in_order, PLAN), known(PLAN)).names
    assert {unit for name in read for unit in members.get(name, (name,))} == units


@given(st.text(alphabet="市县区局委办政府各（）()、，；\n 等有关部门和张牵头：开发", max_size=40))
def test_whatever_is_written_nothing_is_named_twice_or_made_up(text: str) -> None:
    read = read_units(text, NOBODY_KNOWN)
    assert len(set(read.names)) == len(read.names)
    plain = "".join(text.split())
    assert all(set(name) <= set(plain) for name in (*read.names, *read.nobody, *read.strange))


def test_eight_units_have_the_name_that_the_annex_gives_them() -> None:
    assert named(EIGHT, PLAN) == "各县（区）政府，开发区、工业园区管委会"
