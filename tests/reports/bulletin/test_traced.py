"""How a sentence keeps its figures."""

from decimal import Decimal

from reports.bulletin.traced import By, Figure, listed, quoted, tell, told, told_share, told_sum


def test_figures_stand_in_the_order_of_the_words() -> None:
    sentence = tell("{b}家有{a}项。", a=told(3, "x.a"), b=told(2, "x.b"))
    assert sentence.text == "2家有3项。"
    assert [figure.paths for figure in sentence.figures] == [("x.b",), ("x.a",)]


def test_what_a_template_does_not_say_leaves_no_figure() -> None:
    assert tell("没有。", a=told(3, "x.a")).figures == ()


def test_a_name_is_no_template() -> None:
    assert tell("{unit}逾期。", unit=told("甲{乙}区", "x.unit")).text == "甲{乙}区逾期。"


def test_an_area_is_said_without_idle_zeros() -> None:
    assert told(Decimal("12.50"), "x").said == "12.5"
    assert told_sum((Decimal("0.1"), Decimal("0.2")), ("x", "y")).said == "0.3"


def test_a_share_is_rounded_half_up_from_the_exact_one() -> None:
    assert told_share(Decimal(1), Decimal(8), ("x", "y")).said == "12.5"
    assert told_share(Decimal("0.00125"), Decimal(25), ("x", "y")).said == "0.01"


def test_many_names_are_counted_after_the_first_eight() -> None:
    few, many = ([(f"甲{n}", f"x[{n}]") for n in range(count)] for count in (8, 9))
    assert listed(few).text == "、".join(name for name, _ in few)
    assert listed(many).text == "、".join(name for name, _ in many[:8]) + "等9家"
    assert listed(many).figures[-1] == Figure(said="9", by=By.COUNT, paths=tuple(path for _, path in many))


def test_a_quotation_is_one_line_with_single_marks_inside() -> None:
    assert quoted("“缺口”大\n\n协商慢", "x", units=20).said == "‘缺口’大 协商慢"
    assert quoted("长" * 30, "x", units=20).said == "长" * 19 + "…"
