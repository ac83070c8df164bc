"""What nobody in the chats sees: the clock, faults on request, recorded calls, raw updates."""

from datetime import datetime
from typing import Final, Protocol

from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox.asking import SHANGHAI, asked_by_get, asked_by_post, body_of, moment, number
from bot.sandbox.entities import Json
from bot.sandbox.faults import FAULT_KINDS, Fault, Recorder
from bot.sandbox.world import ImpossibleError, World

MOST_FAULTS: Final = 100_000


class MovableClock(Protocol):
    """The day that the rehearsal has reached."""

    def now(self) -> datetime:
        """Give the rehearsal's moment, aware, in Asia/Shanghai."""
        ...

    def move_to(self, moment: datetime) -> None:
        """Go forward to a moment; back is a ValueError that says so in Chinese."""
        ...


class Backstage:
    """One handler an address."""

    def __init__(self, world: World, recorder: Recorder, clock: MovableClock | None) -> None:
        self.world = world
        self.recorder = recorder
        self.clock = clock

    def routes(self) -> list[Route]:
        """Give the addresses of clock, faults, calls and updates."""
        return [
            asked_by_get("/sandbox/calls", self.calls),
            asked_by_post("/sandbox/faults", self.plan_faults),
            asked_by_post("/sandbox/updates", self.add_update),
            asked_by_post("/sandbox/updates/next", self.renumber),
            asked_by_get("/sandbox/clock", self.read_clock),
            asked_by_post("/sandbox/clock", self.move_clock),
        ]

    async def calls(self, request: Request) -> Json:
        """List the Bot API calls after number `after`, of one `method` if it is given."""
        asked = request.query_params
        calls = self.recorder.since(number(asked.get("after", 0)), asked.get("method", ""))
        return {"calls": [call.described() for call in calls], "next": self.recorder.count}

    async def plan_faults(self, request: Request) -> Json:
        """Spoil the next `times` calls of `method` (`*` for any); no `kind` forgets what was planned."""
        body = await body_of(request)
        kind, times = body.get("kind"), number(body.get("times", 1))
        if kind is None:
            self.recorder.faults.clear()
        elif kind not in FAULT_KINDS or not 0 < times <= MOST_FAULTS:
            raise ImpossibleError(f"故障只能是 {'、'.join(sorted(FAULT_KINDS))}，次数 1 至 {MOST_FAULTS}。")
        else:
            fault = Fault(kind=kind, retry_after=number(body.get("retry_after", 1)))
            self.recorder.plan(str(body.get("method") or "*"), fault, times)
        return {"planned": {name: len(faults) for name, faults in self.recorder.faults.items() if faults}}

    async def add_update(self, request: Request) -> Json:
        """Queue an update as it is, even one that nobody can read."""
        update_id = self.world.updates.add_raw(await body_of(request))
        self.world.wake()
        return {"update_id": update_id}

    async def renumber(self, request: Request) -> Json:
        """Let the update ids go on from another number, as after a silent week."""
        self.world.updates.next_id = number((await body_of(request)).get("update_id"))
        return {"update_id": self.world.updates.next_id}

    async def read_clock(self, _request: Request) -> Json:
        """Give the rehearsal's moment, null where the clock cannot be moved."""
        return {"now": self.clock.now().astimezone(SHANGHAI).isoformat() if self.clock else None}

    async def move_clock(self, request: Request) -> Json:
        """Move the rehearsal's clock forward to `move_to`."""
        wanted = moment((await body_of(request)).get("move_to"))
        if self.clock is None or wanted is None:
            raise ImpossibleError("这里的时钟不能拨动。" if self.clock is None else "请选择日期和时间。")
        try:
            self.clock.move_to(wanted)
        except ValueError as fault:
            raise ImpossibleError(str(fault)) from fault
        self.world.tell("clock", 0, {"now": self.clock.now().astimezone(SHANGHAI).isoformat()})
        return await self.read_clock(request)
