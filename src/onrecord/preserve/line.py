"""One connection outward: what it shows of the server, and the means to cut it."""

from __future__ import annotations

import contextlib
import socket
import ssl
from dataclasses import dataclass
from typing import Any


@dataclass
class Line:
    """The connection under a request, to be cut when its time is over."""

    socket: Any = None
    certificates: tuple[bytes, ...] | None = None
    addresses: tuple[str, ...] | None = None  # what the name of the host gave, all checked
    over: bool = False

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Take note of what the HTTP library tells of its connection."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            stream = info["return_value"]
            self.socket = stream.get_extra_info("socket")
            tls = stream.get_extra_info("ssl_object")
            if tls is not None:
                self.certificates = _chain(tls)

    def cut(self) -> None:
        """End the connection, whatever it waits for."""
        self.over = True
        if self.socket is not None:
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)


def _chain(tls: Any) -> tuple[bytes, ...]:  # noqa: ANN401 - SSLSocket or SSLObject
    """The certificates that the server sent, DER; where Python hides them, the first alone."""
    whole = getattr(tls, "get_unverified_chain", None)
    if whole is None:  # before Python 3.13
        whole = getattr(getattr(tls, "_sslobj", None), "get_unverified_chain", None)
    found = whole() if whole is not None else None
    if found:
        return tuple(
            each if isinstance(each, bytes) else ssl.PEM_cert_to_DER_cert(each.public_bytes())
            for each in found
        )
    first = tls.getpeercert(binary_form=True)
    return (first,) if first else ()
