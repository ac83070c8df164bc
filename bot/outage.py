"""After a long stop: Telegram keeps updates for 24 hours, so members are asked to send again."""

from datetime import datetime, timedelta

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection

from bot.letters import letters
from bot.requests import Answer, Reply, tell_all
from bot.words import minute
from reminders import outbox
from reminders.schedule import Gap, Job, done_through
from tracker.plan import Campaign
from tracker.store.people import People

KEPT_BY_TELEGRAM = timedelta(hours=24)
_ALIVE = "alive"


def alive_job(campaign: Campaign) -> Job:
    """Return the job that does nothing but move its cursor: it tells when the program last ran."""
    return Job(
        name=_ALIVE,
        trigger=CronTrigger(minute=0, timezone=campaign.timezone),
        gap=Gap.LATEST,
        work=lambda _connection, _slot, _since: None,
    )


def tell_after_outage(connection: Connection, now: datetime) -> bool:
    """Ask every member to send again if the program was down for so long that messages may be lost."""
    stopped = done_through(connection, _ALIVE)
    if stopped is None or now - stopped <= KEPT_BY_TELEGRAM:
        return False
    since = minute(stopped.astimezone(now.tzinfo))
    text = (
        f"机器人在{since}至{minute(now)}之间停止过服务。Telegram 只为机器人保留 24 小时内的消息："
        "如果您在此期间发送过内容而没有收到答复，请重新发送一次。"
    )
    # One message a person, whichever posts that person holds.
    members = {member.user_id: member for member in reversed(People(connection).all())}
    notices = tell_all(members.values(), Reply(text=text))
    messages = letters(Answer(notices=notices), chat_id=0, origin=f"outage:{stopped.isoformat()}")
    outbox.enqueue(connection, messages, at=now)
    return True
