import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, select

from tracker.store.migrate import migrate, newest_version, schema_version
from tracker.store.store import Store
from tracker.store.tables import campaigns, metadata


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _checks(connection: Connection) -> dict[str, set[str]]:
    """Check constraints by table, which alembic does not compare."""
    inspector = inspect(connection)
    return {
        table: {f"{check['name']}: {check['sqltext']}" for check in inspector.get_check_constraints(table)}
        for table in metadata.tables
    }


def _defaults(connection: Connection) -> dict[str, dict[str, str | None]]:
    inspector = inspect(connection)
    return {
        table: {column["name"]: column["default"] for column in inspector.get_columns(table)}
        for table in metadata.tables
    }


def _partial_indexes(connection: Connection) -> set[str]:
    """Indexes with a condition, which alembic does not compare either."""
    inspector = inspect(connection)
    return {
        str(index["name"])
        for table in metadata.tables
        for index in inspector.get_indexes(table)
        if any(option.endswith("_where") for option in index.get("dialect_options", {}))
    }


def test_migrating_an_empty_database_gives_the_declared_schema(database_url: str) -> None:
    store = Store(database_url)
    store.write_now(migrate)
    assert store.read_now(_differences) == []
    store.close()


def test_the_migrated_schema_has_every_declared_check_default_and_partial_index(database_url: str) -> None:
    store = Store(database_url)
    store.write_now(migrate)
    migrated = [store.read_now(each) for each in (_checks, _defaults, _partial_indexes)]
    store.write_now(metadata.drop_all)
    store.write_now(metadata.create_all)
    assert migrated == [store.read_now(each) for each in (_checks, _defaults, _partial_indexes)]
    assert {"uq_reviews_standing", "uq_members_single_holder"} <= store.read_now(_partial_indexes)
    store.close()


def test_migrating_twice_changes_nothing(each_store: Store) -> None:
    each_store.write_now(migrate)
    kept = each_store.read_now(lambda connection: connection.execute(select(campaigns.c.document)).all())
    assert len(kept) == 1
    assert each_store.read_now(schema_version) == newest_version()


def test_a_new_database_stands_at_no_version(database_url: str) -> None:
    store = Store(database_url)
    assert store.read_now(schema_version) is None
    store.close()


def test_a_migration_that_fails_leaves_no_table_behind(database_url: str) -> None:
    store = Store(database_url)

    def migrate_and_fail(connection: Connection) -> None:
        migrate(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write_now(migrate_and_fail)
    assert store.read_now(lambda connection: inspect(connection).get_table_names()) == []
    store.close()
