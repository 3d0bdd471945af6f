"""The process that works on hostile bytes: see `confine`. Run as a module, by `confine` alone."""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from onrecord.guard.confine import DONE, FAULT, HERE, exactly, receive, send

_ANSWER_S = 60.0
_MAX_FILES = 64


def limit(names: Iterable[tuple[str, int]]) -> None:
    """Lower limits of this process for good, where the system knows them."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for name, value in names:
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _limit_cpu(seconds: float) -> None:
    """End this process after so much more work, whatever the asker does."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        used = sum(os.times()[:2])
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, hard))


def _function(job: str) -> Callable[..., Any]:
    module, _, name = job.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def main(number: int, memory_bytes: int) -> None:
    """Do jobs until the other side of the socket `number` is gone."""
    logging.disable()
    limit((("RLIMIT_AS", memory_bytes), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0),
           ("RLIMIT_NOFILE", _MAX_FILES)))  # fmt: skip
    with socket.socket(fileno=number) as line:
        send(line, HERE, b"", time.monotonic() + _ANSWER_S)
        while True:
            line.settimeout(None)
            try:
                _, head = receive(line, None)
                order = json.loads(head)
                body = exactly(line, order["size"], None)
            except OSError:
                return
            _limit_cpu(order["seconds"])
            kind, answer = _done(order, body)
            send(line, kind, answer, time.monotonic() + _ANSWER_S)


def _done(order: dict[str, Any], body: bytes) -> tuple[bytes, bytes]:
    try:
        result = _function(order["job"])(body, **order["facts"])
        return DONE, json.dumps(result, separators=(",", ":")).encode()
    except MemoryError:
        return FAULT, json.dumps("it needs more memory than it may have").encode()
    except Exception as error:  # noqa: BLE001 - the outermost loop over jobs
        return FAULT, json.dumps(f"{type(error).__name__}: {str(error)[:300]}").encode()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
