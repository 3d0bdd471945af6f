"""Claims, and who is said to have made them, as the report shows them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.claim import Claim
from onrecord.seal import words
from onrecord.seal.report_index import Index, Name, Quote, Speaker
from onrecord.seal.report_text import shown


@dataclass(frozen=True, slots=True)
class Ref:
    """A link inside the page."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim: who says it, how, in which exact words."""

    anchor: str
    label: str
    id: str
    speaker: Speaker
    through: tuple[Speaker, ...]
    form: str
    stance: str
    certainty: str
    kind: str
    source: int | None
    quotes: tuple[Quote, ...]
    incidents: tuple[Ref, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()  # the words, and the range read from them


def incident_ref(index: Index, incident_id: str) -> Ref:
    """The link to an alleged incident."""
    number = index.incident_number[incident_id]
    return Ref(f"I{number}", f"i{number}")


def claim_view(index: Index, claim: Claim, incidents: tuple[Ref, ...] = ()) -> ClaimView:
    """The claim with its quotes cited."""
    number = index.claim_number[claim.id]
    through: list[Speaker] = []
    outer = claim.attribution.through
    while outer is not None:
        through.append(index.attributed(outer, claim.document))
        outer = outer.through
    return ClaimView(
        anchor=f"c{number}",
        label=f"C{number}",
        id=claim.id,
        speaker=index.speaker(claim),
        through=tuple(through),
        form=words.FORMS[claim.attribution.form],
        stance=words.STANCES[claim.stance],
        certainty=words.CERTAINTIES[claim.certainty],
        kind=words.human(claim.kind),
        source=index.document_number.get(claim.document),
        quotes=tuple(index.quote(span, claim.id) for span in claim.content),
        incidents=incidents,
        numbers=tuple((shown(n.spans[0].quote), words.count(n.value)) for n in claim.numbers),
    )


def _heading(note: str) -> str:
    return note[:1].upper() + note[1:] or words.NOT_STATED


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Everything one speaker is said to have said."""

    anchor: str
    name: Name | None
    heading: str  # where nobody is named
    roles: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[int, ...]


def speakers(index: Index) -> tuple[SpeakerView, ...]:
    """Claims grouped by speaker; most claims first, then in order of the first claim."""
    of_claim: dict[str, list[Ref]] = {}
    for incident in index.incidents:
        for each in (*incident.members, *incident.disputing):
            ref = incident_ref(index, incident.id)
            held = of_claim.setdefault(index.allegations[each].claim, [])
            if ref not in held:
                held.append(ref)
    grouped: dict[str, list[ClaimView]] = {}
    for claim in index.claims_in_order:
        view = claim_view(index, claim, tuple(of_claim.get(claim.id, ())))
        grouped.setdefault(view.speaker.key, []).append(view)
    ranked = sorted(grouped.values(), key=lambda claims: -len(claims))
    return tuple(
        SpeakerView(
            anchor=f"speaker{number}",
            name=next((c.speaker.name for c in claims if c.speaker.name), None),
            heading=_heading(claims[0].speaker.note),
            roles=tuple(dict.fromkeys(c.speaker.role for c in claims if c.speaker.role)),
            claims=tuple(claims),
            sources=tuple(sorted({c.source for c in claims if c.source is not None})),
        )
        for number, claims in enumerate(ranked, 1)
    )
