"""Sheets whose rows are recorded: their headings, and the use case that takes them, by file and by chat."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.sheets.columns import DISPOSALS, QUOTAS, REPORTS, TARGETS, TARGETS_MAY_LACK, returns_of
from bot.sheets.headings import Synonyms
from tracker.model import Sender
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.usecases.import_disposals import import_disposals
from tracker.usecases.import_reports import import_reports
from tracker.usecases.import_returns import import_returns
from tracker.usecases.import_rows import Imported, ImportSheet
from tracker.usecases.import_targets import import_quotas, import_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSheet:
    """`columns` are the headings, of which the `optional` ones may be missing; `act` takes the rows."""

    columns: Callable[[Campaign], Synonyms]
    act: Callable[[Books, Sender, ImportSheet], Imported]
    optional: Collection[str] = ()


def _report_columns(_campaign: Campaign) -> Synonyms:
    return REPORTS


def _target_columns(_campaign: Campaign) -> Synonyms:
    return TARGETS


def _quota_columns(_campaign: Campaign) -> Synonyms:
    return QUOTAS


def _disposal_columns(_campaign: Campaign) -> Synonyms:
    return DISPOSALS


REPORT_ROWS = RecordedSheet(columns=_report_columns, act=import_reports)
RETURN_ROWS = RecordedSheet(columns=returns_of, act=import_returns)
TARGET_ROWS = RecordedSheet(columns=_target_columns, act=import_targets, optional=TARGETS_MAY_LACK)
QUOTA_ROWS = RecordedSheet(columns=_quota_columns, act=import_quotas)
DISPOSAL_ROWS = RecordedSheet(columns=_disposal_columns, act=import_disposals)
