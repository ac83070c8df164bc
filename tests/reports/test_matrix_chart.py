"""The picture of units by tasks: all of them, on as many pages as a phone needs."""

from dataclasses import replace
from datetime import date

import pytest

from reports.digest import Digest
from reports.matrix_chart import _drawn, matrix_pages, matrix_picture
from tests.reports.drawn_texts import (
    assert_everything_is_inside,
    assert_telegram_takes,
    assert_words_stand_free,
    words_on,
)
from tests.reports.small_plan import PLAN, day, digest_of
from tests.reports.test_charts import at_random, wide
from tracker.plan import Campaign

FORTY = "濮阳市国家级高新技术产业开发区和化工产业集聚区土地整备与盘活利用工作管理委员会办"


def pictured(name: str, puyang: Campaign) -> Digest:
    return {
        "puyang": lambda: digest_of(day("06-20"), campaign=puyang, speaks=at_random(1), known=day("06-15")),
        "sixty units, thirty tasks": lambda: digest_of(
            day("06-20"), campaign=wide(60, 30, name=FORTY), speaks=at_random(2)
        ),
        "one": lambda: digest_of(day("06-20"), campaign=wide(1, 1, name="&<>\"'$")),
        "nothing": lambda: digest_of(day("06-20"), campaign=replace(PLAN, tasks=(), obligations=())),
        "before": lambda: digest_of(date(2020, 12, 31), campaign=puyang),
    }[name]()


every = pytest.mark.parametrize("name", ["puyang", "sixty units, thirty tasks", "one", "nothing", "before"])


@every
def test_every_word_of_every_page_is_legible_and_lies_on_no_other(name: str, puyang: Campaign) -> None:
    digest = pictured(name, puyang)
    for page in range(matrix_pages(digest)):
        assert_words_stand_free(_drawn(digest, page))
        assert_everything_is_inside(_drawn(digest, page))


@every
def test_telegram_takes_every_page(name: str, puyang: Campaign) -> None:
    digest = pictured(name, puyang)
    for page in range(matrix_pages(digest)):
        assert_telegram_takes(matrix_picture(digest, page))


def test_the_plan_of_puyang_stands_on_one_page(puyang: Campaign) -> None:
    digest = pictured("puyang", puyang)
    assert matrix_pages(digest) == 1
    words = words_on(_drawn(digest, 0))
    assert {"1.1", "5.1", "濮阳县", "市统计局"} <= set(words)
    assert not any("未画出" in each for each in words)


def test_together_the_pages_have_every_unit_and_every_task(puyang: Campaign) -> None:
    digest = pictured("sixty units, thirty tasks", puyang)
    pages = [words_on(_drawn(digest, page)) for page in range(matrix_pages(digest))]
    assert len(pages) == 6
    assert "第2页，共6页" in pages[1]
    shown = {word for page in pages for word in page}
    assert {task.code for task in digest.tasks} <= shown
    assert sum(page.count("逾") + page.count("核") + page.count("警") for page in pages) - 6 * 3 == (
        digest.tally.total - digest.tally.closed
    )


def test_a_page_beyond_the_last_is_the_last(puyang: Campaign) -> None:
    digest = pictured("puyang", puyang)
    assert words_on(_drawn(digest, 9)) == words_on(_drawn(digest, 0))


def test_the_sums_of_a_task_count_the_units_of_other_pages_too(puyang: Campaign) -> None:
    digest = pictured("sixty units, thirty tasks", puyang)
    first = digest.tasks[0].tally
    for page in (0, 3):
        words = words_on(_drawn(digest, page))
        assert words[words.index("逾期合计") + 1] == str(first.red)
        assert words[words.index("办结合计") + 1] == str(first.closed)


def test_a_unit_of_forty_characters_takes_two_lines(puyang: Campaign) -> None:
    words = words_on(_drawn(digest_of(day("06-20"), campaign=wide(2, 10, name=FORTY)), 0))
    first = next(word for word in words if word.startswith("濮阳市国家级"))
    assert FORTY[len(first)] == words[words.index(first) + 1][0]


def test_before_the_plan_there_is_a_sentence_instead(puyang: Campaign) -> None:
    assert any("尚未印发" in each for each in words_on(_drawn(pictured("before", puyang), 0)))
    assert "台账里没有任务分工。" in words_on(_drawn(pictured("nothing", puyang), 0))
