from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from tests.acting import DAY, NOW, SHANGHAI

MOMENT = timedelta(seconds=5)


def test_the_clock_shows_the_real_moment_in_the_zone_of_the_campaign() -> None:
    clock = Clock("Asia/Shanghai")
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert not clock.rehearsal
    moment = datetime(2021, 6, 30, 16, 0, tzinfo=UTC)
    assert clock.shift(moment) == clock.real(moment) == moment


def test_a_rehearsal_starts_at_its_moment_and_runs_on() -> None:
    clock = Clock("Asia/Shanghai", NOW)
    first, second = clock.now(), clock.now()
    assert NOW <= first <= second < NOW + MOMENT


def test_a_rehearsal_from_a_moment_without_a_zone_starts_in_the_zone_of_the_campaign() -> None:
    naive = datetime(2023, 6, 25, 9, 0)  # noqa: DTZ001  (as the settings give it)
    clock = Clock("Asia/Urumqi", naive)
    assert timedelta() <= clock.now() - datetime(2023, 6, 25, 3, 0, tzinfo=UTC) < MOMENT


def test_a_moment_of_a_rehearsal_and_its_real_one_lead_to_each_other() -> None:
    clock = Clock("Asia/Shanghai", NOW)
    assert clock.shift(clock.real(NOW)) == NOW
    assert clock.shift(clock.real(NOW)).tzinfo == clock.zone


def test_a_rehearsal_is_moved_forward_and_whoever_sleeps_hears_of_it() -> None:
    clock = Clock("Asia/Shanghai", NOW)
    heard: list[datetime] = []
    clock.on_move(lambda: heard.append(clock.now()))
    clock.move_to(NOW + DAY)
    assert NOW + DAY <= clock.now() < NOW + DAY + MOMENT
    assert heard
    assert heard[0] >= NOW + DAY


def test_time_does_not_go_back() -> None:
    clock = Clock("Asia/Shanghai", NOW)
    with pytest.raises(ValueError, match="只能向前拨"):
        clock.move_to(NOW - DAY)
    assert clock.now() >= NOW


def test_the_real_clock_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="只有演练"):
        Clock("Asia/Shanghai").move_to(datetime(2100, 1, 1, tzinfo=SHANGHAI))
