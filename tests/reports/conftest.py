"""The real plan, for its real numbers."""

from pathlib import Path

import pytest

import config
from config.campaign import load
from tracker.plan import Campaign


@pytest.fixture(scope="session")
def puyang() -> Campaign:
    return load(Path(config.__file__).parent / "campaigns" / "puyang-2021.toml")
