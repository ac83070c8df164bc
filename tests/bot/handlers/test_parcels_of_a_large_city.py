"""Names and ids as long as a campaign file allows still fit buttons and messages."""

from dataclasses import replace

from tests.acting import OFFICE, Act, person
from tests.bot.handlers.telephone import Telephones
from tests.tracker.usecases.keeping_parcels import dispose, row, take
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store.store import Store

UNIT, PARK = "某省某市某自治州高新技术产业开发区管理委员会自然资源和规划建设局（分）<局>"[:40], "园" * 40


def _renamed(campaign: Campaign) -> Campaign:
    """The same plan with one unit and its park under the longest names and ids."""
    units = tuple(replace(each, name=UNIT) if each.name == "清丰县" else each for each in campaign.units)
    parks = tuple(
        replace(
            each, id="a" * 16, name=PARK, governed=tuple(replace(row_, unit=UNIT) for row_ in each.governed)
        )
        if each.id == "qingfeng"
        else each
        for each in campaign.parks
    )
    return replace(campaign, units=units, parks=parks)


async def test_the_longest_names_and_ids_fit_every_button(store: Store, campaign: Campaign) -> None:
    act = Act(store, _renamed(campaign))
    liaison = person(401, "联络员", (UNIT, Role.LIAISON))
    act.appoint(OFFICE, liaison)
    phones = Telephones(act)
    number = "号" * 40
    take(
        act, *(row(n, 宗地编号=f"{number[:36]}{n:04}", 产业集聚区=PARK, 责任单位=UNIT) for n in range(2, 22))
    )
    dispose(act, "1", number=f"{number[:36]}0002", sender=liaison)
    for who in (OFFICE, liaison):
        listed = await phones.say(who, f"/parcels {PARK} 闲置")
        assert (f"（{UNIT}）" in listed.text) == (who is OFFICE)
        assert "：20 宗" in listed.text
        turned = await phones.press(who, listed.button("下一页"))
        offered = await phones.press(who, turned.button("更多筛选"))
        assert offered.button(f"✓ {PARK}") == f"pl:a:{'a' * 16}:i:0"
        assert (await phones.press(who, listed.button("🟢"))).outcome == "done"
        assert (await phones.press(who, "pb")).outcome == "done"
    assert (await phones.press(OFFICE, "dl:0")).outcome == "done"
    asked = await phones.say(liaison, "/dispose")
    assert (await phones.press(liaison, asked.button("🟢"))).outcome == "done"
