"""A verdict as a person reads it, in chat and on the command line."""

from reports.verdicts import basis_lines, doubt_lines, improvement_lines, verdict_lines
from tracker.scoring import sentence
from tracker.usecases.score_parcel import ParcelScored


def verdict_page(outcome: ParcelScored) -> tuple[str, ...]:
    """Lay a verdict out in plain lines: values, sum, basis, what would help, what to read out."""
    scored = outcome.scored
    return (
        *verdict_lines(scored),
        *basis_lines(scored.standard),
        *improvement_lines(scored),
        *doubt_lines(scored),
        *remarks(outcome),
        "",
        f"宣读：{outcome.park.name}该宗地，{sentence(scored)}",
    )


def remarks(outcome: ParcelScored) -> tuple[str, ...]:
    """Say what a reader must know of how the standard was found."""
    doubts = standard_doubts(outcome)
    if outcome.industry is None or outcome.scored.standard.industry is not None:
        return doubts
    return (f"没有单独的{outcome.industry}行业标准，按上述标准评分。", *doubts)


def standard_doubts(outcome: ParcelScored) -> tuple[str, ...]:
    """Say why another standard may be the right one."""
    said = []
    if outcome.industries:
        kinds = "、".join(outcome.industries)
        said.append(f"另有分行业标准：{kinds}。如属其中行业，请写明行业后重新评分。")
    if outcome.assumed is not None:
        said.append(f"管理单位{outcome.assumed.unit}为推定，待办公室确认；如有变动，适用标准可能不同。")
    return tuple(said)
