"""The Bot API client: connections, raw calls, and a word for each kind of failure."""

from typing import Any

import httpx
from httpx_aiohttp import AiohttpTransport
from telegram import Bot
from telegram.error import EndPointNotFound
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from config.settings import Settings

CONNECT_SECONDS = 10.0
CALL_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
CONNECTIONS = 64

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes: a bot may send no larger file."""


def open_bot(settings: Settings) -> ExtBot[None]:
    """Make the client for the settings' server and proxy. Nothing is sent yet."""
    return ExtBot(
        settings.require_token().reveal(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=_request(settings, CONNECTIONS),
        get_updates_request=_request(settings, 1),
    )


def _request(settings: Settings, connections: int) -> HTTPXRequest:
    # httpx's own pool collapses under many calls at once; aiohttp's does not. It speaks no SOCKS, though.
    transport = {} if settings.proxy else {"transport": AiohttpTransport()}
    return HTTPXRequest(
        connection_pool_size=connections,
        proxy=settings.proxy,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=CALL_SECONDS,
        write_timeout=CALL_SECONDS,
        media_write_timeout=UPLOAD_SECONDS,
        pool_timeout=CALL_SECONDS,
        httpx_kwargs={"limits": httpx.Limits(max_connections=connections), **transport},
    )


async def call(bot: Bot, method: str, parameters: dict[str, Any], *, wait: float = CALL_SECONDS) -> Any:
    """Call a Bot API method with plain JSON and return plain JSON.

    `wait` is how many seconds the server may take. Raises what python-telegram-bot raises, and
    `InvalidToken` where the token is refused, also later on.
    """
    # The trailing underscore reaches the same method and keeps the library from suggesting its typed
    # twin, which cannot pass on what it does not know and parses a whole batch or nothing.
    try:
        return await bot.do_api_request(f"{method}_", api_kwargs=parameters, read_timeout=wait)
    except EndPointNotFound as unknown:
        # Every method that we call exists: it is the token that is refused, and the library guesses wrong.
        raise unknown.__cause__ or unknown from None
