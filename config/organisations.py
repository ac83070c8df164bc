"""The sections of a campaign file that say who takes part: units, groups, the leading group."""

from config.roster import Roster
from config.table import Table
from tracker.plan import Seat, Unit, UnitGroup

_GROUPS = {str(group): group for group in UnitGroup}


def read_roster(root: Table) -> Roster:
    """Read units and groups; exactly one unit is the office, at most one inspects."""
    roster = Roster()
    for table in root.tables("units", named_by="name"):
        roster.add_unit(table, _unit(table))
    offices = [unit.name for unit in roster.units if unit.group is UnitGroup.OFFICE]
    if roster.units and not offices:
        root.fault("units", '缺少领导小组办公室：要有一个单位写 group = "office"。')
    if len(offices) > 1:
        root.fault("units", f"领导小组办公室只能有一个，现有{'、'.join(offices)}。")
    supervisors = [unit.name for unit in roster.units if unit.inspects]
    if len(supervisors) > 1:
        root.fault("units", f"负责督查的单位（inspects = true）至多一个，现有{'、'.join(supervisors)}。")
    for table in root.tables("groups", named_by="name", required=False):
        roster.add_group(table, table.text("name"), roster.names(table, "units"))
        table.finish()
    return roster


def _unit(table: Table) -> Unit:
    unit = Unit(
        id=table.text("id"),
        name=table.text("name"),
        group=table.choice("group", _GROUPS) or UnitGroup.DEPARTMENT,
        synonyms=table.texts("synonyms", required=False),
        quarterly_return=table.flag("quarterly_return"),
        inspects=table.flag("inspects"),
    )
    table.finish()
    return unit


def read_leading_group(root: Table, roster: Roster) -> tuple[Seat, ...]:
    """Read the posts of the leading group, where the plan has one."""
    table = root.table("leading_group", required=False)
    if table is None:
        return ()
    source = table.text("source")
    seats = []
    for seat in table.tables("seats", named_by="title"):
        unit = roster.unit(seat, "unit", required=False) or None
        seats.append(Seat(role=seat.text("role"), title=seat.text("title"), unit=unit, source=source))
        seat.finish()
    table.finish()
    return tuple(seats)
