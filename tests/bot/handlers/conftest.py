import pytest

from tests.acting import EVERYBODY, Act
from tests.bot.handlers.telephone import Telephones


@pytest.fixture
def phones(act: Act) -> Telephones:
    """Everybody is on their posts; nothing has been reported."""
    act.appoint(*EVERYBODY)
    return Telephones(act)
