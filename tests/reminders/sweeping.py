"""Mornings swept and delivered, for the tests of this folder."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import Row, insert, select

from reminders import outbox
from reminders.heard import UNREACHABLE
from reminders.layout import one_message
from reminders.messages import Lane, Outgoing
from reminders.sweep import SweepDone, sweep
from tests.reminders.conftest import LEASE, SHANGHAI, execute
from tracker.plan import Campaign
from tracker.store import tables
from tracker.store.ledger import Ledger
from tracker.store.store import Store

OFFICE = "领导小组办公室"
MORNING = {day: datetime(2021, 6, day, 9, 0, tzinfo=SHANGHAI) for day in range(20, 31)}


class Office:
    """Sweeps mornings, delivers or not, and reads what came of it."""

    def __init__(self, store: Store, campaign: Campaign) -> None:
        self.store = store
        self.campaign = campaign

    def sweep(self, slot: datetime, since: datetime | None) -> SweepDone:
        return self.store.write_now(sweep, self.campaign, slot, since)

    def rows(self) -> Sequence[Row[*tuple[Any, ...]]]:
        return self.store.read_now(
            lambda c: c.execute(select(tables.outbox).order_by(tables.outbox.c.id)).all()
        )

    def states(self) -> dict[str, str]:
        """The state of each message, without those that had nobody to go to."""
        return {row.key: row.state for row in self.rows() if row.reason != UNREACHABLE}

    def keys(self, message: str) -> list[str]:
        (row,) = (row for row in self.rows() if row.key == message)
        return [item["key"].removeprefix("assignment:") for item in row.items]

    def text(self, message: str) -> str:
        (row,) = (row for row in self.rows() if row.key == message)
        return str(one_message([row.payload])["parameters"]["text"])

    def claim(self, at: datetime) -> tuple[Outgoing, ...]:
        return self.store.write_now(outbox.claim, lane=Lane.REMINDER, now=at, lease=LEASE, limit=100)

    def deliver(self, at: datetime) -> None:
        """Deliver whatever waits, a message of each chat after the other."""
        while claimed := self.claim(at):
            for row in claimed:
                self.store.write_now(outbox.settle_sent, row, message_id=row.id, at=at)

    def refuse(self, at: datetime) -> None:
        for row in self.claim(at):
            self.store.write_now(outbox.settle_given_up, row, reason="blocked", at=at, unreachable=True)

    def report(self, code: str, unit: str, percent: int, on: date) -> None:
        found = self.store.read_now(lambda c: Ledger(c, self.campaign).assignment(code, unit))
        assert found is not None
        row = {
            "assignment_id": found.id,
            "percent": percent,
            "text": "",
            "said_on": on,
            "reporter": "李敏",
            "origin": "chat",
            "recorded_at": datetime(on.year, on.month, on.day, 12, tzinfo=SHANGHAI),
        }
        self.store.write_now(execute, insert(tables.reports).values(row))


def try_to_deliver(store: Store, now: datetime, luck: Random) -> None:
    """One try: it arrives, the network is down, or the program dies with the message in hand."""
    fate = luck.choice(["arrives", "arrives", "fails", "dies"])
    for row in store.write_now(outbox.claim, lane=Lane.REMINDER, now=now, lease=LEASE, limit=30):
        if fate == "arrives":
            store.write_now(outbox.settle_sent, row, message_id=row.id, at=now)
        elif fate == "fails":
            store.write_now(outbox.settle_retry, row, retry_at=now + LEASE, reason="network")
    if fate == "dies":
        store.write_now(outbox.free_claims)
