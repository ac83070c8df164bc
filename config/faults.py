"""What is wrong with a file that people write: every fault at once, each with its place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to put right. `place` reads like `tasks 3.2 · lead`; `line` is None where it is not known."""

    place: str
    line: int | None
    sentence: str

    def __str__(self) -> str:
        line = f"（第 {self.line} 行）" if self.line else ""
        return f"{self.place}{line}：{self.sentence}"


class CampaignFaults(Exception):
    """A campaign file that cannot be used. `str()` has one line a fault, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


def did_you_mean(word: str, known: Iterable[str], name: Callable[[str], str] = str) -> str:
    """Return a question that offers what the nearest known words mean, or nothing where none is near."""
    nearest = dict.fromkeys(name(each) for each in get_close_matches(word, list(known), n=3, cutoff=0.5))
    return f"是否应为{'、'.join(f'“{each}”' for each in nearest)}？" if nearest else ""
