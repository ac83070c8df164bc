"""A report of the last evening that an outage kept on the way until the next morning is in time."""

from datetime import timedelta

from bot.sandbox.phone import Stage
from tests.e2e.cast import OFFICE, QINGFENG, pick_up, real_now
from tests.e2e.process import Baiyuan


async def test_what_was_said_on_the_last_evening_and_handled_the_next_morning_is_in_time(
    stage: Stage, program: Baiyuan
) -> None:
    program.settings["BAIYUAN_REHEARSE_FROM"] = "2021-07-01T08:00"
    liaison, office = await pick_up(stage, QINGFENG), await pick_up(stage, OFFICE)
    ten_to_midnight = real_now() - timedelta(hours=8, minutes=10)
    await liaison.say("/report 3.2 100 全部完成", date=ten_to_midnight)
    program.start(wait=False)
    assert "填报日期：6月30日" in (await liaison.next_message(20)).text
    (report,) = program.ask("reports")["reports"]
    assert report["said_on"] == "2021-06-30"
    await office.press("核验", on=await office.next_message())
    await office.press("办结", on=await office.next_message())
    assert "以6月30日填报为准" in (await office.next_message()).text
    late = {unit["unit"]: unit["items"] for unit in program.ask("overdue", "--on", "2021-07-01")["units"]}
    assert "3.2" not in [item["code"] for item in late["清丰县"]]
    assert "3.2" in [item["code"] for item in late["南乐县"]]


async def test_what_was_said_after_midnight_is_a_report_of_the_new_day(
    stage: Stage, program: Baiyuan
) -> None:
    program.settings["BAIYUAN_REHEARSE_FROM"] = "2021-07-01T08:00"
    liaison = await pick_up(stage, QINGFENG)
    await liaison.say("/report 3.2 100 全部完成", date=real_now() - timedelta(hours=7, minutes=50))
    program.start(wait=False)
    assert "填报日期：7月1日" in (await liaison.next_message(20)).text
