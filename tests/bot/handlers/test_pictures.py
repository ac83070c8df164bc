"""The pictures under buttons: who may see which, of which day, and that what is sent can be drawn."""

from datetime import datetime

import pytest

from bot import words
from bot.handlers.pictures import _matrix
from bot.picture_recipes import PictureOf, read_picture_recipe
from bot.recipes import Recipes
from reports.ranking_sheet import ranking_sheet
from tests.acting import FGW, INSPECTOR, OFFICE, QINGFENG, QINGFENG_LEADER, SHANGHAI
from tests.bot.handlers.telephone import Telephones
from tests.reports.small_plan import holdings_of
from tests.reports.test_charts import wide
from tests.tracker.usecases.keeping_parcels import row, take
from tests.tracker.usecases.keeping_tasks import disposed, issue
from tests.tracker.usecases.test_look_at_ranking import seen as ranking_of
from tracker.model import NOBODY, Sender
from tracker.usecases.look import Seen

JULY = datetime(2021, 7, 1, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def july(phones: Telephones) -> Telephones:
    issue(phones.act)
    disposed(phones.act, "700")
    take(phones.act, row())
    return Telephones(phones.act, JULY)


@pytest.mark.parametrize(
    ("command", "button"),
    [("/status", "单位任务图"), ("/rank", "排名图"), ("/parcels", "分类图"), ("/due", "时间图")],
)
async def test_a_button_brings_a_picture_of_the_city(july: Telephones, command: str, button: str) -> None:
    listed = await july.say(OFFICE, command)
    shown = await july.press(OFFICE, listed.button(button))
    recipe = shown.replies[0]["picture"]
    assert read_picture_recipe(recipe) == PictureOf(on=JULY.date())
    drawn = await Recipes(july.act.store, july.act.campaign).draw(recipe)
    assert drawn.startswith(b"\x89PNG")


@pytest.mark.parametrize("sender", [QINGFENG, QINGFENG_LEADER])
@pytest.mark.parametrize("button", ["cp", "ct:2021-07-01"])
async def test_a_unit_s_picture_has_its_own_tasks_and_parcels_alone(
    july: Telephones, sender: Sender, button: str
) -> None:
    shown = await july.press(sender, button)
    assert shown.replies[0]["picture"]["units"] == ["清丰县"]


async def test_the_ranking_is_one_picture_for_everybody(july: Telephones) -> None:
    own, city = [await july.press(sender, "cr:2021-06-30") for sender in (QINGFENG, OFFICE)]
    assert own.replies == city.replies
    sheet = ranking_sheet(ranking_of(july.act, datetime(2021, 6, 30, tzinfo=SHANGHAI).date()))
    assert own.text.startswith(sheet.title)


async def test_the_picture_of_all_units_is_for_who_sees_all(july: Telephones) -> None:
    for sender in (QINGFENG, QINGFENG_LEADER):
        refused = await july.press(sender, "cm:2021-07-01:0")
        assert (refused.outcome, refused.text) == ("refused", words.NOT_ALLOWED)
        assert "单位任务图" not in (await july.say(sender, "/status")).buttons
    assert (await july.press(INSPECTOR, "cm:2021-07-01:0")).text == "单位任务图（7月1日）"


async def test_a_day_ahead_is_today(july: Telephones) -> None:
    for button in ("cm:2021-12-31:0", "cr:2021-12-31", "ct:2021-12-31"):
        assert (await july.press(OFFICE, button)).replies[0]["picture"]["on"] == "2021-07-01"


async def test_a_picture_is_drawn_of_what_is_recorded_when_it_is_sent(july: Telephones) -> None:
    recipes = Recipes(july.act.store, july.act.campaign)
    recipe = (await july.press(OFFICE, "cp")).replies[0]["picture"]
    before = await recipes.draw(recipe)
    take(july.act, row(宗地编号="QF-777"))
    assert await recipes.draw(recipe) != before


def test_units_and_tasks_on_several_pages_are_turned_by_buttons() -> None:
    campaign = wide(60, 30)
    holdings = tuple(holdings_of(campaign))
    seen = Seen(
        campaign=campaign,
        sender=NOBODY,
        on=JULY.date(),
        known=None,
        holdings=holdings,
        returns=(),
        unreachable=(),
    )
    (first,), (last,) = _matrix(seen, 0).replies, _matrix(seen, 99).replies
    assert first.text == "单位任务图（7月1日），第 1 页，共 6 页"
    assert [button.data for row in first.keyboard for button in row] == ["cm:2021-07-01:1"]
    assert last.picture == {"kind": "matrix", "on": "2021-07-01", "known": None, "page": 5}


async def test_a_department_without_parcels_hears_so(july: Telephones) -> None:
    assert "无图可画" in (await july.press(FGW, "cp")).text
