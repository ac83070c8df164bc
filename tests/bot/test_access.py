"""Who may do what, spelled out a second time from the plan of the roles."""

import pytest

from bot.access import COMMANDS, Right, may, menu_of, sees_all
from bot.routing import COMMANDS as ROUTES
from tests.acting import (
    ADMIN,
    DIRECTOR,
    INSPECTOR,
    OFFICE,
    QINGFENG,
    QINGFENG_LEADER,
    STRANGER,
    person,
)
from tracker.model import Role, Sender

MAY = {
    STRANGER: {Right.NOTHING},
    QINGFENG: {Right.NOTHING, Right.READ, Right.STATUS, Right.REPORT},
    QINGFENG_LEADER: {Right.NOTHING, Right.READ, Right.STATUS},
    INSPECTOR: {
        Right.NOTHING,
        Right.READ,
        Right.STATUS,
        Right.SEE_RETURNS,
        Right.SEE_TALKS,
        Right.DRAFT_BULLETIN,
    },
    DIRECTOR: {
        Right.NOTHING,
        Right.READ,
        Right.STATUS,
        Right.SEE_RETURNS,
        Right.SEE_TALKS,
        Right.SEE_MEMBERS,
        Right.DRAFT_BULLETIN,
        Right.DRAFT_ORDERS,
        Right.DECIDE,
    },
    ADMIN: {
        Right.NOTHING,
        Right.READ,
        Right.STATUS,
        Right.SEE_RETURNS,
        Right.SEE_TALKS,
        Right.SEE_MEMBERS,
        Right.INVITE,
    },
    OFFICE: set(Right) - {Right.REPORT, Right.DECIDE},
}


@pytest.mark.parametrize("sender", MAY, ids=lambda sender: sender.name)
def test_each_role_has_its_rights_and_no_other(sender: Sender) -> None:
    assert {right for right in Right if may(sender, right)} == MAY[sender]


@pytest.mark.parametrize("sender", MAY, ids=lambda sender: sender.name)
def test_units_see_their_own_and_those_above_see_all(sender: Sender) -> None:
    assert sees_all(sender) == (sender in {INSPECTOR, DIRECTOR, ADMIN, OFFICE})


def test_two_posts_have_the_rights_of_both() -> None:
    both = person(1, "双", ("清丰县", Role.LIAISON), ("领导小组办公室", Role.OFFICE))
    assert all(may(both, right) for right in set(Right) - {Right.DECIDE})


@pytest.mark.parametrize("sender", MAY, ids=lambda sender: sender.name)
def test_the_menu_shows_exactly_the_commands_that_the_desk_lets_through(sender: Sender) -> None:
    roles = frozenset(post.role for post in sender.posts)
    listed = {command.name for command in menu_of(roles)}
    assert listed == {command.name for command in COMMANDS if may(sender, ROUTES[command.name].right)}


def test_every_command_of_the_menu_has_a_route_with_the_same_right() -> None:
    assert {command.name: command.right for command in COMMANDS} == {
        name: route.right for name, route in ROUTES.items() if name != "start"
    }
