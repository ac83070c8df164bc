"""What a kind of file is: how it is known, who may send it, what is made of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.access import Right
from bot.paperwork.sent import SentFile
from bot.requests import Answer
from bot.sheets.headings import Synonyms
from tracker.model import Sender, Standard
from tracker.plan import Campaign
from tracker.store.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the reading of a file may use; all of it pickles.

    `folder` is for what the reading writes, and lasts until the answer is recorded; `on` is the day the file
    was said, `caption` the words that came with it; `standards` are those that counties have recorded.
    """

    source: Path
    folder: Path
    campaign: Campaign
    standards: Sequence[Standard]
    sender: Sender
    on: date
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file, how it is known, and what is done with it.

    A sheet is known by all of its `headings` but the `optional` ones, anything else by how its name ends;
    a campaign that has nothing of the kind gives no headings. Where a sheet may be several kinds, the words
    beside it settle that by its `name` or one of the words it is `called`; its `command` asks for it alone.
    `read` runs in a process of its own, changes nothing and calls its second argument with the rows done so
    far; what it returns pickles and is given to `record`, which runs in the transaction that marks the file,
    and may run twice. The first reply of its answer takes the place of the progress. `right` is asked for
    before the one and again in the other. Both refuse with a `TrackerError` or `UsageError`.
    """

    name: str
    doing: str
    right: Right
    read: Callable[[Material, Callable[[int], None]], Any]
    record: Callable[[Books, Sender, SentFile, Any], Answer]
    headings: Callable[[Campaign], Synonyms] | None = None
    optional: Collection[str] = ()
    called: Sequence[str] = ()
    command: str = ""
    suffixes: Sequence[str] = (".xlsx", ".csv")

    def is_named(self, caption: str) -> bool:
        """Whether the words beside a file name this kind."""
        return any(word in caption for word in (self.name, *self.called))

    def is_commanded(self, caption: str) -> bool:
        """Whether the words beside a file begin with this kind's command."""
        return bool(self.command) and caption.lower().startswith(self.command)
