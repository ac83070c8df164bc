"""Files that were made for somebody: kept until the message that carries them is settled, no longer."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from tracker.store.file_tables import kept_files

RECIPE: Final = "kept file"


def keep(connection: Connection, content: bytes, *, name: str) -> dict[str, Any]:
    """Keep a file in this transaction; return the recipe by which a message carries it."""
    query = insert(kept_files).returning(kept_files.c.id)
    number = connection.execute(query, {"content": content}).scalar_one()
    return {"kind": RECIPE, "id": number, "name": name}


def content_of(connection: Connection, number: int) -> bytes:
    """Return the bytes. Raises `NoResultFound` where the message was settled before."""
    query = select(kept_files.c.content).where(kept_files.c.id == number)
    return bytes(connection.execute(query).scalar_one())


def let_go(connection: Connection, payload: Mapping[str, Any]) -> None:
    """Drop the file that a settled message carried, if it carried one."""
    recipe = payload.get("document", {})
    if recipe.get("kind") == RECIPE:
        connection.execute(delete(kept_files).where(kept_files.c.id == recipe["id"]))
