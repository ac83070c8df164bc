"""`score`: one parcel, by the records where there are any, otherwise by the plan alone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from bot.clock import Clock
from bot.commands.frame import Given, OfficeCommand, Refusal, as_json, office_command, on_day, print_json
from bot.handlers.verdict import verdict_page
from config.campaign import load
from config.settings import DEFAULT_DB_URL, Settings
from reports.verdicts import score_answer
from tracker.plan import Campaign
from tracker.scoring import read_value
from tracker.usecases.score_parcel import ParcelScored, ScoreParcel, judge, score_parcel, scoring_of

NO_RECORDS = "还没有数据库，只按方案标准评分。"


@click.command(cls=OfficeCommand, help="给一宗地评分，说明是否低效；不知道的指标可以不写。")
@click.option("--park", required=True, metavar="产业集聚区", help="名称或简称。")
@click.option("--investment", metavar="数", help="投资强度。")
@click.option("--plot-ratio", metavar="数", help="容积率。")
@click.option("--coverage", metavar="数", help="建筑系数。")
@click.option("--tax", metavar="数", help="亩均税收。")
@click.option("--unit", metavar="单位", help="适用哪家单位的标准；不写即管理该产业集聚区的单位。")
@click.option("--industry", metavar="行业", help="行业，如 化工；有分行业标准时用。")
@on_day
@as_json
@office_command
def score(
    given: Given,
    /,
    *,
    park: str,
    unit: str | None,
    industry: str | None,
    on: date | None,
    as_json: bool,
    **texts: str | None,
) -> None:
    """Print the verdict on a parcel with its reasons."""
    settings = given.settings()
    campaign = load(settings.campaign)
    command = ScoreParcel(
        park=park.strip(),
        unit=unit,
        industry=industry,
        values=_read(campaign, texts),
        on=on or Clock(campaign.timezone, settings.rehearse_from).now().date(),
    )
    outcome = _judge(settings, campaign, command)
    if as_json:
        print_json(score_answer(outcome.scored))
    else:
        click.echo(_page(outcome, without_records=without_records(settings)))


def _read(campaign: Campaign, texts: dict[str, str | None]) -> dict[str, Decimal | None]:
    indicators = {each.key: each for each in scoring_of(campaign).indicators}
    given = {key: text for key, text in texts.items() if text is not None}
    for key in given:
        if key not in indicators:
            raise Refusal(f"本方案不按 --{key.replace('_', '-')} 评分。")
    return {key: read_value(indicators[key], text) for key, text in given.items()}


def _judge(settings: Settings, campaign: Campaign, command: ScoreParcel) -> ParcelScored:
    if without_records(settings):
        return judge(campaign, (), command)
    from bot.commands.office import open_office

    with open_office(settings) as office:
        return office.read(score_parcel, command)


def without_records(settings: Settings) -> bool:
    """Whether nothing was set up here yet; a database that was named and is not there is refused instead."""
    return settings.db_url == DEFAULT_DB_URL and not Path(DEFAULT_DB_URL.removeprefix("sqlite:///")).exists()


def _page(outcome: ParcelScored, *, without_records: bool) -> str:
    lines = [f"{outcome.park.name}（{outcome.on}）", *verdict_page(outcome)]
    return "\n".join([*lines, NO_RECORDS] if without_records else lines)
