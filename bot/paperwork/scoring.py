"""A sheet of parcels is scored and comes back as a workbook: for everybody, and nothing is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from bot.access import Right
from bot.paperwork.kinds import Kind, Material
from bot.paperwork.sent import SentFile
from bot.requests import Answer, Reply
from bot.sheets.headings import Synonyms
from bot.telegram import UPLOAD_LIMIT
from bot.words import esc
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.sayings import clip, long_day
from tracker.store import kept_files
from tracker.store.books import Books

# pandas is loaded by the process that scores, never by the bot's.

_REFUSED: Final = "拒绝的行标为红色，原因见“说明”一列。"
_TOO_LARGE: Final = (
    "评分结果超过 50 MB，Telegram 不接收这么大的文件。"
    "请在装有本系统的电脑上运行：baiyuan score-file 输入.xlsx 结果.xlsx"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What to say of the counts, and where the workbook is."""

    sentence: str
    result: Path


def _headings(campaign: Campaign) -> Synonyms:
    from bot.scored_files.score_file import columns_of

    return columns_of(campaign) if campaign.scoring is not None else {}


def _read(material: Material, progress: Callable[[int], None]) -> Scored:
    from bot.scored_files.score_file import CannotWrite, score_file

    result = material.folder / "评分结果.xlsx"
    try:
        counts = score_file(
            material.source,
            result,
            campaign=material.campaign,
            recorded=material.standards,
            on=material.on,
            progress=progress,
        )
    except CannotWrite as full:
        # Where we write is no choice of the sender's: it is our disk.
        raise OSError(str(full)) from None
    sentence = f"{counts}\n{_REFUSED}" if counts.refused else str(counts)
    return Scored(sentence=sentence, result=result)


def _record(books: Books, _sender: Sender, file: SentFile, scored: Scored) -> Answer:
    by = f"《{esc(file.name)}》已按{long_day(file.said_at.date())}执行的标准评分。"
    if scored.result.stat().st_size > UPLOAD_LIMIT:
        return Answer(replies=(Reply(text=f"{by}\n{scored.sentence}\n{_TOO_LARGE}"),))
    name = f"{clip(PurePath(file.name).stem, 40)}-评分结果.xlsx"
    recipe = kept_files.keep(books.connection, scored.result.read_bytes(), name=name)
    return Answer(replies=(Reply(text=f"{by}\n{scored.sentence}"), Reply(text="评分结果", document=recipe)))


SCORING: Final = Kind(
    name="宗地评分表",
    doing="正在评分",
    right=Right.READ,
    read=_read,
    record=_record,
    headings=_headings,
    optional=("行业",),
    called=("评分",),
    command="/score",
)
