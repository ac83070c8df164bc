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
        hint = f"您是指：{'、'.join(nearest)}？" if nearest else "请写单位全称。"
        super().__init__(word=word, nearest=nearest, hint=hint)


class NotYourTask(TrackerError):
    """The task is not assigned to the sender's unit."""

    sentence = "任务 {task} 没有分配给{unit}，不能由您填报。发送 /tasks 查看本单位任务。"

    def __init__(self, *, task: str, unit: str) -> None:
        super().__init__(task=task, unit=unit)


class WhichUnit(TrackerError):
    """The sender is liaison of several units that have this task."""

    sentence = "您负责的 {names} 都有任务 {task}，请写明单位，例如：{task}@{first}"

    def __init__(self, *, task: str, units: tuple[str, ...]) -> None:
        super().__init__(task=task, units=units, names="、".join(units), first=units[0])


class TaskNotOfUnit(TrackerError):
    """The office names a unit that does not have the task."""

    sentence = "任务 {task} 没有分配给{unit}。"

    def __init__(self, *, task: str, unit: str) -> None:
        super().__init__(task=task, unit=unit)


class AlreadyClosed(TrackerError):
    """The assignment is closed; nothing more is reported on it."""

    sentence = "任务 {task} 已于 {closed_on} 办结，无需再填报。"

    def __init__(self, *, task: str, closed_on: date) -> None:
        super().__init__(task=task, closed_on=closed_on)


class UnknownItem(TrackerError):
    """The task's checklist has no such item, or it has no checklist at all."""

    sentence = "任务 {task} 没有“{item}”这一事项。{hint}"

    def __init__(self, *, task: str, item: str, items: tuple[str, ...]) -> None:
        hint = f"可填：{'、'.join(items)}。" if items else "请填写百分比，例如：60"
        super().__init__(task=task, item=item, items=items, hint=hint)


class NotAwaitingReview(TrackerError):
    """The submission was reviewed, replaced or withdrawn before this verdict came."""

    sentence = "{subject} 的这次填报已经处理过，或已有更新的填报，无需再核验。"

    def __init__(self, *, subject: str) -> None:
        super().__init__(subject=subject)


class ReasonMissing(TrackerError):
    """A return or an order needs its reason."""

    sentence = "请写明{what}。"

    def __init__(self, *, what: str) -> None:
        super().__init__(what=what)


class DateInThePast(TrackerError):
    """A due date cannot be moved to a day that is over."""

    sentence = "新期限 {due_on} 早于今天（{today}），请改为今天或以后的日期。"

    def __init__(self, *, due_on: date, today: date) -> None:
        super().__init__(due_on=due_on, today=today)


class SameDate(TrackerError):
    """The due date in force is already the one asked for."""

    sentence = "任务 {task} 的期限本来就是 {due_on}，没有变动。"

    def __init__(self, *, task: str, due_on: date) -> None:
        super().__init__(task=task, due_on=due_on)


class RoleNotInUnit(TrackerError):
    """A role that belongs into one unit alone: the office's, or the inspector's."""

    sentence = "“{role}”只能设在{unit}。"

    def __init__(self, *, role: str, unit: str) -> None:
        super().__init__(role=role, unit=unit)


class NotYoursToInvite(TrackerError):
    """Only an admin makes admins."""

    sentence = "只有管理员可以邀请管理员。"


class AnotherCampaign(TrackerError):
    """The database holds another campaign's facts."""

    sentence = "数据库记录的是 {recorded}，与方案文件 {asked} 不符：请换一个数据库或方案文件。"

    def __init__(self, *, recorded: str, asked: str) -> None:
        super().__init__(recorded=recorded, asked=asked)


class AssignmentsDropped(TrackerError):
    """The campaign file no longer has assignments whose facts are recorded; `gone` are their names."""

    sentence = "方案文件不再包含数据库里已有的分工：{names} 等 {count} 项。"

    def __init__(self, *, gone: tuple[str, ...]) -> None:
        super().__init__(gone=gone, names="、".join(gone[:5]), count=len(gone))


class ValueRefused(TrackerError):
    """A value that cannot be what it says; `reason` goes on from the quoted value."""

    sentence = "{what}“{value}”{reason}"

    def __init__(self, *, what: str, value: str, reason: str) -> None:
        super().__init__(what=what, value=value, reason=reason)


class UnknownPark(TrackerError):
    """No park has this name; `nearest` are the closest ones."""

    sentence = "没有名为“{word}”的产业集聚区。{hint}"

    def __init__(self, *, word: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"您是指：{'、'.join(nearest)}？" if nearest else "请写产业集聚区全称。"
        super().__init__(word=word, nearest=nearest, hint=hint)
        self.word, self.nearest = word, nearest


class UnknownPlace(TrackerError):
    """Neither a unit nor a park has this name; `nearest` are the closest ones."""

    sentence = "没有名为“{word}”的单位或产业集聚区。{hint}"

    def __init__(self, *, word: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"您是指：{'、'.join(nearest)}？" if nearest else "请写全称。"
        super().__init__(word=word, nearest=nearest, hint=hint)


class NoScoring(TrackerError):
    """The campaign file has no section on scoring."""

    sentence = "本方案没有规定宗地评分标准，不能评分。"


class NoStandardInForce(TrackerError):
    """Asked about a day before the plan."""

    sentence = "{on} 还没有生效的认定标准：方案自 {from_on} 起执行。"

    def __init__(self, *, on: date, from_on: date) -> None:
        super().__init__(on=on, from_on=from_on)
