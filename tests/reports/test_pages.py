from reports.digest import Digest
from reports.pages import Entry, task_entries, unit_page
from tests.reports.small_plan import PLAN, day, digest_of, said, speaking
from tracker.model import Light, State
from tracker.plan import Part, Task, Unit

RETURNED = {"1.1@甲县": said(1, 100, day("03-30"), returned=day("04-10"))}


def unit(name: str) -> Unit:
    found = PLAN.unit(name)
    assert found is not None
    return found


def task(code: str) -> Task:
    found = PLAN.task(code)
    assert found is not None
    return found


def returned_on(when: str) -> Digest:
    return digest_of(day(when), speaks=speaking(RETURNED))


def first_of(digest: Digest) -> Entry:
    return unit_page(PLAN, digest, unit("甲县")).entries[0]


def test_a_unit_page_has_that_units_tasks_and_nobody_elses() -> None:
    page = unit_page(PLAN, digest_of(day("04-01")), unit("甲县"))
    assert [(each.code, each.unit, each.part) for each in page.entries] == [
        ("1.1", "甲县", Part.LEAD),
        ("2.1", "甲县", Part.SUPPORTING),
    ]
    assert [(each.code, each.overdue_days) for each in page.obligations] == [("O1", 60)]


def test_an_entry_says_what_was_said_last_by_whom_and_why_it_was_returned() -> None:
    entry = first_of(returned_on("04-12"))
    assert (entry.said, entry.said_on, entry.said_by) == ("已完成外业", day("03-30"), "张三")
    assert (entry.state, entry.light, entry.return_reason) == (State.RETURNED, Light.RED, "缺附图")
    assert (entry.due_on, entry.overdue_days) == (day("03-31"), 12)


def test_before_its_return_an_entry_has_no_reason() -> None:
    entry = first_of(returned_on("04-09"))
    assert (entry.state, entry.return_reason, entry.overdue_days) == (State.SUBMITTED, None, 0)


def test_an_entry_nobody_spoke_of_is_silent() -> None:
    entry = first_of(digest_of(day("03-24")))
    assert (entry.said, entry.said_on, entry.said_by, entry.percent) == (None, None, None, 0)


def test_an_entry_shows_the_checklist() -> None:
    entries = task_entries(PLAN, digest_of(day("02-01")), task("1.1"))
    assert entries[0].checklist == ("节能", "文物保护")


def test_the_entries_of_a_task_say_who_has_it() -> None:
    entries = task_entries(PLAN, digest_of(day("04-01")), task("2.1"))
    assert [(each.unit, each.part) for each in entries] == [
        ("甲县", Part.SUPPORTING),
        ("乙区", Part.SUPPORTING),
        ("市丙局", Part.LEAD),
    ]


def test_a_restricted_viewer_sees_the_own_unit_of_a_task() -> None:
    entries = task_entries(PLAN, digest_of(day("04-01")), task("2.1"), units={"乙区"})
    assert [each.unit for each in entries] == ["乙区"]


def test_an_obligation_has_its_entries_too() -> None:
    entries = task_entries(PLAN, digest_of(day("04-01")), task("O1"))
    assert [each.unit for each in entries] == ["甲县", "乙区", "丁区"]


def test_an_obligation_without_a_date_is_green() -> None:
    entry = unit_page(PLAN, digest_of(day("04-01")), unit("办公室")).obligations[0]
    assert (entry.due_on, entry.light) == (None, Light.GREEN)


def test_a_unit_outside_the_ledger_has_an_empty_page() -> None:
    page = unit_page(PLAN, digest_of(day("04-01"), unreachable=["市戊局"]), unit("市戊局"))
    assert (page.row, page.entries, page.obligations, page.reachable) == (None, (), (), False)


def test_before_the_issue_pages_are_empty() -> None:
    before = digest_of(day("01-24"))
    assert unit_page(PLAN, before, unit("甲县")).entries == ()
    assert task_entries(PLAN, before, task("1.1")) == ()
