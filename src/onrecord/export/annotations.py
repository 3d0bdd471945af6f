"""Claims as W3C Web Annotations on the preserved bytes, and the way they came about in PROV-O.

One JSON-LD document whose context stands inside it, with the terms of the two vocabularies: nothing
has to be fetched to read it. An annotation says that words were read in a way, never that what they
state is so.
Source: Web Annotation Data Model and Vocabulary (W3C, 2017); PROV-O (W3C, 2013).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord import __version__
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Span
from onrecord.model.dossier import Dossier
from onrecord.model.fixity import Capture
from onrecord.model.judgement import Judgement
from onrecord.wire.spans import byte_ranges_of

CONTEXT_CHARS = 40  # of text before and after a quote, as the selector's prefix and suffix
TOOL = f"urn:onrecord:tool:{__version__}"
_OA, _PROV = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"
_XSD, _DC = "http://www.w3.org/2001/XMLSchema#", "http://purl.org/dc/terms/"
CONTEXT: dict[str, object] = {
    "@version": 1.1,
    "oa": _OA,
    "prov": _PROV,
    "dcterms": _DC,
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in (
        "Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector",
        "DataPositionSelector", "FragmentSelector", "exact", "prefix", "suffix",
    )},
    "TextualBody": "oa:TextualBody",
    "value": {"@id": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"},
    "start": {"@id": "oa:start", "@type": f"{_XSD}nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": f"{_XSD}nonNegativeInteger"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "identifying": "oa:identifying",
    "language": "dcterms:language",
    "title": "dcterms:title",
    "Entity": "prov:Entity",
    "Activity": "prov:Activity",
    "Agent": "prov:Agent",
    "SoftwareAgent": "prov:SoftwareAgent",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in (
        "wasDerivedFrom", "wasAttributedTo", "wasGeneratedBy", "wasAssociatedWith", "used",
        "wasRevisionOf",
    )},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": f"{_XSD}dateTime"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": f"{_XSD}dateTime"},
}  # fmt: skip


def web_annotations(dossier: Dossier) -> bytes:
    """The claims of a file as annotations, with their provenance."""
    documents = {document.id: document for document in dossier.documents}
    spans = [span for claim in dossier.claims for span in claim.content]
    at = byte_ranges_of(dossier.documents, spans)
    graph = [
        {"id": TOOL, "type": ["SoftwareAgent"], "title": f"onrecord {__version__}"},
        *(_capture(capture) for capture in dossier.captures),
        *(_text(document) for document in dossier.documents),
        *(
            _annotation(claim, documents[claim.document], at)
            for claim in dossier.claims
            if claim.document in documents
        ),
        *(part for judgement in dossier.judgements for part in _decision(judgement)),
    ]
    body = {"@context": CONTEXT, "@graph": graph}
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def spans_in(body: bytes) -> Iterator[tuple[str, str, int, int, str]]:
    """Claim, document, start, end and words of every quote in such a document: the way back."""
    for node in json.loads(body)["@graph"]:
        for target in node.get("target", ()):
            document = target["source"].removeprefix("urn:onrecord:")
            quote, position, *_ = target["selector"]
            claim = node["id"].removeprefix("urn:onrecord:")
            yield claim, document, position["start"], position["end"], quote["exact"]


def _capture(capture: Capture) -> dict[str, object]:
    node: dict[str, object] = {
        "id": f"urn:sha256:{capture.sha256}",
        "type": ["Entity"],
        "title": capture.origin,
        "generatedAtTime": capture.captured_at.isoformat(),
    }
    if capture.collector:
        node["wasAttributedTo"] = {
            "id": f"urn:onrecord:collector:{_slug(capture.collector)}",
            "type": ["Agent"],
            "title": capture.collector,
        }
    return node


def _text(document: Document) -> dict[str, object]:
    return {
        "id": f"urn:onrecord:{document.id}",
        "type": ["Entity"],
        "title": document.title.value if document.title else document.id,
        **({"language": document.language} if document.language else {}),
        "wasDerivedFrom": f"urn:sha256:{document.object}",
        "wasAttributedTo": TOOL,
    }


def _annotation(
    claim: Claim, document: Document, at: dict[tuple[str, int, int], tuple[int, int]]
) -> dict[str, object]:
    said = claim.attribution
    bodies = [
        {"type": "TextualBody", "value": f"{name}: {value}", "purpose": "tagging"}
        for name, value in (
            ("kind", claim.kind), ("stance", claim.stance), ("certainty", claim.certainty),
            ("form", said.form),
        )
    ]  # fmt: skip
    outer = said.speaker
    if outer is not None:
        bodies.append({"type": "TextualBody", "value": outer.value, "purpose": "identifying"})
    return {
        "id": f"urn:onrecord:{claim.id}",
        "type": ["Annotation", "Entity"],
        "motivation": "describing",
        "body": bodies,
        "target": [_target(span, document, at) for span in claim.content],
        "wasDerivedFrom": f"urn:onrecord:{document.id}",
        "wasAttributedTo": TOOL,
    }


def _target(
    span: Span, document: Document, at: dict[tuple[str, int, int], tuple[int, int]]
) -> dict[str, object]:
    selectors: list[dict[str, object]] = [
        {
            "type": "TextQuoteSelector",
            "exact": span.quote,
            "prefix": document.text[max(0, span.start - CONTEXT_CHARS) : span.start],
            "suffix": document.text[span.end : span.end + CONTEXT_CHARS],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
    found = at.get((span.document, span.start, span.end))
    if found:
        selectors.append({"type": "DataPositionSelector", "start": found[0], "end": found[1]})
    return {
        "type": "SpecificResource",
        "source": f"urn:onrecord:{document.id}",
        "selector": selectors,
    }


def _decision(judgement: Judgement) -> Iterator[dict[str, object]]:
    person = f"urn:onrecord:person:{_slug(judgement.by)}"
    yield {"id": person, "type": ["Agent"], "title": judgement.by}
    yield {
        "id": f"urn:onrecord:{judgement.id}",
        "type": ["Activity"],
        "title": f"{judgement.question}: {judgement.verdict}. {judgement.reason}",
        "endedAtTime": judgement.at.isoformat(),
        "wasAssociatedWith": person,
        "used": [f"urn:onrecord:{_slug(subject)}" for subject in judgement.subjects],
    }


def _slug(name: str) -> str:
    return "".join(char if char.isalnum() or char in "-._" else f"%{ord(char):X}" for char in name)
