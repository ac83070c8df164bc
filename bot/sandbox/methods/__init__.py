"""The methods of the Bot API, by the lower-case name that Telegram compares."""

from collections.abc import Callable
from typing import Any, Final

from bot.sandbox.methods import editing, profile, sending, webhooks
from bot.sandbox.params import Params
from bot.sandbox.world import World

Method = Callable[[World, Params], Any]

# getUpdates waits, so it is not here: see `bot.sandbox.polling`.
METHODS: Final[dict[str, Method]] = {
    "answercallbackquery": editing.answer_callback_query,
    "deletemessage": editing.delete_message,
    "deletemycommands": profile.delete_my_commands,
    "deletewebhook": webhooks.delete_webhook,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagetext": editing.edit_message_text,
    "getchat": profile.get_chat,
    "getfile": profile.get_file,
    "getme": profile.get_me,
    "getmycommands": profile.get_my_commands,
    "getwebhookinfo": webhooks.get_webhook_info,
    "sendchataction": sending.send_chat_action,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "setchatmenubutton": profile.accept,
    "setmycommands": profile.set_my_commands,
    "setmydescription": profile.accept,
    "setmyname": profile.accept,
    "setmyshortdescription": profile.accept,
    "setwebhook": webhooks.set_webhook,
}
