"""How the documents on one incident depend on each other: origins first, text second.

Two documents are not shown independent until the origins of both are known. An origin is the
innermost named speaker, or a named publisher that speaks itself. Text overlap shows dependence
only; it never links incidents.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.lang.fold import fold
from onrecord.link.items import Lookup
from onrecord.model.document import Anchored, Document, Span
from onrecord.model.incident import Independence
from onrecord.model.vocab import Form, PartyKind, Relation

WINDOW_WORDS = 5
SAME_TEXT = 0.5  # least share of the smaller document's windows that stand in the other
MIN_WINDOWS = 30  # of the smaller document for that share
SHORT_SAME_TEXT = 0.8  # for shorter texts, of at least MIN_SHORT_WINDOWS
MIN_SHORT_WINDOWS = 8
COMMON_WINDOW = 40  # a window in more different texts than this is furniture
MOST_DOCUMENTS = 150  # of one incident whose pairs are all told; beyond it, one for each origin
MOST_SPANS = 3  # of evidence on each side

_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a document's allegations on one incident come from, with the words."""

    party: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class _Text:
    """The windows of a document's body: digest and where its words stand."""

    windows: dict[bytes, tuple[int, int]]


def independences(
    documents: Iterable[Document],
    on_incident: Iterable[frozenset[str]],
    voices: dict[str, tuple[Voice, ...]],
    lookup: Lookup,
) -> tuple[Independence, ...]:
    """Relations of documents, sorted by left and right.

    `on_incident`: the documents of each incident; `voices`: the origins by document. Copies are
    found among all documents, other relations among those that share an incident.
    """
    by_id = {document.id: document for document in documents}
    found = {(copy.left, copy.right): copy for copy in copies(by_id.values())}
    for group in sorted(on_incident, key=sorted):
        kept = sorted(document for document in group if document in by_id)
        for left, right in _pairs(kept):
            if (left, right) not in found:
                found[left, right] = _relate(by_id[left], by_id[right], voices, lookup)
    return tuple(found[pair] for pair in sorted(found))


def _pairs(documents: list[str]) -> Iterator[tuple[str, str]]:
    yield from itertools.combinations(documents[:MOST_DOCUMENTS], 2)


def copies(documents: Iterable[Document]) -> tuple[Independence, ...]:
    """Pairs of documents whose body is the same text, or holds most of the other's."""
    by_body: defaultdict[bytes, list[Document]] = defaultdict(list)
    texts: dict[str, _Text] = {}
    for document in sorted(documents, key=lambda document: document.id):
        text = _read(document)
        texts[document.id] = text
        by_body[_digest("\n".join(w.hex() for w in sorted(text.windows)))].append(document)
    found = []
    first = []
    for group in by_body.values():
        head = group[0]
        if not texts[head.id].windows:
            continue
        first.append(head)
        found += [_same(head, other, texts, 1.0) for other in group[1:]]
    found += [_same(left, right, texts, score) for left, right, score in _near(first, texts)]
    return tuple(sorted(found, key=lambda record: (record.left, record.right)))


def _near(
    documents: list[Document], texts: dict[str, _Text]
) -> Iterator[tuple[Document, Document, float]]:
    holders: defaultdict[bytes, list[int]] = defaultdict(list)
    for at, document in enumerate(documents):
        for window in texts[document.id].windows:
            holders[window].append(at)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    common: defaultdict[int, int] = defaultdict(int)
    for places in holders.values():
        if len(places) > COMMON_WINDOW:
            for at in places:
                common[at] += 1
            continue
        for pair in itertools.combinations(places, 2):
            shared[pair] += 1
    for (left, right), count in sorted(shared.items()):
        sizes = [len(texts[documents[at].id].windows) - common[at] for at in (left, right)]
        smaller = min(sizes)
        share = count / smaller if smaller else 0.0
        if (smaller >= MIN_WINDOWS and share >= SAME_TEXT) or (
            smaller >= MIN_SHORT_WINDOWS and share >= SHORT_SAME_TEXT
        ):
            yield documents[left], documents[right], min(1.0, round(share, 4))


def _read(document: Document) -> _Text:
    windows: dict[bytes, tuple[int, int]] = {}
    for block in document.body():
        words = [
            (fold(match.group()), match.start(), match.end())
            for match in _WORD.finditer(document.text, block.start, block.end)
        ]
        size = min(WINDOW_WORDS, len(words))
        for n in range(len(words) - size + 1 if size else 0):
            window = words[n : n + size]
            key = _digest(" ".join(word for word, _, _ in window))
            windows.setdefault(key, (window[0][1], window[-1][2]))
    return _Text(windows)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _same(left: Document, right: Document, texts: dict[str, _Text], score: float) -> Independence:
    first, second = sorted((left, right), key=lambda document: document.id)
    windows = texts[first.id].windows, texts[second.id].windows
    shared = set(windows[0]) & set(windows[1])
    evidence = [
        *_runs(first, [windows[0][key] for key in shared]),
        *_runs(second, [windows[1][key] for key in shared]),
    ]
    return Independence(first.id, second.id, Relation.SAME_TEXT, tuple(evidence), score)


