"""A second, plainly written reading of FACTS 7 must give the same scores and ranks.

It knows the raw facts alone: who disposed of what, said what, submitted what on which day.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.returns_on_paper import RULE as OWED
from tests.tracker.returns_on_paper import approved as passes
from tests.tracker.returns_on_paper import filed, sent_back
from tests.tracker.tasks_on_paper import done, rules_of, task
from tests.tracker.test_assessment import RULE
from tests.tracker.test_standing import LIGHTS, held, moved, said
from tracker.assessment import UnitScore, places, unit_score
from tracker.model import Holdings, Review, Verdict
from tracker.plan import Campaign
from tracker.quarters import Quarter
from tracker.returns import ReturnRecord, ReturnReview, return_standing
from tracker.sanctions import sanction_standing
from tracker.standing import standing
from tracker.targets import LandYears

FIRST, LAST = date(2021, 1, 25), date(2022, 1, 20)
QUARTERS = [Quarter(2021, number) for number in (1, 2, 3, 4)]

days = st.integers(0, (LAST - FIRST).days).map(lambda count: FIRST + timedelta(days=count))
edges = st.sampled_from(
    [date(2021, 3, 31), date(2021, 6, 29), date(2021, 6, 30), date(2021, 7, 1), date(2021, 12, 31)]
)
any_day = days | edges


@dataclass(frozen=True)
class Word:
    """A submission, with what the office said of it, if anything: an approval, or a return on a day."""

    on: date
    approved: bool
    returned_on: date | None


@dataclass(frozen=True)
class Lead:
    """A lead assignment: the plan's date, the date it was moved to and when, what was submitted."""

    due_on: date
    moved: tuple[date, date] | None
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Facts:
    """All that is known of a unit."""

    target: int | None
    disposals: tuple[tuple[date, int], ...]
    leads: tuple[Lead, ...]
    returns: tuple[tuple[Word, ...], ...]


@st.composite
def words(draw: st.DrawFn) -> Word:
    on, fate = draw(any_day), draw(st.sampled_from(["waiting", "approved", "returned"]))
    back = on + timedelta(days=draw(st.integers(0, 30))) if fate == "returned" else None
    return Word(on, fate == "approved", back)


leads = st.builds(
    Lead,
    due_on=any_day,
    moved=st.none() | st.tuples(any_day, any_day),
    words=st.lists(words(), max_size=3).map(lambda found: tuple(sorted(found, key=lambda each: each.on))),
)
units = st.builds(
    Facts,
    target=st.none() | st.integers(1, 3),
    disposals=st.lists(st.tuples(any_day, st.integers(1, 2)), max_size=3).map(tuple),
    leads=st.lists(leads, max_size=3).map(tuple),
    returns=st.lists(
        st.lists(words(), max_size=2).map(lambda found: tuple(sorted(found, key=lambda each: each.on))),
        min_size=len(QUARTERS),
        max_size=len(QUARTERS),
    ).map(tuple),
)


def stands(found: tuple[Word, ...], on: date) -> tuple[str, date | None]:
    """Tell what has become of something by a day: closed, waiting, or open; and on which day it was said."""
    heard = [word for word in found if word.on <= on]
    for word in heard:
        if word.approved:
            return "closed", word.on
    if heard and (heard[-1].returned_on is None or heard[-1].returned_on > on):
        return "waiting", heard[-1].on
    return "open", None


def plainly(facts: Facts, on: date) -> Fraction | None:
    """FACTS 7 word by word."""
    if facts.target is None or on < date(2021, 3, 1):
        return None
    parts = [(60, min(facts.target, _disposed(facts, on)), facts.target)]
    in_time = counted = 0
    for lead in facts.leads:
        due = lead.moved[1] if lead.moved and lead.moved[0] <= on else lead.due_on
        state, day = stands(lead.words, on)
        punctual = day is not None and day <= due
        if due.year == on.year and due <= on and not (state == "waiting" and punctual):
            counted += 1
            in_time += state == "closed" and punctual
    parts.append((25, in_time, counted))
    ended = [
        (quarter.last_on, found)
        for quarter, found in zip(QUARTERS, facts.returns, strict=True)
        if quarter.last_on <= on and quarter.year == on.year
    ]
    sent = [(last_on, stands(found, on)[1]) for last_on, found in ended]
    parts.append((15, sum(day is not None and day <= last_on for last_on, day in sent), len(sent)))
    measured = [(weight, share, whole) for weight, share, whole in parts if whole]
    weights = sum(weight for weight, _, _ in measured)
    return Fraction(100, weights) * sum(Fraction(weight * share, whole) for weight, share, whole in measured)


