"""`redact`: an edition of a sealed file without what must not be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from onrecord import redaction
from onrecord.acts import REDACTED, Acts
from onrecord.cli.keys import signer_for
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    PassphraseOption,
    SignOption,
    clock,
    entered,
    read_named,
    say,
)
from onrecord.errors import SettingInvalid, SourceMissing
from onrecord.keys.age import encrypter
from onrecord.wire import layout
from onrecord.wire.redactions import Redaction, read_redactions

MAX_BYTES = 1 << 24


def redact(
    file: Annotated[Path, typer.Argument(help="A sealed file: its folder or its zip.")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write; must not exist.")],
    listed: Annotated[
        Path,
        typer.Option(
            "--list", metavar="CSV", help="What to withhold: columns kind,value,reason,authority."
        ),
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RECIPIENT",
            help="Who may read objects withheld as a whole (age1… or ssh-ed25519 …): they go "
            "along, encrypted.",
        ),
    ] = None,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    case: Annotated[
        Path | None, typer.Option("--case", help="Also enter it in the log of this case.")
    ] = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Write an edition without some words, names or objects, which shows that it is one."""
    if not file.exists():
        raise SourceMissing("there is nothing of that name", str(file))
    wanted = _wanted(listed)
    now = clock(clock_at)
    edition = redaction.redacted(
        file, out, wanted, at=now.now(),
        signer=signer_for(sign, passphrase_file), encrypt=_encrypting(to) if to else None,
    )  # fmt: skip
    if case is not None:
        lists = hashlib.sha256((out / layout.TAG_MANIFEST).read_bytes()).hexdigest()
        reasons = "; ".join(f"{row.number} {row.reason}, {row.authority}" for row in wanted)
        entered(Acts(now, collector).enter(case, REDACTED, lists, reasons))
    say(f"redacted {out}")
    say(
        f"withheld {len(edition.objects)} texts in part, {len(edition.objects_gone)} objects; "
        f"{len(wanted)} reasons in data/redaction/redactions.csv"
    )


def _encrypting(recipients: list[str]) -> Callable[[bytes], bytes]:
    try:
        return encrypter(recipients)
    except ImportError as error:
        raise SettingInvalid(
            "encryption needs one more package",
            str(error.name),
            advice='Run: pip install "onrecord[age]"',
        ) from error


def _wanted(path: Path) -> tuple[Redaction, ...]:
    return read_named(
        path,
        read_redactions,
        most=MAX_BYTES,
        missing="there is no such list",
        wrong="this is no list of what to withhold",
    )
