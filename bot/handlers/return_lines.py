"""How a quarterly return reads in a list, and in full."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from bot.handlers.lines import MARKS
from bot.words import bold, esc
from reports.wording import RETURNS
from tracker.plan import Campaign
from tracker.returns import ReturnContent, ReturnReview, ReturnStanding, ReturnState, Submission
from tracker.sayings import near_day
from tracker.scoring import figure


def mark(each: ReturnStanding) -> str:
    """Return the light of a return."""
    return MARKS[each.light]


def return_line(each: ReturnStanding, on: date, name: str) -> str:
    """Say `🟡 清丰县 6月28日报送，待核验`; `name` is the unit, or the quarter among those of one unit."""
    return f"{mark(each)} {bold(name)} {esc(when(each, on))}"


def when(each: ReturnStanding, on: date) -> str:
    """Say how a return stands against its day."""
    if each.counts is not None:
        notes = [RETURNS[each.state]] if each.state is ReturnState.LATE else []
        notes += ["由台账导入"] if each.counts.imported else []
        beside = f"（{'，'.join(notes)}）" if notes else ""
        verdict = "待核验" if each.awaits else "已核验"
        return f"{near_day(each.counts.submitted_on, on)}报送{beside}，{verdict}"
    before = "已退回，" if each.returned is not None else ""
    due_on = each.quarter.last_on
    if each.state is ReturnState.MISSING:
        return f"{before}{near_day(due_on, on)}截止，记为缺报"
    if each.days:
        return f"{before}{near_day(due_on, on)}截止，已逾期 {each.days} 天"
    left = (due_on - on).days
    return f"{before}{near_day(due_on, on)}截止，" + (f"还有 {left} 天" if left else "就是今天")


def submission_text(submission: Submission, standing: ReturnStanding, campaign: Campaign, on: date) -> str:
    """Lay a submission out in full, with the scores where it has them."""
    judged = submission.judged
    lines = [
        f"{bold(submission.unit)} {submission.quarter.name}季报",
        _brought(submission, on),
        *content_lines(submission.content, campaign, judged.scores_in_force if judged else {}),
    ]
    if standing.counts is not None and standing.counts.id != submission.id:
        lines.append("已有更新的报送代替这一份。")
    if judged is not None:
        verdict = "已核验" if judged.approves else f"已退回：{judged.review.reason}"
        lines.append(f"{near_day(judged.review.reviewed_on, on)}{esc(verdict)}")
        lines += correction_lines(judged, campaign, on)
    return "\n".join(lines)


def _brought(submission: Submission, on: date) -> str:
    day = near_day(submission.submitted_on, on)
    if submission.imported:
        return f"{day}报送，由台账导入：系统里没有正文和附件，请查看原件。"
    return f"{esc(submission.reporter)} {day}报送"


def content_lines(content: ReturnContent, campaign: Campaign, scores: Mapping[str, Decimal]) -> Iterator[str]:
    """Yield the parts that say something."""
    if content.progress:
        yield f"{bold('任务进度')} {progress_words(content)}"
    if content.areas:
        yield f"{bold('盘活面积')} {area_words(content)}"
    if content.problems:
        yield f"{bold('存在问题')} {esc(content.problems)}"
    for topic in _topics(campaign, content.topics, scores):
        score = f"（{figure(scores[topic])} 分）" if topic in scores else ""
        if score or topic in content.topics:
            yield f"{bold(topic)}{score} {esc(content.topics.get(topic, ''))}".rstrip()


def _topics(campaign: Campaign, *said: Mapping[str, object]) -> tuple[str, ...]:
    """Return the campaign's topics, and behind them those that it does not call so any longer."""
    named = campaign.returns.topics if campaign.returns else ()
    return tuple(dict.fromkeys((*named, *(topic for each in said for topic in each))))


def progress_words(content: ReturnContent) -> str:
    """Say `1.1 60%、3.2 40%（台账 20%）`."""
    said = [
        f"{each.code} {each.percent}%" + (f"（台账 {each.recorded}%）" if each.differs else "")
        for each in content.progress
    ]
    return "、".join(said) or "没有台账任务"


def area_words(content: ReturnContent) -> str:
    """Say `批而未供 12.5 亩、闲置 3 亩（台账 2 亩）`; a category of which there is nothing is left out."""
    said = [
        f"{each.category} {figure(each.area_mu)} 亩"
        + (f"（台账 {figure(each.recorded_mu)} 亩）" if each.differs else "")
        for each in content.areas
        if each.area_mu or each.recorded_mu
    ]
    return "、".join(said) or "本季度没有处置"


def correction_lines(judged: ReturnReview, campaign: Campaign, on: date) -> Iterator[str]:
    """Say of each correction `7月20日王办更正得分：组织领导 90→80（录入有误）`, the oldest first."""
    given = [judged.scores, *(each.scores for each in judged.corrections)]
    for before, each in zip(given, judged.corrections, strict=False):
        who = f"{near_day(each.corrected_on, on)}{esc(each.corrected_by)}"
        topics = _topics(campaign, each.scores)
        after = {topic: each.scores[topic] for topic in topics if topic in each.scores}
        yield f"{who}更正得分：{changed_scores_words(before, after)}（{esc(each.reason)}）"


def changed_scores_words(before: Mapping[str, Decimal], after: Mapping[str, Decimal]) -> str:
    """Say `组织领导 90→80`: what changed alone."""
    return "、".join(
        f"{esc(topic)} {figure(before[topic]) if topic in before else '无'}→{figure(score)}"
        for topic, score in after.items()
        if before.get(topic) != score
    )


def scores_words(scores: Mapping[str, Decimal]) -> str:
    """Say `组织领导 90、制度建设 85`."""
    return "、".join(f"{esc(topic)} {figure(score)}" for topic, score in scores.items())
