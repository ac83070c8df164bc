"""The running bot: every loop and every task of the process belongs to one task group here."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection, insert, update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import inbox
from bot.circulars.morning import circulars
from bot.clock import Clock
from bot.commands.office import Office
from bot.delivery import Sender, rehearsal_mark, unmarked
from bot.desk import Desk
from bot.digests import digest_job
from bot.faults import tell_admins
from bot.gaps import gap
from bot.menus import Menus
from bot.outage import alive_job, tell_after_outage
from bot.paperwork import known, sent
from bot.paperwork.clerk import Clerk
from bot.polling import KINDS, poll
from bot.reception import Reception
from bot.recipes import Recipes
from bot.telegram import call, open_bot
from bot.web import PATH, build_web, serve_web
from config.settings import Webhook
from reminders import outbox
from reminders.alarm import Alarm, Bell
from reminders.schedule import Gap, Job, Schedule, open_cursors, standing_jobs
from reports import charts
from tracker.plan import Campaign
from tracker.store.store import DATABASE_FAULTS
from tracker.store.tables import bots

_log = logging.getLogger(__name__)

_GAPS = (1, 2, 5, 10, 30)
"""Seconds between attempts to reach Telegram at the start; then the last."""


def all_jobs(campaign: Campaign) -> tuple[Job, ...]:
    """Return every job that recurs: the reminders', the inbox's, and the sign of life."""
    forgetting = Job(
        name="forget updates",
        trigger=CronTrigger(hour=3, minute=30, timezone=campaign.timezone),
        gap=Gap.LATEST,
        work=_forget,
    )
    standing = standing_jobs(campaign, (circulars(campaign),))
    return (*standing, digest_job(campaign), forgetting, alive_job(campaign))


class Runner:
    """Serves Telegram until it is cancelled. `ready` is set once updates are taken."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._bot: ExtBot[None] = open_bot(office.settings)
        self._alarm = Alarm(office.clock.real)
        self._delivery = self._alarm.bell("delivery")
        self._planning = self._alarm.bell("planning")
        self._paperwork = self._alarm.bell("paperwork")
        self._schedule = Schedule(office.store, all_jobs(office.campaign))
        self._menus = Menus(self._bot, office.store)
        mark = rehearsal_mark if office.clock.rehearsal else unmarked
        self._sender = Sender(
            bot=self._bot,
            store=office.store,
            now=office.clock.now,
            draw=Recipes(office.store, office.campaign).draw,
            report_fault=self._report_fault,
            ring=self._delivery.ring,
            mark=mark,
        )
        self._reception = Reception(
            bot=self._bot,
            desk=Desk(office.store, office.campaign, office.clock),
            store=office.store,
            sender=self._sender,
            menus=self._menus,
            delivery=self._delivery,
            paperwork=self._paperwork,
        )
        self._clerk = Clerk(
            bot=self._bot,
            store=office.store,
            campaign=office.campaign,
            clock=office.clock,
            kinds=known.KINDS,
            answered=self._delivery.ring,
            mark=mark,
        )
        self.ready = asyncio.Event()

    async def serve(self) -> None:
        """Run every loop. Raises `InvalidToken` where Telegram refuses the token."""
        store, clock = self._office.store, self._office.clock
        if await store.write(tell_after_outage, clock.now()):
            _log.warning("the program was down for more than a day: members are asked to send again")
        await store.write(open_cursors, all_jobs(self._office.campaign), clock.now())
        # We are the sole runner: whatever is claimed was claimed by a process that is gone.
        await store.write(outbox.free_claims)
        left_over = await store.read(inbox.waiting, clock)
        await self._reach_telegram()
        clock.on_move(self._alarm.ring_all)
        self._alarm.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(asyncio.to_thread(charts.warm))
                tasks.create_task(self._menus.refresh())
                await self._reception.open()
                self._reception.take(left_over, tasks, left_over=True)
                tasks.create_task(_loop(self._plan, self._planning, clock))
                tasks.create_task(_loop(self._sender.tick, self._delivery, clock))
                tasks.create_task(_loop(self._clerk.tick, self._paperwork, clock))
                await self._take_updates(tasks)
        finally:
            self._alarm.stop()
            await self._sender.finish()
            await self._bot.shutdown()

    async def _reach_telegram(self) -> None:
        """Learn who we are; wait for Telegram where it is out of reach."""
        await _until_reached(self._bot.initialize)
        await self._office.store.write(_remember_bot, self._bot.id, self._bot.username)

    async def _take_updates(self, tasks: asyncio.TaskGroup) -> None:
        webhook = self._office.settings.webhook
        store, clock = self._office.store, self._office.clock

        def take(arrivals: tuple[inbox.Arrival, ...]) -> None:
            self._reception.take(arrivals, tasks)

        if webhook is None:
            await _until_reached(lambda: call(self._bot, "deleteWebhook", {}))
            self._be_ready()
            await poll(self._bot, store, clock, take)
        app = build_web(webhook=webhook, bot_id=self._bot.id, store=store, clock=clock, take=take)
        tasks.create_task(serve_web(app, webhook))
        await _until_reached(lambda: call(self._bot, "setWebhook", _registration(webhook)))
        self._be_ready()

    def _be_ready(self) -> None:
        # What was built at the start stays for good; looking through it again at every full collection
        # would stop all chats for 100 ms.
        gc.collect()
        gc.freeze()
        self.ready.set()

    async def _plan(self, now: datetime) -> datetime | None:
        """Do what the calendar calls for, and let the delivery know."""
        try:
            return await self._schedule.tick(now)
        finally:
            # Also behind a job that failed: the others may have planned something.
            self._delivery.ring()

    async def _report_fault(self, cause: str) -> None:
        """Tell every admin of a mistake of ours; once an hour for the same one."""
        at = self._office.clock.now()
        origin = f"fault:{at:%Y-%m-%dT%H}:{cause[:80]}"
        await self._office.store.write(tell_admins, "有一条消息发送失败", cause, origin=origin, at=at)
        self._delivery.ring()


