"""The clerk: takes the files that wait, one after the other, and sees each through to its answer.

A file's mark, its effect and its answer commit together. A stop or a death before that leaves the file
waiting: it is done again from the beginning, and has changed nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, Final, ParamSpec

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot import words
from bot.access import may
from bot.clock import Clock
from bot.delivery_outcome import asked_wait
from bot.desk import identify
from bot.faults import fault_report
from bot.gaps import gap
from bot.letters import letters
from bot.paperwork import sent
from bot.paperwork.child import ChildBroken, ChildLost, in_child
from bot.paperwork.fetching import fetch
from bot.paperwork.kinds import Kind, Material
from bot.paperwork.progress import Progress
from bot.paperwork.reading import read_file
from bot.paperwork.sent import Outcome, SentFile
from bot.requests import Answer, Reply, UsageError, says, tell_all
from reminders import outbox
from tracker.errors import TrackerError
from tracker.model import Role, Sender, Standard
from tracker.plan import Campaign
from tracker.sayings import clip
from tracker.store.books import Books
from tracker.store.store import DATABASE_FAULTS, Store

P = ParamSpec("P")

DEATHS: Final = 3
"""How often a file may be in hand when the process dies before it is given up as failed."""

TRIED_FOR: Final = timedelta(hours=24)
"""How long Telegram is asked for a file, and a few times at least: as long as a reply is tried."""

_OUT_OF_REACH: Final = (5, 15, 60, 300)
"""Seconds before a file is asked for again; then the last."""

_DATABASE_GAPS: Final = (0.2, 1, 2, 5, 10, 30)
"""Seconds before what came of a file is written down again; then the last."""

_NAME: Final = 60
"""Units that are kept of a file's name: longer ones do not fit into a folder."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _InHand:
    """A file, who sent it (with the posts held now) and what reading it may need of the records."""

    file: SentFile
    sender: Sender
    standards: tuple[Standard, ...]


