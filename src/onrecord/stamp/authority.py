"""A time-stamp authority reached over HTTP (RFC 3161, section 3.4)."""

from __future__ import annotations

import http.client
import re
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.errors import SettingInvalid

MAX_REPLY_BYTES = 1 << 20
PATIENCE_S = 20.0
MAX_NAME_CHARS = 60
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class HttpAuthority:
    """The authority at `url`."""

    url: str
    patience_s: float = PATIENCE_S

    @property
    def name(self) -> str:
        """Its host (and port), fit for a file name."""
        return authority_name(self.url)

    def ask(self, query: bytes) -> bytes:
        """The DER reply to a DER query. Raises: OSError if there is none that can be used."""
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked by authority_name
            self.url,
            data=query,
            headers={"Content-Type": "application/timestamp-query"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=self.patience_s) as answer:  # noqa: S310
                body: bytes = answer.read(MAX_REPLY_BYTES + 1)
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        if len(body) > MAX_REPLY_BYTES:
            message = f"the reply has more than {MAX_REPLY_BYTES} bytes"
            raise OSError(message)
        return body


def authority_name(url: str) -> str:
    """What an authority is called in file names. Raises: SettingInvalid for an unusable address."""
    try:
        parts = urlsplit(url)
        where = f"{parts.hostname or ''}-{parts.port or ''}"
    except ValueError:
        parts, where = None, ""
    name = _NOT_IN_NAMES.sub("-", where.lower()).strip("-")[:MAX_NAME_CHARS]
    if parts is None or parts.scheme not in {"http", "https"} or not name:
        raise SettingInvalid(
            "this is no address of a time-stamp authority",
            url[:200],
            expected="http:// or https://",
        )
    return name
