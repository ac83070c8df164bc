"""The good campaign file, and what a spoilt one is refused with."""

import pytest

from config.campaign import PUYANG, CampaignFaults, Fault, read_campaign, source_text

GOOD = source_text(PUYANG)


def spoilt(*changes: tuple[str, str]) -> str:
    """Return the good file with each old text replaced once."""
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults_of(text: str) -> tuple[Fault, ...]:
    """Return what the text is refused with."""
    with pytest.raises(CampaignFaults) as refused:
        read_campaign(text)
    return refused.value.faults


def assert_refused(old: str, new: str, place: str, sentence: str) -> None:
    """Assert that the change is refused at `place` with `sentence`."""
    faults = faults_of(spoilt((old, new)))
    assert any(fault.place == place and sentence in fault.sentence for fault in faults), faults
