"""Several sections laid out as one message."""

from typing import Any

from reminders.layout import FOOT, ROOM, Section, one_message
from reminders.wording import section_payload


def section(title: str, foot: str) -> dict[str, Any]:
    line = ("标题", title)
    return section_payload(
        Section(day="2021-07-01", title=title, whose="", lines=[line], foot=foot, pointer="")
    )


def test_what_closes_several_sections_is_said_once_line_by_line() -> None:
    told = one_message([section("排名", "依据一\n暂定二"), section("约谈", "暂定二\n依据三")])
    assert told["parameters"]["text"].endswith("约谈\n\n依据一\n暂定二\n\n依据三")


def test_closing_remarks_leave_room_for_what_they_close() -> None:
    remark = "按现在掌握的情况计算" * 30
    ranking = Section(
        day="2021-07-01",
        title="名单",
        whose="",
        lines=[("县（区）", f"第 {n} 名") for n in range(1, 61)],
        foot="\n".join(f"{n}{remark}" for n in range(20)),
        pointer="发送 /rank 查看全部。",
    )
    text = one_message([section_payload(ranking)])["parameters"]["text"]
    assert len(text) < ROOM
    assert "第 60 名" in text
    assert text.count(remark) == FOOT // (len(remark) + 1)
