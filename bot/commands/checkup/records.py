"""The database, and who can be reached."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from bot.commands.checkup.finding import Finding, stop, weak, well
from bot.commands.frame import Refusal
from bot.commands.office import TOO_NEW, Office, fault_of_campaign, fault_of_schema, is_newer
from tracker.errors import AnotherCampaign
from tracker.model import Member, Role
from tracker.store.books import Books
from tracker.store.engine import is_sqlite, sqlite_path
from tracker.usecases.look import unreachable_units
from tracker.usecases.open_campaign import refuse_another

_ENOUGH_BYTES = 200 * 1024 * 1024


def check_records(office: Office) -> Iterator[Finding]:
    """Look at the file, the schema, the campaign in it and the people. Raises `Refusal` as the store does."""
    url = office.store.url
    if is_sqlite(url):
        path = sqlite_path(url).absolute()
        if not path.parent.is_dir():
            yield stop(f"没有文件夹 {path.parent}", "请建立这个文件夹，或修改 BAIYUAN_DB_URL。")
            return
        yield from _disk(path.parent)
        if not path.exists():
            yield weak(f"还没有数据库 {path}", "baiyuan run 会自动建立，也可以先运行 baiyuan init。")
            yield from _people((), office, vacant=())
            return
    office.store.write_now(_nothing)
    yield well("数据库可以读写")
    yield from office.store.read_now(_inside, office)


def _nothing(_connection: Connection) -> None:
    """Take the write lock and let it go."""


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < _ENOUGH_BYTES:
        yield weak(f"磁盘只剩 {free // 1024 // 1024} MB", "请清理磁盘：磁盘写满后不能记录任何填报。")


def _inside(connection: Connection, office: Office) -> list[Finding]:
    if is_newer(connection):
        return [stop(TOO_NEW, "请安装建立它的版本或更新的版本。")]
    schema = fault_of_schema(connection)
    if schema is not None:
        return [weak(schema, "baiyuan run 会自动升级。")]
    books = Books(connection, office.campaign)
    try:
        refuse_another(books)
    except AnotherCampaign as another:
        return [stop(str(another), "请核对 BAIYUAN_DB_URL 和 BAIYUAN_CAMPAIGN。")]
    fault = fault_of_campaign(connection, office.campaign)
    found = [weak(fault, "baiyuan run 会自动载入。")] if fault else []
    return [*found, *_people(books.people.all(), office, vacant=unreachable_units(books))]


def _people(members: tuple[Member, ...], office: Office, *, vacant: tuple[str, ...]) -> Iterator[Finding]:
    admins = [each for each in members if each.post.role is Role.ADMIN]
    if not admins and not office.settings.admins:
        yield weak("没有管理员，出错时没有人收到通知", "请把管理员的 Telegram 用户编号写入 BAIYUAN_ADMINS。")
    blocked = [each for each in members if each.blocked_at is not None]
    if blocked:
        names = "、".join(f"{each.post.unit} {each.name}" for each in blocked)
        yield weak(f"{len(blocked)} 人屏蔽了机器人：{names}", "请联系本人，在 Telegram 中重新启用机器人。")
    refused = {each.post.unit for each in blocked if each.post.role is Role.LIAISON}
    missing = [unit for unit in vacant if unit not in refused]
    if missing:
        yield weak(
            f"{len(missing)} 家单位没有联络员，收不到提醒：{'、'.join(missing)}",
            "请运行 baiyuan import members 名单.xlsx，或 baiyuan invite。",
        )


def refused(refusal: Refusal) -> Finding:
    """Say what the store refused."""
    return stop(str(refusal), "请核对 BAIYUAN_DB_URL，以及文件的权限。")
