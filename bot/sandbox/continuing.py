"""A database that a demo has used before: the pretend Telegram goes on counting where it stopped."""

from sqlalchemy import Connection

from bot import inbox
from bot.sandbox.world import World
from reminders import outbox


def go_on_counting(connection: Connection, world: World) -> None:
    """Let updates and messages follow those that the database knows.

    Under an old number an update would be taken for one that was handled, a message for what it said then.
    """
    updates = world.updates
    updates.next_id = max(updates.next_id, (inbox.last_update_id(connection, world.bot.id) or 0) + 1)
    world.last_message_id = max(world.last_message_id, outbox.last_message_id(connection) or 0)
