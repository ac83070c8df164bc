from datetime import date
from typing import Any

from reminders.ladder import Kind, Reminder
from reminders.layout import one_message
from reminders.morning import MorningMessage, mornings
from reminders.wording import Unreached, item_line, morning_payload, unreached_payload
from tests.reminders.judging import owed
from tracker.model import Holdings, Role
from tracker.plan import Campaign, Part
from tracker.sayings import first_clause

DAY = date(2021, 3, 22)


def item(
    code: str = "3.1",
    part: Part = Part.LEAD,
    due_on: date = date(2021, 3, 31),
    kind: Kind = Kind.DUE,
    days: int = 9,
) -> Reminder:
    return Reminder(
        subject=f"assignment:{code}",
        rung="",
        kind=kind,
        code=code,
        unit="清丰县",
        part=part,
        due_on=due_on,
        days=days,
    )


def message(*items: Reminder, unit: str = "清丰县") -> MorningMessage:
    return MorningMessage(recipient=Role.LIAISON, unit=unit, day=DAY, items=items)


def laid_out(*payloads: dict[str, Any]) -> str:
    return str(one_message(payloads)["parameters"]["text"])


def words(campaign: Campaign, *items: Reminder) -> str:
    return laid_out(morning_payload(message(*items), campaign))


def whole_ledger(campaign: Campaign) -> list[Holdings]:
    tasks = (*campaign.tasks, *campaign.obligations)
    return [
        owed(task.due_on, code=task.code, unit=unit, part=part)
        for task in tasks
        for unit, part in task.parts()
    ]


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_line_reads_as_the_office_would_say_it(campaign: Campaign) -> None:
    assert item_line(item(), campaign, DAY) == "3.1 研究确定低效工业用地标准，3月31日到期，还有 9 天"
    assert item_line(item(due_on=DAY, days=0), campaign, DAY).endswith("3月22日到期，就在今天")
    late = item(due_on=date(2020, 12, 31), kind=Kind.OVERDUE, days=81)
    assert item_line(late, campaign, DAY).endswith("2020年12月31日到期，已逾期 81 天")


def test_a_task_is_named_in_a_reminder_as_it_is_in_the_lists(campaign: Campaign) -> None:
    tasks = (*campaign.tasks, *campaign.obligations)
    said = {task.code: item_line(item(task.code), campaign, DAY) for task in tasks}
    assert said == {
        task.code: f"{task.code} {first_clause(task.content)}，3月31日到期，还有 9 天" for task in tasks
    }


def test_overdue_comes_first_lead_before_supporting_and_obligations_apart(campaign: Campaign) -> None:
    text = words(
        campaign,
        item("3.1"),
        item("2.2", Part.SUPPORTING),
        item("O1", Part.OBLIGATION, kind=Kind.OVERDUE),
        item("1.1", Part.SUPPORTING, kind=Kind.OVERDUE),
        item("4.1", kind=Kind.OVERDUE),
    )
    places = [text.index(f"\n{code} ") for code in ("4.1", "1.1", "3.1", "2.2", "O1")]
    assert places == sorted(places)
    assert "<b>已逾期（牵头） 1 项</b>" in text
    assert "<b>台账以外的要求，已逾期 1 项</b>" in text


def test_the_message_has_the_buttons_that_answer_it(campaign: Campaign) -> None:
    keyboard = morning_payload(message(item()), campaign)["parameters"]["reply_markup"]["inline_keyboard"]
    assert [(button["text"], button["callback_data"]) for row in keyboard for button in row] == [
        ("填报", "report"),
        ("已知悉", "ack"),
    ]


def test_however_much_there_is_it_stays_one_message_and_counts_the_rest(campaign: Campaign) -> None:
    text = words(campaign, *(item("2.3") for _ in range(200)))
    assert 3500 < utf16(text) <= 4000
    shown = text.count("\n2.3 ")
    assert f"另有 {200 - shown} 项未列出，发送 /due 查看全部。" in text


def test_names_are_escaped(campaign: Campaign) -> None:
    payload = morning_payload(message(item("<b>&"), unit="<i>县"), campaign)
    assert "&lt;i&gt;县" in laid_out(payload)
    assert "&lt;b&gt;&amp;" in laid_out(payload)


def test_a_year_whose_working_days_are_guessed_is_named_once(campaign: Campaign) -> None:
    guessed = "2099年的调休安排尚未公布"
    assert words(campaign, *(item(due_on=date(2099, 1, 4)) for _ in range(3))).count(guessed) == 1
    assert "调休" not in words(campaign, item())


def test_the_office_is_told_which_units_and_why_within_one_message(campaign: Campaign) -> None:
    unreached = [
        Unreached(message=message(item("2.3"), unit=f"单位{n}"), blocked=n % 2 == 1) for n in range(100)
    ]
    text = laid_out(unreached_payload(unreached, campaign, DAY))
    assert "100 个单位收不到今晨的提醒" in text
    assert "单位0（未绑定联络员）" in text
    assert "单位1（对方屏蔽了机器人）" in text
    assert utf16(text) <= 4000


def test_the_office_reads_the_name_of_every_unreached_unit_though_there_is_no_room_for_its_items(
    campaign: Campaign,
) -> None:
    items = (item("2.3"),) * 9
    unreached = [
        Unreached(message=message(*items, unit=unit.name), blocked=place == 0)
        for place, unit in enumerate(campaign.units)
    ]
    first, *others = campaign.units
    text = laid_out(unreached_payload(unreached, campaign, DAY))
    assert f"<b>对方屏蔽了机器人 1 个</b>\n{first.name}\n" in text
    named = "、".join(unit.name for unit in others)
    assert f"<b>未绑定联络员 {len(others)} 个</b>\n{named}\n" in text
    assert "项未列出，发送 /overdue 查看全部。" in text


def test_a_morning_has_one_message_a_unit_in_the_campaigns_order(campaign: Campaign) -> None:
    told = mornings(whole_ledger(campaign), campaign, date(2021, 6, 29), date(2021, 6, 30))
    units = [each.unit for each in told]
    assert units == [unit.name for unit in campaign.units if unit.name in units]
    assert {each.recipient for each in told} == {Role.LIAISON}
    assert all({one.unit for one in each.items} == {each.unit} for each in told)


def test_on_a_day_off_nobody_is_told_anything(campaign: Campaign) -> None:
    assert mornings(whole_ledger(campaign), campaign, None, date(2021, 10, 4)) == ()


def test_the_morning_after_march_tells_of_24_lead_and_3_supporting_items(campaign: Campaign) -> None:
    told = mornings(whole_ledger(campaign), campaign, date(2021, 3, 31), date(2021, 4, 1))
    overdue = [one for each in told for one in each.items if one.kind is Kind.OVERDUE]
    assert sum(one.part is Part.LEAD for one in overdue) == 24
    assert sum(one.part is Part.SUPPORTING for one in overdue) == 3
    assert len({one.unit for one in overdue if one.part is not Part.OBLIGATION}) == 11


def test_what_never_arrived_is_told_again_unless_something_newer_is(campaign: Campaign) -> None:
    facts = [owed(date(2021, 6, 30))]
    (first,) = mornings(facts, campaign, date(2021, 6, 22), date(2021, 6, 23))
    (again,) = mornings(facts, campaign, date(2021, 6, 23), date(2021, 6, 24), untold=first.items)
    assert [(one.key, one.days) for one in again.items] == [(first.items[0].key, 6)]
    (newer,) = mornings(facts, campaign, date(2021, 6, 24), date(2021, 6, 25), untold=again.items)
    assert newer.items[0].key.endswith(":3")
