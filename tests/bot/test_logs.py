import asyncio
import gc
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import quote

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.logs import OURS, Redacted, keep_secret
from bot.sandbox.limits import UNLIMITED
from bot.sandbox.server import create_app, running
from bot.sandbox.world import World
from bot.telegram import call, open_bot
from config.settings import Settings

TOKEN = "987654321:AAF-abcdefghijklmnopqrstuvwxyz_0123456"
WEBHOOK_SECRET = "only-telegram-knows"
DEAD = "http://127.0.0.1:9"


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What the process writes to stderr."""
    root, written = logging.getLogger(), StringIO()
    handlers, level = root.handlers, root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    monkeypatch.setattr(sys, "stderr", written)
    keep_secret(TOKEN, WEBHOOK_SECRET)
    yield written
    logging.captureWarnings(capture=False)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
def log(usual: StringIO) -> Iterator[StringIO]:
    """What it writes with every logger at DEBUG."""
    names = (
        "",
        *OURS,
        *logging.root.manager.loggerDict,
        "httpx",
        "httpcore",
        "aiohttp",
        "telegram",
        "asyncio",
    )
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield usual
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def assert_discreet(log: StringIO, *expected: str) -> None:
    text = log.getvalue()
    for secret in (TOKEN, TOKEN.partition(":")[2], quote(TOKEN, safe=""), WEBHOOK_SECRET):
        assert secret not in text
    for word in expected:
        assert word in text


def client(api_url: str) -> Bot:
    return open_bot(Settings.read({"BAIYUAN_TOKEN": TOKEN, "BAIYUAN_API_URL": api_url}, None))


async def test_a_server_that_is_not_there_leaves_no_token_in_the_log(log: StringIO) -> None:
    bot = client(DEAD)
    with pytest.raises(NetworkError) as failed:
        await bot.initialize()
    logging.getLogger("bot.polling").error("unreachable: %s", failed.value, exc_info=failed.value)
    await bot.shutdown()
    assert_discreet(log, "unreachable", "Traceback")


async def test_a_rejected_token_is_not_named(log: StringIO) -> None:
    with running(create_app(World(now=lambda: datetime(2026, 3, 2, tzinfo=UTC), rates=UNLIMITED))) as url:
        bot = client(url)
        with pytest.raises(InvalidToken) as refused:
            await bot.initialize()
        with pytest.raises(TelegramError):
            await call(bot, "getUpdates", {})
        await bot.shutdown()
    assert TOKEN in str(refused.value)
    logging.getLogger("bot").error("refused", exc_info=refused.value)
    assert_discreet(log, "refused", "was rejected by the server")


def test_messages_arguments_and_formats_are_redacted_at_every_level(log: StringIO) -> None:
    logger = logging.getLogger("httpcore.http11")
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
        logger.log(level, "POST https://api.telegram.org/bot%s/getMe", TOKEN)
        logger.log(level, "target=%r", f"/bot{TOKEN}/getMe".encode())
        logger.log(level, "https://hook?secret=%s&token=%s", WEBHOOK_SECRET, quote(TOKEN, safe=""))
    assert_discreet(log, "/getMe", "DEBUG httpcore.http11")


def test_another_bots_token_is_recognised_by_its_look(log: StringIO) -> None:
    other = "1122334455:BBF-zyxwvutsrqponmlkjihgfedcba_654321"
    logging.getLogger("bot").warning("moved from %s, was at /bot%s/getUpdates", other, other)
    assert other not in log.getvalue()
    assert "moved from ***, was at /***/getUpdates" in log.getvalue()


def test_times_and_ordinary_numbers_stay_as_they_are(log: StringIO) -> None:
    logging.getLogger("bot").warning("at 2021-06-25T09:00:00 chat 1234567890: assignment:3.2:清丰县:due")
    assert "at 2021-06-25T09:00:00 chat 1234567890: assignment:3.2:清丰县:due" in log.getvalue()


def test_a_record_that_cannot_be_formatted_is_not_dumped(log: StringIO) -> None:
    # Straight to our handler: pytest's own would raise.
    handler = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, Redacted))
    for message, args in (("%d", (f"/bot{TOKEN}/",)), (f"{TOKEN} %s %s", ("one",))):
        handler.handle(logging.LogRecord("bot", logging.ERROR, __file__, 1, message, args, None))
    assert_discreet(log, "could not be written")


def test_an_uncaught_error_whose_arguments_carry_the_url_is_redacted(log: StringIO) -> None:
    url = f"{DEAD}/bot{TOKEN}/getMe"
    error = RuntimeError({"url": url})
    error.__cause__ = OSError(7, url)
    error.add_note(f"while calling {TOKEN}")
    sys.excepthook(RuntimeError, error, None)
    assert_discreet(log, "CRITICAL", "RuntimeError", "while calling")


def test_an_interruption_by_hand_is_no_error(log: StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert log.getvalue() == ""


def test_an_error_in_a_thread_is_redacted(log: StringIO) -> None:
    def fail() -> None:
        raise ValueError(TOKEN)

    thread = threading.Thread(target=fail, name="fetcher")
    thread.start()
    thread.join()
    assert_discreet(log, "uncaught in fetcher", "ValueError")


def test_an_error_in_a_finaliser_is_redacted(log: StringIO) -> None:
    class Careless:
        def __del__(self) -> None:
            raise ValueError(TOKEN)

    Careless()
    gc.collect()
    assert_discreet(log, "ValueError")


def test_a_warning_is_redacted(log: StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"unclosed connection to /bot{TOKEN}/", ResourceWarning, stacklevel=1)
    assert_discreet(log, "unclosed connection")


async def test_what_asyncio_reports_is_redacted(log: StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": f"never retrieved {TOKEN}", "exception": ValueError(TOKEN)})
    assert_discreet(log, "never retrieved", "ValueError")


def test_a_message_of_several_lines_cannot_pass_for_several_records(log: StringIO) -> None:
    logging.getLogger("bot").warning("text: %s", "a\n2021-01-01 CRITICAL bot: forged")
    assert len(log.getvalue().splitlines()) == 1


def test_libraries_are_quiet_and_we_are_not(usual: StringIO) -> None:
    for name in ("httpx", "apscheduler", "telegram.ext", "aiohttp.access", "alembic.runtime"):
        logging.getLogger(name).info("chatter")
    logging.getLogger("bot.runner").info("serving")
    assert [line.partition(" INFO ")[2] for line in usual.getvalue().splitlines()] == ["bot.runner: serving"]