class Clerk:
    """Works on one file at a time, fairly between chats.

    `answered` is called when answers were put out; `mark` is that of a rehearsal.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        store: Store,
        campaign: Campaign,
        clock: Clock,
        kinds: Sequence[Kind],
        answered: Callable[[], None],
        mark: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    ) -> None:
        self._bot = bot
        self._store = store
        self._campaign = campaign
        self._clock = clock
        self._kinds = kinds
        self._answered = answered
        self._mark = mark

    async def tick(self, _now: datetime) -> datetime | None:
        """Work on all that waits; return when to come again, None when nothing does."""
        while (due := await self._store.read(sent.next_due)) is not None and due <= self._clock.now():
            in_hand = await self._store.write(self._take_up, self._clock.now())
            if in_hand is not None:
                await self._see_through(in_hand)
                self._answered()
        return due

    def _take_up(self, connection: Connection, at: datetime) -> _InHand | None:
        file = sent.take_up(connection, at, self._clock.zone)
        if file is None:
            return None
        books = Books(connection, self._campaign)
        return _InHand(file=file, sender=_sender(books, file), standards=books.standards.all())

    async def _see_through(self, in_hand: _InHand) -> None:
        file = in_hand.file
        try:
            await self._work(in_hand)
        except asyncio.CancelledError:
            await self._write_down(sent.put_back, file)
            raise
        except (TrackerError, UsageError) as refusal:
            await self._write_down(self._refuse, file, str(refusal), self._clock.now())
        except (TelegramError, OSError, *DATABASE_FAULTS) as fault:
            await self._put_off(file, fault)
        except ChildLost as lost:
            await self._give_up(file, str(lost))
        except ChildBroken as broken:
            _log.error("file %s met a bug: %s", file.id, broken)
            await self._give_up(file, broken.cause)
        except Exception as bug:  # noqa: BLE001  (one file must not stop the others, nor the bot)
            _log.exception("file %s met a bug", file.id)
            await self._give_up(file, type(bug).__name__)

    async def _work(self, in_hand: _InHand) -> None:
        """Fetch, read and record a file. Raises what stands in the way."""
        file = in_hand.file
        if file.deaths > DEATHS:
            _log.error("file %s was in hand at %s deaths: given up", file.id, DEATHS)
            await self._give_up(file, "处理时多次导致程序退出")
            return
        with TemporaryDirectory(prefix="baiyuan-") as folder:
            source = Path(folder) / _safe(file.name)
            await fetch(self._bot, file.file_id, source)
            material = Material(
                source=source,
                folder=Path(folder),
                campaign=self._campaign,
                standards=in_hand.standards,
                sender=in_hand.sender,
                on=file.said_at.date(),
                caption=file.caption,
            )
            progress = Progress(self._bot, self._store, file, self._mark)
            name, result = await in_child(read_file, progress.tell, self._kinds, material)
            kind = next(kind for kind in self._kinds if kind.name == name)
            await self._write_down(self._record, file, kind, result, self._clock.now())

    def _record(self, connection: Connection, file: SentFile, kind: Kind, result: Any, at: datetime) -> None:
        """Let the file have its effect and its answer; a refusal leaves nothing behind but its sentence."""
        books = Books(connection, self._campaign)
        sender = _sender(books, file)
        if not may(sender, kind.right):
            self._refuse(connection, file, words.NOT_ALLOWED, at)
            return
        savepoint = connection.begin_nested()
        try:
            answer = kind.record(books, sender, file, result)
        except (TrackerError, UsageError) as refusal:
            savepoint.rollback()
            self._refuse(connection, file, str(refusal), at)
            return
        savepoint.commit()
        self._put_out(connection, file, Outcome.DONE, answer, at)

    def _refuse(self, connection: Connection, file: SentFile, sentence: str, at: datetime) -> None:
        held = _sender(Books(connection, self._campaign), file).posts
        said = sentence if held else words.stranger(self._campaign)
        self._put_out(connection, file, Outcome.REFUSED, says(words.esc(said)), at)

    def _fail(self, connection: Connection, file: SentFile, cause: str, at: datetime) -> None:
        admins = Books(connection, self._campaign).people.with_role(Role.ADMIN)
        told = tell_all(admins, fault_report(f"处理第 {file.id} 份文件时出错", cause))
        sentence = f"处理《{file.name}》时系统出错，没有结果，管理员已收到通知。请稍后重新发送。"
        answer = Answer(replies=(Reply(text=words.esc(sentence)),), notices=told)
        self._put_out(connection, file, Outcome.FAILED, answer, at)

    def _put_out(
        self, connection: Connection, file: SentFile, outcome: Outcome, answer: Answer, at: datetime
    ) -> None:
        """Mark the file and answer it: the first reply takes the place of the progress."""
        sent.mark(connection, file, outcome, at)
        first, *others = answer.replies
        first = replace(first, edit=sent.progress_message(connection, file))
        answer = replace(answer, replies=(first, *others))
        outbox.enqueue(connection, letters(answer, chat_id=file.chat_id, origin=f"file:{file.id}"), at=at)

    async def _give_up(self, file: SentFile, cause: str) -> None:
        await self._write_down(self._fail, file, cause, self._clock.now())

    async def _put_off(self, file: SentFile, fault: Exception) -> None:
        """Leave the file for later: Telegram, the network or the disk is out of order."""
        # Not the text of the client's errors: it may hold the address, and so the token.
        said = fault if isinstance(fault, OSError) else type(fault).__name__
        _log.warning("file %s waits: %s", file.id, said)
        now = self._clock.now()
        if now - file.said_at >= TRIED_FOR and file.failures >= len(_OUT_OF_REACH):
            await self._give_up(file, type(fault).__name__)
            return
        wait = timedelta(seconds=gap(_OUT_OF_REACH, file.failures))
        if isinstance(fault, RetryAfter):
            wait = max(wait, asked_wait(fault))
        await self._write_down(sent.put_off, file, now + wait)

    async def _write_down(
        self, fn: Callable[Concatenate[Connection, P], None], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Write what came of a file. Where the database cannot, the work is kept until it can."""
        failures = 0
        while True:
            try:
                await self._store.write(fn, *args, **kwargs)
            except DATABASE_FAULTS as fault:
                _log.error("what came of a file waits for the database: %s", type(fault).__name__)
                await asyncio.sleep(gap(_DATABASE_GAPS, failures))
                failures += 1
            else:
                return


def _sender(books: Books, file: SentFile) -> Sender:
    return identify(books, user_id=file.user_id, chat_id=file.chat_id, name="")


def _safe(name: str) -> str:
    """Return a file's name as this machine takes it, with its ending."""
    path = PurePosixPath(name.replace("\\", "/").replace("\0", ""))
    return clip(path.stem, _NAME) + path.suffix
