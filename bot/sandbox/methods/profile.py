"""The bot's own face and what it may look up: commands, files, chats."""

from bot.sandbox.entities import Json
from bot.sandbox.limits import commands
from bot.sandbox.menus import MenuKey
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def get_me(world: World, _params: Params) -> Json:
    """Tell who the bot is."""
    return world.bot.user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def accept(_world: World, _params: Params) -> bool:
    """Take a setting that nothing in the sandbox shows."""
    return True


def set_my_commands(world: World, params: Params) -> bool:
    """Set the command menu of a scope."""
    listed = commands(params.json("commands"))
    world.menus.listed[_menu_key(world, params)] = listed
    world.tell("menu", 0, {})
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    """Let a scope fall back to the wider one."""
    world.menus.listed.pop(_menu_key(world, params), None)
    world.tell("menu", 0, {})
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """List the menu of exactly this scope."""
    return world.menus.listed.get(_menu_key(world, params), [])


def get_file(world: World, params: Params) -> Json:
    """Tell where a file can be fetched."""
    stored = world.files.fetched(params.text("file_id"))
    known = ("file_id", "file_unique_id", "file_size")
    described = stored.described()
    return {name: described[name] for name in known} | {"file_path": stored.path}


def get_chat(world: World, params: Params) -> Json:
    """Tell about a chat."""
    chat = world.find_chat(params.chat_id())
    if chat.kind == "private" and not chat.started:
        raise bad_request("chat not found")
    kinds = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    accepted = dict.fromkeys(kinds, False)
    return chat.described() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": accepted,
    }


def _menu_key(world: World, params: Params) -> MenuKey:
    scope = params.json("scope") or {}
    kind = scope.get("type", "default")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_id = int(scope.get("chat_id") or 0)
    if kind.startswith("chat") and not world.find_chat(chat_id).started and chat_id > 0:
        raise bad_request("chat not found")
    return MenuKey(
        scope=kind,
        chat_id=chat_id,
        user_id=int(scope.get("user_id") or 0),
        language=params.text("language_code"),
    )
