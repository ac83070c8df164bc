"""The processes that stay: `run` serves Telegram, `demo` a sandbox without token or network."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import click
from sqlalchemy import Connection
from telegram.error import InvalidToken

from bot.commands.frame import Day, Given, OfficeCommand, Refusal, office_command
from bot.commands.office import Office, unchecked_office
from bot.commands.opening import make_ready
from bot.listening import PortTaken
from bot.logs import keep_secret
from bot.runner import Runner
from bot.sandbox.continuing import go_on_counting
from bot.sandbox.people import TOKEN, BotAccount
from bot.sandbox.sample import players, seed
from bot.sandbox.server import create_app
from bot.sandbox.server import serve as serve_sandbox
from bot.sandbox.world import World
from config.settings import Secret, Settings
from tracker.store.migrate import schema_version
from tracker.store.people import People
from tracker.store.sole import AnotherRunner, sole_runner

_OPENS = time(8, 30)
"""When the demo's first day begins for the records; its clock starts at the morning's reminders."""


@click.command(cls=OfficeCommand, help="启动机器人：收发消息、按时提醒。先自动完成 init。")
@office_command
def run(given: Given) -> None:
    """Serve Telegram until the process is told to stop."""
    settings = given.settings()
    keep_secret(settings.require_token().reveal(), *_passwords(settings))
    with unchecked_office(settings) as office:
        _alone(office, lambda: Runner(office).serve())


@click.command(cls=OfficeCommand, help="演示：不需要令牌和网络，在浏览器里试用（示例数据，时钟可拨动）。")
@click.option("--port", default=8080, show_default=True, metavar="端口", help="网页端口。")
@click.option(
    "--from", "first_day", type=Day(), default="2021-06-25", metavar="日期", help="演示从哪一天开始。"
)
@office_command
def demo(given: Given, *, port: int, first_day: date) -> None:
    """Serve the sandbox, its page and the bot in one process."""
    with TemporaryDirectory(prefix="baiyuan-demo-") as folder:
        settings = replace(
            given.settings(),
            db_url=given.db or f"sqlite:///{Path(folder) / 'demo.db'}",
            token=Secret(TOKEN),
            api_url=f"http://127.0.0.1:{port}",
            proxy=None,
            webhook=None,
            admins=(),
            rehearse_from=datetime.combine(first_day, _OPENS),
        )
        keep_secret(TOKEN)
        with unchecked_office(settings) as office:
            office.store.read_now(_refuse_real_records)
            _alone(office, lambda: _demo(office, port))


def _refuse_real_records(connection: Connection) -> None:
    """Refuse a database that no demo made: sample people and reports have no place among real ones."""
    if schema_version(connection) is None:
        return
    if People(connection).bot_name(BotAccount().id) is None:
        raise Refusal("演示只使用自己建立的数据库，请换一个新的文件名。")


def _alone(office: Office, serve: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Make the database ready and serve as its only runner, until SIGTERM or Ctrl-C."""
    make_ready(office)
    try:
        with sole_runner(office.store.url):
            asyncio.run(_until_told(serve()))
    except* AnotherRunner as another:
        raise Refusal(str(_first(another))) from None
    except* InvalidToken:
        raise Refusal("Telegram 不认可 BAIYUAN_TOKEN，请到 @BotFather 核对令牌。") from None
    except* PortTaken as taken:
        raise Refusal(str(_first(taken))) from None


def _first(group: BaseExceptionGroup[Exception]) -> BaseException:
    """Return the first exception inside, however deep task groups have wrapped it."""
    inner: BaseException = group
    while isinstance(inner, BaseExceptionGroup):
        inner = inner.exceptions[0]
    return inner


def _passwords(settings: Settings) -> tuple[str, ...]:
    """Return what else no log may show: the webhook's secret, and passwords inside addresses."""
    found = [urlsplit(address).password for address in (settings.proxy or "", settings.db_url)]
    secret = settings.webhook.secret.reveal() if settings.webhook else None
    return tuple(each for each in (*found, secret) if each)


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Work until SIGTERM, which ends it as Ctrl-C does: what is in hand is settled or taken up again."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with suppress(asyncio.CancelledError):
        await work


async def _demo(office: Office, port: int) -> None:
    clock, cast = office.clock, players(office.campaign)
    await office.store.write(seed, office.campaign, cast, clock.now())
    clock.move_to(datetime.combine(clock.now().date(), office.campaign.ladder.send_at, clock.zone))
    world = World(now=lambda: clock.real(clock.now()))
    await office.store.read(go_on_counting, world)
    app = create_app(world, clock=clock, personas=[player.persona for player in cast])
    for player in cast:
        # Who holds a post has written to the bot before; the stranger has not.
        world.chats[player.persona.id].started = bool(player.posts)
    runner = Runner(office)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(serve_sandbox(app, port=port))
        tasks.create_task(runner.serve())
        await runner.ready.wait()
        click.echo(f"演示已就绪，请在浏览器打开 http://127.0.0.1:{port}（按 Ctrl-C 结束）")
