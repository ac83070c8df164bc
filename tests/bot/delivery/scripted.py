"""A Bot API server on loopback that answers as it is told, and remembers what it was asked."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """One answer: a status, a body, and `gate` that holds it back until somebody opens it."""

    status: int
    body: bytes
    gate: asyncio.Event | None = None


@dataclass(slots=True)
class ScriptedTelegram:
    """Answers `ok` unless a script for the chat says otherwise.

    `calls` are (method, parameters), `files` the names of what was uploaded.
    """

    url: str = ""
    calls: list[tuple[str, Parameters]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    _scripts: dict[int, deque[Scripted]] = field(default_factory=lambda: defaultdict(deque))
    _asked: asyncio.Condition = field(default_factory=asyncio.Condition)

    def refuse(self, chat: int, code: int, description: str, **parameters: int) -> None:
        answer = {"ok": False, "error_code": code, "description": description}
        body = web.json_response(answer | ({"parameters": parameters} if parameters else {})).body
        assert isinstance(body, bytes)
        self.say(chat, code, body)

    def say(self, chat: int, status: int, body: bytes, *, gate: asyncio.Event | None = None) -> None:
        self._scripts[chat].append(Scripted(status=status, body=body, gate=gate))

    def hold(self, chat: int) -> asyncio.Event:
        """Take the next call of a chat and answer it `ok` once the returned gate is opened."""
        gate = asyncio.Event()
        self.say(chat, 200, b'{"ok": true, "result": {"message_id": 77}}', gate=gate)
        return gate

    async def asked(self, times: int) -> None:
        """Wait until so many calls have come."""
        async with self._asked:
            await self._asked.wait_for(lambda: len(self.calls) >= times)

    def texts(self, chat: int | None = None) -> list[str]:
        return [
            str(asked.get("text", asked.get("caption")))
            for _, asked in self.calls
            if chat is None or asked["chat_id"] == str(chat)
        ]

    async def answer(self, request: web.Request) -> web.Response:
        asked: Parameters = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                self.files.append(value.filename)
                asked[name] = value.file.read()
            else:
                asked[name] = value
        async with self._asked:
            self.calls.append((request.match_info["method"], asked))
            self._asked.notify_all()
            number = len(self.calls)
        script = self._scripts[int(asked["chat_id"])]
        if not script:
            return web.json_response({"ok": True, "result": {"message_id": number}})
        answer = script.popleft()
        if answer.gate is not None:
            await answer.gate.wait()
        return web.Response(status=answer.status, body=answer.body, content_type="application/json")


@asynccontextmanager
async def scripted_telegram() -> AsyncIterator[ScriptedTelegram]:
    telegram = ScriptedTelegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram.answer)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        telegram.url = f"http://{host}:{port}"
        yield telegram
    finally:
        await runner.cleanup()
