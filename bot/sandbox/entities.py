"""Text as Telegram keeps it: plain characters and entities over UTF-16 code units.

The HTML dialect is Telegram's own (`td/telegram/MessageEntity.cpp`), with its faults named in its words and
by its byte offsets, so that a bot which passes here passes there.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.sandbox.refusal import bad_request

Json = dict[str, Any]

KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE: Final = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?")
START_NAME: Final = re.compile(r"<([^\s>]*)")
END_TAG: Final = re.compile(r"</([^\s>]*)\s*")
ATTRIBUTE_NAME: Final = re.compile(r"[^\s=>]*")
NAME_TOKEN: Final = re.compile(r"[0-9A-Za-z.-]*")
SPACE: Final = re.compile(r"\s*")
COMMAND: Final = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
URL: Final = re.compile(r"https?://[^\s<>\"'）》，。；、]+")
OPAQUE: Final = {"code", "pre", "text_link"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """A text and its entities, as the fields `text` and `entities` of a Message."""

    text: str
    entities: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


def units(text: str) -> int:
    """Length in UTF-16 code units, the measure of every limit and offset of Telegram."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> Formatted:
    """Read Telegram's HTML; a fault is its 400 with the byte offset."""
    return _Html(source).parse()


def trimmed(formatted: Formatted) -> Formatted:
    """Without the white space at both ends, which Telegram takes off before it counts."""
    kept = formatted.text.strip()
    lead = units(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    total = units(kept)
    entities = []
    for entity in formatted.entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, total)
        if end > begin:
            entities.append({**entity, "offset": begin, "length": end - begin})
    return Formatted(text=kept, entities=tuple(entities))


def with_found(formatted: Formatted) -> Formatted:
    """With the commands and links that Telegram recognises by itself."""
    if "/" not in formatted.text:
        return formatted
    opaque = [
        (one["offset"], one["offset"] + one["length"]) for one in formatted.entities if one["type"] in OPAQUE
    ]
    found: list[Json] = []
    for kind, pattern in (("url", URL), ("bot_command", COMMAND)):
        for match in pattern.finditer(formatted.text):
            begin, length = units(formatted.text[: match.start()]), units(match.group())
            if all(begin + length <= low or begin >= high for low, high in opaque):
                found.append({"type": kind, "offset": begin, "length": length})
                opaque.append((begin, begin + length))
    return Formatted(text=formatted.text, entities=_sorted([*formatted.entities, *found]))


def _sorted(entities: list[Json]) -> tuple[Json, ...]:
    return tuple(sorted(entities, key=lambda one: (one["offset"], -one["length"])))


def _character(match: re.Match[str]) -> str | None:
    """Give the character of a reference, None where Telegram leaves the ampersand as it is."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def _decoded(text: str) -> str:
    return REFERENCE.sub(lambda match: _character(match) or match.group(), text)


class _Html:
    """One pass over the source; `at` is where it stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> Formatted:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._characters()
        if self.open:
            raise self._fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return Formatted(text="".join(self.plain), entities=_sorted(self.entities))

    def _characters(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        text = _decoded(self.source[self.at : end])
        self.plain.append(text)
        self.offset += units(text)
        self.at = end

    def _start_tag(self) -> None:
        begin = self.at
        match = START_NAME.match(self.source, begin)
        assert match is not None, "called at a '<'"  # noqa: S101 - a broken promise of ours
        tag, self.at = match.group(1).lower(), match.end()
        if self.at >= len(self.source):
            raise self._fault("Unclosed start tag", begin)
        if tag not in KINDS:
            raise self._fault(f'Unsupported start tag "{tag}"', begin)
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "tg-spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag=tag, argument=argument, offset=self.offset, begin=len(self.plain)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Read on to the end of the start tag; the one attribute that means something for this tag."""
        wanted = {"a": "href", "code": "class", "span": "class", "blockquote": "expandable"}.get(tag)
        argument = ""
        while True:
            self._skip_space()
            if self._here() == ">":
                self.at += 1
                return argument
            name, value = self._attribute(tag, begin)
            if name == wanted:
                argument = value

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        if self._here() == "":
            raise self._fault("Unclosed start tag", begin)
        name = self._take(ATTRIBUTE_NAME)
        if not name:
            raise self._fault(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._here() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, name
            if self._here() == "":
                raise self._fault(f'Unclosed start tag "{tag}"', begin)
            raise self._fault(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        self._skip_space()
        value = self._value(tag, begin)
        if self._here() == "":
            raise self._fault("Unclosed start tag", begin)
        return name, value

    def _value(self, tag: str, begin: int) -> str:
        quote = self._here()
        if quote == "":
            raise self._fault(f'Unclosed start tag "{tag}"', begin)
        if quote not in {"'", '"'}:
            token_at = self.at
            token = self._take(NAME_TOKEN).lower()
            if not (self._here().isspace() or self._here() in {">", ""}):
                raise self._fault("Unexpected end of name token", token_at)
            return token
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise self._fault("Unclosed start tag", begin)
        value = _decoded(self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fault("Unexpected end tag", begin)
        match = END_TAG.match(self.source, begin)
        assert match is not None, "called at a '</'"  # noqa: S101 - a broken promise of ours
        tag, self.at = match.group(1).lower(), match.end()
        if self._here() != ">":
            raise self._fault("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise self._fault("Unmatched end tag", begin, expected)
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        if opened.tag == "a":
            url = opened.argument or "".join(self.plain[opened.begin :])
            if not re.match(r"(https?|tg|ton|mailto|tel):|[\w-]+(\.[\w-]+)+", url):
                return  # Telegram keeps the text of a link that leads nowhere
            entity["url"] = url
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument.startswith("language-"):
            entity["language"] = opened.argument.removeprefix("language-")
        elif opened.tag == "pre":
            entity |= self._language_inside(entity)
        self.entities.append(entity)

    def _language_inside(self, pre: Json) -> Json:
        """`<pre><code class="language-x">` over the same characters is one entity that has a language."""
        last = self.entities[-1] if self.entities else {}
        same = (last.get("offset"), last.get("length")) == (pre["offset"], pre["length"])
        if last.get("type") != "code" or not same or "language" not in last:
            return {}
        return {"language": self.entities.pop()["language"]}

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        taken = match.group() if match else ""
        self.at += len(taken)
        return taken

    def _skip_space(self) -> None:
        self._take(SPACE)

    def _fault(self, words: str, at: int | None = None, more: str = "") -> Exception:
        place = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {words}{place}{', ' if more else ''}{more}")
