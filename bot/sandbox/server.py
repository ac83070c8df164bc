"""The sandbox as a web server: Bot API, control and chat page on one address."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.listening import GuestServer, listening
from bot.sandbox.api import BotApi
from bot.sandbox.backstage import Backstage, MovableClock
from bot.sandbox.bell import Bell
from bot.sandbox.faults import Recorder
from bot.sandbox.people import Persona
from bot.sandbox.postman import Postman
from bot.sandbox.telephones import Telephones
from bot.sandbox.world import World

PAGE: Final = Path(__file__).parent / "page"
LONG: Final = 3600.0
START: Final = "index.html"
# Nothing of the page comes from elsewhere, and a message can bring in neither script nor style.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
)


def create_app(
    world: World, *, clock: MovableClock | None = None, personas: Sequence[Persona] = ()
) -> Starlette:
    """Build the application around a world; `clock` is what the page shows and moves."""
    for persona in personas:
        world.add_persona(persona)
    if clock is not None:
        world.stamp = clock.now
    bell, recorder = Bell(), Recorder()
    world.listeners.append(bell.ring)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            delivery = group.create_task(Postman(world, bell).deliver())
            yield
            delivery.cancel()

    routes = [
        Route("/", _page(PAGE / START), methods=["GET"]),
        *(Route(f"/{part.name}", _page(part), methods=["GET"]) for part in sorted(PAGE.glob("*.[cj]s*"))),
        *BotApi(world, bell, recorder).routes(),
        *Telephones(world, bell).routes(),
        *Backstage(world, recorder, clock).routes(),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.bell = bell
    return app


async def serve(app: Starlette, *, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serve until cancelled; waiting polls are let go first, so that stopping takes no time."""
    with listening(host, port) as listener:
        server = _Server(app)
        async with asyncio.TaskGroup() as group:
            served = group.create_task(server.serve(sockets=[listener]))
            try:
                await asyncio.shield(served)
            finally:
                server.stop()
                await served


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """Serve from a thread of its own on a free port of loopback; the base URL."""
    with listening("127.0.0.1", 0) as listener:
        server = _Server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.stop()
            thread.join()


class _Server(GuestServer):
    """Leaves signals to the program around it and writes no address (a token is in it) into a log."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, date_header=False, timeout_graceful_shutdown=2
        )
        super().__init__(config)
        self.bell: Bell = app.state.bell
        self.loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Wait for the end without looking ten times a second whether it has come."""
        self.loop = asyncio.get_running_loop()
        while not self.should_exit:
            await self.bell.wait(LONG)

    def stop(self) -> None:
        """Ask to stop, from any thread."""
        self.should_exit = True
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.bell.close)


def _page(part: Path) -> Callable[[Request], Response]:
    def show(_request: Request) -> Response:
        headers = {"content-security-policy": POLICY, "cache-control": "no-cache"}
        return FileResponse(part, headers=headers)

    return show
