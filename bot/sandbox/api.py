"""The Bot API over HTTP: `/bot<token>/METHOD` and `/file/bot<token>/PATH`."""

import re
from typing import Any, Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.bell import Bell
from bot.sandbox.faults import Fault, Recorder
from bot.sandbox.files import Upload
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from bot.sandbox.polling import Polling
from bot.sandbox.refusal import Refusal, bad_request, too_many
from bot.sandbox.world import World

TOKEN_SHAPE: Final = re.compile(r"\d+:[\w-]+")
SERVER_FAULTS: Final = {"500": "Internal Server Error", "502": "Bad Gateway"}


class BotApi:
    """Reads a call, lets it happen or fail, answers as Telegram does."""

    def __init__(self, world: World, bell: Bell, recorder: Recorder) -> None:
        self.world = world
        self.polling = Polling(world, bell)
        self.recorder = recorder

    def routes(self) -> list[Route]:
        """Give the two addresses of the Bot API."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        """Answer one call, spoilt if a fault is due."""
        method = request.path_params["method"]
        params = Params()
        fault = None
        try:
            self._check_token(request.path_params["token"])
            params = await read_params(request)
            fault = self.recorder.next_fault(method)
            if fault is not None and fault.kind == "drop":
                self.recorder.record(method, params, 0, "connection dropped")
                return Dropped()
            _spoil(fault)
            result = await self._perform(method, params)
        except Refusal as refusal:
            self.recorder.record(method, params, refusal.code, refusal.description)
            return _refused(refusal)
        self.recorder.record(method, params, 200, "")
        if fault is not None and fault.kind == "drop_after":
            return Dropped()
        return JSONResponse({"ok": True, "result": result})

    async def download(self, request: Request) -> Response:
        """Hand out a file by the path that getFile gave."""
        try:
            self._check_token(request.path_params["token"])
        except Refusal as refusal:
            return _refused(refusal)
        stored = self.world.files.by_path.get(request.path_params["path"])
        if stored is None:
            return _refused(Refusal(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")

    async def _perform(self, method: str, params: Params) -> Any:
        name = method.lower()
        if name == "getupdates":
            return await self.polling.get_updates(params)
        known = METHODS.get(name)
        if known is None:
            raise Refusal(404, "Not Found: method not found")
        return known(self.world, params)

    def _check_token(self, token: str) -> None:
        if not TOKEN_SHAPE.fullmatch(token):
            raise Refusal(404, "Not Found")
        if token != self.world.bot.token:
            raise Refusal(401, "Unauthorized")


async def read_params(request: Request) -> Params:
    """Read the parameters of a call from the query and from a body of any of the three kinds."""
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            body = await request.json()
        except ValueError as fault:
            raise bad_request("can't parse JSON object") from fault
        values |= body if isinstance(body, dict) else {}
    elif kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        async with request.form(max_files=50, max_part_size=4 * 1024 * 1024) as form:
            for name, part in form.multi_items():
                if isinstance(part, UploadFile):
                    files[name] = await read_upload(part)
                else:
                    values[name] = part
    return Params(values=values, files=files)


async def read_upload(part: UploadFile) -> Upload:
    """Read a file of a form."""
    return Upload(name=part.filename or "file", content=await part.read(), mime=part.content_type or "")


def _spoil(fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.kind == "429":
        raise too_many(fault.retry_after)
    if fault.kind in SERVER_FAULTS:
        raise Refusal(int(fault.kind), SERVER_FAULTS[fault.kind])


def _refused(refusal: Refusal) -> Response:
    answer: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return JSONResponse(answer, status_code=refusal.code)


class Dropped(Response):
    """A connection that ends in the middle of its answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Begin to answer and stop: the server then closes the connection."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
