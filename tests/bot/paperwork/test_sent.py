"""Rows of sent files and of kept ones, on either database."""

from datetime import timedelta

from sqlalchemy import insert, select

from bot.incoming import Incoming
from bot.paperwork import sent
from bot.paperwork.sent import Outcome, SentFile
from bot.runner import all_jobs
from tests.acting import DAY, HOUR, NOW, SHANGHAI
from tracker.model import Evidence
from tracker.plan import Campaign
from tracker.store import kept_files
from tracker.store.file_tables import kept_files as kept_table
from tracker.store.file_tables import sent_files
from tracker.store.store import Store
from tracker.store.tables import outbox


def note(store: Store, name: str, chat: int = 1, *, album: str | None = None) -> Incoming:
    document = Evidence(file_id=f"id-{name}", file_unique_id="u", kind="document", name=name, size=None)
    message = Incoming(
        chat_id=chat, user_id=chat, user_name="", said_at=NOW, message_id=1, media_group_id=album
    )
    store.write_now(sent.note, document, message, reply_key=f"reply-{name}")
    return message


def take_up(store: Store, after: timedelta = timedelta()) -> SentFile:
    file = store.write_now(sent.take_up, NOW + after, SHANGHAI)
    assert file is not None
    return file


def test_a_file_in_hand_is_as_it_was_sent_and_counted(each_store: Store) -> None:
    note(each_store, "一.csv")
    file = take_up(each_store)
    assert (file.name, file.file_id, file.said_at, file.reply_key) == (
        "一.csv",
        "id-一.csv",
        NOW,
        "reply-一.csv",
    )
    assert [file.deaths, take_up(each_store).deaths] == [1, 2]


def test_chats_take_turns(each_store: Store) -> None:
    for chat, name in ((1, "一"), (1, "二"), (2, "甲"), (2, "乙"), (3, "子")):
        note(each_store, name, chat)
    taken = []
    for hour in range(5):
        file = take_up(each_store, hour * HOUR)
        each_store.write_now(sent.mark, file, Outcome.DONE, NOW + hour * HOUR)
        taken.append(file.name)
    assert taken == ["一", "甲", "子", "二", "乙"]
    assert each_store.write_now(sent.take_up, NOW + DAY, SHANGHAI) is None
    assert each_store.read_now(sent.next_due) is None


def test_a_file_put_off_holds_up_its_chat_alone_until_its_moment(each_store: Store) -> None:
    for chat, name in ((1, "一"), (1, "二"), (2, "甲")):
        note(each_store, name, chat)
    each_store.write_now(sent.put_off, take_up(each_store), NOW + HOUR)
    other = take_up(each_store)
    assert other.name == "甲"
    each_store.write_now(sent.mark, other, Outcome.DONE, NOW)
    assert each_store.write_now(sent.take_up, NOW, SHANGHAI) is None
    assert each_store.read_now(sent.next_due) == NOW + HOUR
    again = take_up(each_store, HOUR)
    assert (again.name, again.failures, again.deaths) == ("一", 1, 1)


def test_a_file_put_back_is_taken_up_at_once_as_if_for_the_first_time(each_store: Store) -> None:
    note(each_store, "一")
    each_store.write_now(sent.put_back, take_up(each_store))
    assert take_up(each_store).deaths == 1


def test_an_album_is_known_in_its_own_chat_alone(each_store: Store) -> None:
    message = note(each_store, "一", album="7")
    other = note(each_store, "甲", 2)
    assert each_store.read_now(sent.is_of_album, message)
    assert not each_store.read_now(sent.is_of_album, other)


def test_the_receipt_shows_the_progress_once_it_is_sent(each_store: Store) -> None:
    note(each_store, "一")
    file = take_up(each_store)
    assert each_store.read_now(sent.progress_message, file) is None
    row = {"key": file.reply_key, "lane": "reply", "chat_id": 1, "payload": {}, "items": [], "message_id": 77}
    moments = {"created_at": NOW, "not_before": NOW}
    each_store.write_now(lambda c: c.execute(insert(outbox), {**row, **moments, "state": "sent"}))
    assert each_store.read_now(sent.progress_message, file) == 77


def test_what_was_handled_a_month_ago_is_forgotten_and_what_waits_is_not(each_store: Store) -> None:
    note(each_store, "一")
    note(each_store, "二", 2)
    each_store.write_now(sent.mark, take_up(each_store), Outcome.DONE, NOW)
    assert each_store.write_now(sent.forget, NOW + sent.KEPT_FOR) == 0
    assert each_store.write_now(sent.forget, NOW + sent.KEPT_FOR + HOUR) == 1
    assert take_up(each_store).name == "二"


def test_the_nightly_job_forgets_sent_files_too(store: Store, campaign: Campaign) -> None:
    note(store, "一")
    store.write_now(sent.mark, take_up(store), Outcome.DONE, NOW)
    (job,) = (job for job in all_jobs(campaign) if job.name == "forget updates")
    store.write_now(job.work, NOW + sent.KEPT_FOR + HOUR, None)
    assert store.read_now(lambda c: c.execute(select(sent_files)).all()) == []


def test_a_kept_file_is_given_back_byte_by_byte_and_let_go_with_its_message(each_store: Store) -> None:
    content = bytes(range(256))
    recipe = each_store.write_now(lambda c: kept_files.keep(c, content, name="结果.xlsx"))
    other = each_store.write_now(lambda c: kept_files.keep(c, b"other", name="结果.xlsx"))
    assert each_store.read_now(kept_files.content_of, recipe["id"]) == content
    each_store.write_now(kept_files.let_go, {"method": "sendDocument", "document": recipe})
    each_store.write_now(kept_files.let_go, {"method": "sendMessage"})
    left = each_store.read_now(lambda c: list(c.execute(select(kept_table.c.id)).scalars()))
    assert left == [other["id"]]
