"""One message out of the sections of a morning, within Telegram's limit whatever they hold.

A section is one row of the outbox and belongs to one post. Sections become a message only when they are
claimed: whoever holds several posts then reads them in one, and a post handed over takes its section along.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypedDict

ROOM: Final = 4000
"""UTF-16 units of a message, tags included; Telegram allows 4096 and a rehearsal's mark comes on top."""


FOOT: Final = ROOM // 4
"""What of it closing remarks may take: they rank behind what a morning has to say."""


class Section(TypedDict):
    """What a payload has under `section`; every text is Telegram HTML.

    `whose` names the unit, `lines` are pairs of heading and line, a line may hold several that belong
    together, `foot` closes the message, `pointer`
    says where the lines stand for which there is no room.
    """

    day: str
    title: str
    whose: str
    lines: Sequence[Sequence[str]]
    foot: str
    pointer: str


def day_of(payload: Mapping[str, Any]) -> str | None:
    """Return the morning that a section belongs to; None for what is no section."""
    section: Section | None = payload.get("section")
    return section["day"] if section else None


def one_message(payloads: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Lay out sections one under the other; each may take an equal share of the room that is left."""
    sections: list[Section] = [payload["section"] for payload in payloads]
    foot = "".join(f"\n\n{each}" for each in _feet(sections))
    text, room = "", ROOM - _units(foot)
    for place, (opening, section) in enumerate(zip(_openings(sections), sections, strict=True)):
        share = (room - _units(text)) // (len(sections) - place)
        text += _fitted(opening, section["lines"], section["pointer"], share)
    parameters = {name: value for payload in payloads for name, value in payload["parameters"].items()}
    if "reply_markup" in parameters:
        parameters["reply_markup"] = _keyboard(payloads)
    return {"method": payloads[0]["method"], "parameters": {**parameters, "text": text + foot}}


def _keyboard(payloads: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Put the buttons of every section in one row under the message, each once."""
    buttons = {
        button["callback_data"]: button
        for payload in payloads
        for row in payload["parameters"].get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        for button in row
    }
    return {"inline_keyboard": [list(buttons.values())]}


def _openings(sections: Sequence[Section]) -> Iterator[str]:
    """Yield what stands above each section's lines: the title once, and the unit, marked among several."""
    several = len({one["whose"] for one in sections if one["whose"]}) > 1
    title = ""
    for section in sections:
        whose = f"<b>◆ {section['whose']}</b>" if several and section["whose"] else section["whose"]
        heads = [section["title"], whose] if section["title"] != title else [whose]
        yield ("\n\n" if title else "") + "\n".join(filter(None, heads))
        title = section["title"]


def _feet(sections: Iterable[Section]) -> Iterator[str]:
    """Yield what closes each section, each line of it once, as far as there is room."""
    said: set[str] = set()
    room = FOOT
    for section in sections:
        lines = []
        for line in section["foot"].splitlines():
            if line not in said and _units(line) <= room:
                lines.append(line)
                said.add(line)
                room -= _units(line)
        if lines:
            yield "\n".join(lines)


def _fitted(opening: str, lines: Iterable[Sequence[str]], pointer: str, room: int) -> str:
    """Join what fits; what does not is counted, with a pointer to where it stands."""
    text, heading, left_out = opening, "", 0
    # As long as the closing line can get.
    room -= _units(_counted(999_999, pointer))
    for title, line in lines:
        longer = text + ("" if title == heading else f"\n\n<b>{title}</b>") + f"\n{line}"
        if left_out or _units(longer) > room:
            left_out += 1
        else:
            text, heading = longer, title
    return text + _counted(left_out, pointer)


def _counted(left_out: int, pointer: str) -> str:
    return f"\n\n另有 {left_out} 项未列出，{pointer}" if left_out else ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
