"""Checks "tables" and "report": what people read says what the records say.

A table is made again from the records and compared byte for byte. The report is searched for the
words of each claim.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import zip_longest

from onrecord.model.claim import Claim
from onrecord.model.dossier import Dossier
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.tables import Lookup, earlier_tables, tables

MAX_BYTES = 1 << 31
MAX_QUOTES = 2_000  # each is searched in the whole report
_TAG = re.compile(r"<[^<>]{0,5000}>")
_SPACE = re.compile(r"\s+")


def check_tables(
    members: Members, sound: frozenset[str], dossier: Dossier, lookup: Lookup, results: Results
) -> None:
    """Each table is the one that the records of `dossier` give."""
    earlier = earlier_tables(dossier)
    expected_tables = tables(dossier, lookup)
    for name, expected in expected_tables.items():
        path = layout.table_path(name)
        if name in layout.EVENT_TABLE_NAMES and path not in members.sizes:
            continue  # sealed by an earlier version
        if path not in sound:
            results.not_checkable("tables", path, "its bytes are not those sealed")
            continue
        try:
            found = read_whole(members, path, MAX_BYTES)
        except UNREADABLE as error:
            results.failed("tables", path, f"cannot be read ({shown(error)})")
            continue
        if found in (expected, earlier.get(name)):
            results.held("tables", path, "says what the records say")
            continue
        pairs = zip_longest(found.split(b"\n"), expected.split(b"\n"))
        line = next(number for number, (a, b) in enumerate(pairs, start=1) if a != b)
        results.failed("tables", path, f"line {line} is not what the records say")
    for name in set(layout.OPTIONAL_TABLE_NAMES) - expected_tables.keys():
        if layout.table_path(name) in members.sizes:
            results.failed("tables", layout.table_path(name), "no record stands behind it")


def check_report(
    members: Members, sound: frozenset[str], claims: Iterable[Claim], results: Results
) -> None:
    """The words of every claim stand in the report."""
    path = layout.REPORT
    if path not in sound:
        results.not_checkable("report", path, "its bytes are not those sealed")
        return
    try:
        page = read_whole(members, path, MAX_BYTES).decode("utf-8")
    except (*UNREADABLE, UnicodeError) as error:
        results.failed("report", path, f"cannot be read ({shown(error)})")
        return
    text = _bare(html.unescape(_TAG.sub("", page)))
    quotes = [(claim.id, span.quote) for claim in claims for span in claim.content]
    before = results.count_failed("report")
    for name, quote in quotes[:MAX_QUOTES]:
        if _bare(quote) not in text:
            results.failed("report", path, f"does not show the words of {name}")
    if results.count_failed("report") == before:
        results.held("report", path, f"shows the words of {len(quotes[:MAX_QUOTES])} quotes")
    if len(quotes) > MAX_QUOTES:
        rest = len(quotes) - MAX_QUOTES
        results.not_checkable("report", path, f"{rest} more quotes were not searched in it")


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
