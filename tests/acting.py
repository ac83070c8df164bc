"""What the tests of every room share: a moment, people on their posts, a use case in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from tracker.model import Post, Role, Sender
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.store import Store

C = TypeVar("C")
O = TypeVar("O")  # noqa: E741  (as in bot.requests: C asks, O comes out)
T = TypeVar("T")

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2021, 6, 25, 9, 0, tzinfo=SHANGHAI)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def person(user_id: int, name: str, *posts: tuple[str, Role]) -> Sender:
    """Somebody in a private chat, which has the person's number."""
    held = tuple(Post(unit=unit, role=role) for unit, role in posts)
    return Sender(user_id=user_id, chat_id=user_id, name=name, posts=held)


_OFFICE_UNIT = "领导小组办公室"
OFFICE = person(101, "王办", (_OFFICE_UNIT, Role.OFFICE))
DIRECTOR = person(102, "李主任", (_OFFICE_UNIT, Role.DIRECTOR))
ADMIN = person(103, "管理员", (_OFFICE_UNIT, Role.ADMIN))
INSPECTOR = person(104, "督查员", ("市委市政府督查局", Role.INSPECTOR))
QINGFENG = person(201, "张三", ("清丰县", Role.LIAISON))
PUYANGXIAN = person(202, "李四", ("濮阳县", Role.LIAISON))
FGW = person(203, "赵五", ("市发展改革委", Role.LIAISON))
QINGFENG_LEADER = person(204, "孙县长", ("清丰县", Role.LEADER))
TWO_COUNTIES = person(205, "钱六", ("南乐县", Role.LIAISON), ("范县", Role.LIAISON))
STRANGER = person(999, "路人")
FOR_STRANGERS = (
    "本机器人只为受邀单位服务。\n请向“百园增效”领导小组办公室索取邀请码，收到后发送：/start 邀请码"
)
EVERYBODY = (
    OFFICE,
    DIRECTOR,
    ADMIN,
    INSPECTOR,
    QINGFENG,
    PUYANGXIAN,
    FGW,
    QINGFENG_LEADER,
    TWO_COUNTIES,
)


@dataclass(frozen=True, slots=True)
class Act:
    """Runs a use case in one transaction, as the desk does."""

    store: Store
    campaign: Campaign

    def __call__(self, use_case: Callable[[Books, Sender, C], O], sender: Sender, command: C) -> O:
        """Run a use case for a sender and commit."""
        return self.write(lambda books: use_case(books, sender, command))

    def write(self, fn: Callable[[Books], T]) -> T:
        """Change the records in one transaction."""
        return self.store.write_now(lambda connection: fn(Books(connection, self.campaign)))

    def read(self, fn: Callable[[Books], T]) -> T:
        """Read the records on one snapshot."""
        return self.store.read_now(lambda connection: fn(Books(connection, self.campaign)))

    def appoint(self, *people: Sender, at: datetime = NOW) -> None:
        """Put people on the posts that their senders name."""
        self.write(lambda books: _appoint(books, people, at))


def _appoint(books: Books, people: tuple[Sender, ...], at: datetime) -> None:
    for each in people:
        for post in each.posts:
            books.people.appoint(user_id=each.user_id, chat_id=each.chat_id, name=each.name, post=post, at=at)
