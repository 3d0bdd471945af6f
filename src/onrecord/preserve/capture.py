"""Bytes to a capture: stored and hashed first, before anything parses them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from onrecord import __version__
from onrecord.errors import SourceUnreadableError
from onrecord.model.fixity import RECOGNISED, Capture, Tool
from onrecord.preserve.browser import Rendered
from onrecord.preserve.containers import kind_of
from onrecord.preserve.embedded import embedded
from onrecord.preserve.fetch import Fetched
from onrecord.preserve.items import Item, Readable, damaged
from onrecord.preserve.ocr import Recognised
from onrecord.preserve.sniff import HOCR, WARC, declared, sniff
from onrecord.preserve.sources import Found, plain_name
from onrecord.preserve.warcs import name_of, with_problems
from onrecord.seams import Clock


class Stored(Protocol):
    """What an object store says of the bytes it took in."""

    @property
    def sha256(self) -> str:
        """SHA-256 in hex; also the object's name."""

    @property
    def sha512(self) -> str:
        """SHA-512 in hex."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def head(self) -> bytes:
        """The first bytes, for sniffing."""


def capture(
    found: Found,
    store: Callable[[Readable], Stored],
    open_object: Callable[[str], BinaryIO],
    *,
    clock: Clock,
    collector: str | None,
) -> Capture:
    """The capture of one file, its bytes given to `store` first; `open_object` opens them again.

    Raises: what `found.refused` holds, or SourceUnreadableError if the file cannot be opened.
    """
    if found.refused is not None:
        raise found.refused
    at = clock.now()
    try:
        with found.path.open("rb") as stream:
            stored = store(stream)
    except PermissionError as error:
        raise SourceUnreadableError(
            "the system does not let it be read",
            found.origin,
            found=error.strerror,
            advice="Check its permissions; it is recorded as a failure, nothing else is lost",
        ) from error
    name = plain_name(found.path)
    sniffed = sniff(stored.head)
    kind = kind_of(name, sniffed, lambda: open_object(stored.sha256))
    return Capture(
        origin=found.origin,
        original_name=name,
        sha256=stored.sha256,
        sha512=stored.sha512,
        size=stored.size,
        media_type_declared=declared(name),
        media_type_sniffed=sniffed,
        method=kind or found.method,
        collector=collector,
        captured_at=at,
        clock=clock.name,
        tool=Tool("onrecord", __version__),
        embedded=embedded(sniffed, lambda: open_object(stored.sha256)),
        modified_at=_modified_at(found.path),
    )


def _modified_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except (OSError, OverflowError, ValueError):
        return None


def capture_item(
    item: Item,
    container: Capture,
    store: Callable[[Readable], Stored],
    open_object: Callable[[str], BinaryIO],
    *,
    clock: Clock,
    open_fetched: bool = False,
) -> tuple[Capture, tuple[str, ...]]:
    """The capture of one item of `container`, and what is wrong with its bytes, if anything.

    With `open_fetched`, a container that came from a server counts as one too.
    Raises: what `item.refused` holds, or SourceUnreadableError if the body cannot be unpacked.
    """
    if item.refused is not None or item.body is None:
        raise item.refused or damaged(item.origin, "has no bytes")
    at = clock.now()
    stored = store(item.body)
    problems = item.body.problems
    sniffed = sniff(stored.head)
    kind = kind_of(item.name, sniffed, lambda: open_object(stored.sha256))
    got = item.retrieval
    made = Capture(
        origin=item.origin,
        original_name=item.name,
        sha256=stored.sha256,
        sha512=stored.sha512,
        size=stored.size,
        media_type_declared=item.declared,
        media_type_sniffed=sniffed,
        method=kind if kind and (got is None or open_fetched) else item.method,
        collector=container.collector,
        captured_at=at,
        clock=clock.name,
        tool=Tool("onrecord", __version__),
        container=container.id,
        member=item.member,
        retrieval=with_problems(got, problems) if got else None,
        embedded=embedded(sniffed, lambda: open_object(stored.sha256)),
    )
    return made, tuple(problems)


def capture_fetched(
    fetched: Fetched,
    store: Callable[[Readable], Stored],
    *,
    clock: Clock,
    collector: str | None,
) -> tuple[Capture, tuple[Capture, ...]]:
    """The capture of a fetched address (a WARC), and those of the server's certificates."""
    at = clock.now()
    kept = [store(io.BytesIO(certificate)) for certificate in fetched.certificates]
    https = (fetched.retrieval.final_url or "").startswith("https:")
    chain = tuple(stored.sha256 for stored in kept) if kept or not https else None
    stored = store(fetched.warc)
    url = fetched.retrieval.requested_url
    common = Capture(
        origin=url,
        original_name=name_of(url) + ".warc",
        sha256=stored.sha256,
        sha512=stored.sha512,
        size=stored.size,
        media_type_declared=WARC,
        media_type_sniffed=sniff(stored.head),
        method="http",
        collector=collector,
        captured_at=at,
        clock=clock.name,
        tool=Tool("onrecord", __version__),
        retrieval=replace(fetched.retrieval, tls_chain=chain),
    )
    certificates = tuple(
        replace(
            common,
            origin=f"{url}!certificate {number}",
            original_name=f"certificate-{number}.der",
            sha256=certificate.sha256,
            sha512=certificate.sha512,
            size=certificate.size,
            media_type_declared="application/pkix-cert",
            media_type_sniffed=sniff(certificate.head),
            method="tls certificate",
            retrieval=None,
            container=common.id,
            member=f"certificate {number}",
        )
        for number, certificate in enumerate(kept, start=1)
    )
    return common, certificates


def capture_recognised(
    recognised: Recognised, scan: Capture, store: Callable[[Readable], Stored], *, clock: Clock
) -> Capture:
    """The words recognised in a picture or scan, derived from its capture."""
    at = clock.now()
    stored = store(io.BytesIO(recognised.hocr))
    return Capture(
        origin=f"{scan.origin}!{RECOGNISED}",
        original_name="recognised.html",
        sha256=stored.sha256,
        sha512=stored.sha512,
        size=stored.size,
        media_type_declared=HOCR,
        media_type_sniffed=sniff(stored.head),
        method=RECOGNISED,
        collector=scan.collector,
        captured_at=at,
        clock=clock.name,
        tool=recognised.tool,
        container=scan.id,
        member=RECOGNISED,
    )


def capture_rendered(
    rendered: Rendered, fetched: Capture, store: Callable[[Readable], Stored], *, clock: Clock
) -> tuple[Capture, ...]:
    """The picture and the rendered page of a fetched address, derived from its capture."""
    at = clock.now()
    found = []
    for method, name, media, body in (
        ("screenshot", "screenshot.png", "image/png", rendered.picture),
        ("rendered page", "rendered.html", "text/html; charset=utf-8", rendered.html),
    ):
        stored = store(io.BytesIO(body))
        found.append(
            replace(
                fetched,
                origin=f"{fetched.origin}!{name}",
                original_name=name,
                sha256=stored.sha256,
                sha512=stored.sha512,
                size=stored.size,
                media_type_declared=media,
                media_type_sniffed=sniff(stored.head),
                method=method,
                captured_at=at,
                clock=clock.name,
                tool=rendered.tool,
                container=fetched.id,
                member=name,
                retrieval=rendered.retrieval,
            )
        )
    return tuple(found)
