"""The JSON documents of `ledger`, `status` and `overdue`, in the shapes that CONTRACT promises.

Only what `json.dumps` takes: days as ISO text, areas as text with exact decimals, lists in ledger order.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from reports.digest import Digest, UnitRow
from reports.tally import Tally
from tracker.account import ParcelStanding
from tracker.plan import Campaign
from tracker.sanctions import SanctionStanding
from tracker.scoring import figure
from tracker.standing import Standing


def ledger_answer(campaign: Campaign) -> dict[str, object]:
    """Give Annex 2 as the campaign file has it: tasks with their units, and the number of assignments."""
    tasks = [
        {
            "code": task.code,
            "indicator": task.indicator.name if task.indicator else None,
            "content": task.content,
            "due": _iso(task.due_on),
            "due_text": task.due_text,
            "lead": list(task.lead),
            "supporting": list(task.supporting),
            "source": task.source,
        }
        for task in campaign.tasks
    ]
    return {"tasks": tasks, "assignments": sum(1 for task in campaign.tasks for _ in task.parts())}


def status_answer(digest: Digest) -> dict[str, object]:
    """Give the day in numbers; annual tasks are those of counties and zones, null for the others.

    Target, area done and sanction are of the year of the day: in January of the new one. Beside the goal
    stands what is done for it since the campaign began.
    """
    annual = digest.years
    years = {row.standing.unit: row.standing for row in annual.rows} if annual else {}
    return {
        "on": digest.on.isoformat(),
        "known": _iso(digest.known),
        "phase": digest.phase,
        "tasks": _lights(digest.task_tally),
        "assignments": {
            "total": digest.tally.total,
            "closed": digest.tally.closed,
            "submitted": digest.tally.submitted,
        }
        | _lights(digest.tally),
        "units": [_unit(row, years.get(row.unit)) for row in digest.units],
        "area": {
            "target_mu": _exact(annual.target_mu if annual else None),
            "done_mu": _exact(annual.done_mu if annual else None),
            "done_of_target_mu": _exact(annual.set_done_mu if annual else None),
            "goal_mu": _exact(digest.goal.amount if digest.goal else None),
            "goal_done_mu": _exact(digest.goal_done_mu),
        },
        "unreachable": list(digest.unreachable),
    }


def overdue_answer(digest: Digest, parcels: Iterable[ParcelStanding] = ()) -> dict[str, object]:
    """Say who is late with what: Annex 2 by unit; obligations, returns among them, and `parcels` apart."""
    return {
        "on": digest.on.isoformat(),
        "units": [_late(row, digest.standings) for row in digest.units if row.red],
        "obligations": [
            *(
                {"unit": each.assignment.unit, "code": each.assignment.code} | _since(each)
                for each in digest.overdue_obligations
            ),
            *(
                {
                    "unit": each.unit,
                    "code": each.code,
                    "due": _iso(each.quarter.last_on),
                    "days": each.days,
                }
                for each in digest.overdue_returns
            ),
        ],
        "parcels": [
            {
                "parcel": each.entry.number,
                "unit": next(iter(each.units), None),
                "due": _iso(each.due_on),
                "days": each.days,
            }
            for each in parcels
        ],
    }


def _lights(tally: Tally) -> dict[str, int]:
    return {
        "total": tally.total,
        "closed": tally.closed,
        "red": tally.red,
        "yellow": tally.yellow,
        "green": tally.green,
    }


def _unit(row: UnitRow, year: SanctionStanding | None) -> dict[str, object]:
    return {
        "unit": row.unit,
        "group": row.group.value,
        "lead": _part(row.lead),
        "supporting": _part(row.supporting),
        "target_mu": _exact(year.target_mu if year else None),
        "done_mu": _exact(year.done_mu if year else None),
        "pending_mu": _exact(year.pending_mu if year else None),
        "sanction": year.state.value if year else None,
        "return": row.filing.state.value if row.filing else None,
    }


def _part(tally: Tally) -> dict[str, int]:
    return {"total": tally.total, "closed": tally.closed, "red": tally.red}


def _late(row: UnitRow, standings: Iterable[Standing]) -> dict[str, object]:
    red = [each for each in standings if each.assignment.unit == row.unit and each.overdue]
    return {
        "unit": row.unit,
        "lead": row.lead.red,
        "supporting": row.supporting.red,
        "items": [
            {"code": each.assignment.code, "role": each.assignment.part.value} | _since(each) for each in red
        ],
    }


def _since(each: Standing) -> dict[str, object]:
    return {"due": _iso(each.due_on), "days": each.days}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _exact(amount: Decimal | None) -> str | None:
    """Write an area without exponent."""
    return None if amount is None else figure(amount)
