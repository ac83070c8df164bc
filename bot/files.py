"""Files of this machine: why the system refused one, and how one is written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def why(error: OSError) -> str:
    """Say in Chinese why the system refused a file."""
    match error:
        case FileNotFoundError():
            return "没有这个文件或文件夹"
        case PermissionError():
            return "没有权限"
        case IsADirectoryError():
            return "这是一个文件夹"
        case _ if error.errno == errno.ENOSPC:
            return "磁盘已满"
        case _:
            return f"系统错误 {error.errno}"


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a name beside the target to write to; the target takes its place when the block is done.

    A block that fails leaves the target as it was; so does a kill, but for what was written beside it.
    """
    beside = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        yield beside
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
