"""From settings to the open records: the campaign, the clock and the store, for every command alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.clock import Clock
from bot.commands.frame import Refusal
from config.campaign import read_campaign, source_text
from config.settings import Settings, SettingsFaults
from tracker.errors import AnotherCampaign
from tracker.model import Post, Role, Sender
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.engine import UnusableDatabase, database_url, is_sqlite, sqlite_path
from tracker.store.migrate import newest_version, schema_version
from tracker.store.origin import document_of, recorded_assignments
from tracker.store.store import Store, TransactionLost
from tracker.usecases.open_campaign import refuse_another

C = TypeVar("C")
O = TypeVar("O")  # noqa: E741  (C asks, O comes out)

_INIT = "请先运行 baiyuan init。"
TOO_NEW = "数据库由更新的版本建立，请升级本程序。"
_SQLITE_SENTENCES = {
    "BUSY": "数据库正被另一个程序占用，请稍后再试。",
    "LOCKED": "数据库正被另一个程序占用，请稍后再试。",
    "CANTOPEN": "打不开数据库文件：请检查它所在的文件夹和权限。",
    "PERM": "没有读写数据库文件的权限。",
    "READONLY": "数据库文件或它所在的文件夹是只读的。",
    "NOTADB": "这个文件不是 SQLite 数据库，或者已经损坏。",
    "CORRUPT": "数据库文件已经损坏，请换用备份。",
    "FULL": "磁盘已满，没有写入任何内容。",
    "IOERR": "读写数据库文件出错，请检查磁盘。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The records of a campaign, open. `edition` tells one version of the campaign file from another."""

    settings: Settings
    campaign: Campaign
    edition: str
    clock: Clock
    store: Store

    @property
    def sender(self) -> Sender:
        """Return whoever sits at this machine: they hold the database itself, so every post of the office."""
        posts = tuple(Post(unit=self.campaign.office.name, role=role) for role in (Role.OFFICE, Role.ADMIN))
        return Sender(user_id=0, chat_id=0, name="命令行", posts=posts)

    def today(self) -> date:
        """Return the day by the clock."""
        return self.clock.now().date()

    def read(self, act: Callable[[Books, Sender, C], O], command: C) -> O:
        """Carry out a use case that only reads."""
        return self.store.read_now(lambda c: act(Books(c, self.campaign), self.sender, command))

    def write(self, act: Callable[[Books, Sender, C], O], command: C) -> O:
        """Carry out a use case in one transaction; a refusal leaves nothing behind."""
        return self.store.write_now(lambda c: act(Books(c, self.campaign), self.sender, command))


def read_campaign_file(settings: Settings) -> tuple[Campaign, str]:
    """Return the campaign and its edition. Raises `CampaignFaults`."""
    text = source_text(settings.campaign)
    return read_campaign(text), sha256(text.encode()).hexdigest()


@contextmanager
def open_office(settings: Settings) -> Iterator[Office]:
    """Open the records that `init` has made. Raises `Refusal` where they are missing or another's."""
    with unchecked_office(settings) as office:
        url = office.store.url
        if is_sqlite(url) and not sqlite_path(url).exists():
            raise Refusal(f"没有数据库 {sqlite_path(url)}。{_INIT}")
        office.store.read_now(_refuse_unready, office.campaign)
        yield office


@contextmanager
def unchecked_office(settings: Settings) -> Iterator[Office]:
    """Open the store whatever is in it, or nothing yet; what the database refuses is said in a sentence."""
    campaign, edition = read_campaign_file(settings)
    with open_store(settings) as store:
        clock = Clock(campaign.timezone, settings.rehearse_from)
        yield Office(settings=settings, campaign=campaign, edition=edition, clock=clock, store=store)


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the database. Raises `SettingsFaults` for what is no address, `Refusal` for the rest."""
    try:
        database_url(settings.db_url)
    except UnusableDatabase as unusable:
        raise SettingsFaults([f"数据库地址：{unusable}"]) from None
    with _said_plainly():
        store = Store(settings.db_url)
        try:
            yield store
        finally:
            store.close()


def fault_of_schema(connection: Connection) -> str | None:
    """Say why this program cannot use the tables as they are; None where it can."""
    found, needed = schema_version(connection), newest_version()
    if found is None:
        return f"数据库还是空的。{_INIT}"
    if is_newer(connection):
        return TOO_NEW
    return None if found == needed else f"数据库还是旧版本的结构（{found}）。{_INIT}"


def is_newer(connection: Connection) -> bool:
    """Whether a newer program has migrated this database: revisions are numbered."""
    found, needed = schema_version(connection), newest_version()
    return found is not None and needed is not None and found > needed


def fault_of_campaign(connection: Connection, campaign: Campaign) -> str | None:
    """Say why these records do not belong to this campaign file; None where they do."""
    if document_of(connection) is None:
        return f"数据库里还没有任务台账。{_INIT}"
    try:
        refuse_another(Books(connection, campaign))
    except AnotherCampaign as another:
        return str(another)
    planned = {(t.code, unit) for t in (*campaign.tasks, *campaign.obligations) for unit, _ in t.parts()}
    if planned - set(recorded_assignments(connection)):
        return f"方案文件增加了分工，数据库里还没有。{_INIT}"
    return None


def _refuse_unready(connection: Connection, campaign: Campaign) -> None:
    fault = fault_of_schema(connection) or fault_of_campaign(connection, campaign)
    if fault:
        raise Refusal(fault)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Turn what a database refuses into a sentence; whatever is not its state is a bug and goes on."""
    try:
        yield
    except TransactionLost:
        raise Refusal(_SQLITE_SENTENCES["FULL"]) from None
    except ModuleNotFoundError as missing:
        if missing.name != "psycopg":
            raise
        raise Refusal('没有安装 PostgreSQL 驱动，请运行 pip install "psycopg[binary]"。') from None
    except DBAPIError as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        # Not "from error": its text may repeat the address with the password.
        raise Refusal(sentence) from None


def sentence_of(error: DBAPIError) -> str | None:
    """Say in which state the database is; None for an error that is ours."""
    name = getattr(error.orig, "sqlite_errorname", "").removeprefix("SQLITE_")
    if name:
        return _SQLITE_SENTENCES.get(name.partition("_")[0])
    if isinstance(error, OperationalError):
        return "连接不上数据库：请检查地址、用户名、密码，以及数据库服务是否在运行。"
    return None
