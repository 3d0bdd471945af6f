"""What a browser shows of an address: a picture of the whole page, and the page after its scripts.

Chromium is run without a window, with a profile of its own that is thrown away, and told what to do
over a pipe (the DevTools protocol). Both results are derived: the fetched bytes are the original.
The browser loads the page, and what the page asks for, by itself, after the fetch; all of it goes
through a gate that refuses private addresses, or through the proxy that the environment names.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from onrecord.errors import SourceUnreadableError
from onrecord.guard.reach import Reach
from onrecord.model.fixity import Retrieval, Tool
from onrecord.preserve.gate import gate
from onrecord.seams import Clock

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--disable-breakpad", "--no-default-browser-check", "--mute-audio",
    "--remote-debugging-pipe", "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)  # fmt: skip
WIDTH = 1280  # CSS pixels, as a desktop page is laid out
HEIGHT = 900
MAX_HEIGHT = 16_000  # beyond it the drawing library of the browser gives an empty picture
MAX_RENDER_S = 60.0
SETTLE_S = 1.0  # for scripts that run after the page was loaded
MAX_MESSAGE_BYTES = 300 << 20
_ABOVE = 10  # ends of the pipe are moved here first, clear of 3 and 4, where it looks for them


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture and the page as the browser held it."""

    picture: bytes  # PNG
    html: bytes  # UTF-8
    tool: Tool
    retrieval: Retrieval


class Renderer(Protocol):
    """Shows one address as a browser does."""

    def render(self, url: str) -> Rendered:
        """What the browser shows of `url`. Raises: SourceUnreadableError."""


def chromium() -> str | None:
    """The installed Chromium or Chrome, or `None`."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Chromium:
    """Renders with an installed Chromium, a new process and profile for each address."""

    program: str
    clock: Clock
    reach: Reach = field(default_factory=Reach)
    max_seconds: float = MAX_RENDER_S
    settle_s: float = SETTLE_S
    _tool: Tool | None = field(default=None, init=False)

    @property
    def tool(self) -> Tool:
        """The browser and its version."""
        if self._tool is None:
            said = subprocess.run(  # noqa: S603 - the installed browser
                [self.program, "--version"], capture_output=True, timeout=20, check=False
            )
            name, _, version = said.stdout.decode("utf-8", "replace").strip().partition(" ")
            self._tool = Tool(name or "Chromium", version.split(" ")[0] or "unknown")
        return self._tool

    def render(self, url: str) -> Rendered:
        """What the browser shows of `url`. Raises: SourceUnreadableError."""
        started = self.clock.now()
        refused: list[str] = []
        try:
            with (
                self._proxy(refused) as proxy,
                _running(self.program, proxy, self.max_seconds) as page,
            ):
                picture, html, final, cut = _show(page, url, self.settle_s)
        except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
            raise SourceUnreadableError(
                "the browser could not show it",
                url[:300],
                found="; ".join([*refused, str(error) or type(error).__name__])[:300],
                advice="What was fetched is kept; a picture can be added by hand",
            ) from error
        got = self._retrieval(url, final, started, cut, refused)
        return Rendered(picture, html, self.tool, got)

    @contextlib.contextmanager
    def _proxy(self, refused: list[str]) -> Iterator[str]:
        """Where the browser sends all it asks for; afterwards `refused` says what was not asked."""
        proxies = urllib.request.getproxies()
        named = proxies.get("https") or proxies.get("http") or proxies.get("all")
        if named is not None:
            yield named
            return
        with gate(self.reach, self.max_seconds) as (port, passed):
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                refused.extend(passed.refused)

    def _retrieval(
        self, url: str, final: str, started: datetime, cut: int, refused: list[str]
    ) -> Retrieval:
        notes = [f"loaded again by {self.tool.name}, {WIDTH} CSS pixels wide, profile of its own"]
        notes.extend(f"not asked for what the page wanted: {each}" for each in refused[:20])
        if cut:
            notes.append(f"the picture ends at {MAX_HEIGHT} of {cut} CSS pixels")
        return Retrieval(
            requested_url=url,
            final_url=final,
            hops=None,
            verb="GET",
            status=None,
            request_headers=None,
            response_headers=None,
            server_ip=None,
            dns=None,
            tls_chain=None,
            started_at=started,
            ended_at=self.clock.now(),
            clocks=(),
            complete=None if not cut else False,
            notes=tuple(notes),
        )


class _Pipe:
    """Commands to the browser and its answers, each ended by a zero byte."""

    def __init__(self, to: int, back: int, deadline: float) -> None:
        self._to, self._back, self._deadline = to, back, deadline
        self._buffer = bytearray()
        self._number = 0
        self.session: str | None = None
        self.seen: set[str] = set()

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """The answer to one command. Raises: ValueError if the browser refuses or is too slow."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self.session is not None:
            message["sessionId"] = self.session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") != self._number:
                continue
            if "error" in answer:
                raise ValueError(f"{method}: {answer['error'].get('message')}")
            result: dict[str, Any] = answer.get("result", {})
            return result

    def wait(self, event: str, seconds: float) -> bool:
        """Whether `event` came within that time, or before."""
        until = min(self._deadline, time.monotonic() + seconds)
        while event not in self.seen and time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                self._next(until)
        return event in self.seen

    def _next(self, until: float | None = None) -> dict[str, Any]:
        end = self._buffer.find(b"\0")
        while end < 0:
            left = (until or self._deadline) - time.monotonic()
            if left <= 0 or not select.select([self._back], [], [], left)[0]:
                raise TimeoutError("the browser took too long")
            chunk = os.read(self._back, 1 << 20)
            if not chunk:
                raise ValueError("the browser ended")
            scanned = len(self._buffer)
            self._buffer += chunk
            if len(self._buffer) > MAX_MESSAGE_BYTES:
                raise ValueError("the page is too large to show")
            end = self._buffer.find(b"\0", scanned)
        message: dict[str, Any] = json.loads(self._buffer[:end])
        del self._buffer[: end + 1]
        if "method" in message:
            self.seen.add(message["method"])
        return message


