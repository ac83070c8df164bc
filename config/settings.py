"""What the environment says: the only place that reads it (CONTRACT, Settings).

No sentence here repeats a token, a secret, or a URL that may hold a password.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values

from config.campaign import PUYANG
from config.faults import did_you_mean

T = TypeVar("T")

TELEGRAM = "https://api.telegram.org"
DEFAULT_DB_URL = "sqlite:///baiyuan.db"
_PREFIX = "BAIYUAN_"
_KNOWN = (
    "BAIYUAN_TOKEN",
    "BAIYUAN_API_URL",
    "BAIYUAN_PROXY",
    "BAIYUAN_DB_URL",
    "BAIYUAN_CAMPAIGN",
    "BAIYUAN_ADMINS",
    "BAIYUAN_WEBHOOK_URL",
    "BAIYUAN_WEBHOOK_LISTEN",
    "BAIYUAN_WEBHOOK_SECRET",
    "BAIYUAN_REHEARSE_FROM",
)
_WEBHOOK = tuple(name for name in _KNOWN if "WEBHOOK" in name)
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DATABASE = re.compile(r"(sqlite|postgresql)(\+\w+)?://.*")
_LISTEN = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(?P<port>[0-9]{1,5})")


class SettingsFaults(Exception):
    """Settings that cannot be used: one line each, every one at once."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(self.faults)


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that no log, error or trace may show."""

    _text: str = field(repr=False)

    def __str__(self) -> str:
        return "***"

    def reveal(self) -> str:
        """Return the text, for the one call that needs it."""
        return self._text


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where Telegram delivers updates, and where we listen for them."""

    url: str
    host: str
    port: int
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, valid. `warnings` are sentences about names that look like typing errors.

    `rehearse_from` without a zone of its own is in the campaign's, which is not read yet.
    """

    token: Secret | None
    api_url: str
    proxy: str | None = field(repr=False)  # may hold a password, like the database's URL
    db_url: str = field(repr=False)
    campaign: Path
    admins: tuple[int, ...]
    webhook: Webhook | None
    rehearse_from: datetime | None
    warnings: tuple[str, ...]

    @classmethod
    def read(cls, environ: Mapping[str, str], dotenv: Path | None) -> "Settings":
        """Read from `environ` and, where it is silent, the file `dotenv`. Raises `SettingsFaults`."""
        given = _file(dotenv) | _ours(environ)
        reading = _Reading(given)
        settings = cls(
            token=reading.one("BAIYUAN_TOKEN", _token),
            api_url=reading.one("BAIYUAN_API_URL", _api_url) or TELEGRAM,
            proxy=reading.one("BAIYUAN_PROXY", _proxy),
            db_url=reading.one("BAIYUAN_DB_URL", _db_url) or DEFAULT_DB_URL,
            campaign=reading.one("BAIYUAN_CAMPAIGN", Path) or PUYANG,
            admins=reading.one("BAIYUAN_ADMINS", _admins) or (),
            webhook=reading.webhook(),
            rehearse_from=reading.one("BAIYUAN_REHEARSE_FROM", _moment),
            warnings=tuple(_unknown(name) for name in given if name not in _KNOWN),
        )
        if reading.faults:
            raise SettingsFaults(reading.faults)
        return settings

    def require_token(self) -> Secret:
        """Return the token, which `run` cannot do without. Raises `SettingsFaults`."""
        if self.token is None:
            raise SettingsFaults(["BAIYUAN_TOKEN：没有设置机器人令牌，请填写 @BotFather 给出的令牌。"])
        return self.token


def from_environment(dotenv: Path | None) -> Settings:
    """Read the settings of this process."""
    return Settings.read(os.environ, dotenv)  # noqa: TID251  # the one reader that the ban points to


class _Reading:
    """The given settings, and what is wrong with them so far."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.faults: list[str] = []

    def one(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return the parsed setting; None where it is not given, or wrong and recorded as a fault."""
        if name not in self._given:
            return None
        try:
            return parse(self._given[name])
        except ValueError as wrong:
            self.faults.append(f"{name}：{wrong}")
            return None

    def webhook(self) -> Webhook | None:
        """Return the webhook: its three settings come together or not at all."""
        missing = [name for name in _WEBHOOK if name not in self._given]
        url = self.one("BAIYUAN_WEBHOOK_URL", _webhook_url)
        listen = self.one("BAIYUAN_WEBHOOK_LISTEN", _listen)
        secret = self.one("BAIYUAN_WEBHOOK_SECRET", _secret)
        if 0 < len(missing) < len(_WEBHOOK):
            self.faults += [f"{name}：没有设置；webhook 的三项设置要一起写。" for name in missing]
        if url is None or listen is None or secret is None:
            return None
        return Webhook(url=url, host=listen[0], port=listen[1], secret=secret)


def _ours(values: Mapping[str, str | None]) -> dict[str, str]:
    """Keep our settings; one left blank counts as not given."""
    return {
        name: value.strip()
        for name, value in values.items()
        if name.startswith(_PREFIX) and value is not None and value.strip()
    }


def _file(dotenv: Path | None) -> dict[str, str]:
    if dotenv is None:
        return {}
    try:
        # No interpolation: a `$` in a password is a `$`.
        return _ours(dotenv_values(dotenv, interpolate=False, encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise SettingsFaults([f"{dotenv}：读不了，应为 UTF-8 编码的文本文件。"]) from None


def _unknown(name: str) -> str:
    # Compared without the prefix, in which all names are alike.
    known = [each.removeprefix(_PREFIX) for each in _KNOWN]
    hint = did_you_mean(name.removeprefix(_PREFIX), known, lambda word: _PREFIX + word)
    return f"{name}：没有这项设置，已忽略。{hint}"


def _token(word: str) -> Secret:
    if not _TOKEN.fullmatch(word):
        raise ValueError("不像机器人令牌，应是一串数字、一个英文冒号、再一串字母数字，没有空格和引号。")
    return Secret(word)


def _secret(word: str) -> Secret:
    if not _SECRET.fullmatch(word):
        raise ValueError("应为 1 到 256 个字母、数字、下划线或短横。")
    return Secret(word)


def _url(word: str, schemes: tuple[str, ...], expected: str) -> SplitResult:
    try:
        parts = urlsplit(word)
        usable = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, an open bracket
        usable = False
        parts = SplitResult("", "", "", "", "")
    if not usable or re.search(r"\s", word):
        raise ValueError(expected)
    return parts


def _api_url(word: str) -> str:
    parts = _url(word, ("http", "https"), "应为 http:// 或 https:// 开头的网址，如 http://127.0.0.1:8081。")
    if parts.query or parts.fragment:
        raise ValueError("网址中不能有 ? 或 #。")
    return word.rstrip("/")


def _proxy(word: str) -> str:
    _url(word, ("http", "https", "socks5"), "应为 http://、https:// 或 socks5:// 开头的代理地址。")
    return word


def _db_url(word: str) -> str:
    if not _DATABASE.fullmatch(word):
        raise ValueError("应形如 sqlite:///baiyuan.db 或 postgresql+psycopg://用户:密码@主机/数据库。")
    return word


def _admins(word: str) -> tuple[int, ...]:
    ids = [each.strip() for each in re.split("[,，]", word) if each.strip()]
    for number, each in enumerate(ids, start=1):
        if not re.fullmatch(r"[1-9][0-9]{0,15}", each):
            raise ValueError(f"应为 Telegram 用户编号（数字），用逗号隔开；第 {number} 项不是。")
    return tuple(dict.fromkeys(int(each) for each in ids))


def _webhook_url(word: str) -> str:
    parts = _url(word, ("http", "https"), "应为 https:// 开头的网址。")
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise ValueError("应为 https:// 开头的网址，只有本机地址可以用 http://。")
    return word


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen(word: str) -> tuple[str, int]:
    found = _LISTEN.fullmatch(word)
    if found is None or not 1 <= int(found["port"]) <= 65535:
        raise ValueError("应为“地址:端口”，如 127.0.0.1:8443。")
    return found["host"].strip("[]"), int(found["port"])


def _moment(word: str) -> datetime:
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        raise ValueError("应为一个时刻，如 2021-06-25T09:00。") from None
