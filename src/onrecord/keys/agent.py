"""Signing through a running ssh-agent: the private key stays with it.

Source: draft-miller-ssh-agent, sections 4.4 and 4.5.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onrecord.errors import SettingInvalid
from onrecord.wire.sshkeys import KEY_TYPE, pack, public_blob, unpack

_LIST, _KEYS, _SIGN, _SIGNED = 11, 12, 13, 14
_MAX_BYTES = 1 << 18
_PATIENCE_S = 60.0  # a person may have to confirm, or touch a token


@dataclass(frozen=True, slots=True)
class AgentSigner:
    """A key that an ssh-agent holds."""

    name: str
    public: bytes
    agent: str  # path of its socket

    def sign(self, message: bytes) -> bytes:
        """The signature of `message`, 64 bytes. Raises: SettingInvalid if the agent gives none."""
        try:
            asked = pack(public_blob(self.public), message) + bytes(4)
            (wrapped,) = unpack(_ask(self.agent, _SIGN, asked, _SIGNED), 1)
            kind, signature = unpack(wrapped, 2)
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (OSError, ValueError, InvalidSignature) as error:
            raise SettingInvalid(
                "the agent gave no signature that holds",
                self.name,
                found=str(error) or "one by another key",
                advice="Run ssh-add -l to see what it holds, or name the private key file",
            ) from error
        if kind != KEY_TYPE.encode():
            raise SettingInvalid("the agent signed in another way", self.name, found=repr(kind))
        return signature


def held_by_agent(agent: str, public: bytes) -> bool:
    """Whether the agent at the socket `agent` holds `public`; false too if none answers."""
    try:
        answer = _ask(agent, _LIST, b"", _KEYS)
        count = int.from_bytes(answer[:4], "big")
        return count < _MAX_BYTES and public_blob(public) in unpack(answer[4:], 2 * count)[::2]
    except (OSError, ValueError):
        return False


def _ask(agent: str, kind: int, body: bytes, expected: int) -> bytes:
    """The body of the answer. Raises: OSError, or ValueError for an answer of another kind."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(_PATIENCE_S)
        link.connect(agent)
        link.sendall(pack(bytes([kind]) + body))
        size = int.from_bytes(_exactly(link, 4), "big")
        if not 0 < size <= _MAX_BYTES:
            message = "an answer of no usable length"
            raise ValueError(message)
        answer = _exactly(link, size)
    if answer[0] != expected:
        message = "the agent refused"
        raise ValueError(message)
    return answer[1:]


def _exactly(link: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = link.recv(size - len(found))
        if not part:
            message = "the agent hung up"
            raise ConnectionError(message)
        found += part
    return found
