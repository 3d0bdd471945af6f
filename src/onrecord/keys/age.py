"""Encryption to named recipients in the age format (extra "age")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.errors import SettingInvalid, SourceMissing

MAX_BYTES = 1 << 16


def encrypter(recipients: Sequence[str]) -> Callable[[bytes], bytes]:
    """What encrypts to all of `recipients` (`age1…` or `ssh-ed25519 …`).

    Raises: SettingInvalid for one that is none, and ImportError without the extra.
    """
    import pyrage  # noqa: PLC0415 - an extra

    try:
        keys = [
            pyrage.ssh.Recipient.from_str(each)
            if each.startswith("ssh-")
            else pyrage.x25519.Recipient.from_str(each)
            for each in recipients
        ]
    except pyrage.RecipientError as error:
        raise SettingInvalid(
            "this is no recipient that can be encrypted to",
            ", ".join(recipients),
            expected="age1… (age-keygen prints it) or ssh-ed25519 …",
            found=str(error),
        ) from error
    return lambda body: bytes(pyrage.encrypt(body, keys))


def decrypter(identity: Path) -> Callable[[bytes], bytes]:
    """What decrypts with the identity in a file, an age one or an SSH key without passphrase.

    It raises ValueError for what is encrypted to others. Raises: SourceMissing, SettingInvalid,
    and ImportError without the extra.
    """
    import pyrage  # noqa: PLC0415 - an extra

    if not identity.is_file():
        raise SourceMissing("there is no such identity", str(identity))
    body = identity.read_bytes()[:MAX_BYTES]
    rows = [row for row in body.decode("utf-8", "replace").splitlines() if row.startswith("AGE-")]
    try:
        keys = [pyrage.x25519.Identity.from_str(row) for row in rows]
        if not keys:
            keys = [pyrage.ssh.Identity.from_buffer(body)]
    except pyrage.IdentityError as error:
        raise SettingInvalid(
            "this is no identity that can decrypt", str(identity), found=str(error)
        ) from error

    def decrypt(body: bytes) -> bytes:
        try:
            return bytes(pyrage.decrypt(body, keys))
        except pyrage.DecryptError as error:
            raise ValueError(str(error)) from error

    return decrypt
