"""The section of a campaign file about the account of parcels."""

from config.table import Table
from tracker.measures import LandAccount, ReadyUse


def read_account(root: Table) -> LandAccount | None:
    """Read what the plan says of disposing of parcels."""
    table = root.table("account", required=False)
    if table is None:
        return None
    account = LandAccount(
        measures=table.texts("measures"), source=table.text("source"), ready_use=_ready_use(table)
    )
    table.finish()
    return account


def _ready_use(account: Table) -> ReadyUse | None:
    table = account.table("ready_use", required=False)
    if table is None:
        return None
    ready_use = ReadyUse(
        conditions=table.texts("conditions"),
        output_conditions=table.texts("output_conditions"),
        regularise_by=table.day("regularise_by"),
        source=table.text("source"),
    )
    table.finish()
    both = [each for each in ready_use.output_conditions if each in ready_use.conditions]
    if both:
        table.fault("output_conditions", f"“{both[0]}”在 conditions 里已经有了。")
    return ready_use
