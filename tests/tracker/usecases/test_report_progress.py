from datetime import date, timedelta

import pytest

from tests.acting import ADMIN, NOW, OFFICE, PUYANGXIAN, QINGFENG, TWO_COUNTIES, Act, person
from tests.tracker.usecases.recording import PHOTO, TODAY, report, review, send_back, stands, tick
from tracker.errors import AlreadyClosed, NotYourTask, TrackerError, UnknownItem, UnknownTask, WhichUnit
from tracker.model import Role, State
from tracker.store.evidence import Whose
from tracker.usecases.report_progress import ItemUnchanged

ITEMS = (
    "土地勘测",
    "矿产压覆",
    "地质灾害",
    "节能",
    "水土保持",
    "文物保护",
    "洪水影响",
    "地震安全性",
    "气候可行性",
    "环境评价",
)


def test_a_report_is_progress_and_accepts_the_task_by_itself(act: Act) -> None:
    reported = report(act, percent=60)
    assert (reported.before.state, reported.after.state) == (State.ISSUED, State.IN_PROGRESS)
    held = act.read(lambda books: books.ledger.holding(reported.assignment))
    assert held.accepted_on == TODAY


def test_a_second_report_leaves_the_day_of_acceptance_as_it_was(act: Act) -> None:
    report(act, on=TODAY)
    reported = report(act, on=TODAY + timedelta(days=1))
    held = act.read(lambda books: books.ledger.holding(reported.assignment))
    assert held.accepted_on == TODAY


def test_progress_may_fall(act: Act) -> None:
    report(act, percent=60)
    assert report(act, percent=30).after.percent == 30


def test_a_hundred_per_cent_submits_and_the_office_is_to_hear_of_it(act: Act) -> None:
    act.appoint(OFFICE, ADMIN)
    reported = report(act, percent=100)
    assert reported.submitted
    assert reported.after.state is State.SUBMITTED
    assert [member.name for member in reported.reviewers] == ["王办"]


def test_a_newer_report_replaces_one_that_awaits_review(act: Act) -> None:
    report(act, percent=100)
    reported = report(act, percent=90)
    assert reported.before.submitted
    assert not reported.after.submitted
    assert stands(act, "3.1").percent == 90


def test_nothing_more_is_reported_on_what_is_closed(act: Act) -> None:
    review(act, report(act, percent=100).report_id)
    with pytest.raises(AlreadyClosed, match="2021-06-25"):
        report(act, percent=80)


def test_a_message_that_was_on_its_way_while_the_task_was_closed_comes_too_late(act: Act) -> None:
    review(act, report(act, percent=100, on=TODAY).report_id)
    with pytest.raises(AlreadyClosed):
        report(act, percent=80, on=TODAY - timedelta(days=1))
    assert stands(act, "3.1").state is State.CLOSED


def test_a_returned_task_is_reported_on_again(act: Act) -> None:
    send_back(act, report(act, percent=100).report_id)
    assert report(act, percent=100).before.state is State.RETURNED
    assert stands(act, "3.1").submitted


def test_an_unknown_task_is_refused_by_its_code(act: Act) -> None:
    with pytest.raises(UnknownTask, match=r"9\.9"):
        report(act, "9.9")


@pytest.mark.parametrize(
    ("code", "unit"),
    [("2.1", None), ("3.1", "濮阳县"), ("1.2", "市税务局"), ("O2", None), ("3.1", "领导小组办公室")],
)
def test_the_task_of_another_unit_is_refused(act: Act, code: str, unit: str | None) -> None:
    with pytest.raises(NotYourTask):
        report(act, code, unit=unit)
    assert act.read(lambda books: all(not held.reports for held in books.ledger.holdings()))


def test_the_own_unit_may_be_named_by_any_of_its_words(act: Act) -> None:
    for word in ("清丰县", "qingfeng", "清丰"):
        assert report(act, unit=word).assignment.unit == "清丰县"


def test_a_unit_that_does_not_exist_is_refused_with_the_nearest_names(act: Act) -> None:
    with pytest.raises(TrackerError, match="您是指：清丰县"):
        report(act, unit="青丰县")


def test_a_long_nonsense_is_not_echoed_whole(act: Act) -> None:
    with pytest.raises(TrackerError) as unknown_unit:
        report(act, unit="县" * 4000)
    with pytest.raises(UnknownItem) as unknown_item:
        tick(act, "能" * 4000)
    assert max(len(str(unknown_unit.value)), len(str(unknown_item.value))) < 200


