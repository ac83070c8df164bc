"""The section of a campaign file on boundaries of parcels: where they lie, how far an area may be off."""

from config.table import Table
from tracker.measures import Boundaries, Region


def read_boundaries(root: Table) -> Boundaries | None:
    """Read how a parcel's boundary is checked."""
    table = root.table("boundaries", required=False)
    if table is None:
        return None
    region, tolerance, source = _region(table), table.exact("tolerance", 0, 1), table.text("source")
    table.finish()
    return None if region is None else Boundaries(region=region, tolerance=tolerance, source=source)


def _region(boundaries: Table) -> Region | None:
    table = boundaries.table("region")
    if table is None:
        return None
    region = Region(
        west=table.exact("west", -180, 180),
        south=table.exact("south", -90, 90),
        east=table.exact("east", -180, 180),
        north=table.exact("north", -90, 90),
        source=table.text("source"),
    )
    table.finish()
    if table.sound("west", "east") and region.west >= region.east:
        table.fault("east", f"{region.east} 应大于 west（{region.west}）。")
    if table.sound("south", "north") and region.south >= region.north:
        table.fault("north", f"{region.north} 应大于 south（{region.south}）。")
    return region
