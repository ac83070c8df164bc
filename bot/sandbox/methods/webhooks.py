"""Setting the webhook and looking at it; `bot.sandbox.postman` delivers."""

from typing import Any

from bot.sandbox import limits
from bot.sandbox.entities import Json
from bot.sandbox.params import Params
from bot.sandbox.updates import Webhook
from bot.sandbox.world import World


def set_webhook(world: World, params: Params) -> bool:
    """Deliver to a URL from now on."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    secret = params.text("secret_token")
    limits.webhook(url, secret)
    connections = min(max(params.integer("max_connections", 40), 1), 100)
    set_allowed(world, params.json("allowed_updates"))
    if params.truth("drop_pending_updates"):
        world.updates.waiting.clear()
    world.updates.webhook = Webhook(url=url, secret=secret, max_connections=connections)
    world.updates.last_fault = {}
    world.wake()
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """Go back to getUpdates."""
    if params.truth("drop_pending_updates"):
        world.updates.waiting.clear()
    world.updates.webhook = None
    world.wake()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    """Tell the URL, the queue and the last failure."""
    hook = world.updates.webhook
    known: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if hook:
        known |= {"max_connections": hook.max_connections} | world.updates.last_fault
    if world.updates.allowed:
        known["allowed_updates"] = sorted(world.updates.allowed)
    return known


def set_allowed(world: World, listed: Any) -> None:
    """Absent leaves the kinds as they are, an empty list is Telegram's default; the queue stays untouched."""
    if isinstance(listed, list):
        world.updates.allowed = frozenset(map(str, listed))
