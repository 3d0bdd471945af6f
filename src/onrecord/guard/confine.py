"""Work on hostile bytes in a process of its own, with limits on time, memory and files.

One such process is kept warm for each process that asks; it gets a job and bytes, and gives bytes
back. What goes wrong in it ends it and nothing else; the next job finds a new one. What it gives
back is data from a hostile place: it is parsed as JSON, never unpickled.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from typing import Any

MAX_MEMORY_BYTES = 3 << 30  # of address space, libraries included
MAX_ANSWER_BYTES = 1 << 30
START_S = 60.0  # for a new process to say that it is there; usually 0.1
MAX_JOBS = 500  # then a new process: what a library loses of its memory ends with the old one
HEAD = struct.Struct(">cQ")  # kind of message, bytes that follow
DONE, FAULT, HERE = b"d", b"f", b"h"
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT",
         "LANG", "LC_ALL", "TMPDIR")  # fmt: skip


class ConfinedError(Exception):
    """A job did not end well; the message says how."""


def confined(job: str, body: bytes, *, seconds: float, **facts: str | int) -> Any:  # noqa: ANN401
    """What the function `job` ("module:function") makes of `body` and `facts`, as JSON terms.

    Raises: ConfinedError if it takes longer than `seconds`, needs more than the memory it may
    have, fails, or ends the process.
    """
    return _room(os.getpid()).ask(job, body, seconds, facts)


@functools.lru_cache(maxsize=1)
def _room(pid: int) -> _Room:
    """The room of this process; after a fork the child has another."""
    return _Room(pid)


class _Room:
    """The process that works, while it lives."""

    def __init__(self, owner: int) -> None:
        self._owner = owner
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._jobs = 0
        self._end: weakref.finalize[Any, Any] | None = None

    def ask(self, job: str, body: bytes, seconds: float, facts: Mapping[str, str | int]) -> Any:  # noqa: ANN401
        with self._lock:
            line = self._open()
            deadline = time.monotonic() + seconds
            order = {"job": job, "seconds": seconds, "facts": facts, "size": len(body)}
            try:
                send(line, DONE, json.dumps(order).encode(), deadline)
                line.settimeout(max(0.1, deadline - time.monotonic()))
                line.sendall(body)
                kind, answer = receive(line, deadline)
                result = json.loads(answer)
            except BaseException as error:
                self.close()
                if isinstance(error, TimeoutError):
                    message = f"it took longer than {seconds:.0f} seconds"
                    raise ConfinedError(message) from error
                if isinstance(error, (OSError, ValueError)):
                    message = "it ended the process that worked on it"
                    raise ConfinedError(message) from error
                raise
            if self._jobs >= MAX_JOBS:
                self.close()
            if kind == FAULT:
                raise ConfinedError(str(result))
            return result

    def _open(self) -> socket.socket:
        self._jobs += 1
        if self._line is None:
            self._jobs = 1
            ours, theirs = socket.socketpair()
            with theirs:
                # -P: the folder it is started in may be full of evidence, and is no place for code.
                work = subprocess.Popen(  # noqa: S603 - this Python, our own module
                    [sys.executable, "-P", "-m", "onrecord.guard.room", str(theirs.fileno()),
                     str(MAX_MEMORY_BYTES)],
                    pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    env={name: os.environ[name] for name in _KEPT if name in os.environ},
                )  # fmt: skip
            self._line = ours
            self._end = weakref.finalize(self, _end, ours, work, self._owner)
            try:
                receive(ours, time.monotonic() + START_S)
            except OSError as error:
                self.close()
                message = "the process that would work on it cannot be started"
                raise ConfinedError(message) from error
        return self._line

    def close(self) -> None:
        """End the process; the next job finds a new one."""
        self._line = None
        if self._end is not None:
            self._end()


def _end(line: socket.socket, work: subprocess.Popen[bytes], owner: int) -> None:
    line.close()
    if os.getpid() == owner:  # not in a fork, where the process is another's child
        with contextlib.suppress(OSError):
            work.kill()
        work.wait()


def send(line: socket.socket, kind: bytes, body: bytes, deadline: float) -> None:
    """Send one message. Raises: OSError, TimeoutError."""
    line.settimeout(max(0.1, deadline - time.monotonic()))
    line.sendall(HEAD.pack(kind, len(body)) + body)


def receive(line: socket.socket, deadline: float | None) -> tuple[bytes, bytes]:
    """The next message. Raises: OSError, TimeoutError; ValueError for one that is too long."""
    kind, size = HEAD.unpack(exactly(line, HEAD.size, deadline))
    if size > MAX_ANSWER_BYTES:
        message = "the answer is too long"
        raise ValueError(message)
    return kind, exactly(line, size, deadline)


def exactly(line: socket.socket, size: int, deadline: float | None) -> bytes:
    """The next `size` bytes. Raises: OSError, TimeoutError."""
    got = bytearray()
    while len(got) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            line.settimeout(left)
        chunk = line.recv(min(size - len(got), 1 << 20))
        if not chunk:
            message = "the other side ended"
            raise ConnectionError(message)
        got += chunk
    return bytes(got)
