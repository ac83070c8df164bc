"""Programs beside us: `baiyuan` itself, and our own modules where a cold start is what is measured."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parents[1]
BAIYUAN = Path(sys.executable).with_name("baiyuan")
_STOPS_WITHIN = 10


@contextmanager
def baiyuan(*words: str, folder: Path, settings: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the program with these settings and no others, until the block ends; its log is in `folder`."""
    # A bare environment: no setting of whoever measures, no proxy, gets in.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", **settings}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  (our own program)
            [BAIYUAN, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def said_by(module: str, *words: str) -> str:
    """Run one of our modules in a process of its own and return what it prints."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *words]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout
