"""The command line in a folder of its own, with a fresh database of the real plan."""

import json
import logging
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.commands.office import unchecked_office
from bot.commands.opening import make_ready
from bot.sandbox.sample import players, seed
from config.settings import Settings

DRAFTED = "2022-01-20T09:30"
"""The last day of the sample."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and the code with which it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Types `baiyuan ...` in the test's folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> Said:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(words)
        out, err = self._capsys.readouterr()
        return Said(left.value.code if isinstance(left.value.code, int) else 0, out, err)

    def json(self, *words: str) -> Any:
        said = self(*words, "--json")
        assert (said.code, said.err) == (0, "")
        return said.json

    def write(self, name: str, text: str, encoding: str = "utf-8") -> str:
        (self.folder / name).write_text(text, encoding=encoding)
        return name


@pytest.fixture(scope="session")
def fresh_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fresh") / "baiyuan.db"
    with pytest.raises(SystemExit) as left:
        main(["init", "--db", f"sqlite:///{path}"])
    assert left.value.code == 0
    return path


@pytest.fixture
def empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """A folder without a database."""
    for name in [name for name in os.environ if name.startswith("BAIYUAN_")]:  # noqa: TID251  (to empty it)
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level, hooks = root.handlers, root.level, (sys.excepthook, sys.unraisablehook)
    thread_hook = threading.excepthook
    yield Terminal(tmp_path, capsys)
    logging.captureWarnings(capture=False)
    root.handlers = handlers
    root.setLevel(level)
    sys.excepthook, sys.unraisablehook = hooks
    threading.excepthook = thread_hook


@pytest.fixture
def baiyuan(empty: Terminal, fresh_database: Path) -> Terminal:
    """A folder with a fresh database."""
    shutil.copy(fresh_database, empty.folder / "baiyuan.db")
    return empty


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of the demo's sample."""
    path = tmp_path_factory.mktemp("sample") / "baiyuan.db"
    given = {"BAIYUAN_DB_URL": f"sqlite:///{path}", "BAIYUAN_REHEARSE_FROM": DRAFTED}
    with unchecked_office(Settings.read(given, None)) as office:
        make_ready(office)
        cast = players(office.campaign)
        office.store.write_now(seed, office.campaign, cast, office.clock.now())
    return path


@pytest.fixture
def sample(empty: Terminal, sample_database: Path) -> Terminal:
    shutil.copy(sample_database, empty.folder / "baiyuan.db")
    empty.write(".env", f"BAIYUAN_REHEARSE_FROM={DRAFTED}")
    return empty
