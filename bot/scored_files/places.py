"""Which standard the rows of a file fall under: each park with each industry is looked up once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.handlers.verdict import standard_doubts
from tracker.errors import UnknownPark
from tracker.model import Standard
from tracker.plan import Campaign
from tracker.scoring_columns import ColumnRules, column_rules
from tracker.usecases.choosing import brief, find_park, industry_name
from tracker.usecases.score_parcel import ScoreParcel, judge

_MOST_HINTS = 1000
"""Looking for the nearest names takes its time: a file with that many wrong ones is wrong altogether."""
_OTHER = "其他"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A park with an industry on the day, and the standard that both have.

    `rules` are the standard for columns, None where it is too fine. `doubts` are why another standard may be
    the right one.
    """

    park: str
    standard: Standard
    rules: ColumnRules | None
    doubts: str


class Places:
    """The places of one file by how it writes them, or the reason why there is none."""

    def __init__(self, campaign: Campaign, recorded: Sequence[Standard], on: date) -> None:
        self._campaign = campaign
        self._recorded = recorded
        self._on = on
        self._industries = {each.industry for each in recorded if each.industry}
        self._known: dict[tuple[str, str], Place] = {}
        self._hints: dict[str, str] = {}

    def of(self, park: str, industry: str) -> Place | str:
        """Return the place, or why these words mean none."""
        park, industry = "".join(park.split()), industry_name("".join(industry.split()))
        # All industries without standards are one, so that what is kept stays small whatever a file writes.
        key = (park, industry if industry in self._industries else _OTHER if industry else "")
        if key not in self._known:
            if not park:
                return "产业集聚区不能为空。"
            if self._campaign.park(park) is None:
                return self._unknown(park)
            self._known[key] = self._found(park, industry)
        return self._known[key]

    def _found(self, park: str, industry: str) -> Place:
        values: Mapping[str, None] = {}
        command = ScoreParcel(park=park, industry=industry, values=values, on=self._on)
        outcome = judge(self._campaign, self._recorded, command)
        standard = outcome.scored.standard
        return Place(
            park=outcome.park.name,
            standard=standard,
            rules=column_rules(standard),
            doubts="".join(standard_doubts(outcome)),
        )

    def _unknown(self, park: str) -> str:
        if park not in self._hints and len(self._hints) < _MOST_HINTS:
            try:
                find_park(self._campaign, park, self._on)
            except UnknownPark as unknown:
                self._hints[park] = str(unknown)
        return self._hints.get(park) or str(UnknownPark(word=brief(park)))
