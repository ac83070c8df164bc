"""A stop of more than a day: Telegram has dropped messages, and members hear of it once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, update

from bot.outage import alive_job, tell_after_outage
from reminders.schedule import open_cursors
from tracker.model import Post, Role
from tracker.plan import Campaign
from tracker.store.people import People
from tracker.store.store import Store
from tracker.store.tables import jobs, outbox

LAST_SEEN = datetime(2021, 6, 25, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _member(connection: Connection, user_id: int, *posts: Post) -> None:
    for post in posts:
        People(connection).appoint(
            user_id=user_id, chat_id=user_id, name=str(user_id), post=post, at=LAST_SEEN
        )


def _ran_until(connection: Connection, campaign: Campaign, moment: datetime) -> None:
    open_cursors(connection, [alive_job(campaign)], moment - timedelta(days=9))
    connection.execute(update(jobs).values(done_through=moment))


def _texts(connection: Connection) -> list[tuple[int, str]]:
    rows = connection.execute(select(outbox.c.post_user_id, outbox.c.payload).order_by(outbox.c.id))
    return [(row.post_user_id, row.payload["parameters"]["text"]) for row in rows]


def test_after_two_days_each_person_is_asked_once_to_send_again(store: Store, campaign: Campaign) -> None:
    liaison, leader = Post(unit="清丰县", role=Role.LIAISON), Post(unit="清丰县", role=Role.LEADER)

    def stop_and_start(connection: Connection) -> list[tuple[int, str]]:
        _member(connection, 1, liaison, leader)
        _member(connection, 2, Post(unit="范县", role=Role.LIAISON))
        _ran_until(connection, campaign, LAST_SEEN)
        later = LAST_SEEN + timedelta(days=2)
        assert tell_after_outage(connection, later)
        assert tell_after_outage(connection, later)
        return _texts(connection)

    told = store.write_now(stop_and_start)
    assert sorted(person for person, _ in told) == [1, 2]
    assert all("6月25日 09:00至6月27日 09:00" in text and "请重新发送" in text for _, text in told)


def test_a_stop_that_telegram_bridges_is_not_mentioned(store: Store, campaign: Campaign) -> None:
    def stop_and_start(connection: Connection) -> list[tuple[int, str]]:
        _member(connection, 1, Post(unit="清丰县", role=Role.LIAISON))
        _ran_until(connection, campaign, LAST_SEEN)
        assert not tell_after_outage(connection, LAST_SEEN + timedelta(hours=24))
        return _texts(connection)

    assert store.write_now(stop_and_start) == []


def test_the_first_start_is_no_outage(store: Store) -> None:
    assert not store.write_now(tell_after_outage, LAST_SEEN)
