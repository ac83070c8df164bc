"""A campaign file as text: its values, the lines its keys stand on, and the faults found in it so far."""

import re
import tomllib
from datetime import date
from typing import Any, TypeAlias

from config.faults import CampaignFaults, Fault

KeyPath: TypeAlias = tuple[str | int, ...]
"""Where a value stands: `("tasks", 3, "due_on")`."""

_POSITION = re.compile(r"^(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)$", re.DOTALL)
_BARE_DATE = re.compile(r"(?<![\"'\d-])\d{4}-\d{1,2}-\d{1,2}(?![\"'\d-])")
_HEADER = re.compile(r'^\s*(?P<open>\[\[?)\s*(?P<name>[\w."\- ]+?)\s*\]\]?\s*(#.*)?$')
_KEY = re.compile(r'^\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[\w-]+))\s*=')

_IN_CHINESE = {
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表头写了两次",
    "Expected '=' after a key": "键的后面缺少等号",
    "Invalid value": "等号后面的值写法不对，文字要加英文双引号",
    "Invalid statement": "这一行写法不对，键只能用英文字母，或加英文双引号",
    "Unterminated string": "引号没有成对",
    "Illegal character": "引号没有成对，或含有不能使用的字符",
    "Unclosed array": "方括号没有成对",
    "Unclosed inline table": "花括号没有成对",
    "Expected ']": "方括号没有成对",
    "Duplicate inline table key": "同一个键写了两次",
    "Expected newline": "一行只能写一项，或引号没有成对",
}


class Sheet:
    """One file under examination. Reading it never stops at the first fault."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self.values = _parse(text)
        self._lines = _lines_of(text)

    def fault(self, place: str, path: KeyPath, sentence: str) -> None:
        """Record a fault at `path`, on its line or that of the nearest table around it."""
        # What the file wrote may hold line breaks; a fault is one line.
        one_line = " ".join(sentence.split())
        self.faults.append(Fault(place=" ".join(place.split()), line=self._line(path), sentence=one_line))

    def _line(self, path: KeyPath) -> int | None:
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


def _parse(text: str) -> dict[str, Any]:
    while True:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            # tomllib gives up the whole file over a date like 2021-02-30. Quoted, it becomes one fault
            # of its own key, and all the others are found too.
            mended = _quote_impossible_dates(text, error)
            if mended == text:
                raise CampaignFaults([_syntax_fault(error)]) from None
            text = mended


def _quote_impossible_dates(text: str, error: tomllib.TOMLDecodeError) -> str:
    position = _POSITION.match(str(error))
    if position is None:
        return text
    lines = text.split("\n")
    number = int(position["line"]) - 1
    lines[number] = _BARE_DATE.sub(lambda found: _quoted_unless_a_day(found[0]), lines[number])
    return "\n".join(lines)


def _quoted_unless_a_day(word: str) -> str:
    try:
        date.fromisoformat(word)
    except ValueError:
        return f'"{word}"'
    return word


def _syntax_fault(error: tomllib.TOMLDecodeError) -> Fault:
    position = _POSITION.match(str(error))
    what = position["what"] if position else str(error)
    known = (chinese for english, chinese in _IN_CHINESE.items() if what.startswith(english))
    reason = next(known, "写法不对")
    column = f"第 {position['column']} 列附近" if position else "文件末尾"
    line = int(position["line"]) if position else None
    return Fault(place="文件格式", line=line, sentence=f"不是正确的 TOML：{column}，{reason}。")


def _lines_of(text: str) -> dict[KeyPath, int]:
    """Map each table and key that begins a line to that line; values inside one are near enough."""
    lines: dict[KeyPath, int] = {}
    repeated: dict[KeyPath, int] = {}
    here: KeyPath = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            here = _table_path(header["name"], repeated, again=header["open"] == "[[")
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            lines.setdefault((*here, key["quoted"] or key["bare"]), number)
    return lines


def _table_path(name: str, repeated: dict[KeyPath, int], *, again: bool) -> KeyPath:
    *parents, last = (part.strip().strip('"') for part in name.split("."))
    path: KeyPath = ()
    for parent in parents:
        path = (*path, parent)
        if path in repeated:
            path = (*path, repeated[path])
    path = (*path, last)
    if not again:
        return path
    repeated[path] = repeated.get(path, -1) + 1
    return (*path, repeated[path])
