"""A whole file of parcels, scored: rows judged by columns, written back with their verdicts and a summary."""
