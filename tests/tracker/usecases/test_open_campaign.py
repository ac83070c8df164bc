from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.acting import ADMIN, NOW, Act
from tests.tracker.usecases.recording import report, stands
from tracker.errors import AnotherCampaign, AssignmentsDropped
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store
from tracker.store.tables import campaigns
from tracker.usecases.list_members import RemoveMember, remove_member
from tracker.usecases.open_campaign import CampaignOpened, OpenCampaign, open_campaign


def _open(
    store: Store, campaign: Campaign, admins: tuple[int, ...] = (), digest: str = "first edition"
) -> CampaignOpened:
    command = OpenCampaign(digest=digest, admins=admins, at=NOW)
    return store.write_now(lambda connection: open_campaign(Books(connection, campaign), command))


def test_opening_twice_changes_nothing(each_store: Store, campaign: Campaign) -> None:
    assert _open(each_store, campaign, (1,)) == CampaignOpened(assignments=0, admins=1)
    assert _open(each_store, campaign, (1,)) == CampaignOpened(assignments=0, admins=0)


def test_an_admin_of_the_settings_is_on_the_post_and_reached_in_the_own_chat(act: Act) -> None:
    _open(act.store, act.campaign, (7, 8))
    admins = act.read(lambda books: books.people.with_role(Role.ADMIN))
    assert [(each.user_id, each.chat_id, each.post.unit) for each in admins] == [
        (7, 7, "领导小组办公室"),
        (8, 8, "领导小组办公室"),
    ]


def test_an_admin_who_was_removed_does_not_come_back_with_the_settings(act: Act) -> None:
    _open(act.store, act.campaign, (7, ADMIN.user_id))
    (removed, _) = act.read(lambda books: books.people.with_role(Role.ADMIN))
    act(remove_member, ADMIN, RemoveMember(member_id=removed.id, at=NOW))
    assert _open(act.store, act.campaign, (7, ADMIN.user_id)).admins == 0
    assert act.read(lambda books: books.people.posts_of(7)) == ()


def test_the_database_of_another_campaign_is_refused(store: Store, campaign: Campaign) -> None:
    other = replace(campaign, document="安政办〔2021〕9号")
    with pytest.raises(AnotherCampaign, match="濮政办〔2021〕6号"):
        _open(store, other)


def test_a_campaign_file_that_drops_an_assignment_is_refused_and_named(act: Act) -> None:
    report(act, "3.1")
    tasks = tuple(
        replace(task, lead=tuple(unit for unit in task.lead if unit != "清丰县"))
        if task.code == "3.1"
        else task
        for task in act.campaign.tasks
    )
    with pytest.raises(AssignmentsDropped, match=r"3\.1@清丰县"):
        _open(act.store, replace(act.campaign, tasks=tasks), digest="second edition")
    assert stands(act, "3.1").percent == 60
    kept = act.read(lambda books: books.connection.execute(select(campaigns.c.digest)).scalar_one())
    assert kept == "first edition"


def test_a_campaign_file_that_adds_an_assignment_is_taken_in(act: Act) -> None:
    tasks = tuple(
        replace(task, supporting=(*task.supporting, "示范区")) if task.code == "3.1" else task
        for task in act.campaign.tasks
    )
    wider = replace(act.campaign, tasks=tasks)
    assert _open(act.store, wider, digest="second edition").assignments == 1
    found = act.store.read_now(lambda c: Books(c, wider).ledger.assignment("3.1", "示范区"))
    assert found is not None
