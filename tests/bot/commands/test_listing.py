from datetime import datetime

from reminders.notice_sweep import issue_due
from tests.acting import SHANGHAI
from tests.bot.commands.conftest import Terminal
from tracker.plan import Campaign
from tracker.store.store import Store

HEADER = "任务编号,单位,进度,情况,报送日期,核验日期,结果\n"


def test_a_week_before_its_date_a_task_is_reminded_of(baiyuan: Terminal) -> None:
    messages = baiyuan.json("due", "--on", "2021-06-23")["messages"]
    assert messages[1] == {
        "recipient": "liaison",
        "unit": "清丰县",
        "items": [
            {
                "key": "assignment:3.2:清丰县:due:2021-06-30:7",
                "kind": "due",
                "code": "3.2",
                "due": "2021-06-30",
                "days": 7,
                "notice": None,
            }
        ],
    }


def test_a_line_names_the_notice_that_it_is_under_once_that_is_issued(
    baiyuan: Terminal, campaign: Campaign
) -> None:
    store = Store(f"sqlite:///{baiyuan.folder / 'baiyuan.db'}")
    store.write_now(issue_due, campaign, datetime(2021, 6, 24, 9, tzinfo=SHANGHAI))
    store.close()

    def named(day: str) -> set[tuple[str, str | None]]:
        messages = baiyuan.json("due", "--on", day)["messages"]
        items = next(each["items"] for each in messages if each["unit"] == "清丰县")
        return {(item["code"], (item["notice"] or "").rstrip("0123456789号") or None) for item in items}

    assert ("3.2", None) in named("2021-06-23")
    assert {("3.2", "百园增效督〔2021〕"), ("R2021Q2", "百园增效督〔2021〕")} <= named("2021-06-25") | named(
        "2021-06-30"
    )
    # Of 1 July the yellow one is called for, and not issued yet.
    assert ("3.2", None) in named("2021-07-01")
    assert "百园增效督〔2021〕" in baiyuan("due", "--on", "2021-06-25").out


def test_nothing_is_sent_on_a_day_off(baiyuan: Terminal) -> None:
    assert baiyuan.json("due", "--on", "2021-06-26") == {"messages": []}
    assert "不是工作日" in baiyuan("due", "--on", "2021-06-26").out


def test_nothing_is_sent_before_the_plan_was_issued(baiyuan: Terminal) -> None:
    baiyuan.write(".env", "BAIYUAN_REHEARSE_FROM=2021-04-01T09:00")
    assert {item["kind"] for m in baiyuan.json("due")["messages"] for item in m["items"]} >= {"overdue"}
    assert "还有 7 天" in baiyuan("due", "--on", "2021-06-23").out


def test_reports_are_listed_in_order_of_arrival_with_their_fate(baiyuan: Terminal) -> None:
    rows = (
        "3.2,清丰县,100,第一次,2021-03-20,2021-03-25,退回\n"
        "3.2,清丰县,100,第二次,2021-03-28,2021-04-02,办结\n"
        "3.2,清丰县,60,开始,2021-03-01,,\n"
        "3.1,濮阳县,100,被替换,2021-03-01,,\n"
        "3.1,濮阳县,100,待核验,2021-03-02,,\n"
    )
    baiyuan("import", "reports", baiyuan.write("r.csv", HEADER + rows))
    listed = baiyuan.json("reports")["reports"]
    assert [(each["text"], each["state"], each["reviewed_on"]) for each in listed] == [
        ("第一次", "returned", "2021-03-25"),
        ("第二次", "approved", "2021-04-02"),
        ("开始", "progress", None),
        ("被替换", "progress", None),
        ("待核验", "awaiting", None),
    ]
    assert listed[0] == {
        "code": "3.2",
        "unit": "清丰县",
        "percent": 100,
        "text": "第一次",
        "said_on": "2021-03-20",
        "state": "returned",
        "reviewed_on": "2021-03-25",
        "case": None,
    }
    assert len(baiyuan.json("reports", "--unit", "清丰")["reports"]) == 3
    assert len(baiyuan.json("reports", "--code", "3.1", "--unit", "濮阳县")["reports"]) == 2
    assert baiyuan.json("reports", "--code", "3.1", "--unit", "清丰县") == {"reports": []}
    assert "共 5 条填报" in baiyuan("reports").out


def test_unknown_tasks_and_units_are_refused(baiyuan: Terminal) -> None:
    for words in (("--code", "9.9"), ("--unit", "月球"), ("--code", "😀")):
        said = baiyuan("reports", *words, "--json")
        assert (said.code, said.err, list(said.json)) == (1, "", ["error"])
        assert words[1] in said.json["error"]
