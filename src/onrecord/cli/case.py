"""`init`, `add`, `process`, `seal`: a lasting case folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import intake, pipeline
from onrecord.cli import gazetteer
from onrecord.cli.keys import signer_for
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
    engine,
    handling,
    new_secret,
    say,
    steps,
    warning_line,
)
from onrecord.errors import SourceMissing, SourceUnreadableError
from onrecord.intake import UNNAMED
from onrecord.model.dossier import Dossier
from onrecord.model.fixity import CustodyEvent, Failure, Handling
from onrecord.seal.bag import zip_sealed
from onrecord.seal.map_live import LiveCode, live_code
from onrecord.seams import Clock
from onrecord.seams.trust import Signer
from onrecord.store.case import Case
from onrecord.wire.sshkeys import fingerprint

CaseArgument = Annotated[Path, typer.Argument(help="The case folder.")]
InteractiveOption = Annotated[
    bool,
    typer.Option(
        "--interactive", help="A map in the report that can be moved; needs the extra map."
    ),
]
PlacesOption = Annotated[
    Path | None,
    typer.Option("--places", help="A CSV of your own places, looked up before the gazetteer."),
]


def init(
    folder: CaseArgument,
    title: Annotated[str | None, typer.Option(help="Title of the file; default: its name.")] = None,
    clock_at: ClockOption = None,
) -> None:
    """Make an empty case folder."""
    secret = new_secret(clock_at)
    with Case.create(folder, title=title or folder.resolve().name, secret=secret):
        say(f"made case {folder}; add sources with: onrecord add {folder} SOURCES...")


def add(
    folder: CaseArgument,
    sources: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    places: PlacesOption = None,
    stated: HandlingOption = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
    strict: StrictOption = False,
) -> None:
    """Capture files and folders: bytes first, hashed and stored, nothing parsed."""
    with Case.open(folder) as held:
        take_in(
            held, sources, places, clock(clock_at), collector, strict=strict,
            stated=handling(stated),
        )  # fmt: skip


def process(
    folder: CaseArgument,
    workers: WorkersOption = 0,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
    strict: StrictOption = False,
    precise: PreciseOption = None,
) -> None:
    """Read what is not read yet, extract, resolve, link and assess."""
    with Case.open(folder) as held:
        if precise is not None:
            held.set_precise(wanted=precise)
        summary(run(held, clock(clock_at), collector, workers, strict=strict))


def seal(
    folder: CaseArgument,
    out: Annotated[Path, typer.Option("--out", help="Folder to write; must not exist.")],
    zipped: Annotated[bool, typer.Option("--zip", help="Also write a zip beside it.")] = False,
    interactive: InteractiveOption = False,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Seal the case into an accountability file."""
    with Case.open(folder) as held:
        signer = signer_for(sign, passphrase_file)
        live = live_code() if interactive else None
        write_sealed(held, out, clock(clock_at), collector, zipped=zipped, signer=signer, live=live)


def take_in(
    case: Case,
    sources: list[Path],
    places: Path | None,
    now: Clock,
    collector: str | None,
    *,
    strict: bool,
    needed: bool = True,
    stated: Handling | None = None,
) -> None:
    """Capture `sources` into `case`, warning of each that fails.

    Raises: SourceMissing for a named path that is not there; if `needed`,
    SourceUnreadableError if not one source could be captured.
    """
    if places is not None:
        if not places.is_file():
            raise SourceMissing("the list of places is not there", str(places))
        gazetteer.ready()
        body = places.read_bytes()
        pipeline.check_own_places(body, str(places))
        note = CustodyEvent(
            now.now(), now.name, collector or UNNAMED, "places given", detail=places.name
        )
        case.set_own_places(body, note)
    new = held = failed = 0
    for added in intake.add(
        case, sources, clock=now, collector=collector, strict=strict, handling=stated
    ):
        if added.failure:
            failed += 1
            warning_line(f"{added.failure.message} (kept as a failure)")
        elif added.new:
            new += 1
        else:
            held += 1
            if added.capture is None or added.capture.container is None:
                warning_line(f"{added.origin}: these bytes of this name are already in the case")
    if not sources and not needed:
        return
    say(
        f"captured {new} sources"
        + (f", {held} held already" if held else "")
        + (f", {failed} failed" if failed else "")
    )
    if needed and not new and not held:
        raise SourceUnreadableError(
            "no source could be captured",
            ", ".join(str(source) for source in sources),
            expected="at least one readable file",
            found=f"{failed} that failed" if failed else "no file at all",
        )


def run(case: Case, now: Clock, collector: str | None, workers: int, *, strict: bool) -> Dossier:
    """What `case` holds when all is processed, with progress bars and a warning for each failure.

    Raises: SourceUnreadableError if not one source could be read.
    """
    gazetteer.ready()
    with steps() as step:
        pipeline.process(
            case, clock=now, collector=collector, engine=engine(workers), strict=strict, step=step
        )
    made = pipeline.dossier(case)
    for failure in made.failures:
        if failure.stage == "read":
            warning_line(failure.message + " (kept as a failure)" * (not failure.only_unread))
    if not made.documents:
        raise SourceUnreadableError(
            "no source could be read",
            str(case.folder.name),
            expected="at least one source with text",
            found=counted_failures(made.failures),
            advice="The warnings above say what each one needs",
        )
    return made


def write_sealed(
    case: Case,
    out: Path,
    now: Clock,
    collector: str | None,
    *,
    zipped: bool,
    signer: Signer | None = None,
    held: Dossier | None = None,
    live: LiveCode | None = None,
) -> None:
    """Seal `case` into `out` and say where the report lies."""
    archive = out.with_name(out.name + ".zip")
    if zipped:
        pipeline.must_be_free(archive)
    pipeline.seal_case(
        case, out, clock=now, collector=collector, signer=signer, held=held, live=live
    )
    if zipped:
        zip_sealed(out, archive)
        say(f"sealed   {archive}")
    say(f"sealed   {out}")
    if signer:
        say(f"signed   by {signer.name}, {fingerprint(signer.public)}")
    say(f"report   {out / 'data' / 'report.html'}")


def summary(made: Dossier) -> None:
    """Say in one line what a case holds."""
    say(
        f"{len(made.documents)} documents, {len(made.claims)} claims, "
        f"{len(made.allegations)} allegations, {len(made.incidents)} alleged incidents, "
        f"{counted_failures(made.failures)}"
    )


def counted_failures(failures: tuple[Failure, ...]) -> str:
    """How many failures, and how many sources that are preserved and no reader knows."""
    unread = sum(failure.only_unread for failure in failures)
    return f"{len(failures) - unread} failures" + f", {unread} preserved, not read" * bool(unread)
