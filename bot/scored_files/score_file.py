"""Scoring a whole file: a .xlsx or .csv of parcels comes back with a verdict behind every row."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from xlsxwriter.exceptions import XlsxFileError

from bot.files import why, written_whole
from bot.scored_files.parcel_rows import INDUSTRY, NUMBER, PARK, ParcelRows
from bot.scored_files.scored_csv import ENCODING, ScoredCsv
from bot.scored_files.scored_row import ScoredRow, kept_columns, scored_row
from bot.scored_files.scored_workbook import ScoredWorkbook, scored_workbook
from bot.scored_files.summary_sheet import Facts, write_summary
from bot.scored_files.tally import Tally
from bot.sheets.headings import Synonyms
from bot.sheets.lines import Limits
from bot.sheets.sheet import MEGABYTE, Headed, headed_lines
from tracker.errors import TrackerError
from tracker.model import Conclusion, Standard
from tracker.plan import Campaign
from tracker.usecases.score_parcel import scoring_of, standard_on

SENT = Limits(most_bytes=20 * MEGABYTE, most_unpacked_bytes=400 * MEGABYTE, most_rows=1_000_000)
"""What comes in a chat."""
OF_THIS_MACHINE = Limits(most_bytes=200 * MEGABYTE, most_unpacked_bytes=4000 * MEGABYTE, most_rows=1_000_000)

_AT_A_TIME = 1000
_NEAR = 3
_TEXTS: Synonyms = {
    NUMBER: ("宗地号", "宗地代码", "宗地编码", "地块编号", "地块号"),
    PARK: ("集聚区", "产业集聚区名称", "所在产业集聚区", "所属产业集聚区", "园区", "所在园区"),
    INDUSTRY: ("所属行业", "行业类别", "行业名称"),
}
_VALUES = MappingProxyType(
    {
        "tax": ("亩均税收万元/亩", "亩均年税收", "每亩税收"),
        "investment": ("投资强度万元/亩", "亩均投资", "亩均投资强度"),
        "plot_ratio": ("宗地容积率",),
        "coverage": ("建筑系数%",),
    }
)


class CannotWrite(TrackerError):
    """The scored file cannot be written where it was asked for; `reason` is a sentence."""

    sentence = "{reason}"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileScored:
    """How many rows came to what; rows = low + adequate + undetermined + refused."""

    rows: int
    low: int
    adequate: int
    undetermined: int
    refused: int

    def __str__(self) -> str:
        """Say it in one sentence."""
        return (
            f"共 {self.rows:,} 行：低效 {self.low:,}，非低效 {self.adequate:,}，"
            f"无法认定 {self.undetermined:,}，拒绝 {self.refused:,}。"
        )


def score_file(
    source: Path,
    target: Path,
    *,
    campaign: Campaign,
    recorded: Sequence[Standard],
    on: date,
    progress: Callable[[int], None],
    limits: Limits = SENT,
) -> FileScored:
    """Score the rows of `source` by the standards in force on a day, and write `target` whole or not at all.

    `recorded` are the counties' and parks' own standards in order of recording; `progress` is told again and
    again how many rows are done. Raises `TrackerError` for a file that is refused as a whole.
    """
    _refuse_target(source, target)
    # A day before the plan, and a plan without scoring, are nothing that a row could be blamed for.
    standard_on(campaign, (), park="", unit=None, industry=None, on=on)
    headed = headed_lines(source, columns_of(campaign), limits, optional=(INDUSTRY,))
    tally = Tally()
    read_over: list[int] = []
    rows = _scored(headed, ParcelRows(campaign, recorded, on, headed.headings), tally, read_over)
    kept = kept_columns(headed.headings.line)
    headings = [headed.headings.line.cells[place] for place in kept]
    with _said_plainly(target), _looking_at_new_objects_only(), written_whole(target) as beside:
        if target.suffix.lower() == ".csv":
            with beside.open("w", encoding=ENCODING, newline="") as file:
                _write(ScoredCsv(file, headings), rows, tally, progress)
        else:
            with scored_workbook(beside, headings) as scored:
                _write(scored, rows, tally, progress)
                scored.lay_out(_in_sight(kept.index(headed.headings.places[NUMBER])))
                write_summary(scored.book, tally, _facts(source, campaign, on, headed, read_over))
    return FileScored(
        rows=tally.rows(),
        low=tally.rows(Conclusion.LOW),
        adequate=tally.rows(Conclusion.ADEQUATE),
        undetermined=tally.rows(Conclusion.UNDETERMINED),
        refused=tally.rows(None),
    )


def columns_of(campaign: Campaign) -> Synonyms:
    """Return the headings that a file to be scored must have, with the other words for them."""
    indicators = scoring_of(campaign).indicators
    return {**_TEXTS, **{each.name: _VALUES.get(each.key, ()) for each in indicators}}


def _scored(
    headed: Headed, parcels: ParcelRows, tally: Tally, read_over: list[int]
) -> Iterator[list[ScoredRow]]:
    """Yield the rows, some thousands at a time; rows that only repeat the headings are noted and left out."""
    headings = headed.headings
    kept = kept_columns(headings.line)
    while lines := list(islice(headed.below, _AT_A_TIME)):
        values = []
        for line in lines:
            if headings.again(line):
                read_over.append(line.number)
            else:
                values.append(line)
        verdicts = parcels.judged(values)
        tally.add(verdicts)
        yield [
            scored_row(line, kept, parcels.measured, parcels.filled(line), verdict)
            for line, verdict in zip(values, verdicts, strict=True)
        ]


def _write(
    file: ScoredCsv | ScoredWorkbook,
    rows: Iterator[list[ScoredRow]],
    tally: Tally,
    progress: Callable[[int], None],
) -> None:
    for some in rows:
        file.add(some)
        progress(tally.rows())


def _in_sight(number_at: int) -> int:
    """Return how many columns stay in sight: those up to the parcel's number, if it is near."""
    return number_at + 1 if number_at < _NEAR else 0


def _facts(source: Path, campaign: Campaign, on: date, headed: Headed, read_over: Sequence[int]) -> Facts:
    return Facts(
        file=source.name,
        titles=tuple("　".join(filter(None, map(str.strip, line.cells))) for line in headed.titles),
        on=on,
        parks=tuple(park.name for park in campaign.parks),
        indicators=tuple(each.name for each in scoring_of(campaign).indicators),
        read_over=tuple(read_over),
    )


def _refuse_target(source: Path, target: Path) -> None:
    if target.suffix.lower() not in {".xlsx", ".csv"}:
        raise CannotWrite(f"评分结果只能存为 .xlsx 或 .csv，请改“{target.name}”的文件名。")
    if target.exists() and source.exists() and target.samefile(source):
        raise CannotWrite("评分结果不能覆盖原文件，请另取一个文件名。")
    if target.is_dir():
        raise CannotWrite(f"写不了文件 {target}（这是一个文件夹）。")


@contextmanager
def _looking_at_new_objects_only() -> Iterator[None]:
    """Spare the garbage collector what stands already: millions of cells make it look through that often."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _said_plainly(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, XlsxFileError) as error:
        # XlsxWriter wraps what the system said.
        cause = error if isinstance(error, OSError) else error.args[0]
        reason = why(cause) if isinstance(cause, OSError) else str(cause)
        raise CannotWrite(f"写不了文件 {target}（{reason}）。") from None
