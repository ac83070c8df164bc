"""Counting the verdicts of a file while its rows go by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.scored_files.parcel_rows import RowVerdict
from bot.scored_files.places import Place
from tracker.model import Conclusion, Standard

UNRECOGNISED = "（未识别）"
"""Where rows are counted whose park means none."""


@dataclass(slots=True)
class Tally:
    """How many rows came to what: by park, by indicator that was not met, by standard.

    `parks` and `failing` are by (name, conclusion), where None is a refused row.
    """

    parks: Counter[tuple[str, Conclusion | None]] = field(default_factory=Counter)
    failing: Counter[tuple[str, Conclusion | None]] = field(default_factory=Counter)
    places: Counter[Place] = field(default_factory=Counter)

    def add(self, verdicts: Sequence[RowVerdict]) -> None:
        """Count some rows more."""
        alike = Counter(verdicts)
        for verdict, rows in alike.items():
            place = verdict.place
            self.parks[place.park if place else UNRECOGNISED, verdict.conclusion] += rows
            if place and verdict.conclusion is not None:
                self.places[place] += rows
                for name in verdict.failing:
                    self.failing[name, verdict.conclusion] += rows

    def rows(self, *conclusions: Conclusion | None) -> int:
        """Return how many rows came to one of these, or to anything."""
        return sum(rows for (_, each), rows in self.parks.items() if not conclusions or each in conclusions)

    def standards(self) -> list[tuple[Standard, int]]:
        """Return the standards used and by how many rows each, most first."""
        used: Counter[Standard] = Counter()
        for place, rows in self.places.items():
            used[place.standard] += rows
        return used.most_common()
