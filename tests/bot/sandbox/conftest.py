"""A sandbox on loopback and the ways to talk to it."""

import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox.limits import UNLIMITED
from bot.sandbox.people import TOKEN, Persona
from bot.sandbox.phone import Phone, Stage
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIAISON, DIRECTOR, STRANGER = 1001, 1002, 1003
PERSONAS = (
    Persona(id=LIAISON, name="李敏", title="清丰县联络员", username="limin"),
    Persona(id=DIRECTOR, name="王主任", title="办公室主任"),
    Persona(id=STRANGER, name="路人", title="陌生人"),
)


class Hands:
    """A clock that stands until somebody moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> None:
        if moment < self.moment:
            raise ValueError("时钟只能向前拨。")
        self.moment = moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def hands() -> Hands:
    """The real time, as far as the sandbox knows."""
    return Hands(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))


@pytest.fixture
def rehearsal() -> Hands:
    return Hands(datetime(2021, 6, 25, 9, 0, tzinfo=SHANGHAI))


@pytest.fixture
def world(hands: Hands) -> World:
    return World(now=hands.now, rates=UNLIMITED)


@pytest.fixture
def base_url(world: World, rehearsal: Hands) -> Iterator[str]:
    with running(create_app(world, clock=rehearsal, personas=PERSONAS)) as url:
        yield url


@pytest.fixture
async def bot(base_url: str) -> AsyncIterator[Bot]:
    async with pretend_bot(base_url) as bot:
        yield bot


def pretend_bot(base_url: str, token: str = TOKEN) -> Bot:
    """python-telegram-bot's client at the sandbox, spared the loading of certificates."""
    plain = {"trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
    return Bot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    )


@pytest.fixture
async def stage(base_url: str) -> AsyncIterator[Stage]:
    async with Stage(base_url) as stage:
        yield stage


@pytest.fixture
async def phone(stage: Stage) -> Phone:
    """The liaison's, who has written to the bot; its update is still waiting."""
    phone = stage.phone(LIAISON)
    await phone.say("/start")
    return phone


def png(width: int = 640, height: int = 400) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, format="PNG")
    return buffer.getvalue()
