import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot.cli import COMMANDS, baiyuan, main

SCRIPT = Path(sys.executable).with_name("baiyuan")
LATER = (
    "simulate",
    "backup",
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def leaves_with(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert isinstance(left.value.code, int)
    return left.value.code


WRONG = [
    (("statu",), "没有命令 statu。"),
    (("status", "--onn", "2021-01-01"), "没有选项 --onn。"),
    (("status", "--on", "2021"), "选项 --on：“2021”不是日期，应形如 2021-07-01。"),
    (("status", "--on", "2021-02-30"), "选项 --on：“2021-02-30”不是日期"),
    (("status", "--on", "20210401"), "不是日期"),
    (("status", "--on", "😀"), "选项 --on：“😀”不是日期"),
    (("overdue", "--known", "昨天"), "选项 --known：“昨天”不是日期"),
    (("status", "--on"), "选项 --on 缺少值"),
    (("status", "--json=yes"), "选项 --json 缺少值，或不该带值。"),
    (("status", "extra"), "参数太多：extra"),
    (("invite", "--unit", "清丰县"), "缺少选项 --role。"),
    (("campaign", "check"), "缺少参数 文件。"),
    (("demo", "--port", "八千"), "选项 --port：应为整数。"),
    (("import", "members"), "缺少参数 文件。"),
    (("import", "plans", "x.csv"), "没有命令 plans。"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG)
def test_wrong_usage_is_one_chinese_sentence_and_exit_2(
    words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leaves_with(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err.splitlines()[0]
    assert said.err.splitlines()[1].startswith("查看用法：baiyuan")
    assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize("words", [(), ("campaign",), ("import",), ("chart",)])
def test_a_group_without_a_command_shows_its_help(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert leaves_with(*words) == 2
    assert "命令：" in capsys.readouterr().err


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = baiyuan.get_command(click.Context(baiyuan), name)
        assert command is not None
        inner = list(command.commands) if isinstance(command, click.Group) else []
        found += [(name,), *((name, each) for each in inner)]
    return found


@pytest.mark.parametrize("words", every_command())
def test_help_is_chinese_and_every_command_takes_a_database_and_a_campaign(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert leaves_with(*words, "--help") == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：baiyuan")
    assert "选项：" in page
    assert not re.search(r"Usage|Options|Commands|Show this|required|default|TEXT|\bFILE\b", page)
    if "命令：" not in page:
        assert "--db" in page
        assert "--campaign" in page


def test_every_command_is_described_in_the_list_of_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert leaves_with("--help") == 0
    listed = capsys.readouterr().out.partition("命令：")[2].splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(re.search(r"\s[\u4e00-\u9fff]", line) for line in listed)


def test_commands_of_later_issues_are_absent(capsys: pytest.CaptureFixture[str]) -> None:
    for name in LATER:
        assert leaves_with(name) == 2
        assert f"没有命令 {name}" in capsys.readouterr().err


def script(*words: str) -> "subprocess.CompletedProcess[str]":
    # An empty environment: no setting of this machine, no locale, a pipe for a terminal.
    return subprocess.run(  # noqa: S603  (our own script)
        [SCRIPT, *words],
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin"},
        check=False,
        timeout=60,
    )


def test_the_installed_script_answers_on_a_fresh_database() -> None:
    assert script("init").returncode == 0
    late = script("overdue", "--on", "2021-04-01", "--json")
    assert (late.returncode, late.stderr) == (0, "")
    assert len(json.loads(late.stdout)["units"]) == 11
    assert "濮阳县" in late.stdout
    refused = script("reports", "--unit", "月球", "--json")
    assert (refused.returncode, refused.stderr) == (1, "")
    assert "月球" in json.loads(refused.stdout)["error"]
    assert script("status", "--on", "x").returncode == 2


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    piped = subprocess.run(  # noqa: S603  (our own script)
        ["/bin/sh", "-c", f"'{SCRIPT}' ledger --json | head -1"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (piped.stdout, piped.stderr) == ("{\n", "")


def test_the_ledger_does_not_wait_for_heavy_libraries() -> None:
    heavy = ("matplotlib", "pandas", "telegram", "openpyxl", "sqlalchemy", "alembic")
    code = (
        "import sys\nfrom bot.cli import main\ntry:\n    main(['ledger', '--json'])\nexcept SystemExit:\n"
        f"    sys.stderr.write(' '.join(n for n in {heavy!r} if n in sys.modules))"
    )
    ran = subprocess.run(  # noqa: S603  (our own code)
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert ran.stderr == ""
