"""What alembic runs: the migrations, on the connection that `tracker.store.migrate` hands over."""

from alembic import context

# Importing them puts their tables into the metadata.
from tracker.store import (  # noqa: F401
    file_tables,
    marked_case_tables,
    notice_tables,
    parcel_tables,
    return_tables,
    target_tables,
)
from tracker.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
