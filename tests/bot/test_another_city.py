"""Another city's campaign file serves with no change of code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.access import COMMANDS, examples
from bot.words import stranger
from config.campaign import read_campaign
from tests.config.test_another_city import CITY
from tracker.plan import Campaign

HERE = ("清丰", "濮", "百园增效”", "Asia/Shanghai")
ROOT = Path(bot.__file__).parent.parent
# The sandbox shows the clock of the demo, and a fault of a campaign file names a zone as an example.
EXEMPT = ("bot/sandbox/", "config/campaign.py")


def _said(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings."""
    explaining = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and _is_text(node.value)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.value


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_no_sentence_of_the_program_names_a_place_of_this_plan() -> None:
    files = [
        file
        for room in ("bot", "tracker", "reminders", "reports", "config")
        for file in ROOT.glob(f"{room}/**/*.py")
    ]
    named = [
        (file.relative_to(ROOT).as_posix(), text)
        for file in files
        if not file.relative_to(ROOT).as_posix().startswith(EXEMPT)
        for text in _said(ast.parse(file.read_text(encoding="utf-8")))
        if any(word in text for word in HERE)
    ]
    assert len(files) > 100
    assert named == []


def test_a_stranger_is_sent_to_the_office_of_the_own_city() -> None:
    assert "请向“厂房清理”清理办索取邀请码" in stranger(read_campaign(CITY))


def test_the_examples_of_commands_are_tasks_and_units_of_the_campaign(campaign: Campaign) -> None:
    for plan in (campaign, read_campaign(CITY)):
        words = examples(plan)
        task = plan.task(words["code"])
        assert task is not None
        assert task.part_of(words["unit"])
        assert not task.checklist
        for command in COMMANDS:
            assert "{" not in command.example.format_map(words)
