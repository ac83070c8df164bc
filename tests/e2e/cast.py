"""Who plays in these tests, and how they come by their posts without an invitation each."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from bot.clock import Clock
from bot.commands.office import unchecked_office
from bot.commands.opening import make_ready
from bot.sandbox.limits import UNLIMITED, Rates
from bot.sandbox.people import Persona
from bot.sandbox.phone import Phone, Stage
from bot.sandbox.world import World
from config.settings import Settings
from tests.e2e.process import Baiyuan
from tracker.model import Post, Role
from tracker.store.books import Books

OFFICE_UNIT: Final = "领导小组办公室"
DIRECTOR, OFFICE, INSPECTOR, ADMIN = 1001, 1002, 1003, 1004
QINGFENG, NANLE, FANXIAN, TAIQIAN, PUYANG = 2001, 2002, 2003, 2004, 2005
STRANGER, NEWCOMER = 9001, 9002

POSTS: Final[Mapping[int, Post]] = {
    DIRECTOR: Post(unit=OFFICE_UNIT, role=Role.DIRECTOR),
    OFFICE: Post(unit=OFFICE_UNIT, role=Role.OFFICE),
    INSPECTOR: Post(unit="市委市政府督查局", role=Role.INSPECTOR),
    ADMIN: Post(unit=OFFICE_UNIT, role=Role.ADMIN),
    QINGFENG: Post(unit="清丰县", role=Role.LIAISON),
    NANLE: Post(unit="南乐县", role=Role.LIAISON),
    FANXIAN: Post(unit="范县", role=Role.LIAISON),
    TAIQIAN: Post(unit="台前县", role=Role.LIAISON),
    PUYANG: Post(unit="濮阳县", role=Role.LIAISON),
}
_REAL: Final = Clock("Asia/Shanghai")


def real_now() -> datetime:
    """Read the clock on the wall, which dates the messages."""
    return _REAL.now().astimezone(UTC)


def new_world(*more: int, rates: Rates = UNLIMITED) -> World:
    """Make a pretend Telegram in which everybody of the cast has a telephone, and has used it."""
    world = World(now=real_now, rates=rates)
    for person in (*POSTS, STRANGER, NEWCOMER, *more):
        world.add_persona(Persona(id=person, name=f"人员{person}"))
        world.chats[person].started = True
    return world


def appoint(program: Baiyuan, posts: Mapping[int, Post] = POSTS) -> None:
    """Make the database and put people on their posts, before the program has ever run."""
    with unchecked_office(Settings.read(program.settings, None)) as office:
        make_ready(office)

        def put_on_posts(books: Books) -> None:
            for person, post in posts.items():
                name, at = f"人员{person}", office.clock.now()
                books.people.appoint(user_id=person, chat_id=person, name=name, post=post, at=at)

        office.store.write_now(lambda connection: put_on_posts(Books(connection, office.campaign)))


def menu(world: World, person: int) -> set[str]:
    """Read the commands that somebody's telephone offers."""
    return {listed["command"] for listed in world.menus.shown(person, person)}


async def pick_up(stage: Stage, person: int) -> Phone:
    """Take up somebody's telephone with everything read that is on it."""
    phone = stage.phone(person)
    await phone.unread()
    for kept in phone._kept.values():
        kept.clear()
    return phone
