"""The only clock: real time in the campaign's zone, or a rehearsal's, moved by an offset."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """Campaign time. In a rehearsal it starts at `start`, which is in `zone` unless it names its own."""

    def __init__(self, zone: str, start: datetime | None = None) -> None:
        self.zone = ZoneInfo(zone)
        self.rehearsal = start is not None
        self._offset = self._aware(start) - _real() if start else timedelta()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return the moment in the campaign's zone."""
        return self.shift(_real())

    def shift(self, real: datetime) -> datetime:
        """Turn a real moment, such as a message's date, into campaign time."""
        return (real + self._offset).astimezone(self.zone)

    def real(self, moment: datetime) -> datetime:
        """Turn a campaign moment into the real one at which it comes."""
        return moment.astimezone(UTC) - self._offset

    def move_to(self, moment: datetime) -> None:
        """Move a rehearsal forward. Raises `ValueError` with a Chinese sentence for a step back."""
        if not self.rehearsal:
            raise ValueError("只有演练时才能拨动时钟。")
        if moment < self.now():
            raise ValueError("时钟只能向前拨。")
        self._offset = moment.astimezone(UTC) - _real()
        for listener in self._listeners:
            listener()

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever the clock was moved: what sleeps until a moment must wake."""
        self._listeners.append(listener)

    def _aware(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


def _real() -> datetime:
    return datetime.now(UTC)
