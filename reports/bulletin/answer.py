"""The JSON of `bulletin`: its own figures, and every sentence with the paths of the figures that it says."""

from collections.abc import Sequence
from datetime import date

from reports.bulletin.content import Bulletin, Section
from reports.bulletin.figures import QuarterFigures, UnitLine
from reports.bulletin.filings import scores_of
from reports.bulletin.table import hints
from reports.bulletin.traced import Sentence
from reports.digest import Deadline, TaskRow
from reports.sanction_answers import six_places
from tracker.returns import ReturnStanding
from tracker.scoring import figure
from tracker.standing import Standing


def bulletin_answer(figures: QuarterFigures, paper: Bulletin) -> dict[str, object]:
    """Give what the sentences name as `bulletin`, and the sentences; areas as text with exact decimals."""
    return own_figures(figures) | {
        "number": paper.number or None,
        "opening": [_sentence(each) for each in paper.opening],
        "sections": [_section(each) for each in paper.sections],
        "left_out": list(paper.left_out),
    }


def own_figures(figures: QuarterFigures) -> dict[str, object]:
    """Give the figures that no other answer has; those of others are in `status`, `sanctions`, `ranking`."""
    upcoming = figures.next_return
    return {
        "quarter": str(figures.quarter),
        "quarter_name": figures.quarter.name,
        "on": figures.on.isoformat(),
        "drafted_on": figures.drafted_on.isoformat(),
        "running": figures.running,
        "campaign": figures.campaign.title,
        "document": figures.campaign.document,
        "clause": figures.clause,
        "area": {
            "quarter_mu": figure(figures.quarter_mu),
            "categories": [
                {"key": category.value, "quarter_mu": figure(area)} for category, area in figures.categories
            ],
        },
        "units": [_unit(line, figures) for line in figures.lines],
        "tasks": [_task(row) for row in figures.digest.tasks],
        "fell_due": [_fell_due(each) for each in figures.fell_due],
        "returns": [_return(each, figures.topics) for each in figures.returns],
        "returns_open_on": _iso(figures.returns_open_on),
        "cutoff_ahead": _iso(figures.cutoff_ahead),
        "ahead_until": figures.ahead_until.isoformat(),
        "ahead": [_ahead(each) for each in figures.ahead],
        "next_return": {"name": upcoming.name, "due": upcoming.last_on.isoformat()} if upcoming else None,
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "heading": section.heading,
        "parts": [
            {
                "heading": part.heading,
                "sentences": [_sentence(each) for said in part.paragraphs for each in said],
                "table": {"headings": list(part.table.headings), "rows": [list(r) for r in part.table.rows]}
                if part.table
                else None,
                "notes": list(part.table.notes) if part.table else [],
            }
            for part in section.parts
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "figures": [
            {"said": each.said, "by": each.by.value, "paths": list(each.paths)} for each in sentence.figures
        ],
    }


def _unit(line: UnitLine, figures: QuarterFigures) -> dict[str, object]:
    return {
        "unit": line.unit,
        "group": line.group,
        "target_mu": None if line.target_mu is None else figure(line.target_mu),
        "quarter_mu": figure(line.quarter_mu),
        "done_mu": figure(line.done_mu),
        "ratio": six_places(line.year.ratio if line.year else None),
        "rank": line.rank,
        "previous_rank": line.before,
        "red": line.red,
        "hints": list(hints(line, figures)),
    }


def _task(row: TaskRow) -> dict[str, object]:
    return {
        "code": row.code,
        "due": [each.isoformat() for each in row.dues],
        "total": row.tally.total,
        "closed": row.tally.closed,
        "submitted": row.tally.submitted,
        "red": row.tally.red,
    }


def _fell_due(each: Standing) -> dict[str, object]:
    return {
        "key": f"{each.assignment.code}@{each.assignment.unit}",
        "due": _iso(each.due_on),
        "closed_on": _iso(each.closed_on),
        "submitted": each.submitted,
        "overdue": each.overdue,
    }


def _return(each: ReturnStanding, topics: Sequence[str]) -> dict[str, object]:
    counts, scores = each.counts, scores_of(each)
    return {
        "unit": each.unit,
        "state": each.state.value,
        "awaits": each.awaits,
        "submitted_on": _iso(counts.submitted_on if counts else None),
        "scores": {topic: figure(scores[topic]) for topic in topics if topic in scores},
        "problems": counts.content.problems if counts else "",
    }


def _ahead(each: Deadline) -> dict[str, object]:
    return {
        "key": f"{each.code}@{each.due_on}",
        "code": each.code,
        "due": each.due_on.isoformat(),
        "units": [{"unit": unit} for unit in each.units],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
