"""What is kept of quarterly returns, and what was known of them by the end of a day, on both databases."""

from datetime import date
from decimal import Decimal

from tests.acting import NOW, Act
from tests.tracker.usecases.filing_returns import (
    SECOND,
    TOPICS,
    approve,
    file,
    give_back,
    record_of,
    stands,
    submit,
    take,
    write,
    write_all,
)
from tests.tracker.usecases.recording import PHOTO, TODAY
from tracker.parcels import Category
from tracker.returns import AreaRevived, ReturnState
from tracker.store.return_drafts import Draft

JUNE_28, JULY_2 = date(2021, 6, 28), date(2021, 7, 2)


def test_what_a_return_says_is_kept_digit_by_digit(each_act: Act) -> None:
    write_all(each_act)
    write(each_act, percents={"3.2": 45}, areas={Category.IDLE: Decimal("1234567.654321")}, evidence=(PHOTO,))
    submit(each_act)
    (kept,) = record_of(each_act).submissions
    (changed,) = (each for each in kept.content.progress if each.differs)
    assert (changed.code, changed.percent) == ("3.2", 45)
    assert AreaRevived(
        category=Category.IDLE, area_mu=Decimal("1234567.654321"), recorded_mu=Decimal(0)
    ) in list(kept.content.areas)
    assert (kept.content.problems, kept.content.topics[TOPICS[0]]) == ("资金不足", "组织领导已做")
    assert each_act.read(lambda books: books.returns.evidence_of(kept.id)) == (PHOTO,)


def test_scores_are_kept_exactly(each_act: Act) -> None:
    scores = dict(zip(TOPICS, map(Decimal, ("0", "85.55", "100", "59.9")), strict=True))
    approve(each_act, file(each_act), scores=scores)
    (kept,) = record_of(each_act).submissions
    assert kept.judged is not None
    assert kept.judged.scores == scores


def test_every_return_that_is_owed_has_a_record_in_the_order_of_the_plan(each_act: Act) -> None:
    records = each_act.read(lambda books: books.returns.records())
    assert len(records) == 8 * 9
    assert [each.unit for each in records[:9]][:2] == ["濮阳县", "清丰县"]
    assert (str(records[0].quarter), str(records[-1].quarter)) == ("2021Q1", "2022Q4")


def test_a_review_is_known_from_its_day_on(each_act: Act) -> None:
    give_back(each_act, file(each_act, on=JUNE_28), on=JULY_2)
    assert stands(each_act, on=JULY_2, known=date(2021, 7, 1)).state is ReturnState.SUBMITTED
    assert stands(each_act, on=JULY_2, known=JULY_2).state is ReturnState.DUE
    assert record_of(each_act, known=date(2021, 6, 27)).submissions == ()


def test_before_the_campaign_was_known_nothing_was_owed(each_act: Act) -> None:
    assert each_act.read(lambda books: books.returns.records(known=date(2021, 1, 24))) == ()


def test_a_voided_return_is_gone_with_its_review(each_act: Act) -> None:
    take(each_act, "2021Q2,清丰县,2021-06-28,2021-07-02,90,90,90,90")
    (kept,) = record_of(each_act).submissions
    each_act.write(lambda books: books.returns.void(kept.id, NOW))
    assert record_of(each_act).submissions == ()
    assert each_act.read(lambda books: books.returns.named(kept.id)) is None


def test_a_draft_is_kept_until_it_is_dropped(each_act: Act) -> None:
    draft = Draft(percents={"3.2": 60}, areas={"闲置": "12.5"}, problems="无", evidence=(PHOTO,))

    def put(problems: str) -> None:
        each_act.write(
            lambda books: books.return_drafts.put(
                SECOND,
                "清丰县",
                Draft(percents=draft.percents, areas=draft.areas, problems=problems, evidence=(PHOTO,)),
                by="张三",
                at=NOW,
            )
        )

    put("资金不足")
    put("无")
    assert each_act.read(lambda books: books.return_drafts.find(SECOND, "清丰县")) == draft
    assert each_act.read(lambda books: books.return_drafts.find(SECOND, "濮阳县")) is None
    each_act.write(lambda books: books.return_drafts.drop(SECOND, "清丰县"))
    assert each_act.read(lambda books: books.return_drafts.find(SECOND, "清丰县")) is None


def test_a_draft_is_no_fact(each_act: Act) -> None:
    write_all(each_act)
    assert stands(each_act, on=TODAY).counts is None
