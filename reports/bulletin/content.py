"""What a 通报 is made of before it is laid out: sections with sentences, tables and notes."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.bulletin.traced import Sentence

Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under headings; `caption` stands above it, `notes` under it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Paragraphs under a heading of the second level, empty: right under the section's."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Parts under a heading of the first level; headings have no number yet."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """The whole 通报. `title` has a line an entry; `number`, `contact` may be empty, for a person to fill in.

    `left_out` is for who drafts it and stands on no page.
    """

    title: tuple[str, ...]
    number: str
    addressees: str
    opening: Paragraph
    sections: tuple[Section, ...]
    contact: str
    signed_by: str
    signed_on: str
    left_out: tuple[str, ...]


def paragraphs(*said: Iterable[Sentence]) -> tuple[Paragraph, ...]:
    """Gather sentences into paragraphs, without those that have nothing to say."""
    return tuple(found for each in said if (found := tuple(each)))
