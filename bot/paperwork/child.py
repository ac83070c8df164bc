"""A process of its own for one piece of work: a large workbook would stop every chat, a broken one the bot.

What it is given and what it returns must pickle. It ends with the process that started it.
"""

import asyncio
import multiprocessing
import os
import signal
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from bot.requests import UsageError
from tracker.errors import TrackerError

P = ParamSpec("P")
T = TypeVar("T")

Told = Callable[[str], None]
"""Called by the work with a Chinese sentence of how far it is."""

_SPAWN: Final = multiprocessing.get_context("spawn")
"""A forked copy of a program with threads and open databases may hang; a fresh one does not."""

_STOPPING: Final = 1.0
"""Seconds in which our own stop follows: a stop of the whole service ends the child a moment before us."""


class ChildLost(Exception):
    """The process ended without a result: killed, or out of memory; `str()` says how, in Chinese."""


class ChildBroken(Exception):
    """The work met a bug; `str()` is its traceback, `cause` the name of the exception."""

    def __init__(self, cause: str, trace: str) -> None:
        super().__init__(trace)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class _Progress:
    words: str


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


@dataclass(frozen=True, slots=True)
class _Refused:
    sentence: str


@dataclass(frozen=True, slots=True)
class _Lost:
    """The other end is gone."""


@dataclass(frozen=True, slots=True)
class _OutOfOrder:
    trace: str


@dataclass(frozen=True, slots=True)
class _Broken:
    cause: str
    trace: str


async def in_child(
    work: Callable[Concatenate[Told, P], T],
    told: Callable[[str], Awaitable[None]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Run `work` in a process of its own and return its result; `told` hears how far it is.

    Raises `UsageError` for what the work refuses, `OSError` where the machine failed it (a full disk),
    `ChildBroken` for a bug, and `ChildLost`. A cancel kills it.
    """
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_serve, args=(theirs, work, args, kwargs), daemon=True)
    process.start()
    theirs.close()
    hearing = _hear(ours)
    try:
        while isinstance(word := await asyncio.shield(hearing), _Progress):
            hearing = _hear(ours)
            await told(word.words)
        if isinstance(word, _Lost):
            await asyncio.sleep(_STOPPING)
            await asyncio.to_thread(process.join)
            raise ChildLost(f"处理文件的进程意外结束（{process.exitcode}）")
        result: T = _judged(word)
        return result
    finally:
        process.kill()
        # The pipe ends with the process, and nobody may read from it when it is closed.
        await asyncio.wait([hearing])
        await asyncio.to_thread(process.join)
        process.close()
        ours.close()


def _hear(wire: "Connection[Any, Any]") -> asyncio.Future[Any]:
    return asyncio.ensure_future(asyncio.to_thread(_next_word, wire))


def _next_word(wire: "Connection[Any, Any]") -> Any:
    try:
        return wire.recv()
    except (EOFError, OSError):  # the end of the pipe, between two words or in the middle of one
        return _Lost()


def _judged(word: Any) -> Any:
    match word:
        case _Refused(sentence):
            raise UsageError(sentence)
        case _OutOfOrder(trace):
            raise OSError(trace)
        case _Broken(cause, trace):
            raise ChildBroken(cause, trace)
        case _Done(result):
            return result
    raise TypeError(word)


def _serve(
    wire: "Connection[Any, Any]", work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Do the work; this is where the new process begins."""
    # Ctrl-C in a terminal goes to every process of it; whether the work goes on is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        wire.send(_Done(work(lambda words: wire.send(_Progress(words)), *args, **kwargs)))
    except (TrackerError, UsageError) as refusal:
        wire.send(_Refused(str(refusal)))
    except OSError:
        wire.send(_OutOfOrder(traceback.format_exc()))
    except Exception as bug:  # noqa: BLE001  (whatever it is, it is told to the parent)
        wire.send(_Broken(type(bug).__name__, traceback.format_exc()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
