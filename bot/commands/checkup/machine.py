"""The installation and this machine: packages, typeface, calendar, the webhook's port."""

import socket
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bot.commands.checkup.finding import Finding, stop, weak, well
from bot.files import why
from config.settings import Settings
from tracker.calendar import published_through

PACKAGES = ("bot", "config", "reminders", "reports", "tracker")
_AHEAD = timedelta(days=30)
"""How far reminders look into the calendar."""


def check_packages(names: Iterable[str] = PACKAGES) -> Iterator[Finding]:
    """Find packages that are not ours: the names are common words, and another folder may shadow one."""
    folders = {name: _folder(name) for name in names}
    home = folders["bot"]
    strangers = [name for name, folder in folders.items() if folder != home]
    if strangers:
        yield stop(
            f"程序包 {'、'.join(strangers)} 不在 {home}，被别处的同名文件夹挡住了",
            "请在单独的虚拟环境中安装，并换一个当前文件夹运行。",
        )
    else:
        yield well(f"程序包来自同一处 {home}")


def _folder(name: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.origin).parent.parent if spec and spec.origin else None


def check_typeface(module: str = "pylopdf_fonts_zh_cn") -> Iterator[Finding]:
    """Find the typeface that comes with the program: pictures are drawn with nothing else."""
    try:
        path = Path(import_module(module).sans_path())
    except ImportError:
        yield stop("没有安装中文字体包", "请按锁定的依赖重新安装：make run 会自动安装。")
        return
    if path.is_file():
        yield well("中文字体齐全")
    else:
        yield weak(f"缺少字体文件 {path}，画不出 /status 图片", "请重新安装依赖。")


def check_calendar(today: date) -> Iterator[Finding]:
    """See how far 调休 is known: past the published years it is guessed."""
    through = published_through()
    if through >= today + _AHEAD:
        yield well(f"节假日和调休已知到 {through}")
    else:
        yield weak(
            f"节假日和调休只知道到 {through}，之后按周末和法定节日推算",
            "国务院公布下一年安排后，请升级 holidays 依赖。",
        )


def check_port(settings: Settings) -> Iterator[Finding]:
    """Try the port on which a webhook would listen."""
    webhook = settings.webhook
    if webhook is None:
        return
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            webhook.host, webhook.port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        yield stop(
            f"不能在 {webhook.host}:{webhook.port} 接收 webhook（{why(error)}）",
            "如果机器人正在运行，这是正常的；否则请停用占用端口的程序，或修改 BAIYUAN_WEBHOOK_LISTEN。",
        )
    else:
        yield well(f"webhook 端口 {webhook.host}:{webhook.port} 可用")
