"""A campaign file read into a `Campaign`, or refused with every fault that it has."""

from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from config.account import read_account
from config.boundaries import read_boundaries
from config.cadence import read_ladder, read_lights, read_notices, read_phases, read_returns
from config.faults import CampaignFaults, Fault
from config.ledger import LedgerReader, read_annex
from config.measures import read_assessment, read_goals, read_sanctions, read_scoring
from config.organisations import read_leading_group, read_roster
from config.parks import read_parks, read_stated_totals
from config.publicity import read_publicity
from config.sheet import Sheet
from config.table import Table
from tracker.plan import Campaign

__all__ = ["PUYANG", "CampaignFaults", "Fault", "load", "read_campaign", "source_text"]

PUYANG = Path(str(files("config") / "campaigns" / "puyang-2021.toml"))
"""The packaged campaign: 濮政办〔2021〕6号."""


def load(path: Path) -> Campaign:
    """Read the campaign file at `path`. Raises `CampaignFaults` with everything that is wrong in it."""
    return read_campaign(source_text(path))


def source_text(path: Path) -> str:
    """Return the file's text; Windows editors put a byte order mark before it, which is dropped."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fault = Fault(place=path.name, line=line, sentence="不是 UTF-8 编码，请另存为 UTF-8。")
        raise CampaignFaults([fault]) from None
    except OSError as error:
        reason = (
            "没有这个文件" if isinstance(error, FileNotFoundError) else f"读不了这个文件（{error.strerror}）"
        )
        raise CampaignFaults([Fault(place=str(path), line=None, sentence=f"{reason}。")]) from None


def read_campaign(text: str) -> Campaign:
    """Read the text of a campaign file. Raises `CampaignFaults` with everything that is wrong in it."""
    sheet = Sheet(text)
    campaign = _read(Table(sheet, sheet.values))
    if campaign is None or sheet.faults:
        # The file is put right from top to bottom, so its faults come in that order.
        raise CampaignFaults(sorted(sheet.faults, key=lambda fault: fault.line or 0))
    return campaign


def _read(root: Table) -> Campaign | None:
    """Read every section; None where one that no campaign can do without is missing."""
    issued_on = root.day("issued_on")
    roster = read_roster(root)
    parks, park_words = read_parks(root, roster, issued_on)
    ledger = LedgerReader(root, roster, issued_on)
    lights, ladder, notices = read_lights(root), read_ladder(root), read_notices(root)
    reporters = [unit.name for unit in roster.units if unit.quarterly_return]
    title, short = root.text("title"), root.text("short")
    document, timezone = root.text("document"), _timezone(root)
    tasks, obligations = ledger.tasks(), ledger.obligations()
    phases, goals = read_phases(root), read_goals(root)
    returns, scoring = read_returns(root, reporters), read_scoring(root, park_words)
    sanctions = read_sanctions(root)
    assessment = read_assessment(root, sanctions)
    account, boundaries = read_account(root), read_boundaries(root)
    publicity = read_publicity(root)
    stated_totals, leading_group = read_stated_totals(root, parks), read_leading_group(root, roster)
    annex = read_annex(root)
    root.finish()
    if lights is None or ladder is None or notices is None:
        return None
    return Campaign(
        title=title,
        short=short,
        document=document,
        issued_on=issued_on,
        timezone=timezone,
        units=tuple(roster.units),
        parks=parks,
        tasks=tasks,
        obligations=obligations,
        phases=phases,
        goals=goals,
        lights=lights,
        ladder=ladder,
        notices=notices,
        returns=returns,
        scoring=scoring,
        sanctions=sanctions,
        assessment=assessment,
        account=account,
        boundaries=boundaries,
        publicity=publicity,
        stated_totals=stated_totals,
        leading_group=leading_group,
        collectives=roster.collectives,
        annex=annex,
    )


def _timezone(root: Table) -> str:
    name = root.text("timezone")
    try:
        ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):  # all three, by how wrong the name is
        root.fault("timezone", f"没有名为“{name}”的时区，如 Asia/Shanghai。")
    return name
