"""The database: one writer, a read pool, and the tables of every room (one schema, one migration line)."""