def _disposed(facts: Facts, on: date) -> int:
    return sum(area for day, area in facts.disposals if day <= on)


def holdings_of(lead: Lead) -> Holdings:
    """Turn the plain facts into those that are recorded."""
    reports = []
    for place, word in enumerate(lead.words, start=1):
        report = replace(said("02-01", 100, number=place), said_on=word.on)
        if word.approved:
            report = replace(report, review=Review(verdict=Verdict.APPROVED, reason="", reviewed_on=word.on))
        if word.returned_on:
            back = Review(verdict=Verdict.RETURNED, reason="缺", reviewed_on=word.returned_on)
            report = replace(report, review=back)
        reports.append(report)
    ordered = [lead.moved] if lead.moved else []
    orders = [replace(moved("02-01", day), ordered_on=on) for on, day in ordered]
    return held(*reports, due_on=lead.due_on, revisions=orders)


def review_of(word: Word) -> ReturnReview | None:
    if word.approved:
        return passes(word.on)
    return sent_back(word.returned_on) if word.returned_on else None


def record_of(quarter: Quarter, found: tuple[Word, ...]) -> ReturnRecord:
    submissions = tuple(
        replace(filed(word.on, review_of(word), number=place), quarter=quarter)
        for place, word in enumerate(found, start=1)
    )
    return ReturnRecord(quarter=quarter, unit="清丰县", submissions=submissions)


def judged(campaign: Campaign, unit: str, facts: Facts, on: date) -> UnitScore:
    land = LandYears(
        targets=() if facts.target is None else (task(str(facts.target), park=None, unit=unit),),
        done=tuple(done(str(area), day, park=None, unit=unit) for day, area in facts.disposals),
    )
    year = sanction_standing(unit, on.year, land, rules_of(campaign), lambda _park, _on: None, on=on)
    standings = [standing(holdings_of(lead), on, LIGHTS) for lead in facts.leads]
    returns = [
        return_standing(record_of(quarter, found), on, OWED)
        for quarter, found in zip(QUARTERS, facts.returns, strict=True)
    ]
    return unit_score(year, standings, returns, RULE, on)


@settings(max_examples=150)
@given(facts=st.lists(units, min_size=1, max_size=5), on=any_day.filter(lambda day: day.year == 2021))
def test_two_readings_of_the_score_and_of_the_ranks_agree(
    campaign: Campaign, facts: list[Facts], on: date
) -> None:
    expected = {f"{number}号": plainly(each, on) for number, each in enumerate(facts)}
    held = places([judged(campaign, f"{number}号", each, on) for number, each in enumerate(facts)])
    assert {each.scored.unit: each.scored.score for each in held} == expected
    best_first = sorted((score for score in expected.values() if score is not None), reverse=True)
    for each in held:
        score = expected[each.scored.unit]
        assert each.rank == (None if score is None else best_first.index(score) + 1)
        assert each.tied == (score is not None and best_first.count(score) > 1)
    shown = [each.rank or len(held) + 1 for each in held]
    assert shown == sorted(shown)


@settings(max_examples=100)
@given(facts=units, on=any_day)
def test_a_score_lies_between_0_and_100_and_is_the_sum_of_its_points(
    campaign: Campaign, facts: Facts, on: date
) -> None:
    found = judged(campaign, "0号", facts, on)
    if found.score is None:
        assert not found.rescaled
        return
    assert 0 <= found.score <= 100
    assert sum(each.points for each in found.parts if each.points is not None) == found.score
    assert sum(each.weight for each in found.parts if each.weight is not None) == 100


def test_the_plain_reading_agrees_with_one_that_was_worked_out_by_hand(campaign: Campaign) -> None:
    june = date(2021, 6, 30)
    facts = Facts(
        target=3,
        disposals=((date(2021, 5, 1), 1), (date(2021, 7, 1), 2)),
        leads=(
            Lead(date(2021, 3, 31), None, (Word(date(2021, 3, 31), True, None),)),
            Lead(date(2021, 4, 30), None, (Word(date(2021, 5, 1), True, None),)),
            Lead(date(2021, 4, 30), None, (Word(date(2021, 4, 30), False, None),)),
        ),
        returns=((Word(date(2021, 3, 31), False, None),), (), (), ()),
    )
    assert plainly(facts, june) == 20 + Fraction(25, 2) + Fraction(15, 2)
    assert judged(campaign, "0号", facts, june).score == 40
