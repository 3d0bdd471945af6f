"""Document → claims: every statement of a page with whoever it is attributed to."""

from __future__ import annotations

from onrecord.lang.sentences import sentences
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Document
from onrecord.model.vocab import Certainty, ClaimKind, Form, Stance


def claims(document: Document) -> tuple[Claim, ...]:
    """The claims of the body blocks, by first content offset, then id."""
    found = [
        Claim(
            document=document.id,
            content=(document.span(start, end),),
            attribution=Attribution(form=Form.OWN_VOICE),
            kind=ClaimKind.CONTEXT,
            stance=Stance.ASSERTS,
            certainty=Certainty.FACTUAL,
            rule="own_voice",
        )
        for block in document.body()
        for start, end in sentences(document.text, block.start, block.end)
    ]
    return tuple(sorted(found, key=lambda claim: (claim.content[0].start, claim.id)))
