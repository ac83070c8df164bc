from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.acting import (
    EVERYBODY,
    FGW,
    NOW,
    OFFICE,
    PUYANGXIAN,
    QINGFENG,
    QINGFENG_LEADER,
    Act,
    person,
)
from tests.tracker.usecases.filing_returns import (
    SECOND,
    TOPICS,
    approve,
    file,
    give_back,
    opened,
    record_of,
    stands,
    submit,
    take,
    write,
    write_all,
)
from tests.tracker.usecases.keeping_parcels import dispose, hand_back, judge, row
from tests.tracker.usecases.keeping_parcels import take as take_parcels
from tests.tracker.usecases.keeping_tasks import disposed
from tests.tracker.usecases.recording import PHOTO, TODAY, report
from tracker.model import Role, Sender
from tracker.parcels import Category
from tracker.returns import ReturnState
from tracker.usecases.choosing_returns import NoReturns, NotYourReturn, ReturnClosed, ReturnNotOpen
from tracker.usecases.submit_return import ReturnIncomplete
from tracker.usecases.write_return import NotInReturn, OpenReturn, clear_attachments

JUNE_28, JULY_2, JULY_5 = date(2021, 6, 28), date(2021, 7, 2), date(2021, 7, 5)


def percents(act: Act, *, on: date = TODAY) -> dict[str, int]:
    return {each.code: each.percent for each in opened(act, on=on).content.progress}


def areas(
    act: Act, *, unit: str = "清丰县", sender: Sender = QINGFENG, on: date = TODAY
) -> dict[str, Decimal]:
    found = opened(act, unit=unit, sender=sender, on=on).content.areas
    return {each.category.value: each.area_mu for each in found if each.area_mu}


def test_progress_is_taken_from_the_reports(act: Act) -> None:
    report(act, "3.2", 60)
    assert (percents(act)["3.2"], percents(act)["3.1"]) == (60, 0)
    assert "O1" not in percents(act)


def test_what_was_reported_after_the_quarter_is_not_in_its_return(act: Act) -> None:
    report(act, "3.2", 60, on=JUNE_28)
    report(act, "3.2", 80, on=JULY_2)
    assert percents(act, on=JULY_5)["3.2"] == 60


def test_areas_are_those_disposed_of_in_the_quarter_reviewed_or_not(act: Act) -> None:
    take_parcels(act, row(2, 面积="100"), row(3, 宗地编号="QF-002", 面积="50", 类别="批而未供"))
    judge(act, dispose(act, "10", disposed_on=date(2021, 4, 1), on=date(2021, 4, 2)).disposal_id)
    dispose(act, "2.5", disposed_on=date(2021, 6, 24))
    dispose(act, "20", disposed_on=date(2021, 3, 31))
    dispose(act, "7", number="QF-002", disposed_on=date(2021, 6, 20))
    assert areas(act) == {"闲置": Decimal("12.5"), "批而未供": Decimal(7)}


def test_areas_without_a_parcel_are_in_it(act: Act) -> None:
    disposed(act, "700", on=TODAY)
    disposed(act, "30", on=TODAY, 类别="闲置", 产业集聚区或单位="清丰县")
    assert areas(act) == {"批而未供": Decimal(700), "闲置": Decimal(30)}


def test_what_the_office_sent_back_is_no_area(act: Act) -> None:
    take_parcels(act, row(2))
    hand_back(act, dispose(act, "10").disposal_id)
    assert areas(act) == {}


def test_areas_are_those_of_the_own_parks(act: Act) -> None:
    take_parcels(act, row(2))
    dispose(act, "10")
    assert areas(act, unit="濮阳县", sender=PUYANGXIAN) == {}


def test_what_is_written_over_the_records_is_kept_beside_them(act: Act) -> None:
    report(act, "3.2", 60)
    form = write(act, percents={"3.2": 75}, areas={Category.IDLE: Decimal("3.5")})
    (progress,) = (each for each in form.content.progress if each.differs)
    assert (progress.percent, progress.recorded) == (75, 60)
    (area,) = (each for each in form.content.areas if each.differs)
    assert (area.area_mu, area.recorded_mu) == (Decimal("3.5"), Decimal(0))


def test_a_figure_that_agrees_with_the_records_goes_on_following_them(act: Act) -> None:
    report(act, "3.2", 60)
    disposed(act, "700", on=TODAY)
    write(act, percents={"3.2": 75}, areas={Category.UNSUPPLIED: Decimal(3)})
    write(act, percents={"3.2": 60}, areas={Category.UNSUPPLIED: Decimal(700)})
    report(act, "3.2", 80)
    disposed(act, "30", on=TODAY)
    assert percents(act)["3.2"] == 80
    assert areas(act) == {"批而未供": Decimal(730)}


