"""What alembic runs: the migrations, on the connection that `tracker.store.migrate` hands over."""

from alembic import context

import tracker.store.parcel_tables  # noqa: F401  (its tables belong to the metadata)
from tracker.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
