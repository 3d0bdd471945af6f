"""A proxy on this machine through which a browser reaches what `Reach` allows, and nothing else.

A page decides what its browser loads: pictures, frames, scripts, redirects. All of it passes here,
where every name is looked up once, checked and connected to.
"""

from __future__ import annotations

import contextlib
import select
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from onrecord.guard.reach import AddressRefused, Reach
from onrecord.preserve import limits

MAX_HEAD_BYTES = 1 << 16
_END = b"\r\n\r\n"


@dataclass
class Passed:
    """What went through a gate so far."""

    reach: Reach
    deadline: float  # of the monotonic clock
    refused: list[str] = field(default_factory=list)  # why, once for each host
    size: int = 0


@contextlib.contextmanager
def gate(reach: Reach, seconds: float) -> Iterator[tuple[int, Passed]]:
    """A gate that is open so long, its port on 127.0.0.1, and what is told of its use."""
    passed = Passed(reach, time.monotonic() + seconds)
    with _Server(passed) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1]), passed
        finally:
            server.shutdown()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, passed: Passed) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.passed = passed

    def handle_error(self, *_: object) -> None:
        """A connection that fails is the browser's to tell."""


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        browser: socket.socket = self.request
        passed: Passed = self.server.passed  # type: ignore[attr-defined]  # ours, see _Server
        browser.settimeout(limits.SILENCE_S)
        head, rest = _head(browser)
        verb, _, target = head.partition(b"\r\n")[0].decode("latin-1").partition(" ")
        tunnel = verb == "CONNECT"
        try:
            parts = urlsplit(f"//{target.split(' ')[0]}" if tunnel else target.split(" ")[0])
            host, port = parts.hostname or "", parts.port or 80
            server = _connected(passed.reach, host, port)
        except AddressRefused as error:
            if str(error) not in passed.refused:
                passed.refused.append(str(error))
            browser.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        except (OSError, ValueError):
            browser.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        with server:
            if tunnel:
                browser.sendall(b"HTTP/1.1 200 Connection established" + _END)
            else:
                server.sendall(_for_server(head, verb, target.split(" ")[0]) + rest)
            _relay(browser, server, passed)


def _head(browser: socket.socket) -> tuple[bytes, bytes]:
    """The first request's line and headers, and what came behind them."""
    got = b""
    while _END not in got:
        chunk = browser.recv(limits.CHUNK_BYTES)
        if not chunk or len(got) > MAX_HEAD_BYTES:
            message = "no request"
            raise ConnectionError(message)
        got += chunk
    head, _, rest = got.partition(_END)
    return head, rest


def _for_server(head: bytes, verb: str, target: str) -> bytes:
    """A request to a proxy as a server wants it; one request a connection."""
    path = target.partition("//")[2].partition("/")[2]
    kept = [
        row
        for row in head.split(b"\r\n")[1:]
        if not row.lower().startswith((b"proxy-", b"connection:"))
    ]
    return b"\r\n".join([f"{verb} /{path} HTTP/1.1".encode("latin-1"), *kept,
                         b"Connection: close"]) + _END  # fmt: skip


def _connected(reach: Reach, host: str, port: int) -> socket.socket:
    last: OSError | None = None
    for address in reach.addresses(host, port):
        try:
            return socket.create_connection((address, port), timeout=limits.CONNECT_S)
        except OSError as error:
            last = error
    raise last or OSError(host)


def _relay(browser: socket.socket, server: socket.socket, passed: Passed) -> None:
    """Pass bytes both ways until one side ends, time is over, or too much came."""
    other = {browser: server, server: browser}
    while (left := passed.deadline - time.monotonic()) > 0:
        ready = select.select(list(other), [], [], min(left, limits.SILENCE_S))[0]
        if not ready:
            return
        for each in ready:
            chunk = each.recv(limits.CHUNK_BYTES)
            passed.size += len(chunk)
            if not chunk or passed.size > limits.MAX_FETCH_BYTES:
                return
            other[each].sendall(chunk)
