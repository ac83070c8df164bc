"""The section of a campaign file about what is published (公布)."""

from config.faults import did_you_mean
from config.table import Table
from tracker.measures import Publicity
from tracker.parcels import Category

_CATEGORIES = tuple(each.value for each in Category)


def read_publicity(root: Table) -> Publicity | None:
    """Read of which land the areas are published."""
    table = root.table("publicity", required=False)
    if table is None:
        return None
    publicity = Publicity(categories=table.texts("categories"), source=table.text("source"))
    table.finish()
    for category in publicity.categories:
        if category not in _CATEGORIES:
            known = f"可以写：{'、'.join(_CATEGORIES)}。{did_you_mean(category, _CATEGORIES)}"
            table.fault("categories", f"没有“{category}”这一类别，{known}")
    return publicity
