"""From Telegram's file_id to a file of this machine."""

from pathlib import Path
from typing import Final

from telegram import Bot
from telegram.error import BadRequest

from bot.requests import UsageError
from bot.telegram import UPLOAD_SECONDS
from tracker.sayings import clip

TOO_LARGE: Final = (
    "《{name}》超过 20 MB，Telegram 不把这么大的文件交给机器人。"
    "请拆成几份再发，或在装有本系统的电脑上运行：评分用 baiyuan score-file 输入.xlsx 结果.xlsx，"
    "导入界址用 baiyuan import parcels 界址.geojson"
)
_GONE: Final = "Telegram 没有交出《{name}》，请重新发送一次。"


async def fetch(bot: Bot, file_id: str, target: Path) -> None:
    """Download a file. Raises `UsageError` for one that is not given out, `TelegramError` for the rest."""
    try:
        file = await bot.get_file(file_id)
    except BadRequest as refusal:
        too_large = "file is too big" in refusal.message.lower()
        raise UsageError((TOO_LARGE if too_large else _GONE).format(name=clip(target.name, 40))) from None
    await file.download_to_drive(target, read_timeout=UPLOAD_SECONDS)
