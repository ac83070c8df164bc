"""Several sections laid out as one message."""

from typing import Any

from reminders.layout import Section, one_message
from reminders.wording import section_payload


def section(title: str, foot: str) -> dict[str, Any]:
    line = ("标题", title)
    return section_payload(
        Section(day="2021-07-01", title=title, whose="", lines=[line], foot=foot, pointer="")
    )


def test_what_closes_several_sections_is_said_once_line_by_line() -> None:
    told = one_message([section("排名", "依据一\n暂定二"), section("约谈", "暂定二\n依据三")])
    assert told["parameters"]["text"].endswith("约谈\n\n依据一\n暂定二\n\n依据三")
