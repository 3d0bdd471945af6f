"""`demo`: a file built and verified from the example reports shipped with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from onrecord.checking import verify_file
from onrecord.cli.build import build_file
from onrecord.cli.output import say
from onrecord.cli.verify import FAILED, print_report
from onrecord.preserve.clocks import LocalClock

NAME = "onrecord-demo"


def demo(
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write; default: onrecord-demo here.")
    ] = None,
) -> None:
    """Build and verify an accountability file from invented example reports."""
    target = out or free_name(Path.cwd())
    with resources.as_file(resources.files("onrecord.resources") / "demo") as folder:
        sources = sorted(path for path in folder.iterdir() if path.name != "places.csv")
        build_file(
            sources, target, title="Example: alleged attacks on an invented island",
            places=folder / "places.csv", collector="demo", workers=1, now=LocalClock(),
            strict=False, zipped=False,
        )  # fmt: skip
    report = verify_file(target)
    print_report(report)
    if report.failed():
        raise typer.Exit(FAILED)
    say(f"open {target / 'data' / 'report.html'} in any browser; it needs no network")


def free_name(folder: Path) -> Path:
    """The first name of a demo folder that is free in `folder`."""
    number = 1
    while (path := folder / (NAME if number == 1 else f"{NAME}-{number}")).exists():
        number += 1
    return path
