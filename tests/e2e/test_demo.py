"""`baiyuan demo`: with nothing set, a page, people, pictures and a clock that can be moved."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.phone import Stage
from tests.e2e.process import SCRIPT, free_port

DIRECTOR, QINGFENG = 1001, 2002
NEXT_MORNING = datetime(2021, 6, 28, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@contextmanager
def running_demo(folder: Path, scratch: Path, port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    demo = subprocess.Popen(  # noqa: S603  (our own program)
        [SCRIPT, "demo", "--port", str(port), *more],
        cwd=folder,
        env={"TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    with demo:
        try:
            yield demo
        finally:
            demo.kill()


async def test_the_demo_shows_its_page_answers_and_reminds_and_leaves_nothing_behind(tmp_path: Path) -> None:
    scratch, port = tmp_path / "scratch", free_port()
    scratch.mkdir()
    with running_demo(tmp_path, scratch, port) as demo:
        assert demo.stdout is not None
        assert f"http://127.0.0.1:{port}" in demo.stdout.readline()
        async with Stage(f"http://127.0.0.1:{port}") as stage:
            page = await stage.http.get("/")
            assert (page.status_code, "百园增效" in page.text) == (200, True)
            await use(stage)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(5) == 0
        assert demo.stdout.read() == ""
    assert left_behind(tmp_path) == ["scratch"]


async def test_a_database_of_an_earlier_demo_takes_messages_again(tmp_path: Path) -> None:
    scratch, port = tmp_path / "scratch", free_port()
    scratch.mkdir()
    for _ in range(2):
        with running_demo(tmp_path, scratch, port, "--db", "sqlite:///again.db") as demo:
            assert demo.stdout is not None
            assert f"http://127.0.0.1:{port}" in demo.stdout.readline()
            async with Stage(f"http://127.0.0.1:{port}") as stage:
                director = stage.phone(DIRECTOR)
                await director.say("/whoami")
                while f"编号 {DIRECTOR}" not in (await director.next_message(20)).text:
                    pass


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*")]


async def use(stage: Stage) -> None:
    director, liaison = stage.phone(DIRECTOR), stage.phone(QINGFENG)
    await director.say("/status")
    shown = await director.next_message(20)
    while not shown.file_id:
        shown = await director.next_message(20)
    assert "截至2021年6月25日" in shown.text
    assert (await director.download(shown)).startswith(b"\x89PNG")
    await liaison.unread()
    await stage.move_clock(NEXT_MORNING)
    assert "督办提醒 2021年6月28日（周一）" in (await liaison.next_message(20)).text
