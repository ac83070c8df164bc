"""What the operator is told of a mistake of ours: what broke, never what a user wrote, nor a secret."""

from datetime import datetime

from sqlalchemy import Connection

from bot import words
from bot.letters import letters
from bot.requests import Answer, Reply, tell_all
from reminders import outbox
from tracker.model import Role
from tracker.sayings import clip
from tracker.store.people import People


def fault_report(what: str, cause: str) -> Reply:
    """Say to the operator what broke; never with what a user wrote, nor with a secret."""
    return Reply(text=f"⚠️ {words.esc(what)}：{words.esc(clip(cause, 300))}\n详见服务日志。")


def tell_admins(connection: Connection, what: str, cause: str, *, origin: str, at: datetime) -> None:
    """Tell every admin, once for each `origin`."""
    notices = tell_all(People(connection).with_role(Role.ADMIN), fault_report(what, cause))
    outbox.enqueue(connection, letters(Answer(notices=notices), chat_id=0, origin=origin), at=at)
