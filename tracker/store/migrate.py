"""Bringing a database to this version's schema."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Create the schema or bring it forward, in the caller's transaction; a second time changes nothing."""
    with as_file(files("tracker.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def schema_version(connection: Connection) -> str | None:
    """Return the revision that the database stands at; None where there is no schema yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str | None:
    """Return the revision that this program needs."""
    with as_file(files("tracker.store") / "migrations") as folder:
        return ScriptDirectory(str(folder)).get_current_head()
