"""`keys`: make, show and replace signing keys."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.acts import Acts
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    PassphraseOption,
    clock,
    say,
    warning_line,
)
from onrecord.errors import SettingInvalid, SourceMissing
from onrecord.keys.files import new_key, public_path, read_public, signer
from onrecord.seams.trust import Signer
from onrecord.store.case import Case
from onrecord.wire.custody import key_detail, replaced_keys
from onrecord.wire.notes import COSIGNATURE, NoteKey
from onrecord.wire.sshkeys import allowed_signer_line, fingerprint

MAX_PASSPHRASE_BYTES = 1024
app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

CaseOption = Annotated[
    Path | None, typer.Option("--case", help="Also enter the key in the log of this case.")
]


@app.command("new")
def new(
    file: Annotated[Path, typer.Argument(help="Where to write the private key.")],
    name: Annotated[str, typer.Option("--name", help="Whose key it is, a pseudonym will do.")],
    passphrase_file: PassphraseOption = None,
    no_passphrase: Annotated[
        bool, typer.Option("--no-passphrase", help="Leave the private key unencrypted.")
    ] = False,
    case: CaseOption = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Make an Ed25519 key in OpenSSH form, the public key beside it."""
    if no_passphrase and passphrase_file:
        raise SettingInvalid(
            "two options contradict each other", "--no-passphrase", found="--passphrase-file"
        )
    if case:
        Case.open(case).close()  # before a key is made that could not be entered
    passphrase = None if no_passphrase else _new_passphrase(passphrase_file)
    public = new_key(file, name, passphrase)
    if no_passphrase:
        warning_line(f"{file}: whoever can read this file can sign in your name")
    if case:
        _log(case, "key_created", fingerprint(public), name, public, collector, clock_at)
    say(f"private  {file}  (keep it, and a copy of it, to yourself)")
    say(f"public   {public_path(file)}  (give it to those who check your files)")
    say(f"print    {fingerprint(public)}")


@app.command("show")
def show(key: Annotated[Path, typer.Argument(help="A key; its public half is read.")]) -> None:
    """Print what others need to check signatures by a key."""
    public, name = read_public(public_path(key))
    say(f"print    {fingerprint(public)}")
    say(f"signer   {allowed_signer_line(name, public).rstrip()}")
    say(f"witness  {NoteKey(name, COSIGNATURE, public).text()}")


@app.command("rotate")
def rotate(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    old: Annotated[Path, typer.Option("--old", help="The key that is replaced (its .pub will do)")],
    new: Annotated[Path, typer.Option("--new", help="The key that comes after it.")],
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Enter in the log of a case that one key takes the place of another."""
    before, _ = read_public(public_path(old))
    after, name = read_public(public_path(new))
    if before == after:
        raise SettingInvalid("a key cannot replace itself", str(new))
    with Case.open(case) as held:
        if fingerprint(after) in replaced_keys(held.events()):
            raise SettingInvalid("the new key was itself replaced before", str(new))
    _log(case, "key_rotated", fingerprint(before), name, after, collector, clock_at)
    say(f"replaced {fingerprint(before)}")
    say(f"by       {fingerprint(after)}")


@app.command("revoke")
def revoke(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    key: Annotated[Path, typer.Argument(help="The key that counts no more (its .pub will do).")],
    reason: Annotated[str, typer.Option("--reason", help="Why: lost, stolen …")],
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Enter in the log of a case that a key counts no more, and none takes its place yet."""
    public, _ = read_public(public_path(key))
    name = fingerprint(public)
    with Case.open(case) as held:
        if name in replaced_keys(held.events()):
            raise SettingInvalid("the log says already that this key counts no more", str(key))
        held.log(Acts(clock(clock_at), collector).event("key_revoked", name, reason))
    say(f"revoked  {name}")


def _log(
    case: Path,
    action: str,
    subject: str,
    name: str,
    public: bytes,
    collector: str | None,
    clock_at: str | None,
) -> None:
    acts = Acts(clock(clock_at), collector)
    with Case.open(case) as held:
        held.log(acts.event(action, subject, key_detail(name, public)))


def signer_for(key: Path | None, passphrase_file: Path | None) -> Signer | None:
    """The signer for `--sign`; the passphrase is asked for only if it is needed.

    Raises: SourceMissing, SettingInvalid.
    """
    if key is None:
        return None
    agent = os.environ.get("SSH_AUTH_SOCK") or None
    return signer(key, passphrase=lambda: _passphrase(key, passphrase_file), agent=agent)


def _passphrase(key: Path, file: Path | None) -> bytes:
    if file:
        return _from_file(file)
    _must_be_terminal()
    return getpass.getpass(f"Passphrase of {key}: ").encode()


def _new_passphrase(file: Path | None) -> bytes:
    if file:
        return _from_file(file)
    _must_be_terminal()
    first = getpass.getpass("Passphrase of the new key: ").encode()
    if not first or first != getpass.getpass("The same again: ").encode():
        raise SettingInvalid(
            "no key was made",
            "passphrase",
            expected="the same words twice",
            found="nothing" if not first else "two different ones",
            advice="To leave the key unencrypted, say --no-passphrase",
        )
    return first


def _from_file(file: Path) -> bytes:
    if not file.is_file():
        raise SourceMissing("there is no such file", str(file))
    with file.open("rb") as stream:
        found = stream.read(MAX_PASSPHRASE_BYTES + 1).removesuffix(b"\n").removesuffix(b"\r")
    if not found or len(found) > MAX_PASSPHRASE_BYTES:
        raise SettingInvalid(
            "the file holds no passphrase that can be used",
            str(file),
            expected=f"1 to {MAX_PASSPHRASE_BYTES} bytes",
            found=f"{len(found)}",
        )
    return found


def _must_be_terminal() -> None:
    if not sys.stdin.isatty():
        raise SettingInvalid(
            "a passphrase is needed, and there is no terminal to ask at",
            "passphrase",
            advice="Say --passphrase-file FILE, or load the key into ssh-agent",
        )
