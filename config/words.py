"""Which word means which unit, or which park: no word may mean two."""

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from config.table import Table
from tracker.parks import Park
from tracker.plan import Unit

Named = TypeVar("Named", Unit, Park)

_ID = re.compile(r"[a-z][a-z0-9-]{0,15}")


class Words(Generic[Named]):
    """The ids, names and synonyms of all units, or of all parks."""

    def __init__(self) -> None:
        self._owners: dict[str, Named] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._owners)

    def __contains__(self, word: str) -> bool:
        return word in self._owners

    def owner(self, word: str) -> Named | None:
        """Return whom the word means."""
        return self._owners.get(word)

    def name(self, word: str) -> str:
        """Return the canonical name of whom the word means, or the word itself."""
        return self._owners[word].name if word in self._owners else word

    def claim(self, table: Table, owner: Named) -> None:
        """Let the words of `owner` mean it; a word that is taken is a fault."""
        if table.sound("id") and not _ID.fullmatch(owner.id):
            # Buttons carry the id, and Telegram gives a button 64 bytes.
            table.fault("id", f"“{owner.id}”应为小写字母开头、最多 16 位的字母、数字或短横。")
        for key, words in (("id", (owner.id,)), ("name", (owner.name,)), ("synonyms", owner.synonyms)):
            for word in words:
                self._claim(table, key, word, owner)

    def _claim(self, table: Table, key: str, word: str, owner: Named) -> None:
        if not word:
            return
        if word not in self._owners:
            self._owners[word] = owner
        elif self._owners[word] is owner:
            table.fault(key, f"“{word}”与本条的编号或名称重复，不必再写。")
        else:
            table.fault(key, f"“{word}”已经指{self._owners[word].name}，不能再指{owner.name}。")
