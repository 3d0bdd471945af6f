"""SSH signatures of files (SSHSIG), as `ssh-keygen -Y sign` writes them. Formats alone.

Source: PROTOCOL.sshsig of OpenSSH.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import textwrap
from dataclasses import dataclass

from onrecord.wire.sshkeys import KEY_TYPE, NAMESPACE, pack, public_blob, read_public_blob, unpack

_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4, "big")
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_LINE_CHARS = 70
_SIGNATURE_BYTES = 64
_HASHES = {"sha256", "sha512"}
MAX_BYTES = 4096


@dataclass(frozen=True, slots=True)
class SshSignature:
    """A signature file, taken apart; nothing of it is checked yet."""

    public: bytes
    namespace: str
    hash_name: str
    signature: bytes

    def message(self, body: bytes) -> bytes:
        """The bytes that the key signed, if it signed `body`."""
        return signed_message(body, self.namespace, self.hash_name)


def signed_message(body: bytes, namespace: str = NAMESPACE, hash_name: str = "sha512") -> bytes:
    """What a key signs in order to sign the file `body`."""
    digest = hashlib.new(hash_name, body).digest()
    return _MAGIC + pack(namespace.encode(), b"", hash_name.encode(), digest)


def signature_file(public: bytes, signature: bytes, *, hash_name: str = "sha512") -> bytes:
    """The signature file for a signature of `signed_message`."""
    return _armoured(SshSignature(public, NAMESPACE, hash_name, signature))


def read_signature_file(body: bytes) -> SshSignature:
    """The signature in a file. Raises: ValueError if it is none, or not exactly as written."""
    lines = body.decode("ascii").splitlines()
    if len(body) > MAX_BYTES or lines[:1] != [_BEGIN] or lines[-1:] != [_END]:
        message = "it is no SSH signature"
        raise ValueError(message)
    try:
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    head = _MAGIC + _VERSION
    if not blob.startswith(head):
        message = "it is of a version that is not known"
        raise ValueError(message)
    key, namespace, reserved, hash_name, wrapped = unpack(blob[len(head) :], 5)
    kind, signature = unpack(wrapped, 2)
    found = SshSignature(
        read_public_blob(key), namespace.decode("ascii"), hash_name.decode("ascii"), signature
    )
    if kind != KEY_TYPE.encode() or len(signature) != _SIGNATURE_BYTES or reserved:
        message = "it is of a kind that is not used here"
        raise ValueError(message)
    if found.hash_name not in _HASHES:
        message = f"it uses {found.hash_name!a}, which is not used here"
        raise ValueError(message)
    if _armoured(found) != body:
        message = "it is not written as ssh-keygen writes it"
        raise ValueError(message)
    return found


def _armoured(found: SshSignature) -> bytes:
    wrapped = pack(KEY_TYPE.encode(), found.signature)
    blob = (_MAGIC + _VERSION) + pack(
        public_blob(found.public), found.namespace.encode(), b"", found.hash_name.encode(), wrapped
    )
    text = base64.b64encode(blob).decode("ascii")
    return "\n".join([_BEGIN, *textwrap.wrap(text, _LINE_CHARS), _END, ""]).encode("ascii")
