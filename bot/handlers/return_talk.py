"""One message of the conversation about a quarterly return: what it may read, keep and wait for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.handlers.parsing import evidence
from bot.handlers.return_parts import Written
from bot.incoming import Incoming
from tracker.model import Sender
from tracker.quarters import Quarter
from tracker.store.books import Books
from tracker.store.dialogs import Dialog
from tracker.usecases.write_return import OpenReturn, ReturnForm, WriteReturn, open_return, write_return


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One message of the conversation about one return, and the transaction that answers it."""

    books: Books
    sender: Sender
    message: Incoming
    quarter: Quarter
    unit: str

    @property
    def on(self) -> date:
        """The day on which it was said."""
        return self.message.said_at.date()

    @property
    def edit(self) -> int | None:
        """The message whose button was pressed, to be changed in place; None for a typed answer."""
        return self.message.message_id if self.message.data.startswith("rg:") else None

    def move(self, step: str, **more: Any) -> Dialog:
        """Go on to a step; an album stands in it, so that its later pictures are known."""
        message = self.message
        answers = {
            "quarter": str(self.quarter),
            "unit": self.unit,
            "album": message.media_group_id,
            **more,
        }
        return self.books.dialogs.put(
            message.chat_id, message.user_id, step=step, answers=answers, at=message.said_at
        )

    def end(self) -> None:
        """Wait for nothing any longer."""
        self.books.dialogs.end(self.message.chat_id, self.message.user_id, self.message.said_at)

    def form(self) -> ReturnForm:
        """Return the form as it stands."""
        return open_return(
            self.books, self.sender, OpenReturn(quarter=self.quarter, unit=self.unit, on=self.on)
        )

    def write(self, written: Written) -> ReturnForm:
        """Keep what was typed, and the files that came with it."""
        command = WriteReturn(
            quarter=self.quarter,
            unit=self.unit,
            on=self.on,
            at=self.message.said_at,
            percents=written.percents,
            areas=written.areas,
            problems=written.problems,
            topics=written.topics,
            evidence=evidence(self.message),
        )
        return write_return(self.books, self.sender, command)
