"""`fetch`: addresses into a case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from onrecord import intake
from onrecord.cli.case import CaseArgument
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    HandlingOption,
    StrictOption,
    clock,
    handling,
    say,
    steps,
    warning_line,
)
from onrecord.errors import InputError, SourceMissing, SourceUnreadableError
from onrecord.guard.reach import Reach
from onrecord.model.fixity import Handling
from onrecord.preserve.browser import Chromium, chromium
from onrecord.preserve.fetch import WebFetcher, addresses, check_address
from onrecord.seams import Clock
from onrecord.store.case import Case

BrowserOption = Annotated[
    bool,
    typer.Option("--browser", help="Also keep a picture of each page and the page after scripts."),
]

PrivateOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private",
        metavar="HOST",
        help="A host that may be in a private network; without it such addresses are refused.",
    ),
]


def fetch(
    folder: CaseArgument,
    urls: Annotated[list[str] | None, typer.Argument(help="Addresses to fetch.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", help="A file of addresses, one a line.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also fetch what was fetched before.")
    ] = False,
    browser: BrowserOption = False,
    allow_private: PrivateOption = None,
    stated: HandlingOption = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
    strict: StrictOption = False,
) -> None:
    """Fetch addresses: request and answer kept as a web archive, with times and certificates."""
    wanted = [*(urls or ()), *(_of_list(listed) if listed else ())]
    with Case.open(folder) as held:
        fetch_into(
            held, wanted, clock(clock_at), collector, strict=strict, again=again,
            browser=browser, private=allow_private or (), stated=handling(stated),
        )  # fmt: skip


def _of_list(path: Path) -> list[str]:
    if not path.is_file():
        raise SourceMissing("the list of addresses is not there", str(path))
    try:
        return list(addresses(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise SourceUnreadableError(
            "reading the list of addresses", str(path), expected="UTF-8", found=str(error)
        ) from error


def _renderer(now: Clock, reach: Reach) -> Chromium | None:
    program = chromium()
    if program is None:
        warning_line(
            "no picture is taken: neither Chromium nor Chrome is installed here; "
            "everything else is captured"
        )
        return None
    return Chromium(program, now, reach)


def fetch_into(
    case: Case,
    urls: Sequence[str],
    now: Clock,
    collector: str | None,
    *,
    strict: bool,
    again: bool = False,
    needed: bool = True,
    browser: bool = False,
    private: Sequence[str] = (),
    stated: Handling | None = None,
) -> None:
    """Fetch `urls` into `case` with a progress bar, warning of each that fails.

    Raises: SettingInvalid for an address that is none, before anything is fetched;
    if `needed`, SourceUnreadableError if each of them failed.
    """
    if not urls:
        raise InputError("no address was given", "onrecord fetch", expected="addresses or --list")
    for url in urls:
        check_address(url)
    reach = Reach(frozenset(host.casefold().strip("[]") for host in private))
    new = failed = 0
    fetched = set()
    with steps() as step:
        for added in intake.fetch(
            case,
            urls,
            WebFetcher(now, reach=reach),
            clock=now,
            collector=collector,
            strict=strict,
            again=again,
            handling=stated,
            renderer=_renderer(now, reach) if browser else None,
            step=step,
        ):
            if added.failure:
                failed += 1
                warning_line(f"{added.failure.message} (kept as a failure)")
            elif added.capture is not None and added.capture.method == "http":
                new += 1
                fetched.add(added.origin)
    wanted = len(set(urls))
    passed = 0 if again else sum(1 for url in set(urls) if url not in fetched) - failed
    say(
        f"fetched  {new} of {wanted} addresses"
        + (f", {passed} held already" if passed > 0 else "")
        + (f", {failed} failures" if failed else "")
    )
    if needed and failed and not new and passed <= 0:
        raise SourceUnreadableError(
            "no address could be fetched",
            case.folder.name,
            expected="at least one answer",
            found=f"{failed} failures",
            advice="The warnings above say why; the failures are kept",
        )