def _runs(document: Document, ranges: list[tuple[int, int]]) -> list[Span]:
    """The longest shared passages, in order of the text."""
    runs: list[list[int]] = []
    for start, end in sorted(ranges):
        if runs and start <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end])
    longest = sorted(runs, key=lambda run: (run[0] - run[1], run[0]))[:MOST_SPANS]
    return [document.span(start, end) for start, end in sorted(longest)]


def _relate(
    left: Document, right: Document, voices: dict[str, tuple[Voice, ...]], lookup: Lookup
) -> Independence:
    for relation, evidence in (
        (Relation.SAME_OWNER, _same_owner(left, right, lookup)),
        (Relation.CITES, _cites(left, right, voices, lookup)),
        (Relation.SAME_SPEAKER, _same_speaker(left, right, voices)),
    ):
        if evidence:
            return Independence(left.id, right.id, relation, evidence, 1.0)
    mine, theirs = voices.get(left.id, ()), voices.get(right.id, ())
    if mine and theirs:
        spans = (*mine[0].spans[:1], *theirs[0].spans[:1])
        return Independence(left.id, right.id, Relation.INDEPENDENT, spans, 0.5)
    return Independence(left.id, right.id, Relation.UNKNOWN, (), 0.0)


def _name(named: Anchored[str] | None, lookup: Lookup) -> str | None:
    return None if named is None else lookup.party(named.spans) or "words:" + fold(named.value)


def _same_owner(left: Document, right: Document, lookup: Lookup) -> tuple[Span, ...]:
    mine, theirs = _name(left.publisher, lookup), _name(right.publisher, lookup)
    if mine is None or mine != theirs:
        return ()
    return _evidence(left.publisher, right.publisher)


def _cites(
    left: Document, right: Document, voices: dict[str, tuple[Voice, ...]], lookup: Lookup
) -> tuple[Span, ...]:
    """One names the other's publisher or credit as its source, or both credit the same."""
    for citing, cited in ((left, right), (right, left)):
        credit = _name(citing.credit, lookup)
        for source in (cited.publisher, cited.credit):
            name = _name(source, lookup)
            if name is None:
                continue
            if credit == name:
                return _evidence(citing.credit, source)
            for voice in voices.get("through:" + citing.id, ()):
                if voice.party == name and source is cited.publisher:
                    return (*voice.spans[:1], *(source.spans[:1] if source else ()))
    return ()


def _same_speaker(
    left: Document, right: Document, voices: dict[str, tuple[Voice, ...]]
) -> tuple[Span, ...]:
    theirs = {voice.party: voice for voice in voices.get(right.id, ())}
    for voice in voices.get(left.id, ()):
        if voice.party in theirs:
            return (*voice.spans[:1], *theirs[voice.party].spans[:1])
    return ()


def _evidence(*named: Anchored[str] | None) -> tuple[Span, ...]:
    return tuple(span for one in named if one is not None for span in one.spans[:1])


def voices_of(
    claims_by_document: dict[str, list[str]], lookup: Lookup
) -> dict[str, tuple[Voice, ...]]:
    """The known origins of each document's claims; under "through:" + id, whom it quotes through.

    Described people ("residents"), unresolved pronouns and "it was reported" are no known origin.
    """
    found: dict[str, dict[str, Voice]] = defaultdict(dict)
    for document_id, claim_ids in claims_by_document.items():
        document = lookup.documents.get(document_id)
        for claim_id in claim_ids:
            claim = lookup.claims.get(claim_id)
            if claim is None or document is None:
                continue
            attribution = claim.attribution
            named = attribution.speaker
            if named is None and attribution.form is Form.OWN_VOICE:
                named = document.publisher or document.credit
            if named is not None and (party := lookup.party(named.spans)):
                if lookup.parties[party].kind is not PartyKind.GROUP:
                    found[document_id].setdefault(party, Voice(party, named.spans))
                key = "through:" + document_id
                found[key].setdefault(party, Voice(party, named.spans))
            layer = attribution.through
            if layer is not None and layer.speaker and (outer := lookup.party(layer.speaker.spans)):
                key = "through:" + document_id
                found[key].setdefault(outer, Voice(outer, layer.speaker.spans))
    return {key: tuple(kept[party] for party in sorted(kept)) for key, kept in found.items()}