@contextlib.contextmanager
def _running(program: str, proxy: str, max_seconds: float) -> Iterator[_Pipe]:
    """A browser with one empty page; it and its profile are gone afterwards."""
    flags = [*FLAGS, f"--proxy-server={proxy}", f"--window-size={WIDTH},{HEIGHT}"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # it refuses to run as the superuser otherwise
    with contextlib.ExitStack() as stack:
        profile = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True)
        )
        arguments = [program, *flags, f"--user-data-dir={profile}", "about:blank"]
        pid, to, back = _spawn(program, arguments)
        for end in (to, back):
            stack.callback(os.close, end)
        stack.callback(_end, pid)
        pipe = _Pipe(to, back, time.monotonic() + max_seconds)
        targets = pipe.ask("Target.getTargets")["targetInfos"]
        page = next(t["targetId"] for t in targets if t["type"] == "page")
        attached = pipe.ask("Target.attachToTarget", targetId=page, flatten=True)
        pipe.session = attached["sessionId"]
        yield pipe


def _spawn(program: str, arguments: list[str]) -> tuple[int, int, int]:
    """Start the browser in a group of its own; its pid, where to write to it and read from it."""
    theirs, to = (_moved(end) for end in os.pipe())
    back, theirs_out = (_moved(end) for end in os.pipe())
    actions = [
        *((os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in range(3)),
        (os.POSIX_SPAWN_DUP2, theirs, 3),
        (os.POSIX_SPAWN_DUP2, theirs_out, 4),
    ]
    try:
        pid = os.posix_spawn(program, arguments, os.environ, file_actions=actions, setpgroup=0)
    except OSError:
        os.close(to)
        os.close(back)
        raise
    finally:
        os.close(theirs)
        os.close(theirs_out)
    return pid, to, back


def _moved(end: int) -> int:
    import fcntl  # noqa: PLC0415 - not on every system; there, everything else still works

    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _ABOVE)
    os.close(end)
    return moved


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _show(page: _Pipe, url: str, settle_s: float) -> tuple[bytes, bytes, str, int]:
    """Picture, page, address reached, and the full height where the picture is cut (else 0)."""
    page.ask("Page.enable")
    page.seen.clear()
    went = page.ask("Page.navigate", url=url)
    if went.get("errorText"):
        raise ValueError(went["errorText"])
    page.wait("Page.loadEventFired", MAX_RENDER_S / 2)
    page.wait("nothing is called so", settle_s)
    size = page.ask("Page.getLayoutMetrics")["cssContentSize"]
    full = int(size["height"])
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": max(1, min(full, MAX_HEIGHT)), "scale": 1}
    shot = page.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)[
        "data"
    ]
    said = page.ask(
        "Runtime.evaluate",
        expression="[document.documentElement.outerHTML, location.href]",
        returnByValue=True,
    )["result"]["value"]
    html = "<!doctype html>\n" + str(said[0])
    picture = base64.b64decode(shot, validate=True)
    return picture, html.encode("utf-8", "replace"), str(said[1]), full if full > MAX_HEIGHT else 0
