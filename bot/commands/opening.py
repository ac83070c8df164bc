"""Making ready: `init`."""

import click
from sqlalchemy import Connection

from bot.commands.frame import Given, OfficeCommand, Refusal, office_command
from bot.commands.office import TOO_NEW, Office, is_newer, unchecked_office
from reminders.schedule import open_cursors, standing_jobs
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.store.engine import is_sqlite, sqlite_path
from tracker.store.migrate import migrate
from tracker.usecases.open_campaign import CampaignOpened, OpenCampaign, open_campaign


@click.command(cls=OfficeCommand, help="建立或升级数据库，载入方案；重复运行不改变任何内容。")
@office_command
def init(given: Given) -> None:
    """Create or migrate the database and load the campaign."""
    with unchecked_office(given.settings()) as office:
        opened = make_ready(office)
        click.echo(f"数据库已就绪：{office.store.url.render_as_string(hide_password=True)}")
        click.echo(_loaded(office.campaign, opened))


def make_ready(office: Office) -> CampaignOpened:
    """Create or migrate the database, load the campaign, let the jobs begin now. Twice changes nothing."""
    url = office.store.url
    if is_sqlite(url) and not sqlite_path(url).absolute().parent.is_dir():
        raise Refusal(f"没有文件夹 {sqlite_path(url).absolute().parent}，请先建立。")
    return office.store.write_now(_make_ready, office)


def _make_ready(connection: Connection, office: Office) -> CampaignOpened:
    if is_newer(connection):
        raise Refusal(TOO_NEW)
    migrate(connection)
    at = office.clock.now()
    command = OpenCampaign(digest=office.edition, admins=office.settings.admins, at=at)
    opened = open_campaign(Books(connection, office.campaign), command)
    open_cursors(connection, standing_jobs(office.campaign), at)
    return opened


def _loaded(campaign: Campaign, opened: CampaignOpened) -> str:
    assigned = sum(1 for task in campaign.tasks for _ in task.parts())
    obliged = sum(1 for task in campaign.obligations for _ in task.parts())
    lines = [f"{campaign.title}（{campaign.document}）"]
    lines += [f"{len(campaign.tasks)} 项任务，{assigned} 项分工，另有台账外义务 {obliged} 项。"]
    lines += [f"新载入 {opened.assignments} 项，新增管理员 {opened.admins} 人。"]
    return "\n".join(lines)
