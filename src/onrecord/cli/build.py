"""`build`: from sources to a sealed file in one command."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.case import InteractiveOption, PlacesOption, run, summary, take_in, write_sealed
from onrecord.cli.fetch import BrowserOption, PrivateOption, fetch_into
from onrecord.cli.keys import signer_for
from onrecord.cli.ocr import recognise_in
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    HandlingOption,
    PassphraseOption,
    PreciseOption,
    SignOption,
    StrictOption,
    WorkersOption,
    clock,
    handling,
    new_secret,
)
from onrecord.model.fixity import Handling
from onrecord.seal.map_live import LiveCode, live_code
from onrecord.seams import Clock
from onrecord.seams.trust import Signer
from onrecord.store.case import Case


def build(
    out: Annotated[Path, typer.Option("--out", help="Folder to write; must not exist.")],
    sources: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders of reports.")
    ] = None,
    urls: Annotated[
        list[str] | None, typer.Option("--url", help="An address to fetch; may be given again.")
    ] = None,
    browser: BrowserOption = False,
    allow_private: PrivateOption = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Recognise words in pictures and scans (Tesseract).")
    ] = False,
    zipped: Annotated[bool, typer.Option("--zip", help="Also write a zip beside it.")] = False,
    interactive: InteractiveOption = False,
    title: Annotated[str | None, typer.Option(help="Title of the file; default: its name.")] = None,
    places: PlacesOption = None,
    stated: HandlingOption = None,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    collector: CollectorOption = None,
    workers: WorkersOption = 0,
    clock_at: ClockOption = None,
    strict: StrictOption = False,
    precise: PreciseOption = None,
) -> None:
    """Build a sealed accountability file from reports, in one go."""
    build_file(
        sources or [], out, urls=urls or [], browser=browser, private=allow_private or (), ocr=ocr,
        stated=handling(stated),
        title=title or out.name,
        places=places, collector=collector, workers=workers, now=clock(clock_at),
        strict=strict, zipped=zipped, precise=bool(precise),
        signer=signer_for(sign, passphrase_file), live=live_code() if interactive else None,
        secret=new_secret(clock_at),
    )  # fmt: skip


def build_file(
    sources: list[Path],
    out: Path,
    *,
    title: str,
    places: Path | None,
    collector: str | None,
    workers: int,
    now: Clock,
    strict: bool,
    zipped: bool,
    signer: Signer | None = None,
    urls: Sequence[str] = (),
    browser: bool = False,
    private: Sequence[str] = (),
    ocr: bool = False,
    precise: bool = False,
    stated: Handling | None = None,
    live: LiveCode | None = None,
    secret: bytes | None = None,
) -> None:
    """Build `out` through a case folder that is gone afterwards, also when it is stopped."""
    pipeline.must_be_free(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".onrecord-", dir=out.parent) as scratch,
        Case.create(Path(scratch) / "case", title=title, secret=secret) as case,
    ):
        if urls:
            fetch_into(
                case, urls, now, collector, strict=strict, needed=not sources, browser=browser,
                private=private, stated=stated,
            )  # fmt: skip
        take_in(
            case, sources, places, now, collector, strict=strict, needed=not urls, stated=stated
        )
        if ocr:
            recognise_in(case, now, collector, strict=strict)
        if precise:
            case.set_precise(wanted=True)
        held = run(case, now, collector, workers, strict=strict)
        summary(held)
        write_sealed(case, out, now, collector, zipped=zipped, signer=signer, held=held, live=live)
