"""Invented documents and claims for the tests of allegations."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.allegations import allegations
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Block, Document
from onrecord.model.entity import PlaceMention
from onrecord.model.fixity import Tool
from onrecord.model.vocab import (
    Basis,
    BlockKind,
    Certainty,
    ClaimKind,
    Form,
    Precision,
    Stance,
)
from onrecord.model.when import When


def document(text: str, *, year: int | None = None) -> Document:
    published = None
    if year is not None:
        text = f"{year}\n\n{text}"
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),) if text else ()
    made = Document(
        "0" * 64, text, "utf-8", None, "ltr", None, None, (), None, None, blocks, (), Tool("t", "1")
    )
    if year is None:
        return made
    when = When(date(year, 6, 1), date(year, 6, 1), Precision.DAY, Basis.STATED)
    published = Anchored(when, (made.span(0, 4),))
    return Document(
        "0" * 64, text, "utf-8", None, "ltr", None, published, (), None, None, blocks, (),
        Tool("t", "1"),
    )  # fmt: skip


def claim(
    of: Document,
    words: str | None = None,
    *,
    speaker: str | None = None,
    cue: str | None = None,
    role: str | None = None,
    kind: ClaimKind = ClaimKind.INCIDENT,
    stance: Stance = Stance.ASSERTS,
    certainty: Certainty = Certainty.FACTUAL,
) -> Claim:
    """A claim over `words` (else the whole text); with a speaker it is an indirect one."""

    def at(part: str) -> tuple[int, int]:
        start = of.text.index(part)
        return start, start + len(part)

    content = of.span(*(at(words) if words else (0, len(of.text))))
    attribution = Attribution(Form.OWN_VOICE)
    if speaker:
        attribution = Attribution(
            Form.INDIRECT,
            Anchored(speaker, (of.span(*at(speaker)),)),
            None,
            Anchored(role, (of.span(*at(role)),)) if role else None,
            of.span(*at(cue)) if cue else None,
        )
    return Claim(of.id, (content,), attribution, kind, stance, certainty, "test")


def names(of: Document, *places: str, kind: str = "name") -> tuple[PlaceMention, ...]:
    found = [
        PlaceMention(of.span(m.start(), m.end()), kind)
        for place in places
        for m in re.finditer(re.escape(place), of.text)
    ]
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def alleged(text: str, *places: str) -> list[Allegation]:
    """The allegations of the publisher's own plain statement, in order of their words."""
    of = document(text)
    found = allegations(of, (claim(of),), (), names(of, *places)) if text else ()
    return sorted(found, key=lambda item: item.act.spans[0].start)


def one(text: str, *places: str) -> Allegation:
    found = alleged(text, *places)
    assert len(found) == 1, [(item.act.value, item.act.spans[0].quote) for item in found]
    return found[0]


def actors(item: Allegation) -> list[str]:
    return [actor.name.value for actor in item.perpetrators]


def victims(item: Allegation) -> list[str]:
    return [group.words.value for group in item.victims]


def targets(item: Allegation) -> list[str]:
    return [target.words.value for target in item.targets]


def harms(item: Allegation) -> list[tuple[str, int | None, int | None]]:
    return [
        (harm.kind.value, harm.count.value.low, harm.count.value.high)
        for harm in item.harms
        if harm.count
    ]
