"""Ed25519 public keys as OpenSSH writes them, and the list of signers somebody trusts.

Formats alone; what needs cryptography (signing, checking a signature) is elsewhere.
Sources: RFC 4253, section 6.6; RFC 8709; ssh-keygen(1), ALLOWED SIGNERS; RFC 8032, section 5.1.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

KEY_TYPE = "ssh-ed25519"
KEY_BYTES = 32
NAMESPACE = "onrecord"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_MAX_LINE_CHARS = 8192
_OPTION = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_ENTRY = re.compile(
    r'(?P<who>"[^"]*"|[^\s"]+)[ \t]+'
    r'(?:(?P<options>[a-z-]+(?:="[^"]*")?(?:,[a-z-]+(?:="[^"]*")?)*)[ \t]+)?'
    r"(?P<key>ssh-ed25519[ \t]+[A-Za-z0-9+/]+={0,2})(?:[ \t].*)?"
)
_INSTANT_FORMATS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
# The field and the curve of RFC 8032: -x² + y² = 1 + d x² y².
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P


@dataclass(frozen=True, slots=True)
class AllowedSigner:
    """One line of an allowed_signers file: whose key it is, for what and when."""

    name: str
    public: bytes  # 32 bytes
    namespaces: tuple[str, ...] | None = None  # `None`: any
    valid_after: datetime | None = None  # UTC
    valid_before: datetime | None = None  # UTC


def pack(*parts: bytes) -> bytes:
    """SSH strings: each part behind its length in four bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def unpack(blob: bytes, count: int) -> list[bytes]:
    """The `count` SSH strings that make up `blob`. Raises: ValueError unless there are so many."""
    found, at = [], 0
    for _ in range(count):
        size = int.from_bytes(blob[at : at + 4], "big")
        part = blob[at + 4 : at + 4 + size]
        if len(blob) < at + 4 or len(part) != size:
            message = "it ends early"
            raise ValueError(message)
        found.append(part)
        at += 4 + size
    if at != len(blob):
        message = "something stands behind its end"
        raise ValueError(message)
    return found


def public_blob(public: bytes) -> bytes:
    """The SSH encoding of a public key of 32 bytes."""
    return pack(KEY_TYPE.encode(), public)


def read_public_blob(blob: bytes) -> bytes:
    """The 32 bytes of a public key. Raises: ValueError for another kind or an unusable key."""
    kind, public = unpack(blob, 2)
    if kind != KEY_TYPE.encode():
        message = f"its kind is {kind!a}; only {KEY_TYPE} is used here"
        raise ValueError(message)
    fault = key_fault(public)
    if fault:
        raise ValueError(fault)
    return public


def public_text(public: bytes) -> str:
    """A public key as OpenSSH writes it, without a comment."""
    return f"{KEY_TYPE} {base64.b64encode(public_blob(public)).decode('ascii')}"


def read_public_text(text: str) -> tuple[bytes, str]:
    """The key and the comment of one line `ssh-ed25519 BASE64 [COMMENT]`. Raises: ValueError."""
    parts = text.strip().split(None, 2)
    if len(text) > _MAX_LINE_CHARS or len(parts) < 2 or parts[0] != KEY_TYPE:  # noqa: PLR2004
        message = f"a line that begins with {KEY_TYPE} was expected"
        raise ValueError(message)
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    return read_public_blob(blob), parts[2] if len(parts) > 2 else ""  # noqa: PLR2004


def fingerprint(public: bytes) -> str:
    """The fingerprint that `ssh-keygen -l` prints."""
    digest = hashlib.sha256(public_blob(public)).digest()
    return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")


def key_fault(public: bytes) -> str | None:
    """Why no signature by this key should count; `None` if there is no reason.

    A key of low order has signatures that hold for any message; libraries accept such keys.
    """
    if len(public) != KEY_BYTES:
        return f"an Ed25519 key has {KEY_BYTES} bytes, this one {len(public)}"
    y = int.from_bytes(public, "little") & ~(1 << 255)
    if y >= _P:
        return "the key is not in canonical form"
    squared = y * y % _P
    x_squared = (squared - 1) * pow(_D * squared + 1, -1, _P) % _P
    if x_squared and pow(x_squared, (_P - 1) // 2, _P) != 1:
        return "the key is no point of the curve"
    # Order 1, 2 or 4: y is 1, -1 or 0. Order 8: its double has y = 0, which gives this equation.
    if y in {0, 1, _P - 1} or (_D * squared * squared + 2 * squared - 1) % _P == 0:
        return "the key has a low order: anybody can sign with it"
    return None


def allowed_signer_line(name: str, public: bytes) -> str:
    """The line that lets `ssh-keygen -Y verify` trust `public` for sealed files."""
    return f'{name} namespaces="{NAMESPACE}" {public_text(public)}\n'


def read_signers(text: str) -> tuple[AllowedSigner, ...]:
    """The signers of an allowed_signers file, or of one public key alone.

    Raises: ValueError, with the number of the line, for a line that cannot be understood, a kind
    of key that is not used here, or a key that should not count; no line is passed over.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        row = line.strip()
        if not row or row.startswith("#"):
            continue
        try:
            found.append(_signer(row))
        except ValueError as error:
            message = f"line {number}: {error}"
            raise ValueError(message) from error
    if not found:
        message = "there is no signer in it"
        raise ValueError(message)
    return tuple(found)


def _signer(row: str) -> AllowedSigner:
    if row.startswith(KEY_TYPE + " "):
        public, comment = read_public_text(row)
        return AllowedSigner(comment or fingerprint(public), public)
    entry = _ENTRY.fullmatch(row) if len(row) <= _MAX_LINE_CHARS else None
    if entry is None:
        message = f"is not of the form: NAME [OPTIONS] {KEY_TYPE} KEY"
        raise ValueError(message)
    public, _ = read_public_text(entry["key"])
    options = {found[1]: found[2] for found in _OPTION.finditer(entry["options"] or "")}
    unknown = options.keys() - {"namespaces", "valid-after", "valid-before"}
    if unknown or None in options.values():
        message = f"option {', '.join(sorted(options))} is not understood here"
        raise ValueError(message)
    named = options.get("namespaces")
    return AllowedSigner(
        name=entry["who"].strip('"'),
        public=public,
        namespaces=None if named is None else tuple(named.split(",")),
        valid_after=_instant(options.get("valid-after")),
        valid_before=_instant(options.get("valid-before")),
    )


def _instant(text: str | None) -> datetime | None:
    """A time as in allowed_signers; always UTC here, with or without the final Z."""
    if text is None:
        return None
    digits = text.removesuffix("Z")
    if len(digits) not in _INSTANT_FORMATS or not digits.isdecimal():
        message = f"{text!a} is no time of the form YYYYMMDD[HHMM[SS]]Z"
        raise ValueError(message)
    return datetime.strptime(digits, _INSTANT_FORMATS[len(digits)]).replace(tzinfo=UTC)
