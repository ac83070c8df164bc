"""Faults on request and the record of calls: what a test makes happen and looks at afterwards."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from bot.sandbox.entities import Json
from bot.sandbox.params import Params

# `drop` ends the connection before the call does anything, `drop_after` once it has: only the answer is lost.
FaultKind = Literal["429", "500", "502", "drop", "drop_after"]
FAULT_KINDS: Final = frozenset(get_args(FaultKind))
CALLS_KEPT: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One spoilt call; `retry_after` is a 429's."""

    kind: FaultKind
    retry_after: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A Bot API call and how it ended; files stand as their sizes."""

    number: int
    method: str
    params: Json
    code: int
    description: str

    def described(self) -> Json:
        """Give the call as JSON."""
        return {
            "number": self.number,
            "method": self.method,
            "params": self.params,
            "ok": self.code == 200,
            "error_code": self.code,
            "description": self.description,
        }


@dataclass(slots=True)
class Recorder:
    """The faults still to come, by lower-case method or `*`, and the calls that were made."""

    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    count: int = 0

    def plan(self, method: str, fault: Fault, times: int) -> None:
        """Spoil the next `times` calls of a method."""
        self.faults.setdefault(method.lower(), deque()).extend([fault] * times)

    def next_fault(self, method: str) -> Fault | None:
        """Take the fault that is due for a call of this method."""
        for name in (method.lower(), "*"):
            if self.faults.get(name):
                return self.faults[name].popleft()
        return None

    def record(self, method: str, params: Params, code: int, description: str) -> None:
        """Note a finished call."""
        self.count += 1
        files = {
            name: f"<{len(upload.content)} bytes: {upload.name}>" for name, upload in params.files.items()
        }
        kept: dict[str, Any] = dict(params.values) | files
        self.calls.append(
            Call(number=self.count, method=method, params=kept, code=code, description=description)
        )

    def since(self, number: int, method: str) -> Sequence[Call]:
        """List the calls after a number, of one method unless it is empty."""
        wanted = method.lower()
        return [
            call
            for call in self.calls
            if call.number > number and (not wanted or call.method.lower() == wanted)
        ]
