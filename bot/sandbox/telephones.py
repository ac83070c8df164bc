"""What people do with their telephones: read, write, send, press, block. For the page and for tests."""

import asyncio
from typing import Any, Final
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.api import read_upload
from bot.sandbox.asking import asked_by_get, asked_by_post, body_of, moment, number
from bot.sandbox.bell import Bell
from bot.sandbox.entities import Json, units
from bot.sandbox.files import Kind, Upload
from bot.sandbox.limits import ALBUM, CAPTION_UNITS, TEXT_UNITS
from bot.sandbox.people import Chat, Persona
from bot.sandbox.world import Change, ImpossibleError, World, text_fields

LONGEST_WAIT: Final = 25.0


class Telephones:
    """One handler an address; `from` in a body is the id of whoever holds the telephone."""

    def __init__(self, world: World, bell: Bell) -> None:
        self.world = world
        self.bell = bell

    def routes(self) -> list[Route]:
        """Give the addresses of people, chats and their messages."""
        chat = "/sandbox/chats/{chat}"
        return [
            asked_by_get("/sandbox/people", self.people),
            asked_by_post("/sandbox/people", self.add_person),
            asked_by_get("/sandbox/chats", self.chats),
            asked_by_post("/sandbox/groups", self.add_group),
            asked_by_post("/sandbox/groups/{chat}/migrate", self.migrate),
            asked_by_get(chat + "/messages", self.messages),
            asked_by_get(chat + "/menu", self.menu),
            asked_by_post(chat + "/say", self.say),
            asked_by_post(chat + "/edit", self.edit),
            asked_by_post(chat + "/files", self.send_files),
            asked_by_post(chat + "/press", self.press),
            asked_by_post(chat + "/block", self.block),
            asked_by_get("/sandbox/changes", self.changes),
            Route("/sandbox/files/{file_id}", self.file, methods=["GET"]),
        ]

    async def people(self, _request: Request) -> Json:
        """List who has a telephone, and the bot."""
        listed = [self._person(persona) for persona in self.world.personas.values()]
        return {"people": listed, "bot": self.world.bot.user(), "next": len(self.world.changes)}

    async def add_person(self, request: Request) -> Json:
        """Give somebody a telephone."""
        body = await body_of(request)
        persona = Persona(
            id=number(body.get("id")),
            name=str(body.get("name") or body.get("id")),
            title=str(body.get("title") or ""),
            username=str(body.get("username") or ""),
        )
        if persona.id <= 0 or persona.id in self.world.personas:
            raise ImpossibleError("编号必须是还没有用过的正整数。")
        self.world.add_persona(persona)
        return self._person(persona)

    async def chats(self, _request: Request) -> list[Json]:
        """List every chat, private and group."""
        return [self._chat(chat) for chat in self.world.chats.values()]

    async def add_group(self, request: Request) -> Json:
        """Open a group and put the bot in it."""
        body = await body_of(request)
        members = [number(one) for one in body.get("members", ())]
        if not members or not set(members) <= self.world.personas.keys():
            raise ImpossibleError("群里至少要有一个已有的人。")
        return self._chat(self.world.add_group(str(body.get("title") or "群"), members))

    async def migrate(self, request: Request) -> Json:
        """Make a group a supergroup."""
        return self._chat(self.world.migrate(number(request.path_params["chat"])))

    async def messages(self, request: Request) -> Json:
        """Read a chat as its people see it now, each message with the rehearsal's time."""
        chat = self._found(request)
        shown = {
            change.content["message_id"]: change.shown_at.isoformat()
            for change in self.world.changes
            if change.chat_id == chat.id and change.kind == "message"
        }
        listed = [{**message, "shown_at": shown[key]} for key, message in chat.messages.items()]
        return {"messages": listed, "next": len(self.world.changes), "chat": self._chat(chat)}

    async def menu(self, request: Request) -> list[Json]:
        """List the commands this person sees in this chat."""
        return self.world.menus.shown(self._found(request).id, number(request.query_params.get("person", 0)))

    async def say(self, request: Request) -> Json:
        """Send a text, perhaps one that left the telephone earlier (`date`) or is `forwarded`."""
        body = await body_of(request)
        text = str(body.get("text") or "").strip()
        if not text or units(text) > TEXT_UNITS:
            raise ImpossibleError(f"一条消息要有 1 至 {TEXT_UNITS} 个字符。")
        return self.world.hear(
            number(body.get("from")),
            self._found(request).id,
            text_fields(text),
            date=moment(body.get("date")),
            forwarded=bool(body.get("forwarded")),
        )

    async def edit(self, request: Request) -> Json:
        """Change one's own message."""
        body = await body_of(request)
        person, message_id = number(body.get("from")), number(body.get("message_id"))
        return self.world.rewrite(person, self._found(request).id, message_id, str(body.get("text") or ""))

    async def send_files(self, request: Request) -> list[Json]:
        """Send a photo or a document; several files are an album, its caption on the first."""
        async with request.form(max_files=ALBUM[1]) as form:
            uploads = [await read_upload(one) for one in form.getlist("file") if isinstance(one, UploadFile)]
            return self._send_files(self._found(request).id, form, uploads)

    async def press(self, request: Request) -> Json:
        """Press a button."""
        body = await body_of(request)
        person, message_id = number(body.get("from")), number(body.get("message_id"))
        data = str(body.get("data") or "")
        query_id = self.world.press(person, self._found(request).id, message_id, data)
        return {"callback_query_id": query_id}

    async def block(self, request: Request) -> Json:
        """Block the bot, or let it in again."""
        body = await body_of(request)
        self.world.block(number(body.get("from")), blocked=bool(body.get("blocked", True)))
        return self._chat(self._found(request))

    async def changes(self, request: Request) -> Json:
        """Wait for what happens after number `after`, in one chat or in all; empty when time is up."""
        asked = request.query_params
        after, chat_id = number(asked.get("after", 0)), number(asked.get("chat", 0))
        loop = asyncio.get_running_loop()
        until = loop.time() + min(float(asked.get("timeout", 0)), LONGEST_WAIT)
        while not (found := self._changes(after, chat_id)):
            left = until - loop.time()
            if left <= 0 or self.bell.closed:
                break
            await self.bell.wait(left)
        return {"changes": found, "next": len(self.world.changes)}

    async def file(self, request: Request) -> Response:
        """Show a picture, or hand a document over for saving."""
        stored = self.world.files.by_id.get(request.path_params["file_id"])
        if stored is None:
            return Response(status_code=404)
        headers = {"cache-control": "max-age=86400", "x-content-type-options": "nosniff"}
        if stored.kind == "document":
            headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
        return Response(stored.content, media_type=stored.mime, headers=headers)

    def _send_files(self, chat_id: int, form: FormData, uploads: list[Upload]) -> list[Json]:
        kind: Kind = "photo" if form.get("kind") == "photo" else "document"
        caption = str(form.get("caption") or "").strip()
        if not uploads or units(caption) > CAPTION_UNITS:
            raise ImpossibleError(f"要选一个文件，说明不超过 {CAPTION_UNITS} 个字符。")
        claimed = number(form.get("size") or 0)
        contents = [
            self.world.files.media(kind, _claiming(upload, claimed)) for upload in uploads[: ALBUM[1]]
        ]
        contents[0] |= text_fields(caption, "caption")
        if len(contents) > 1:
            album = str(13_900_000_000_000_000 + len(self.world.changes))
            contents = [content | {"media_group_id": album} for content in contents]
        date, forwarded = moment(form.get("date")), bool(form.get("forwarded"))
        person = number(form.get("from"))
        return [
            self.world.hear(person, chat_id, content, date=date, forwarded=forwarded) for content in contents
        ]

    def _changes(self, after: int, chat_id: int) -> list[Json]:
        return [
            _change(one)
            for one in self.world.changes[max(after, 0) :]
            if not chat_id or one.chat_id in {chat_id, 0}
        ]

    def _found(self, request: Request) -> Chat:
        chat = self.world.chats.get(number(request.path_params["chat"]))
        if chat is None:
            raise ImpossibleError("没有这个会话。")
        return chat

    def _person(self, persona: Persona) -> Json:
        chat = self.world.chats[persona.id]
        groups = [
            one for one in self.world.chats.values() if persona.id in one.members and not one.migrated_to
        ]
        return {
            "id": persona.id,
            "name": persona.name,
            "title": persona.title,
            "username": persona.username,
            "started": chat.started,
            "blocked": chat.blocked,
            "groups": [self._chat(one) for one in groups],
        }

    def _chat(self, chat: Chat) -> Json:
        return {
            "id": chat.id,
            "kind": chat.kind,
            "title": chat.title,
            "started": chat.started,
            "blocked": chat.blocked,
            "migrated_to": chat.migrated_to,
            "members": sorted(chat.members),
        }


def _claiming(upload: Upload, size: int) -> Upload:
    """Let a test claim a size without sending the bytes."""
    return Upload(name=upload.name, content=upload.content, mime=upload.mime, size=size)


def _change(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "kind": change.kind,
        "chat": change.chat_id,
        "content": change.content,
        "shown_at": change.shown_at.isoformat(),
    }