def test_a_draft_grows_part_by_part_and_says_what_is_lacking(act: Act) -> None:
    assert opened(act).lacking == ("存在问题", *TOPICS)
    write(act, problems="资金不足")
    form = write(act, topics={"资金落实": "已拨付"}, on=JUNE_28)
    assert form.lacking == ("组织领导", "制度建设", "盘活成效")
    assert form.content.problems == "资金不足"


def test_a_successor_finds_the_draft(act: Act) -> None:
    write(act, problems="资金不足")
    successor = person(301, "周七", ("清丰县", Role.LIAISON))
    assert opened(act, sender=successor).content.problems == "资金不足"


def test_a_return_with_parts_missing_is_not_submitted(act: Act) -> None:
    write(act, problems="无", topics={"组织领导": " "})
    with pytest.raises(ReturnIncomplete, match="缺：组织领导、制度建设、资金落实、盘活成效"):
        submit(act)
    assert record_of(act).submissions == ()


def test_a_submission_awaits_review_and_the_office_is_to_hear(act: Act) -> None:
    act.appoint(*EVERYBODY)
    write_all(act)
    write(act, evidence=(PHOTO,))
    outcome = submit(act)
    assert (outcome.after.state, outcome.evidence, outcome.replaced) == (ReturnState.SUBMITTED, 1, None)
    assert [member.user_id for member in outcome.reviewers] == [OFFICE.user_id]


def test_a_correction_begins_with_what_was_submitted_and_replaces_it(act: Act) -> None:
    write_all(act)
    write(act, percents={"3.2": 75}, evidence=(PHOTO,))
    first = submit(act).submission
    form = opened(act, on=JUNE_28)
    assert (form.before, form.lacking, form.evidence) == (first, (), (PHOTO,))
    assert percents(act, on=JUNE_28)["3.2"] == 75
    write(act, problems="改过的问题", on=JUNE_28)
    second = submit(act, on=JUNE_28)
    assert second.replaced == first
    assert stands(act, on=JUNE_28).counts == second.submission
    assert second.submission.content.problems == "改过的问题"


def test_what_was_sent_back_is_corrected_from_where_it_was(act: Act) -> None:
    give_back(act, file(act))
    form = opened(act, on=JUNE_28)
    assert (form.standing.returned is not None, form.content.problems) == (True, "资金不足")


def test_after_the_approval_nothing_is_changed(act: Act) -> None:
    approve(act, file(act))
    for try_it in (opened, write_all, submit):
        with pytest.raises(ReturnClosed, match="清丰县2021年第二季度的季报已核验通过"):
            try_it(act, on=JUNE_28)


def test_a_return_is_not_written_before_it_is_opened(act: Act) -> None:
    with pytest.raises(ReturnNotOpen, match="2021年6月18日开始填报"):
        opened(act, on=date(2021, 6, 17))
    assert opened(act, on=date(2021, 6, 18)).before is None


@pytest.mark.parametrize("sender", [PUYANGXIAN, QINGFENG_LEADER, OFFICE, FGW])
def test_only_the_liaison_of_the_unit_writes_its_return(act: Act, sender: Sender) -> None:
    with pytest.raises(NotYourReturn, match="清丰县的季报不由您填报"):
        write_all(act, sender=sender)


def test_a_department_owes_no_return(act: Act) -> None:
    with pytest.raises(NotYourReturn, match="市发展改革委"):
        opened(act, sender=FGW, unit="市发展改革委")


def test_a_task_of_another_unit_is_not_in_the_return(act: Act) -> None:
    with pytest.raises(NotInReturn, match=r"“9\.9”"):
        write(act, percents={"9.9": 50})
    with pytest.raises(NotInReturn, match="“气氛”"):
        write(act, topics={"气氛": "好"})


def test_attachments_can_be_taken_out_again(act: Act) -> None:
    write(act, problems="无", evidence=(PHOTO,))
    command = OpenReturn(quarter=SECOND, unit="清丰县", on=TODAY)
    act.write(lambda books: clear_attachments(books, QINGFENG, command, NOW))
    form = opened(act)
    assert (form.evidence, form.content.problems) == ((), "无")


def test_an_imported_return_is_no_text_to_begin_with(act: Act) -> None:
    take(act, "2021Q2,清丰县,2021-06-20,,,,,")
    form = opened(act)
    assert (form.before is not None, form.lacking) == (True, ("存在问题", *TOPICS))


def test_the_return_of_a_long_absent_unit_is_late_but_taken(act: Act) -> None:
    day = date(2021, 9, 1)
    assert stands(act, on=day).state is ReturnState.MISSING
    file(act, on=day)
    assert stands(act, on=day).state is ReturnState.LATE


def test_a_campaign_without_returns_says_so(act: Act) -> None:
    quiet = Act(act.store, replace(act.campaign, returns=None))
    with pytest.raises(NoReturns, match="没有规定季度报送"):
        opened(quiet)
    assert quiet.read(lambda books: books.returns.records()) == ()
