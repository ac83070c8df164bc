"""The campaign file that an import writes: accepted once a person has filled in what is marked 待定."""

import re
import tomllib
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from config.campaign import CampaignFaults, read_campaign
from config.importing.ledger_rows import NoLedger
from config.importing.toml_text import campaign_text
from tests.config.importing.papers import HEADINGS, OFFICE, UP, a_task, drafted
from tracker.plan import OFFICE_DEFAULT

ABOVE = ("云政办〔2023〕15号", "2023年3月1日", "云山市“厂房焕新”任务表")


def values(*rows: tuple[str, ...], above: tuple[str, ...] = ABOVE) -> dict[str, Any]:
    return tomllib.loads(campaign_text(drafted([HEADINGS, *rows], above=above)))


def test_a_table_that_leaves_nothing_open_is_accepted_as_it_is() -> None:
    campaign = read_campaign(
        campaign_text(drafted([HEADINGS, a_task(lead="东山县、西山县政府")], above=ABOVE))
    )
    task = campaign.tasks[0]
    assert (campaign.title, campaign.short, campaign.document) == (ABOVE[2], "厂房焕新", ABOVE[0])
    assert (task.due_on, task.due_text, task.lead) == (
        date(2023, 6, 30),
        "2023年6月底前",
        ("东山县", "西山县"),
    )
    assert task.lead_text == "东山县、西山县政府"


def test_what_the_plan_does_not_say_is_the_office_s_and_says_so() -> None:
    written = values(a_task())
    for section in ("lights", "ladder", "notices"):
        assert written[section]["source"] == OFFICE_DEFAULT
    assert written["phases"] == [{"name": "实施", "from_on": date(2023, 3, 1), "source": OFFICE_DEFAULT}]
    assert written["lights"]["due_within_days"] == OFFICE.lights.due_within_days
    assert written["ladder"]["then_weekday"] == "星期三"
    assert set(written) == {
        "title",
        "short",
        "document",
        "issued_on",
        "timezone",
        "units",
        "annex",
        "indicators",
        "tasks",
        "phases",
        "lights",
        "ladder",
        "notices",
    }


def test_what_is_open_has_no_value_and_is_refused_until_it_is_filled_in() -> None:
    text = campaign_text(drafted([HEADINGS, a_task(due="长期", lead="各县政府")], above=()))
    assert sorted(places_refused(text)) == [
        "document",
        "groups 各县政府 · units",
        "issued_on",
        "lights · elapsed_from",
        "phases 实施 · from_on",
        "short",
        "tasks 1.1 · due_on",
        "title",
    ]


def test_filled_in_by_hand_it_is_accepted() -> None:
    text = campaign_text(
        drafted([HEADINGS, a_task(due="长期", lead="东山县", supporting="各县政府")], above=())
    )
    for old, new in (
        ("# title =   # 待定", 'title = "云山市行动"'),
        ("# short =   # 待定", 'short = "行动"'),
        ("# document =   # 待定", 'document = "云政办〔2023〕15号"'),
        ("# issued_on =   # 待定", "issued_on = 2023-03-01"),
        ("# due_on =   # 待定", "due_on = 2024-12-31"),
        ("# from_on =   # 待定", "from_on = 2023-03-01"),
        ("# elapsed_from =   # 待定", "elapsed_from = 2023-03-01"),
        ("units = [] # 待定：包括哪些单位", 'units = ["东山县"]'),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    task = read_campaign(text).tasks[0]
    assert (task.due_on, task.lead) == (date(2024, 12, 31), ("东山县",))


def test_what_was_taken_for_the_time_being_is_marked() -> None:
    text = campaign_text(drafted([HEADINGS, a_task(due="2023年10月前")], above=ABOVE))
    assert "due_on = 2023-09-30 # 待定：时限\n" in text


def test_earlier_dates_are_milestones_of_the_task() -> None:
    task = read_campaign(
        campaign_text(drafted([HEADINGS, a_task(due="2023年6月底前出台，年底前见效")], above=ABOVE))
    ).tasks[0]
    assert [(each.due_on, each.units) for each in task.milestones] == [(date(2023, 6, 30), ("市财政局",))]
    assert task.due_on == date(2023, 12, 31)


def test_a_number_that_is_zero_is_written_too() -> None:
    assert values(a_task())["ladder"]["before_days"][-1] == 0


@given(st.text(min_size=1, max_size=60))
def test_any_wording_is_written_so_that_it_is_read_again(wording: str) -> None:
    draft = drafted([HEADINGS, a_task(content=f"查清{wording}。")], above=ABOVE)
    read = tomllib.loads(campaign_text(draft))["tasks"][0]["content"]
    assert read == draft.tasks[0].content


LEFT_OPEN = re.compile(r"groups .* · units|tasks .* · (content|due_on|due_text|lead)")
ANYTHING = st.text(
    alphabet="市县区局委政府各（）、，\n 等有关部门牵头2023年6月底前长期每季全一1.“”\"'\\#=[]注说明：〔〕",
    max_size=25,
)


@given(st.lists(st.tuples(*[ANYTHING | st.just(UP)] * 6), min_size=1, max_size=6), st.booleans())
def test_whatever_stands_in_a_table_becomes_a_file_or_a_sentence(
    rows: list[tuple[str, ...]], same_city: bool
) -> None:
    try:
        draft = drafted([HEADINGS, *rows], above=ABOVE, same_city=same_city)
    except NoLedger:
        return
    text = campaign_text(draft)
    assert len(tomllib.loads(text)["tasks"]) == len(draft.tasks)
    refused = places_refused(text)
    # Only what was left open is refused, and it was asked about.
    assert [place for place in refused if not LEFT_OPEN.fullmatch(place)] == []
    assert not refused or any(not each.taken for each in draft.findings.questions)


def places_refused(text: str) -> list[str]:
    try:
        read_campaign(text)
    except CampaignFaults as refused:
        return [each.place for each in refused.faults]
    return []
