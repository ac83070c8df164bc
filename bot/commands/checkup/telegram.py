"""The token and the way to Telegram: one getMe, whose Date header also tells the time."""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.commands.checkup.finding import Finding, stop, weak, well
from config.settings import Secret, Settings

_SECONDS = 5.0
_CLOCK_SECONDS = 60
"""How far the clock may be off: what is said near midnight belongs to a day."""

_NO_TOKEN = "请向 @BotFather 申请，写入 BAIYUAN_TOKEN。"  # noqa: S105  (a sentence)


def check_telegram(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Ask the Bot API who we are; `now` is the real time. No finding repeats the token."""
    if settings.token is None:
        yield stop("没有设置机器人令牌", _NO_TOKEN)
        return
    try:
        answer = _get_me(settings, settings.token)
    except (httpx.HTTPError, httpx.InvalidURL, ImportError, ValueError) as error:
        # Its text may hold the URL, and with it the token.
        yield stop(
            f"连接不上 {settings.api_url}（{type(error).__name__}）",
            "请检查网络；需要代理时设置 BAIYUAN_PROXY，自建接口时设置 BAIYUAN_API_URL。",
        )
        return
    yield _token(answer)
    yield from _clock(answer, now)


def _get_me(settings: Settings, token: Secret) -> httpx.Response:
    # As the bot does, without proxies that the machine's environment names.
    with httpx.Client(proxy=settings.proxy, timeout=_SECONDS, trust_env=False) as client:
        return client.get(f"{settings.api_url}/bot{token.reveal()}/getMe")


def _token(answer: httpx.Response) -> Finding:
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND}:
        return stop("Telegram 不认可 BAIYUAN_TOKEN", "请到 @BotFather 核对令牌。")
    name = _username(answer)
    if name is None:
        return stop(
            f"BAIYUAN_API_URL 的回答不像 Bot API（HTTP {answer.status_code}）", "请核对 BAIYUAN_API_URL。"
        )
    return well(f"机器人 @{name} 可用")


def _username(answer: httpx.Response) -> str | None:
    try:
        said = answer.json()
    except ValueError:
        return None
    user = said.get("result") if isinstance(said, dict) else None
    return str(user["username"]) if isinstance(user, dict) and "username" in user else None


def _clock(answer: httpx.Response, now: datetime) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return
    seconds = abs((now - theirs).total_seconds())
    if seconds > _CLOCK_SECONDS:
        yield weak(f"本机时钟与 Telegram 相差 {seconds:.0f} 秒", "请打开系统的自动对时。")
    else:
        yield well("本机时钟准确")
