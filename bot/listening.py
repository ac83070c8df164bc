"""Serving on a port of ours: opened before anything else starts, and stopped with the program around it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


class PortTaken(Exception):
    """The port cannot be had; `str()` is a Chinese sentence."""

    def __init__(self, port: int, error: OSError) -> None:
        super().__init__(f"无法使用端口 {port}（系统错误 {error.errno}），可能已被占用：请换一个端口。")


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Open a TCP port; 0 is any free one. Raises `PortTaken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay only where the protocol is named; otherwise each answer waits 40 ms.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise PortTaken(port, error) from None
        listener.listen(1024)
        yield listener


class GuestServer(uvicorn.Server):
    """A server inside a program that has its own signals and stops it by `should_exit`."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program."""
        yield
