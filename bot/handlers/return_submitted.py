"""What is said of a quarterly return that was submitted: to its unit, and to the office."""

from bot.keyboards import Button
from bot.requests import Answer, Notice, Reply, tell_all
from bot.words import bold
from tracker.returns import ReturnState
from tracker.sayings import near_day
from tracker.usecases.submit_return import ReturnSubmitted


def submitted(outcome: ReturnSubmitted, edit: int | None) -> Answer:
    """Confirm it in place of the message `edit`, and tell each of the office."""
    return Answer(replies=(Reply(text=_confirmation(outcome), edit=edit),), notices=_notices(outcome))


def _confirmation(outcome: ReturnSubmitted) -> str:
    submission = outcome.submission
    files = f"，附材料 {outcome.evidence} 份" if outcome.evidence else ""
    late = "（已过截止日期，记为迟报）" if outcome.after.state is ReturnState.LATE else ""
    day = near_day(submission.submitted_on, submission.submitted_on)
    lines = [f"✔ 已报送：{bold(submission.unit)} {submission.quarter.name}季报，{day}{late}{files}"]
    if outcome.replaced is not None:
        lines.append("先前的报送已由这一次代替。")
    return "\n".join([*lines, "已提交办公室核验，核验前可用 /returns 改报，结果会通知您。"])


def _notices(outcome: ReturnSubmitted) -> tuple[Notice, ...]:
    """Tell each of the office that a return awaits review."""
    submission = outcome.submission
    late = "（迟报）" if outcome.after.state is ReturnState.LATE else ""
    again = "改报" if outcome.replaced is not None else "报送"
    text = f"{bold(submission.unit)} {again} {submission.quarter.name}季报{late}，待核验"
    keyboard = (
        (
            Button("查看核验", f"qv:{submission.id}"),
            Button("本季清单", f"qt:{submission.quarter}:new"),
        ),
    )
    return tell_all(outcome.reviewers, Reply(text=text, keyboard=keyboard))
