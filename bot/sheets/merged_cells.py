"""Cells merged over several rows: only the first row has their value, the others look empty."""

from collections.abc import Iterable, Mapping

from bot.sheets.lines import NOTHING


class MergedCells:
    """The merged cells of a sheet while its rows go by from top to bottom.

    Each is (first row, last row, place of the column).
    """

    def __init__(self, ranges: Iterable[tuple[int, int, int]]) -> None:
        self._coming = sorted(ranges, reverse=True)
        self._open: list[tuple[int, int, str]] = []

    def over(self, number: int, cells: tuple[str, ...]) -> Mapping[int, str]:
        """Return the places of this row that a cell reaches from above, each with what stands there."""
        if not self._coming and not self._open:
            return NOTHING
        self._open = [each for each in self._open if each[0] >= number]
        reached = {place: text for _, place, text in self._open}
        while self._coming and self._coming[-1][0] <= number:
            _, last, place = self._coming.pop()
            if place < len(cells):
                self._open.append((last, place, cells[place]))
        return reached
