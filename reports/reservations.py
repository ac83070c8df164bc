"""What figures of annual tasks rest on that is assumed, or that the plan does not settle (FACTS 1, 6)."""

from collections.abc import Sequence

from tracker.plan import OFFICE_DEFAULT
from tracker.sayings import ASSUMED


def reservations(assumed: str, counted: Sequence[str], counted_source: str) -> tuple[str, ...]:
    """Say both where they apply: `assumed` names whose figures rest on an assumed park, or which parks."""
    said = []
    if assumed:
        said.append(f"{ASSUMED}：{assumed}")
    if counted_source == OFFICE_DEFAULT:
        said.append(f"计入完成的类别暂定为{'、'.join(counted)}")
    return tuple(said)
