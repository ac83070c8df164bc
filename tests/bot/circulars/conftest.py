"""A city where everybody who hears of 清丰县 is bound, and its program."""

import pytest

from tests.acting import Act
from tests.bot.circulars.mornings import POSTS, Mornings
from tracker.plan import Campaign
from tracker.store.store import Store


@pytest.fixture
def mornings(store: Store, campaign: Campaign) -> Mornings:
    found = Mornings(store, campaign)
    found.bind(*(user_id for user_id, _, _ in POSTS))
    return found


@pytest.fixture
def act(mornings: Mornings) -> Act:
    return Act(mornings.store, mornings.campaign)
