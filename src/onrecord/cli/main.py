"""The entry point: runs one command, turns what it raises into a message and an exit code."""

from __future__ import annotations

import errno
import logging
import signal
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import FrameType
from typing import Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from onrecord import __version__
from onrecord.cli.output import error_line
from onrecord.errors import OnrecordError

INTERRUPTED = 130
OUTPUT_UNUSABLE = 2
UNWRITABLE = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM,
}  # fmt: skip

# Command -> where it lies in `onrecord.cli`. Each module is loaded when its command is called, so
# that `verify` need not wait for what reads and seals.
COMMANDS = {
    "build": "build.build",
    "demo": "demo.demo",
    "verify": "verify.verify",
    "show": "show.show",
    "gaps": "gaps.gaps",
    "brief": "brief.brief",
    "report": "report.report",
    "export": "export.export",
    "judge": "judge.judge",
    "init": "case.init",
    "add": "case.add",
    "fetch": "fetch.fetch",
    "ocr": "ocr.ocr",
    "process": "case.process",
    "seal": "case.seal",
    "redact": "redact.redact",
    "hold": "hold.hold",
    "release": "hold.release",
    "remove": "hold.remove",
    "proof": "vouch.proof",
    "witness": "vouch.witness",
    "stamp": "vouch.stamp",
    "fixity": "fixity.fixity",
    "gazetteer": "gazetteer.app",
    "keys": "keys.app",
}
GROUPS = {
    "gazetteer": "Build, extend and ask the table of places.",
    "keys": "Make, show and replace signing keys.",
}


class _Commands(Mapping[str, Any]):  # the class of its values has no public name
    """The commands by name, in the order of `COMMANDS`."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as above
        module, _, attribute = COMMANDS[name].partition(".")
        found = getattr(import_module(f"onrecord.cli.{module}"), attribute)
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        if name not in GROUPS:
            alone.command(name)(found)
            return get_command(alone)
        alone.add_typer(found, name=name, help=GROUPS[name])
        return cast("TyperGroup", get_command(alone)).commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Root(TyperGroup):
    def __init__(self, **facts: Any) -> None:  # noqa: ANN401 - as the framework hands them on
        super().__init__(**facts)
        self.commands = cast("Any", _Commands())

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - as above
        """The names alone: nothing is loaded for them."""
        del ctx
        return list(self.commands)


app = typer.Typer(
    name="onrecord",
    cls=_Root,
    help="From reports of attacks on civilians to sealed accountability files anyone can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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
        if error.errno not in UNWRITABLE:
            raise
        where = error.filename or "the output"
        error_line(
            f"{where}: cannot be written; {error.strerror}. "
            "Nothing is half-written; free some space or choose another place, then run it again"
        )
        sys.exit(OUTPUT_UNUSABLE)
