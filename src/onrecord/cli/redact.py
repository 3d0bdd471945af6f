"""`redact`: an edition of a sealed file without what must not be shown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import redaction
from onrecord.cli.keys import signer_for
from onrecord.cli.output import ClockOption, PassphraseOption, SignOption, clock, say
from onrecord.errors import SettingInvalid, SourceMissing
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
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Write an edition without some words, names or objects, which shows that it is one."""
    if not file.exists():
        raise SourceMissing("there is nothing of that name", str(file))
    wanted = _wanted(listed)
    edition = redaction.redacted(
        file, out, wanted, at=clock(clock_at).now(), signer=signer_for(sign, passphrase_file)
    )
    say(f"redacted {out}")
    say(
        f"withheld {len(edition.objects)} texts in part, {len(edition.objects_gone)} objects; "
        f"{len(wanted)} reasons in data/redaction/redactions.csv"
    )


def _wanted(path: Path) -> tuple[Redaction, ...]:
    if not path.is_file():
        raise SourceMissing("there is no such list", str(path))
    try:
        with path.open("rb") as stream:
            return read_redactions(stream.read(MAX_BYTES).decode("utf-8"))
    except ValueError as error:
        raise SettingInvalid(
            "this is no list of what to withhold", str(path), found=str(error)
        ) from error
