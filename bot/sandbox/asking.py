"""How the page and the tests ask: JSON in, JSON out, refusals in Chinese with status 409."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.entities import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import ImpossibleError

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
Handler = Callable[[Request], Awaitable[Any]]


def asked_by_get(path: str, handler: Handler) -> Route:
    """Route a question."""
    return Route(path, _answered(handler), methods=["GET"])


def asked_by_post(path: str, handler: Handler) -> Route:
    """Route a request to do something."""
    return Route(path, _answered(handler), methods=["POST"])


async def body_of(request: Request) -> Json:
    """Read a JSON object; anything else is refused."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ImpossibleError("请求内容不是 JSON 对象。")
    return body


def number(value: Any) -> int:
    """Read a whole number."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ImpossibleError(f"不是整数：{value}。") from None


def moment(value: Any) -> datetime | None:
    """Read unix seconds or an ISO date and time (of Shanghai unless it says otherwise); empty is None."""
    if value in (None, ""):
        return None
    try:
        if str(value).lstrip("-").isdigit():
            return datetime.fromtimestamp(int(value), tz=UTC)
        read = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError):
        raise ImpossibleError(f"看不懂的日期时间：{value}。") from None
    return read if read.tzinfo else read.replace(tzinfo=SHANGHAI)


def _answered(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(await handler(request))
        except ImpossibleError as fault:
            return JSONResponse({"error": str(fault)}, status_code=409)
        except Refusal as refusal:
            return JSONResponse({"error": refusal.description}, status_code=409)

    return answer
