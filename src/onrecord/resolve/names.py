"""Every use of a name in a case: who is named, where, and by whom the word is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.lang.fold import fold
from onrecord.lang.labels import body_spoken_for
from onrecord.lang.names import MAX_NAME_CHARS
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Document, Span

MAX_CHAIN = 8  # layers of "X said that Y said" that are followed

_PRONOUN_WORDS = (
    "nobody somebody someone anybody anyone everybody everyone none i we you he she they it "
    "him her them his their its who this that these those one احد احدهم احدا الجميع بعضهم "
    "هو هي هم هما هن انا نحن الذي التي الذين هذا هذه ذلك"
)
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name and the words that stand for it in one document."""

    name: str  # the fullest form the document gives
    spans: tuple[Span, ...]
    document: str
    used_by: str  # whose word it is: a speaker's name, else the publisher's, else ""
    publishes: bool = False


def is_pronoun(words: str) -> bool:
    """Whether the words only point at somebody ("he")."""
    return fold(words) in _PRONOUNS


def name_uses(
    documents: tuple[Document, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
) -> Iterator[NameUse]:
    """Publishers and credits, then speakers with their chains, then alleged perpetrators.

    Bare pronouns that the document does not resolve give no use.
    """
    by_document = {document.id: document for document in documents}
    by_claim = {claim.id: claim for claim in claims}
    for document in documents:
        for named in (document.publisher, document.credit):
            if named is not None:
                for use in _use(named, document.id, named.value):
                    yield replace(use, publishes=True)
    for claim in claims:
        publisher = _publisher(by_document.get(claim.document))
        for layer in chain(claim.attribution):
            outer = layer.through.speaker if layer.through else None
            voice = outer.value if outer else publisher
            if layer.speaker is not None:
                named_at = (layer.named_at,) if layer.named_at else ()
                yield from _use(layer.speaker, claim.document, voice, named_at)
    for allegation in allegations:
        by = by_claim.get(allegation.claim)
        publisher = _publisher(by_document.get(allegation.document))
        speaker = by.attribution.speaker if by else None
        voice = speaker.value if speaker else publisher
        for actor in allegation.perpetrators:
            yield from _use(actor.name, allegation.document, voice)


def chain(attribution: Attribution) -> Iterator[Attribution]:
    """The layers of an attribution, the one who said it first."""
    layer: Attribution | None = attribution
    for _ in range(MAX_CHAIN):
        if layer is None:
            return
        yield layer
        layer = layer.through


def _use(
    named: Anchored[str], document: str, used_by: str, more: tuple[Span, ...] = ()
) -> Iterator[NameUse]:
    name = body_spoken_for(" ".join(named.value.split())[:MAX_NAME_CHARS])
    if not fold(name) or is_pronoun(name):
        return
    spans = tuple(dict.fromkeys((*named.spans, *more)))
    if spans:
        yield NameUse(name, spans, document, used_by)


def _publisher(document: Document | None) -> str:
    return (document.publisher_name() if document else None) or ""
