"""The real program: `baiyuan` as processes of their own, with every logger at DEBUG."""

import json
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import httpx

from bot.sandbox.people import TOKEN

SCRIPT: Final = str(Path(sys.executable).with_name("baiyuan"))
AT_DEBUG_LEVEL: Final = """
import logging
from bot import cli, logs
keep_secret = logs.keep_secret
def keep_secret_and_say_everything(*secrets):
    keep_secret(*secrets)
    for name in ("", *logs.OURS):
        logging.getLogger(name).setLevel(logging.DEBUG)
logs.keep_secret = keep_secret_and_say_everything
cli.main()
"""
"""The script with its log opened as far as it goes."""

TRUSTING_NONE: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loopback is plain HTTP; loading the usual certificates takes a while."""

FACTS: Final = ("acceptances", "reports", "evidence", "reviews", "revisions", "invitations", "audit")
"""The tables of what people have said and decided."""

PATIENCE: Final = 20.0
"""Seconds for a process to start, or to end, on a machine that does other things as well."""


def _prepared(preparation: Callable[[], None] | None) -> None:
    """Hear of SIGINT even where the tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if preparation is not None:
        preparation()


class EndedError(AssertionError):
    """The process is gone, and should not be."""


class Baiyuan:
    """`baiyuan run` in a folder of its own. Whatever it prints is kept, and never holds the token."""

    def __init__(self, folder: Path, api_url: str, **settings: str) -> None:
        self.folder = folder
        self.api_url = api_url
        self.database = folder / "baiyuan.db"
        self.settings: dict[str, str] = {
            "BAIYUAN_TOKEN": TOKEN,
            "BAIYUAN_API_URL": api_url,
            "BAIYUAN_DB_URL": f"sqlite:///{self.database}",
            "BAIYUAN_REHEARSE_FROM": "2021-06-24T10:00",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        for secret in ("BAIYUAN_TOKEN", "BAIYUAN_WEBHOOK_SECRET"):
            assert self.settings.get(secret, TOKEN) not in self.output

    @property
    def pid(self) -> int:
        """Give the number of the running process."""
        return self._running().pid

    @property
    def output(self) -> str:
        """Read what every run so far has printed."""
        printed = self.folder / "output.log"
        return printed.read_text("utf-8") if printed.exists() else ""

    def start(self, *, wait: bool = True, preparation: Callable[[], None] | None = None) -> None:
        """Start the program; return once it takes updates, or at once without `wait`."""
        before = self._times_ready()
        with (self.folder / "output.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  (our own program)
                [sys.executable, "-c", AT_DEBUG_LEVEL, "run"],
                cwd=self.folder,
                env=self.settings,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: _prepared(preparation),  # noqa: PLW1509  (it sets signals and limits, no more)
            )
        if wait:
            self.wait(lambda: self._times_ready() > before)

    def wait(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait for something that the running program brings about."""
        until = time.monotonic() + seconds
        while not condition():
            if self._running().poll() is not None:
                raise EndedError(self.output[-4000:])
            assert time.monotonic() < until, self.output[-4000:]
            time.sleep(0.1)

    def alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._running().poll() is None

    def kill(self) -> None:
        """End it as a power cut does."""
        self._running().kill()
        self._running().wait(PATIENCE)

    def stop(self, order: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end, and give its exit code."""
        self._running().send_signal(order)
        return self._running().wait(PATIENCE)

    def ended(self) -> int:
        """Wait for its own end, and give its exit code."""
        return self._running().wait(PATIENCE)

    def ask(self, *words: str) -> Any:
        """Give another command at the same records; its JSON."""
        done = command_line(*words, "--json", settings=self.settings, folder=self.folder)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def facts(self) -> dict[str, int]:
        """Count what is recorded, table by table: bad input changes none of it."""
        return {table: self._count(table) for table in FACTS}

    def waiting_to_leave(self) -> int:
        """Count the messages that are still to be sent."""
        return self._count("outbox WHERE state = 'pending'")

    def calls(self, method: str) -> list[dict[str, Any]]:
        """List the calls of a method that Telegram has had."""
        url = f"{self.api_url}/sandbox/calls"
        found = httpx.get(url, params={"method": method}, verify=TRUSTING_NONE, trust_env=False)
        return list(found.json()["calls"])

    def _count(self, rows: str) -> int:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as records:
            return int(records.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    def _times_ready(self) -> int:
        """Count how often the program said to Telegram how it takes updates: its last step before it does."""
        method = "setWebhook" if "BAIYUAN_WEBHOOK_URL" in self.settings else "deleteWebhook"
        try:
            return sum(1 for call in self.calls(method) if call["ok"])
        except httpx.ConnectError:
            return 0


def command_line(*words: str, settings: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script `baiyuan` to its end, knowing nothing but these settings."""
    return subprocess.run(  # noqa: S603  (our own program)
        [SCRIPT, *words],
        cwd=folder,
        env=dict(settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def free_port() -> int:
    """Find a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
