"""Where a conversation stands: one row a chat and user, so that it survives a restart."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from tracker.store.tables import dialogs

OPEN_FOR = timedelta(hours=24)
"""How long an answer is waited for: a number typed days later is no percentage of a forgotten report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """The step that is asked for, what was answered before, and the version its buttons carry."""

    step: str
    answers: dict[str, Any]
    version: int


class Dialogs:
    """The conversations under way."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, chat_id: int, user_id: int, at: datetime) -> Dialog | None:
        """Return the conversation of this person in this chat; None where it has ended or was left lying."""
        row = self._row(chat_id, user_id)
        if row is None or not row.step or at - row.updated_at >= OPEN_FOR:
            return None
        return Dialog(step=row.step, answers=row.answers, version=row.version)

    def put(self, chat_id: int, user_id: int, *, step: str, answers: dict[str, Any], at: datetime) -> Dialog:
        """Move to a step. The version grows for ever, so that a button of any earlier step is out of date."""
        before = self._row(chat_id, user_id)
        version = before.version + 1 if before else 1
        values = {"step": step, "answers": answers, "version": version, "updated_at": at}
        if before:
            here = (dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
            self._connection.execute(update(dialogs).where(*here).values(values))
        else:
            self._connection.execute(insert(dialogs), {"chat_id": chat_id, "user_id": user_id, **values})
        return Dialog(step=step, answers=answers, version=version)

    def amend(self, chat_id: int, user_id: int, *, answers: dict[str, Any], at: datetime) -> None:
        """Add to the answers of the present step; its buttons stay valid."""
        here = (dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        self._connection.execute(update(dialogs).where(*here).values(answers=answers, updated_at=at))

    def end(self, chat_id: int, user_id: int, at: datetime) -> None:
        """End a conversation; its row stays, empty, to keep the version growing."""
        self.put(chat_id, user_id, step="", answers={}, at=at)

    def _row(self, chat_id: int, user_id: int) -> Row[*tuple[Any, ...]] | None:
        query = select(dialogs).where(dialogs.c.chat_id == chat_id, dialogs.c.user_id == user_id)
        return self._connection.execute(query).one_or_none()