def test_the_liaison_of_several_units_is_asked_which(act: Act) -> None:
    with pytest.raises(WhichUnit, match=r"3\.1@南乐县"):
        report(act, sender=TWO_COUNTIES)
    assert report(act, sender=TWO_COUNTIES, unit="范县").assignment.unit == "范县"


def test_the_liaison_of_several_units_need_not_say_which_where_only_one_has_the_task(act: Act) -> None:
    both = person(301, "双", ("清丰县", Role.LIAISON), ("市税务局", Role.LIAISON))
    assert report(act, "1.1", 10, sender=both).assignment.unit == "清丰县"


@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICE, Role.DIRECTOR, Role.ADMIN, Role.INSPECTOR])
def test_only_a_liaison_reports(act: Act, role: Role) -> None:
    with pytest.raises(NotYourTask):
        report(act, sender=person(302, "某", ("清丰县", role)))


def test_an_obligation_of_the_body_is_reported_like_a_task(act: Act) -> None:
    reported = report(act, "O1", 100)
    assert reported.submitted
    review(act, reported.report_id)
    assert stands(act, "O1").state is State.CLOSED


def test_evidence_stays_with_its_report_in_order(act: Act) -> None:
    pieces = tuple(
        type(PHOTO)(file_id=f"f{n}", file_unique_id=f"u{n}", kind="document", name=f"{n}.pdf", size=None)
        for n in range(3)
    )
    reported = report(act, evidence=pieces, media_group_id="album")
    assert act.read(lambda books: books.evidence.of(Whose(report_id=reported.report_id))) == pieces


def test_the_rest_of_an_album_is_found_by_who_sent_its_beginning_alone(act: Act) -> None:
    reported = report(act, evidence=(PHOTO,), media_group_id="album")
    found = [
        act.read(lambda books, who=who: books.evidence.of_album("album", who))  # type: ignore[misc]  # the default binds `who`
        for who in (QINGFENG.user_id, PUYANGXIAN.user_id)
    ]
    assert found == [Whose(report_id=reported.report_id), None]


def test_a_ticked_item_counts_a_tenth(act: Act) -> None:
    assert tick(act, "节能").percent == 10
    reported = tick(act, "文物保护")
    assert reported.percent == 20
    assert reported.after.ticked == ("节能", "文物保护")


def test_the_beginning_of_an_item_is_enough_where_only_one_begins_so(act: Act) -> None:
    assert tick(act, "气候").after.ticked == ("气候可行性",)
    with pytest.raises(UnknownItem):
        tick(act, "地")


def test_an_item_may_be_unticked(act: Act) -> None:
    tick(act, "节能")
    reported = tick(act, "节能", done=False)
    assert (reported.percent, reported.after.ticked) == (0, ())


@pytest.mark.parametrize("done", [True, False])
def test_a_tick_that_changes_nothing_is_refused(act: Act, done: bool) -> None:
    if done:
        tick(act, "节能")
    with pytest.raises(ItemUnchanged, match="节能"):
        tick(act, "节能", done=done)


def test_ten_ticks_submit_and_the_ninth_does_not(act: Act) -> None:
    reported = [tick(act, item) for item in ITEMS]
    assert [each.percent for each in reported] == list(range(10, 101, 10))
    assert [each.submitted for each in reported] == [False] * 9 + [True]


def test_unticking_takes_a_submission_back(act: Act) -> None:
    for item in ITEMS:
        tick(act, item)
    assert tick(act, "节能", done=False).percent == 90
    assert not stands(act, "1.1").submitted


def test_the_tick_whose_submission_was_returned_can_be_made_again(act: Act) -> None:
    reported = [tick(act, item) for item in ITEMS]
    send_back(act, reported[-1].report_id)
    assert tick(act, ITEMS[-1]).submitted


def test_items_are_of_their_own_task(act: Act) -> None:
    with pytest.raises(UnknownItem, match="请填写百分比"):
        report(act, "3.1", None, item="节能", item_done=True)
    with pytest.raises(UnknownItem, match="土地勘测"):
        tick(act, "绿化")


def test_a_report_of_the_last_day_recorded_the_day_after_was_never_overdue(act: Act) -> None:
    due = date(2021, 3, 31)
    reported = report(act, percent=100, on=due)
    assert reported.after.days == 0
    assert not stands(act, "3.1", on=due + timedelta(days=1)).overdue
    assert NOW.date() > due
