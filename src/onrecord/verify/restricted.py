"""Check "restricted": a withheld object that the edition holds encrypted is the one sealed.

Inside stand what opens the record of its capture, the record, and the bytes. Only who has an
identity it is encrypted to can check it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from onrecord.model.fixity import Capture
from onrecord.model.ids import canonical_json
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.records import DAMAGED
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.canonical import from_plain, to_plain
from onrecord.wire.contents import Form, Key, record_digest

CHECK = "restricted"


def restricted_body(capture: Capture, key: Key, names: dict[str, str], body: bytes) -> bytes:
    """What is encrypted: a line that opens the record of the capture, then the object."""
    head = {"key": key.key.hex(), "name": key.name, "names": names, "record": to_plain(capture)}
    return canonical_json(head) + b"\n" + body


def check_restricted(
    members: Members,
    sound: frozenset[str],
    gone: frozenset[str],
    decrypt: Callable[[bytes], bytes] | None,
    results: Results,
) -> None:
    """Each encrypted object. `gone`: the commitments to records that are not shown."""
    for path in sorted(path for path in members.sizes if layout.restricted_of(path)):
        if path not in sound:
            results.not_checkable(CHECK, path, "its bytes are not those sealed")
        elif decrypt is None:
            results.not_checkable(CHECK, path, "is encrypted; no identity was given (--identity)")
        else:
            _check(members, path, gone, decrypt, results)


def _check(
    members: Members,
    path: str,
    gone: frozenset[str],
    decrypt: Callable[[bytes], bytes],
    results: Results,
) -> None:
    try:
        head, _, body = decrypt(read_whole(members, path)).partition(b"\n")
    except ValueError as error:
        results.not_checkable(CHECK, path, f"is not encrypted to this identity ({shown(error)})")
        return
    except UNREADABLE as error:
        results.failed(CHECK, path, f"cannot be read ({shown(error)})")
        return
    try:
        terms: dict[str, Any] = json.loads(head)
        capture = from_plain(terms["record"], Capture)
        key = Key(bytes.fromhex(terms["key"]), terms["name"])
        leaves = Form(terms["names"].get).leaves(capture, key.tag)
        digest = record_digest("capture", key.name, key.digests(leaves))
    except (*DAMAGED, KeyError) as error:
        results.failed(CHECK, path, f"does not open a capture ({shown(error)})")
        return
    if digest not in gone:
        results.failed(CHECK, path, "opens a capture that this file does not withhold")
    elif hashlib.sha256(body).hexdigest() != capture.sha256:
        results.failed(CHECK, path, "does not hold the object that was sealed")
    else:
        results.held(CHECK, path, f"is the object of {capture.id}, as it was sealed")
