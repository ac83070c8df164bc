"""The path of 已批未供即用 (二（三）5): regularised, or rectified by a date and then accepted or left.

The plan decides where every condition is met, and where only the output is poor; for anything else it is
silent, and a person decides with a reason.
"""

from collections.abc import Collection

from tracker.measures import ReadyUse
from tracker.parcels import UseDecision, UseStep

_NEXT: dict[UseStep | None, tuple[UseStep, ...]] = {
    None: (UseStep.REGULARISE, UseStep.RECTIFY),
    UseStep.REGULARISE: (UseStep.REGULARISED, UseStep.RECTIFY),
    UseStep.RECTIFY: (UseStep.ACCEPTED, UseStep.EXIT, UseStep.RECTIFY),
    UseStep.ACCEPTED: (UseStep.REGULARISED,),
    UseStep.REGULARISED: (),
    UseStep.EXIT: (),
}


def next_steps(before: UseDecision | None) -> tuple[UseStep, ...]:
    """Return what may be decided after the step before; nothing after the last one."""
    return _NEXT[before.step if before else None]


def step_for(unmet: Collection[str], rules: ReadyUse) -> UseStep | None:
    """Return the first step that the plan itself orders; None where it is silent."""
    if not unmet:
        return UseStep.REGULARISE
    return UseStep.RECTIFY if set(unmet) <= set(rules.output_conditions) else None
