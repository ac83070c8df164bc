"""One transaction an update: mark, effect, reply and notices stand together or not at all."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot import inbox, words
from bot.access import Right
from bot.desk import Route
from bot.inbox import Outcome
from bot.incoming import Incoming
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from reminders.messages import Chat
from tests.acting import ADMIN, FOR_STRANGERS, NOW, OFFICE, QINGFENG, STRANGER, Act, person
from tests.bot.counter import Counter, look, note, note_and_break, note_and_refuse, route
from tracker.errors import UnknownTask
from tracker.model import Role
from tracker.store import tables


@pytest.fixture
def counter(act: Act) -> Counter:
    return Counter(act)


async def test_mark_effect_reply_and_notice_are_committed_together(counter: Counter) -> None:
    settled = await counter.serve(OFFICE, route(note))
    assert counter.outcomes() == ["done"]
    assert [row.action for row in counter.rows("audit")] == ["noted"]
    assert counter.told() == ["done noted", "请知悉"]
    assert [row.claimed_until is not None for row in counter.rows("outbox")] == [True, False]
    assert [message.key for message in settled.in_hand] == ["update:1:1"]
    assert (settled.toast, settled.told_others) == ("ok", True)


@pytest.mark.parametrize("stage", ["bot.desk.outbox.reply", "bot.desk.letters", "bot.inbox.correct"])
async def test_a_death_in_the_middle_leaves_none_of_them(
    counter: Counter, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: object, **_kwargs: object) -> None:
        raise SystemError

    arrived = counter.receive(OFFICE)
    with monkeypatch.context() as patch:
        patch.setattr(stage, die)
        with pytest.raises(SystemError):
            await counter.desk.settle(*arrived, route(note))
    assert (counter.outcomes(), counter.rows("audit"), counter.rows("outbox")) == ([None], [], [])
    assert await counter.desk.settle(*arrived, route(note)) is not None
    assert [row.action for row in counter.rows("audit")] == ["noted"]


async def test_an_update_is_settled_once(counter: Counter) -> None:
    arrived = counter.receive(OFFICE)
    assert await counter.desk.settle(*arrived, route(note)) is not None
    assert await counter.desk.settle(*arrived, route(note)) is None
    assert await counter.desk.settle(*arrived, route(look, reads=True)) is None
    assert len(counter.rows("audit")) == 1
    assert len(counter.told()) == 2


async def test_an_update_is_not_settled_before_the_one_ahead_of_it(counter: Counter) -> None:
    first, second = counter.receive(OFFICE), counter.receive(OFFICE)
    for reads in (False, True):
        with pytest.raises(inbox.NotYet):
            await counter.desk.settle(*second, route(look, reads=reads))
    assert (counter.outcomes(), counter.rows("outbox")) == ([None, None], [])
    assert await counter.desk.settle(*first, route(note)) is not None
    assert await counter.desk.settle(*second, route(note)) is not None


async def test_a_refusal_keeps_the_mark_and_its_sentence_and_nothing_else(counter: Counter) -> None:
    settled = await counter.serve(OFFICE, route(note_and_refuse))
    assert counter.outcomes() == ["refused"]
    assert counter.rows("audit") == []
    assert counter.told() == ["没有编号为“&lt;b&gt;”的任务。发送 /tasks 查看任务编号。"]
    assert not settled.told_others


async def test_a_message_that_cannot_be_read_is_refused_with_its_sentence(counter: Counter) -> None:
    def unreadable(_message: Incoming) -> Request[Any, Any]:
        raise UsageError("写 <编号>")

    await counter.serve(OFFICE, Route(Right.NOTHING, unreadable))
    assert (counter.outcomes(), counter.told()) == (["refused"], ["写 &lt;编号&gt;"])


@pytest.mark.parametrize("reads", [True, False])
async def test_words_that_refuse_are_a_refusal_and_no_bug(counter: Counter, reads: bool) -> None:
    def refuse(_action: str) -> Answer:
        raise UnknownTask(code="9.9")

    act = look if reads else note
    await counter.serve(OFFICE, route(act, say=refuse, reads=reads))
    assert (counter.outcomes(), counter.rows("audit")) == (["refused"], [])
    assert len(counter.told()) == 1


async def test_a_reading_request_writes_nothing_but_mark_and_reply(counter: Counter) -> None:
    await counter.serve(OFFICE, route(look, say=says, reads=True))
    assert counter.outcomes() == ["done"]
    assert counter.told() == ["noted 131"]
    written = {name: counter.rows(name) for name in tables.metadata.tables if name not in {"inbox", "outbox"}}
    assert {name for name, rows in written.items() if rows} == {"assignments", "campaigns"}


async def test_a_request_that_claims_to_read_cannot_write(counter: Counter) -> None:
    arrived = counter.receive(OFFICE)
    with pytest.raises(Exception, match="readonly"):
        await counter.desk.settle(*arrived, route(note, reads=True))
    assert counter.outcomes() == [None]


async def test_a_bug_leaves_the_update_unmarked_for_its_caller_to_fail(counter: Counter) -> None:
    arrived = counter.receive(OFFICE)
    with pytest.raises(ZeroDivisionError):
        await counter.desk.settle(*arrived, route(note_and_break))
    assert (counter.outcomes(), counter.rows("audit"), counter.told()) == ([None], [], [])


async def test_a_failed_update_is_answered_in_a_sentence_and_every_admin_hears_the_cause(
    counter: Counter,
) -> None:
    other = person(105, "另一管理员", ("领导小组办公室", Role.ADMIN))
    counter.act.appoint(ADMIN, other, OFFICE)
    arrival, _ = counter.receive(STRANGER)
    settled = await counter.desk.fail(arrival, "Zero<Division>")
    assert settled is not None
    assert [message.payload["parameters"]["text"] for message in settled.in_hand] == [words.FAULT]
    assert counter.outcomes() == ["failed"]
    told = [(row.post_user_id, row.payload["parameters"]["text"]) for row in counter.rows("outbox")[1:]]
    assert [user for user, _ in told] == [ADMIN.user_id, 105]
    assert all("Zero&lt;Division&gt;" in text for _, text in told)
    assert await counter.desk.fail(arrival, "again") is None


async def test_a_group_is_not_told_of_a_fault_in_what_was_not_for_us(counter: Counter) -> None:
    counter.act.appoint(ADMIN)
    arrival, _ = counter.receive(replace(STRANGER, chat_id=-5))
    await counter.desk.fail(arrival, "Fault")
    assert [row.post_user_id for row in counter.rows("outbox")] == [ADMIN.user_id]


async def test_an_update_that_asks_nothing_is_marked_and_not_answered(counter: Counter) -> None:
    for outcome in (Outcome.IGNORED, Outcome.UNREADABLE):
        arrival, _ = counter.receive(STRANGER)
        await counter.desk.ignore(arrival, outcome)
    assert (counter.outcomes(), counter.told()) == (["ignored", "unreadable"], [])


@pytest.mark.parametrize("right", [right for right in Right if right is not Right.NOTHING])
async def test_a_stranger_learns_nothing_but_how_to_get_an_invitation(counter: Counter, right: Right) -> None:
    await counter.serve(STRANGER, route(note, right))
    assert counter.told() == [FOR_STRANGERS]
    assert (counter.outcomes(), counter.rows("audit")) == (["refused"], [])


async def test_a_stranger_is_not_told_what_is_wrong_with_the_message(counter: Counter) -> None:
    def unreadable(_message: Incoming) -> Request[Any, Any]:
        raise UsageError("任务编号形如 3.2")

    await counter.serve(STRANGER, Route(Right.READ, unreadable))
    assert counter.told() == [FOR_STRANGERS]


async def test_who_lacks_the_right_is_refused_and_changes_nothing(counter: Counter) -> None:
    counter.act.appoint(QINGFENG)
    await counter.serve(QINGFENG, route(note, Right.REVIEW))
    assert (counter.told(), counter.rows("audit")) == ([words.NOT_ALLOWED], [])


async def test_the_posts_that_count_are_those_of_the_moment(counter: Counter) -> None:
    counter.act.appoint(OFFICE)
    arrived = counter.receive(OFFICE)
    counter.act.write(lambda books: books.people.dismiss(books.people.posts_of(OFFICE.user_id)[0], NOW))
    await counter.desk.settle(*arrived, route(note, Right.REVIEW))
    assert counter.told() == [FOR_STRANGERS]


async def test_the_sender_is_called_as_on_the_post_and_a_stranger_as_in_telegram(counter: Counter) -> None:
    counter.act.appoint(QINGFENG)
    renamed = person(QINGFENG.user_id, "Telegram 里的名字")
    await counter.serve(renamed, route(note))
    await counter.serve(STRANGER, route(note))
    assert [row.actor for row in counter.rows("audit")] == ["张三", "路人"]


async def test_whoever_writes_to_us_is_reached_again(counter: Counter) -> None:
    counter.act.appoint(QINGFENG)
    blocked = tables.members.update().values(blocked_at=NOW)
    counter.act.write(lambda books: books.connection.execute(blocked).rowcount)
    await counter.serve(QINGFENG, route(look, say=says, reads=True))
    assert counter.act.read(lambda books: books.people.posts_of(201))[0].blocked_at is None


async def test_a_reply_waits_behind_an_older_one_of_the_same_chat(counter: Counter) -> None:
    first = await counter.serve(OFFICE, route(look, say=says, reads=True))
    second = await counter.serve(OFFICE, route(look, say=says, reads=True))
    assert [len(first.in_hand), len(second.in_hand)] == [1, 0]
    assert second.told_others


async def test_a_notice_to_a_chat_goes_to_that_chat(counter: Counter) -> None:
    def tell(_action: str) -> Answer:
        return Answer(notices=(Notice(to=Chat(chat_id=777), reply=Reply(text="您不再担任")),))

    settled = await counter.serve(OFFICE, route(note, say=tell))
    (row,) = counter.rows("outbox")
    assert (row.chat_id, row.lane, row.key) == (777, "reminder", "update:1:notice:1")
    assert [message.chat_id for message in settled.in_hand] == [777]


async def test_many_chats_side_by_side_are_each_settled_once_on_either_database(each_act: Act) -> None:
    counter = Counter(each_act)
    arrived = [counter.receive(person(1000 + n, f"某{n}")) for n in range(60)]
    routes = [route(note), route(look, say=says, reads=True), route(note_and_refuse)]
    settled = await asyncio.gather(
        *(counter.desk.settle(*each, routes[n % 3]) for n, each in enumerate([*arrived, *arrived]))
    )
    assert sum(each is not None for each in settled) == 60
    assert len(counter.rows("audit")) == 20
    assert sorted(str(outcome) for outcome in counter.outcomes()) == ["done"] * 40 + ["refused"] * 20
