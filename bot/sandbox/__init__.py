"""A pretend Telegram on loopback, as strict as the real one, with a chat page for people."""
