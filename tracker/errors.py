"""What can be wrong with a request: a sentence for the sender, fields for code.

A refusal changes nothing. Whatever is not a `TrackerError` is a bug.
"""

from datetime import date
from typing import ClassVar


class TrackerError(Exception):
    """A request that cannot be granted. `str()` is the Chinese sentence for whoever sent it."""

    sentence: ClassVar[str]

    def __init__(self, **fields: object) -> None:
        super().__init__(fields)
        self.fields = fields

    def __str__(self) -> str:
        return self.sentence.format_map(self.fields)


class UnknownTask(TrackerError):
    """No ledger row or obligation has this code."""

    sentence = "没有编号为“{code}”的任务。发送 /tasks 查看任务编号。"

    def __init__(self, *, code: str) -> None:
        super().__init__(code=code)


class UnknownUnit(TrackerError):
    """No unit has this name; `nearest` are the closest ones."""

    sentence = "没有名为“{word}”的单位。{hint}"

    def __init__(self, *, word: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"您是指：{'、'.join(nearest)}？" if nearest else "请写单位全称，如“清丰县”。"
        super().__init__(word=word, nearest=nearest, hint=hint)


class NotYourTask(TrackerError):
    """The task is not assigned to the sender's unit."""

    sentence = "任务 {task} 没有分配给{unit}，不能由您填报。发送 /tasks 查看本单位任务。"

    def __init__(self, *, task: str, unit: str) -> None:
        super().__init__(task=task, unit=unit)


class NoSuchDay(TrackerError):
    """The day asked for lies outside what can be answered."""

    sentence = "{why}"

    def __init__(self, *, on: date, why: str) -> None:
        super().__init__(on=on, why=why)
