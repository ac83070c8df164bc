"""A list of sixty units in one message: the own unit first, each whole or not at all, the rest counted."""

import re
from dataclasses import replace
from datetime import date

from reminders.layout import ROOM
from tests.acting import Act
from tests.bot.circulars.mornings import CLERK, Mornings
from tests.tracker.usecases.keeping_tasks import issue
from tracker.model import Role
from tracker.plan import Campaign
from tracker.store.store import Store

END, JULY_1 = date(2021, 6, 30), date(2021, 7, 1)
NAMES = tuple(f"第{number}县" for number in range(1, 61))
OWN, LEADER_OF_IT = NAMES[-1], 12


def with_sixty_more(campaign: Campaign) -> Campaign:
    pattern = campaign.unit("范县")
    assert pattern is not None
    more = (replace(pattern, id=f"u{number}", name=name, synonyms=()) for number, name in enumerate(NAMES))
    return replace(campaign, units=(*campaign.units, *more))


async def test_a_list_of_sixty_units_fits_and_says_what_it_leaves_out(
    store: Store, campaign: Campaign
) -> None:
    city = with_sixty_more(campaign)
    mornings, act = Mornings(store, city), Act(store, city)
    mornings.bind(CLERK)
    for name in NAMES:
        issue(act, place=name)
    mornings.bind_to(LEADER_OF_IT, OWN, Role.LEADER)
    mornings.begin(END)
    await mornings.live(END, JULY_1)
    own, ranking = (mornings.told("ranking", each)[JULY_1] for each in (LEADER_OF_IT, CLERK))
    talks = mornings.told("talks", CLERK)[JULY_1]
    for text in (own, ranking, talks):
        assert len(text) < ROOM
        assert "\n\n按6月30日掌握的情况列出，此后的核验和更正不改变本名单\n" in text
    # The own unit stands first, with its figures, though it is the last of sixty.
    assert own.index(f"{OWN} 0 分") < own.index("第1县 0 分")
    assert own.index("0/1500 亩") < own.index("第1县 0 分")
    # Four lines of figures to every unit that is said, and each unit is said or counted.
    (left_out,) = map(int, re.findall(r"另有 (\d+) 项未列出，发送 <code>/rank 2021-06-30</code>", ranking))
    said = len(re.findall(r"^<b>.* 0 分</b>$", ranking, re.MULTILINE))
    assert ranking.count("\n· 面积") == ranking.count("\n· 季报") == said
    assert said + left_out == len(NAMES) + 9
    # Of the list for talks every name is said, whatever room its reasons find.
    assert all(name in talks for name in NAMES)
