"""RO-Crate 1.2 metadata of a sealed file: every payload file with its sha256."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from onrecord import __version__
from onrecord.model.dossier import Dossier
from onrecord.wire import layout
from onrecord.wire.jsonld import BASE

_CONTEXT = "https://w3id.org/ro/crate/1.2/context"
_SPECIFICATION = "https://w3id.org/ro/crate/1.2"
_RIGHTS = (
    "The preserved sources remain under the rights of those who made them; they are kept here "
    "unchanged as a record of what was stated."
)
_MEDIA = {
    ".html": "text/html",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".tlog-proof": "text/plain",
    ".pem": "application/x-pem-file",
    ".tsr": "application/timestamp-reply",
    ".py": "text/x-python",
}
_NAMES = {
    layout.REPORT: "Report, to be read in a browser",
    layout.LOG: "Custody log: one event a line, in order",
    layout.DETAILS: "What the entries of the custody log commit to, with salts",
    layout.CHECKPOINT: "Checkpoint of the custody log: origin, size, root",
    layout.STANDALONE: "Script that checks this file, for Python alone",
    layout.VKEY: "Key that checks the signature of the checkpoint",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the sealed file, as written."""

    path: str
    size: int
    sha256: str
    sha512: str


def crate_metadata(dossier: Dossier, members: Iterable[Member], sealed_at: datetime) -> bytes:
    """`ro-crate-metadata.json` over the payload `members` (itself not among them)."""
    captures = {capture.sha256: capture for capture in reversed(dossier.captures)}
    files = []
    for member in sorted(members, key=lambda each: each.path):
        sha256 = layout.object_of(member.path)
        capture = captures.get(sha256) if sha256 else None
        entity: dict[str, object] = {
            "@id": member.path.removeprefix(layout.PAYLOAD),
            "@type": "File",
            "name": capture.origin if capture else _name(member.path),
            "contentSize": str(member.size),
            "encodingFormat": _media(member.path, capture.media_type_sniffed if capture else None),
            "sha256": member.sha256,
        }
        if capture:
            entity["identifier"] = capture.id
            entity["dateModified"] = _instant(capture.captured_at)
        files.append(entity)
    graph = [*_head(dossier, files, sealed_at), *files]
    body = {"@context": _CONTEXT, "@graph": graph}
    text = json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _head(
    dossier: Dossier, files: list[dict[str, object]], sealed_at: datetime
) -> list[dict[str, object]]:
    return [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _SPECIFICATION},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": dossier.title or "Accountability file",
            "description": (
                "What sources state about alleged events, who states it and in which words, with "
                "the sources themselves. It reports claims; it does not decide whether an act "
                "occurred."
            ),
            "datePublished": _instant(sealed_at),
            "license": {"@id": "#rights"},
            "creator": {"@id": "#onrecord"},
            "hasPart": [{"@id": entity["@id"]} for entity in files],
            "mentions": [{"@id": "#sealing"}],
            **({"isBasedOn": {"@id": "#gazetteer"}} if dossier.gazetteer else {}),
        },
        *([_gazetteer(dossier.gazetteer)] if dossier.gazetteer else []),
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "Rights of the sources",
            "description": _RIGHTS,
        },
        {
            "@id": "#onrecord",
            "@type": "SoftwareApplication",
            "name": "onrecord",
            "url": BASE,  # RO-Crate asks for one; this is a name, nothing is to be found there
            "version": __version__,
        },
        {
            "@id": "#sealing",
            "@type": "CreateAction",
            "name": "Sealing",
            "endTime": _instant(sealed_at),
            "instrument": {"@id": "#onrecord"},
            "result": {"@id": "./"},
        },
    ]


def _gazetteer(name: str) -> dict[str, object]:
    return {
        "@id": "#gazetteer",
        "@type": "CreativeWork",
        "name": name,
        "description": "The gazetteer that the places come from, with its digest",
    }


def _name(path: str) -> str:
    if path in _NAMES:
        return _NAMES[path]
    if size := layout.token_size_of(path):
        return f"Timestamp over the first {size} events of the custody log (RFC 3161)"
    if layout.is_lists(path):
        return "What was said of the certificates of a timestamp (CRL, OCSP)"
    if capture := layout.proof_of(path):
        return f"Proof that the custody log tells of {capture}"
    stem, _, suffix = path.removeprefix(layout.RECORDS).rpartition(".")
    if path.startswith(layout.RECORDS):
        return f"Records: {stem}" if suffix == "jsonld" else f"Table: {stem}"
    return path.removeprefix(layout.PAYLOAD)


def _media(path: str, sniffed: str | None) -> str:
    for suffix, media in _MEDIA.items():
        if path.endswith(suffix):
            return media
    if path in {layout.CHECKPOINT, layout.VKEY}:
        return "text/plain"
    return sniffed or "application/octet-stream"


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
