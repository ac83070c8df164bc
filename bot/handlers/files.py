"""Files that are worked on beside the chat: received in a word, answered when the work is done."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from bot.incoming import FILE_LIMIT, Incoming
from bot.paperwork import sent
from bot.paperwork.fetching import TOO_LARGE
from bot.requests import Answer, Reply, Request, UsageError
from bot.words import esc
from tracker.model import Evidence, Sender
from tracker.sayings import clip
from tracker.store.books import Books

_WORKED_ON: Final = frozenset({".xlsx", ".csv", ".geojson", ".json"})
_OTHER_SHEETS: Final = frozenset({".xls", ".xlsm", ".xlsb", ".et", ".ods", ".numbers"})
_ATTACH: Final = "请把 .xlsx 或 .csv 表格以“文件”方式发送，说明写 /score 或不写。"


@dataclass(frozen=True, slots=True)
class FileTaken:
    """A document waits to be worked on."""

    document: Evidence


def score_file(message: Incoming) -> Request[Incoming, FileTaken]:
    """Answer /score under a sheet; a conversation under way goes on after it."""
    if not is_worked_on(message):
        raise UsageError(_ATTACH)
    return Request(_take, message, taken)


def is_worked_on(message: Incoming) -> bool:
    """Whether the message brings a document whose name says that it is a sheet or a map."""
    return any(
        each.kind == "document" and _ending(each) in _WORKED_ON | _OTHER_SHEETS for each in message.evidence
    )


def continues_album(books: Books, message: Incoming) -> bool:
    """Whether the message brings one more file of an album that is worked on."""
    return is_worked_on(message) and sent.is_of_album(books.connection, message)


def take(message: Incoming) -> FileTaken:
    """Let the document of a message wait for its turn. Raises `UsageError` for what cannot be worked on."""
    (document,) = message.evidence
    name = clip(document.name, 40)
    if _ending(document) in _OTHER_SHEETS:
        raise UsageError(f"《{name}》不是 .xlsx 或 .csv：请用表格软件打开后另存为 .xlsx，再发送。")
    if document.size is not None and document.size > FILE_LIMIT:
        raise UsageError(TOO_LARGE.format(name=name))
    return FileTaken(document)


def taken(outcome: FileTaken) -> Answer:
    """Say that the file was received; how far the work is will be shown in the same message."""
    name = esc(clip(outcome.document.name, 60))
    return Answer(replies=(Reply(text=f"已收到《{name}》，正在处理……"),), work=outcome.document)


def _take(_books: Books, _sender: Sender, message: Incoming) -> FileTaken:
    return take(message)


def _ending(document: Evidence) -> str:
    return PurePath(document.name.strip()).suffix.lower()