async def _until_reached(ask: Callable[[], Awaitable[object]]) -> None:
    """Ask Telegram until it answers. Raises `InvalidToken`, which no waiting mends."""
    attempt = 0
    while True:
        try:
            await ask()
        except InvalidToken:
            raise
        except TelegramError as fault:
            _log.warning("Telegram is out of reach: %s", type(fault).__name__)
            await asyncio.sleep(gap(_GAPS, attempt))
            attempt += 1
        else:
            return


async def _loop(tick: Callable[[datetime], Awaitable[datetime | None]], bell: Bell, clock: Clock) -> None:
    """Tick, and sleep until the moment that the tick named, a ring, or the heartbeat.

    A fault of the database is waited out: what is due stays due.
    """
    while True:
        next_at = None
        try:
            next_at = await tick(clock.now())
        except DATABASE_FAULTS as fault:
            _log.error("the database is out of order, trying again: %s", type(fault).__name__)
        await bell.wait(next_at)


def _registration(webhook: Webhook) -> dict[str, Any]:
    return {
        "url": webhook.url.rstrip("/") + PATH,
        "secret_token": webhook.secret.reveal(),
        "allowed_updates": list(KINDS),
    }


def _forget(connection: Connection, slot: datetime, _since: datetime | None) -> None:
    """Drop what was handled long ago."""
    inbox.forget(connection, slot)
    sent.forget(connection, slot)


def _remember_bot(connection: Connection, bot_id: int, username: str) -> None:
    renamed = connection.execute(update(bots).where(bots.c.bot_id == bot_id).values(username=username))
    if not renamed.rowcount:
        connection.execute(insert(bots), {"bot_id": bot_id, "username": username})
