"""Saved web pages in one file (MHTML): the page, its frames and its parts."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from typing import BinaryIO

from onrecord.model.fixity import ClockReading, Retrieval
from onrecord.preserve import limits
from onrecord.preserve.items import Body, Budget, Item, damaged, refused, too_much
from onrecord.preserve.warcs import http_instant, name_of

_MALFORMED = (MessageError, RecursionError, ValueError, IndexError, KeyError, TypeError,
              AttributeError, LookupError)  # fmt: skip


def mhtml_items(stream: BinaryIO, origin: str, *, size: int) -> Iterator[Item]:
    """The parts of a saved page, in order, their transfer coding undone."""
    if size > limits.MAX_MHTML_BYTES:
        yield refused(origin, "", too_much(origin, f"at most {limits.MAX_MHTML_BYTES} bytes"))
        return
    body = stream.read()
    if body.lower().count(b"boundary=") > limits.MAX_ITEMS // 400:
        yield refused(origin, "", too_much(origin, f"at most {limits.MAX_ITEMS // 400} nestings"))
        return
    try:
        page = email.message_from_bytes(body, policy=email.policy.compat32)
        parts = [part for part in page.walk() if not part.is_multipart()]
    except _MALFORMED as error:
        found = type(error).__name__
        yield refused(
            origin, "", damaged(origin, "the saved page cannot be taken apart", found=found)
        )
        return
    saved = _text(page, "Date")
    for number, part in enumerate(parts[: limits.MAX_ITEMS], start=1):
        yield _part(part, number, origin, saved)


def _part(part: Message, number: int, origin: str, saved: str | None) -> Item:
    member = f"part {number}"
    try:
        payload = part.get_payload(decode=True)
        declared = _text(part, "Content-Type")
        address = _text(part, "Content-Location") or ""
    except _MALFORMED as error:
        what = f"{member} of the saved page is damaged"
        return refused(f"{origin}!{member}", member, damaged(origin, what, found=str(error)[:300]))
    if not isinstance(payload, bytes):
        payload = b""
    web = address.casefold().startswith(("http:", "https:"))
    where = address if web else f"{origin}!{member}"
    body = Body(io.BytesIO(payload), where, Budget(origin, None))
    if part.defects:
        body.problems.append(f"{member}: {type(part.defects[0]).__name__}")
    return Item(
        origin=where,
        name=name_of(address) if web else member,
        member=member,
        method="part",
        declared=declared,
        body=body,
        retrieval=_retrieval(address or where, saved),
    )


def _text(part: Message, name: str) -> str | None:
    value = part.get(name)
    if value is None:
        return None
    text = " ".join(str(value).split()).encode("utf-8", "backslashreplace").decode()
    return text[: limits.MAX_URI_CHARS]


def _retrieval(address: str, saved: str | None) -> Retrieval:
    at = http_instant(saved) if saved else None
    return Retrieval(
        requested_url=address,
        final_url=None,
        hops=None,
        verb=None,
        status=None,
        request_headers=None,
        response_headers=None,
        server_ip=None,
        dns=None,
        tls_chain=None,
        started_at=at,
        ended_at=None,
        clocks=(ClockReading("date in the saved page", saved, at, None),) if saved else (),
        complete=None,
    )
