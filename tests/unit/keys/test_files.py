"""Keys are made and opened as OpenSSH does, and nothing is signed with one that should not be."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onrecord.errors import InputError, OutputExistsError, SettingInvalid, SourceMissing
from onrecord.keys.files import new_key, read_public, signer
from onrecord.wire.sshkeys import fingerprint
from onrecord.wire.sshsig import read_signature_file, signature_file, signed_message

needs_openssh = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("ssh-keygen", "ssh-agent", "ssh-add")),
    reason="needs OpenSSH",
)


def never() -> bytes:
    message = "no passphrase should be asked for"
    raise AssertionError(message)


def opened(path: Path, passphrase: bytes | None = None, agent: str | None = None):
    return signer(path, passphrase=(lambda: passphrase) if passphrase else never, agent=agent)


@pytest.mark.parametrize("passphrase", [None, b"four words of mine"])
def test_a_new_key_signs_and_only_its_owner_may_read_it(tmp_path: Path, passphrase) -> None:
    public = new_key(tmp_path / "k", "office-1", passphrase)
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
    assert read_public(tmp_path / "k.pub") == (public, "office-1")
    by = opened(tmp_path / "k", passphrase)
    assert (by.name, by.public) == ("office-1", public)
    Ed25519PublicKey.from_public_bytes(public).verify(by.sign(b"x"), b"x")
    assert by.sign(b"x") == by.sign(b"x")


def test_a_wrong_passphrase_is_a_plain_error(tmp_path: Path) -> None:
    new_key(tmp_path / "k", "office-1", b"right")
    with pytest.raises(SettingInvalid, match="cannot be opened"):
        opened(tmp_path / "k", b"wrong")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "k.pub").write_text("mine")
    with pytest.raises(OutputExistsError):
        new_key(tmp_path / "k", "office-1", None)
    assert not (tmp_path / "k").exists()


@pytest.mark.parametrize("name", ["", "two words", "a\nb", "é", "x" * 65, '"', "-x", "a+b"])
def test_a_name_that_would_break_a_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingInvalid, match="name"):
        new_key(tmp_path / "k", name, None)


def test_a_folder_that_cannot_be_written_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        new_key(tmp_path / "absent" / "k", "office-1", None)


def test_a_private_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    new_key(tmp_path / "k", "office-1", None)
    (tmp_path / "k").chmod(0o644)
    with pytest.raises(SettingInvalid, match="chmod 600"):
        opened(tmp_path / "k")


def test_a_swapped_public_key_is_refused(tmp_path: Path) -> None:
    new_key(tmp_path / "k", "office-1", None)
    new_key(tmp_path / "other", "office-2", None)
    shutil.copy(tmp_path / "other.pub", tmp_path / "k.pub")
    with pytest.raises(SettingInvalid, match="another key"):
        opened(tmp_path / "k")


@pytest.mark.parametrize(
    "body", [b"", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", b"\xff" * 99]
)
def test_what_is_no_key_is_a_plain_error(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "k").write_bytes(body)
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(SettingInvalid):
        opened(tmp_path / "k")


def test_a_key_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="keys new"):
        opened(tmp_path / "k")
    with pytest.raises(SettingInvalid):
        opened(tmp_path / "k.pub")


@needs_openssh
def test_keys_of_another_kind_are_refused(tmp_path: Path) -> None:
    _run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", tmp_path / "k")
    with pytest.raises(SettingInvalid):
        opened(tmp_path / "k")


@needs_openssh
def test_ssh_keygen_reads_our_keys_and_we_read_its(tmp_path: Path) -> None:
    public = new_key(tmp_path / "ours", "office-1", b"secret words")
    shown = _run("ssh-keygen", "-y", "-P", "secret words", "-f", tmp_path / "ours")
    assert shown.split()[1] == (tmp_path / "ours.pub").read_text().split()[1]
    assert fingerprint(public) in _run("ssh-keygen", "-l", "-f", tmp_path / "ours.pub")
    _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "theirs", "-C", "me@desk", "-f", tmp_path / "t")
    assert opened(tmp_path / "t", b"theirs").name == "me@desk"


@needs_openssh
def test_our_signature_is_that_of_ssh_keygen_byte_for_byte(tmp_path: Path) -> None:
    new_key(tmp_path / "k", "office-1", None)
    body = tmp_path / "body"
    body.write_bytes(b"some bytes\n")
    _run("ssh-keygen", "-q", "-Y", "sign", "-f", tmp_path / "k", "-n", "onrecord", body)
    by = opened(tmp_path / "k")
    ours = signature_file(by.public, by.sign(signed_message(b"some bytes\n")))
    theirs = (tmp_path / "body.sig").read_bytes()
    assert ours == theirs
    assert read_signature_file(theirs).message(b"some bytes\n") == signed_message(b"some bytes\n")


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[str]:
    socket = tmp_path / "s"
    said = _run("ssh-agent", "-s", "-a", socket)
    process = int(said.partition("SSH_AGENT_PID=")[2].partition(";")[0])
    yield str(socket)
    os.kill(process, signal.SIGTERM)


@needs_openssh
def test_the_agent_signs_where_it_holds_the_key_and_no_passphrase_is_asked(
    tmp_path: Path, agent: str
) -> None:
    public = new_key(tmp_path / "k", "office-1", None)
    assert type(opened(tmp_path / "k", agent=agent)).__name__ == "FileSigner"
    _run("ssh-add", "-q", tmp_path / "k", env={**os.environ, "SSH_AUTH_SOCK": agent})
    alone = opened(tmp_path / "k").sign(b"x")
    (tmp_path / "k").unlink()
    for path in (tmp_path / "k", tmp_path / "k.pub"):
        by = opened(path, agent=agent)
        assert (by.public, by.sign(b"x")) == (public, alone)
    _run("ssh-add", "-q", "-D", env={**os.environ, "SSH_AUTH_SOCK": agent})
    with pytest.raises(SettingInvalid, match="agent"):
        by.sign(b"x")
    with pytest.raises(SettingInvalid, match="agent does not hold"):
        opened(tmp_path / "k.pub", agent=agent)


def test_an_agent_that_is_gone_is_as_none(tmp_path: Path) -> None:
    new_key(tmp_path / "k", "office-1", None)
    assert opened(tmp_path / "k", agent=str(tmp_path / "gone")).sign(b"x")


def _run(*words: object, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=True, timeout=60,
        env=env, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout
