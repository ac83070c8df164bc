"""The picture under /sanctions: who sees whom, and what is drawn."""

from datetime import datetime

import pytest

from bot.handlers.year_picture import read_year_recipe
from bot.recipes import Recipes
from reports.reading import year_digest_of
from reports.year_chart import year_picture as picture_of
from reports.year_digest import Mark
from tests.acting import OFFICE, PUYANGXIAN, QINGFENG, QINGFENG_LEADER, SHANGHAI
from tests.bot.handlers.telephone import Telephones
from tests.tracker.tasks_on_paper import JULY_1
from tests.tracker.usecases.keeping_tasks import decide, disposed, issue, lift
from tracker.model import Sender
from tracker.usecases.look_at_sanctions import LookAtSanctions, look_at_sanctions

JULY = datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    issue(phones.act)
    disposed(phones.act, "700")
    return Telephones(phones.act, JULY)


async def test_the_office_has_the_whole_city_under_a_button(july: Telephones) -> None:
    listed = await july.say(OFFICE, "/sanctions")
    shown = await july.press(OFFICE, listed.button("进度图"))
    assert shown.text.splitlines() == [
        "2021 年度任务（7月1日）：任务 1500 亩，已完成 700 亩（46.67%）",
        "触发暂停：清丰县",
    ]
    recipe = shown.replies[0]["picture"]
    assert read_year_recipe(recipe).units is None
    picture = await Recipes(july.act.store, july.act.campaign).draw(recipe)
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
async def test_a_unit_has_itself_alone_and_hears_of_no_trigger(july: Telephones, sender: Sender) -> None:
    shown = await july.press(sender, (await july.say(sender, "/sanctions")).button("进度图"))
    assert (shown.replies[0]["picture"]["units"], "暂停" in shown.text) == (["清丰县"], False)
    decide(july.act, JULY_1)
    decided = await july.press(sender, "sp:2021:2021-07-01")
    assert "已暂停申请：清丰县" in decided.text


async def test_the_picture_of_a_unit_is_drawn_without_what_is_triggered(july: Telephones) -> None:
    recipe = (await july.press(QINGFENG, "sp:2021:2021-07-01")).replies[0]["picture"]
    drawn = await Recipes(july.act.store, july.act.campaign).draw(recipe)
    seen = july.act.read(lambda books: look_at_sanctions(books, QINGFENG, read_year_recipe(recipe)))
    quiet, open_ = (picture_of(year_digest_of(seen, openly=openly)) for openly in (False, True))
    assert (drawn == quiet, drawn == open_) == (True, False)


async def test_a_forged_button_of_another_unit_shows_no_figures_of_this_one(july: Telephones) -> None:
    shown = await july.press(PUYANGXIAN, "sp:2021:2021-07-01")
    assert (shown.replies[0]["picture"]["units"], "700" in shown.text) == (["濮阳县"], False)


async def test_a_past_day_has_its_picture_and_a_day_ahead_is_today(july: Telephones) -> None:
    listed = await july.say(OFFICE, "/sanctions 2021-06-25")
    past = await july.press(OFFICE, listed.button("进度图"))
    assert past.replies[0]["picture"]["on"] == "2021-06-25"
    ahead = await july.press(OFFICE, "sp:2021:2021-12-31")
    assert ahead.replies[0]["picture"]["on"] == "2021-07-01"


async def test_the_status_picture_shows_the_areas_that_are_recorded(july: Telephones) -> None:
    recipes = Recipes(july.act.store, july.act.campaign)
    recipe = (await july.say(OFFICE, "/status")).replies[0]["picture"]
    before = await recipes.draw(recipe)
    disposed(july.act, "60", 处置方式="收回")
    assert await recipes.draw(recipe) != before


async def test_a_suspension_that_was_lifted_is_not_shown_as_triggered(july: Telephones) -> None:
    lift(july.act, decide(july.act, JULY_1), JULY_1)
    seen = july.act.read(
        lambda books: look_at_sanctions(books, OFFICE, LookAtSanctions(year=2021, on=JULY_1))
    )
    (mark,) = [r.mark for r in year_digest_of(seen, openly=True).rows if r.standing.unit == "清丰县"]
    assert mark is Mark.LIFTED
