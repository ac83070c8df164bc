"""The webhook: an update is stored before it is answered 200. Beside it /health and /metrics."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

import uvicorn
from sqlalchemy import Connection, func, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import inbox
from bot.clock import Clock
from bot.inbox import Arrival
from bot.listening import GuestServer, listening
from config.settings import Webhook
from tracker.store.store import DATABASE_FAULTS, Store
from tracker.store.tables import inbox as inbox_table
from tracker.store.tables import outbox as outbox_table

_log = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name, not a secret)
_LARGEST = 1024 * 1024
"""Bytes: no update of Telegram's is larger."""


def build_web(
    *, webhook: Webhook, bot_id: int, store: Store, clock: Clock, take: Callable[[tuple[Arrival, ...]], None]
) -> Starlette:
    """Make the application that Telegram calls; `take` is given what was stored."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), webhook.secret.reveal().encode()):
            return PlainTextResponse("unauthorized", 401)
        update = await _update(request)
        if update is None:
            return PlainTextResponse("not an update", 400)
        try:
            arrivals = await store.write(inbox.receive, bot_id, [update], clock, clock.now())
        except DATABASE_FAULTS:
            # Telegram keeps what was not answered 2xx, and sends it again.
            _log.exception("an update could not be stored")
            return PlainTextResponse("try again", 503)
        take(arrivals)
        return PlainTextResponse("ok")

    async def health(_request: Request) -> Response:
        return JSONResponse(await store.read(_counts))

    async def metrics(_request: Request) -> Response:
        counts = await store.read(_counts)
        lines = [f"baiyuan_{name} {value}" for name, value in counts.items()]
        return PlainTextResponse("\n".join(lines) + "\n")

    return Starlette(
        routes=[
            Route(PATH, receive, methods=["POST"]),
            Route("/health", health),
            Route("/metrics", metrics),
        ]
    )


async def serve_web(app: Starlette, webhook: Webhook) -> None:
    """Serve until cancelled. Raises `PortTaken`. An access log would show nothing but Telegram's calls."""
    with listening(webhook.host, webhook.port) as listener:
        config = uvicorn.Config(app, access_log=False, log_config=None, timeout_graceful_shutdown=2)
        server = GuestServer(config)
        async with asyncio.TaskGroup() as group:
            served = group.create_task(server.serve(sockets=[listener]))
            try:
                await asyncio.shield(served)
            finally:
                server.should_exit = True
                await served


async def _update(request: Request) -> dict[str, Any] | None:
    body = await request.body()
    if len(body) > _LARGEST:
        return None
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if inbox.is_update(update) else None


def _counts(connection: Connection) -> dict[str, int]:
    waiting = select(func.count()).select_from(inbox_table).where(inbox_table.c.handled_at.is_(None))
    pending = select(func.count()).select_from(outbox_table).where(outbox_table.c.state == "pending")
    return {
        "inbox_waiting": int(connection.execute(waiting).scalar_one()),
        "outbox_pending": int(connection.execute(pending).scalar_one()),
    }
