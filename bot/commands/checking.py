"""`doctor`: everything that would stop or weaken `run`, each with what to do about it."""

from collections.abc import Iterator

import click

from bot.clock import Clock
from bot.commands.checkup.finding import Finding, Level, stop, weak, well
from bot.commands.checkup.machine import check_calendar, check_packages, check_port, check_typeface
from bot.commands.checkup.records import check_records, refused
from bot.commands.checkup.telegram import check_telegram
from bot.commands.frame import REFUSED, Given, OfficeCommand, Refusal, as_json, office_command, print_json
from bot.commands.office import read_campaign_file, unchecked_office
from bot.logs import keep_secret
from config.campaign import CampaignFaults
from config.settings import Settings, SettingsFaults
from tracker.plan import Campaign

_MARKS = {Level.OK: "✔", Level.WEAK: "⚠", Level.STOP: "✘"}


@click.command(cls=OfficeCommand, help="检查会使 run 无法启动或功能不全的一切问题。")
@as_json
@office_command
def doctor(given: Given, *, as_json: bool) -> None:
    """Print findings; leave with 1 if something would stop `run`."""
    findings = list(_findings(given))
    if as_json:
        rows = [{"level": each.level.value, "what": each.what, "remedy": each.remedy} for each in findings]
        print_json({"findings": rows})
    else:
        for each in findings:
            remedy = f"。{each.remedy}" if each.remedy else ""
            click.echo(f"{_MARKS[each.level]} {each.what.rstrip('。')}{remedy}")
    if any(each.level is Level.STOP for each in findings):
        click.get_current_context().exit(REFUSED)


def _findings(given: Given) -> Iterator[Finding]:
    yield from check_packages()
    yield from check_typeface()
    try:
        settings = given.settings()
    except SettingsFaults as faults:
        yield from (
            stop(fault, "请改正这项设置，再运行 baiyuan doctor 检查其余各项。") for fault in faults.faults
        )
        return
    if settings.token is not None:
        keep_secret(settings.token.reveal())
    yield from (weak(warning, "请核对设置的名称。") for warning in settings.warnings)
    campaign, found = _campaign(settings)
    yield from found
    if campaign is not None:
        yield from _records(settings)
    # Without a campaign nobody knows its zone; the day alone matters here.
    clock = Clock(campaign.timezone if campaign else "UTC", settings.rehearse_from)
    if clock.rehearsal:
        yield weak(
            f"演练模式，时钟从 {settings.rehearse_from} 开始", "正式使用前请去掉 BAIYUAN_REHEARSE_FROM。"
        )
    yield from check_calendar(clock.now().date())
    yield from check_telegram(settings, clock.real(clock.now()))
    yield from check_port(settings)


def _campaign(settings: Settings) -> tuple[Campaign | None, list[Finding]]:
    """Read the campaign file; None where it cannot be used."""
    try:
        campaign, _ = read_campaign_file(settings)
    except CampaignFaults as faults:
        return None, [stop(f"方案文件：{fault}", "请改正方案文件。") for fault in faults.faults]
    return campaign, [well(f"方案文件 {campaign.document}，{len(campaign.tasks)} 项任务")]


def _records(settings: Settings) -> Iterator[Finding]:
    try:
        with unchecked_office(settings) as office:
            yield from check_records(office)
    except SettingsFaults as faults:
        yield from (stop(fault, "请改正 BAIYUAN_DB_URL。") for fault in faults.faults)
    except Refusal as refusal:
        yield refused(refusal)
