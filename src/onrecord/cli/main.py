"""The entry point: runs one command, turns what it raises into a message and an exit code."""

from __future__ import annotations

import errno
import logging
import signal
import sys
from types import FrameType

import typer

from onrecord import __version__
from onrecord.cli import (
    brief,
    build,
    case,
    demo,
    export,
    fetch,
    fixity,
    gaps,
    gazetteer,
    judge,
    keys,
    ocr,
    redact,
    report,
    show,
    verify,
    vouch,
)
from onrecord.cli.output import error_line
from onrecord.errors import OnrecordError

INTERRUPTED = 130
OUTPUT_UNUSABLE = 2

app = typer.Typer(
    name="onrecord",
    help="From reports of attacks on civilians to sealed accountability files anyone can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("build")(build.build)
app.command("demo")(demo.demo)
app.command("verify")(verify.verify)
app.command("show")(show.show)
app.command("gaps")(gaps.gaps)
app.command("brief")(brief.brief)
app.command("report")(report.report)
app.command("export")(export.export)
app.command("judge")(judge.judge)
app.command("init")(case.init)
app.command("add")(case.add)
app.command("fetch")(fetch.fetch)
app.command("ocr")(ocr.ocr)
app.command("process")(case.process)
app.command("seal")(case.seal)
app.command("redact")(redact.redact)
app.command("proof")(vouch.proof)
app.command("witness")(vouch.witness)
app.command("stamp")(vouch.stamp)
app.command("fixity")(fixity.fixity)
app.add_typer(gazetteer.app, name="gazetteer", help="Build, extend and ask the table of places.")
app.add_typer(keys.app, name="keys", help="Make, show and replace signing keys.")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False,  # noqa: FBT003 - the shape Typer asks for
        "--version",
        callback=_version,
        is_eager=True,
        help="Print the version.",
    ),
) -> None:
    """Options before the command."""


class _Stopped(BaseException):
    """The user pressed Ctrl-C. Not KeyboardInterrupt, which the command framework swallows."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stopped


def main() -> None:
    """Run one command; the process ends with its exit code.

    0 well, 1 a check failed, 2 bad input, 3 stored evidence differs, 4 an outside service was
    not reached, 130 stopped by the user.
    """
    signal.signal(signal.SIGINT, _stop)
    for library in ("warcio", "exifread"):  # what they notice is recorded, not printed
        logging.getLogger(library).addHandler(logging.NullHandler())
    try:
        app()
    except OnrecordError as error:
        error_line(str(error))
        sys.exit(error.exit_code)
    except _Stopped:
        error_line("stopped; nothing is half-written: what was finished before is kept")
        sys.exit(INTERRUPTED)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES}:
            raise
        where = error.filename or "the output"
        error_line(
            f"{where}: cannot be written; {error.strerror}. "
            "Nothing is half-written; free some space or choose another place, then run it again"
        )
        sys.exit(OUTPUT_UNUSABLE)
