"""Check "time": tokens of time-stamp authorities over the tag manifest and over the log.

Roots come from outside. Without them a token is not checkable; that it is for other data is seen
all the same, by its imprint.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from onrecord.model.fixity import CustodyEvent
from onrecord.verify.anchors import Anchors
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.results import Results, shown
from onrecord.verify.revocation import MAX_BYTES, check_revocation
from onrecord.verify.tokens import (
    HASHES,
    MAX_TOKEN_BYTES,
    Stamp,
    TokenInvalid,
    certificates_in,
    chain_of,
    check_token,
)
from onrecord.wire import layout
from onrecord.wire.custody import checkpoint_of, checkpoint_text

CHECK = "time"
REVOCATION = "revocation"


def check_times(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...] | None,
    anchors: Anchors,
    results: Results,
) -> tuple[datetime, ...]:
    """The instants by which trusted tokens show the tag manifest to have existed."""
    found: list[datetime] = []
    tokens = 0
    for path, data, what in _subjects(members, sound, events, results):
        tokens += 1
        at = _token(members, path, data, what, anchors, results)
        if at is not None and path.startswith(layout.SEAL):
            found.append(at)
    if anchors.roots and not tokens:
        results.failed(CHECK, None, "there is no timestamp, and one by a given root was expected")
    return tuple(found)


def _subjects(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...] | None,
    results: Results,
) -> Iterator[tuple[str, bytes, str]]:
    """Each token: where it lies, the data it must be for, and what that is."""
    for path in sorted(members.sizes):
        size = layout.token_size_of(path)
        if layout.is_seal_token(path):
            try:
                yield path, read_whole(members, layout.TAG_MANIFEST), "all that is listed"
            except (*UNREADABLE, KeyError):
                results.not_checkable(CHECK, path, "there is no tag manifest to hold it against")
        elif size is not None and path in sound:
            if events is None:
                results.not_checkable(CHECK, path, "the log is damaged")
            elif not 0 < size <= len(events):
                results.failed(CHECK, path, f"is for {size} events, the log has {len(events)}")
            else:
                text = checkpoint_text(checkpoint_of(events[:size]))
                yield path, text, f"the first {size} events of the log"


def _token(
    members: Members, path: str, data: bytes, what: str, anchors: Anchors, results: Results
) -> datetime | None:
    try:
        body = read_whole(members, path, MAX_TOKEN_BYTES)
    except UNREADABLE as error:
        results.failed(CHECK, path, f"cannot be read ({shown(error)})")
        return None
    if not any(hashlib.new(name, data).digest() in body for name in HASHES):
        results.failed(CHECK, path, f"is for other data, not for {what}: the imprint is another")
        return None
    if not anchors.roots:
        results.not_checkable(
            CHECK, path, "no certificate of an authority to trust was given (--tsa-root)"
        )
        return None
    try:
        stamp = check_token(body, data, b"\n".join(anchors.roots))
    except TokenInvalid as error:
        results.failed(CHECK, path, f"does not hold: {shown(error)}")
        return None
    except ImportError:
        results.not_checkable(
            CHECK, path, 'needs "pip install onrecord[time]"; VERIFY.txt tells how openssl does it'
        )
        return None
    if not _not_revoked(members, path, body, stamp, anchors, results):
        return None
    results.held(
        CHECK,
        path,
        f"{what} existed no later than {stamp.at.isoformat()}, says {shown(stamp.authority)}",
    )
    return stamp.at


def _not_revoked(
    members: Members, path: str, body: bytes, stamp: Stamp, anchors: Anchors, results: Results
) -> bool:
    """Whether what is kept beside a token that holds leaves it standing; unknown leaves it so."""
    kept = layout.lists_path(path)
    if kept not in members.sizes:
        results.not_checkable(
            REVOCATION, path, "revocation not checked: no list of withdrawn certificates is kept"
        )
        return True
    try:
        given = certificates_in(b"\n".join(anchors.roots))
        lists = read_whole(members, kept, MAX_BYTES)
        said = check_revocation(chain_of(body, given), given, lists, stamp.at)
    except UNREADABLE as error:
        results.failed(REVOCATION, kept, f"cannot be read ({shown(error)})")
        return False
    except TokenInvalid as error:
        results.failed(REVOCATION, path, shown(error))
        return False
    if stamp.authority not in {each.subject for each in said}:
        results.not_checkable(
            REVOCATION, path, "revocation not checked: what is kept does not tell of its signer"
        )
        return True
    for each in said:
        later = f"withdrawn after the token, {each.revoked_at} ({each.reason})"
        state = later if each.revoked_at else f"not withdrawn as of {each.until.isoformat()}"
        results.held(REVOCATION, path, f"{shown(each.subject)} was {state}")
    return True
