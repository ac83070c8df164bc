"""The quarterly 通报: figures, sentences that can be traced to them, tables, and the paper they stand on."""
