"""Ed25519 keys in OpenSSH files: made here or by `ssh-keygen`, encrypted or not."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onrecord.errors import InputError, OutputExistsError, SettingInvalid, SourceMissing
from onrecord.keys.agent import AgentSigner, held_by_agent
from onrecord.seams.trust import Signer
from onrecord.wire.sshkeys import NAME, key_fault, public_text, read_public_text

MAX_BYTES = 1 << 16
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._@-]+")
_OTHERS_MAY_READ = 0o077


@dataclass(frozen=True, slots=True)
class FileSigner:
    """A private key held in memory."""

    name: str
    public: bytes
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """The signature of `message`, 64 bytes."""
        return self.private.sign(message)


def public_path(path: Path) -> Path:
    """Where the public key beside the private key `path` lies."""
    return path if path.suffix == ".pub" else path.with_name(path.name + ".pub")


def new_key(into: Path, name: str, passphrase: bytes | None) -> bytes:
    """Write a new private key to `into` and its public key beside it; the 32 public bytes.

    `passphrase`: what encrypts the private key; `None` leaves it in the clear.
    Raises: SettingInvalid for a name that does not fit; OutputExistsError; InputError.
    """
    if not NAME.fullmatch(name):
        raise SettingInvalid(
            "the name of the key cannot be used",
            repr(name),
            expected="1 to 64 letters, digits, dots, dashes, underscores or @",
        )
    for path in (into, public_path(into)):
        if path.exists() or path.is_symlink():
            raise OutputExistsError(
                "a key would overwrite something",
                str(path),
                advice="Choose another name; a key that is overwritten is lost",
            )
    private = Ed25519PrivateKey.generate()
    how: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        how = serialization.BestAvailableEncryption(passphrase)
    body = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, how
    )
    public = private.public_key().public_bytes_raw()
    _write(into, body, 0o600)
    _write(public_path(into), f"{public_text(public)} {name}\n".encode(), 0o644)
    return public


def _write(path: Path, body: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise InputError(
            f"the key could not be written ({error.strerror or error})", str(path)
        ) from error


def read_public(path: Path) -> tuple[bytes, str]:
    """The public key in a file and its name. Raises: SourceMissing, SettingInvalid."""
    try:
        public, comment = read_public_text(_read(path).decode("utf-8"))
    except ValueError as error:
        raise SettingInvalid("the public key cannot be used", str(path), found=str(error)) from None
    return public, _NOT_IN_NAMES.sub("-", comment).strip("-._@")[:64] or "unnamed"


def signer(path: Path, *, passphrase: Callable[[], bytes], agent: str | None) -> Signer:
    """The signer for the key at `path`: a private key, or a public one that the agent holds.

    `passphrase` is called only if the private key is encrypted; `agent` is the socket of a running
    ssh-agent. The agent is used where it holds the key. Raises: SourceMissing, SettingInvalid.
    """
    beside = public_path(path)
    if beside.is_file():
        public, name = read_public(beside)
        if agent and held_by_agent(agent, public):
            return AgentSigner(name, public, agent)
    if path.suffix == ".pub":
        raise SettingInvalid(
            "the agent does not hold this key" if beside.is_file() else "there is no such key",
            str(path),
            advice="Run ssh-add with the private key, or name the private key here",
        )
    private = _private(path, passphrase)
    found = private.public_key().public_bytes_raw()
    if not beside.is_file():
        return FileSigner("unnamed", found, private)
    if found != public:
        raise SettingInvalid(
            "the public key beside the private key belongs to another key",
            str(beside),
            expected=public_text(found),
            found=public_text(public),
        )
    return FileSigner(name, public, private)


def _private(path: Path, passphrase: Callable[[], bytes]) -> Ed25519PrivateKey:
    body = _read(path)
    if os.name == "posix" and path.stat().st_mode & _OTHERS_MAY_READ:
        raise SettingInvalid(
            "others on this machine may read the private key",
            str(path),
            advice=f"Run: chmod 600 {path.name}; or make another key",
        )
    try:
        try:
            key = serialization.load_ssh_private_key(body, None)
        except TypeError:  # the library's word for "encrypted"
            key = serialization.load_ssh_private_key(body, passphrase())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SettingInvalid(
            "the private key cannot be opened",
            str(path),
            expected="an Ed25519 key in OpenSSH form, and its passphrase",
            found=str(error),
        ) from error
    fault = "it is not an Ed25519 key"
    if isinstance(key, Ed25519PrivateKey):
        fault = key_fault(key.public_key().public_bytes_raw()) or ""
        if not fault:
            return key
    raise SettingInvalid("the private key cannot be used", str(path), found=fault)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except FileNotFoundError as error:
        raise SourceMissing(
            "there is no such key", str(path), advice="Make one with: onrecord keys new FILE"
        ) from error
    except OSError as error:
        raise InputError(f"the key cannot be read ({error.strerror})", str(path)) from error
