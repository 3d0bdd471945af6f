"""A file as FollowTheMoney entities (one JSON object a line), for OpenAleph. The extra `ftm`.

Sources are documents, parties are legal entities of their kind, alleged incidents are events whose
name begins with "Alleged", claims are notes that quote, and an alleged perpetrator is tied to the
event by a link whose role says who accuses. The same rules for every party.
Source: FollowTheMoney model 4 (followthemoney.tech).
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import SettingInvalid
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party
from onrecord.model.incident import Incident
from onrecord.model.vocab import Form, PartyKind

_SCHEMATA = {
    PartyKind.PERSON: "Person",
    PartyKind.ORGANISATION: "Organization",
    PartyKind.ARMED_GROUP: "Organization",
    PartyKind.STATE_BODY: "PublicBody",
    PartyKind.GROUP: "LegalEntity",
}
MOST_NAMES = 50
MAX_TEXT_CHARS = 100_000  # of a document; the whole text is in the records


def ftm(dossier: Dossier) -> bytes:
    """The entities, one a line. Raises: SettingInvalid if followthemoney is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own dependencies
            from followthemoney import model  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SettingInvalid(
            "FollowTheMoney cannot be written",
            "followthemoney",
            found="it is not installed",
            advice="Install it with: pip install 'onrecord[ftm]'",
        ) from error
    lines = []
    for entity_id, schema, properties in _entities(dossier):
        entity = model.make_entity(schema)
        entity.id = entity_id
        for name, values in properties.items():
            for value in values:
                entity.add(name, value, cleaned=name in _REFERENCES)
        lines.append(json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


Properties = dict[str, list[str]]
_REFERENCES = frozenset({"involved", "proof", "subject", "object", "entity"})


def _entities(dossier: Dossier) -> Iterator[tuple[str, str, Properties]]:
    origins = {capture.sha256: capture for capture in reversed(dossier.captures)}
    for document in dossier.documents:
        capture = origins.get(document.object)
        published = document.published.value.earliest if document.published else None
        yield document.id, "Document", _held(
            title=[document.title.value if document.title else ""],
            fileName=[capture.original_name if capture else ""],
            bodyText=[document.text[:MAX_TEXT_CHARS]],
            language=[document.language or ""],
            publishedAt=[published.isoformat() if published else ""],
            author=[author.value for author in document.authors],
            notes=[f"sha256 {document.object}"],
        )  # fmt: skip
    for party in dossier.parties:
        yield party.id, _SCHEMATA[party.kind], _party(party)
    places = {place.id: place for place in dossier.places}
    told = {each.id: each for each in dossier.allegations}
    claims = {claim.id: claim for claim in dossier.claims}
    for incident in dossier.incidents:
        named = [places[each].label for each in incident.places if each in places]
        yield incident.id, "Event", _event(incident, named)
        yield from _links(incident, told, claims)
    events = _events_of_claims(dossier)
    for claim in dossier.claims:
        yield claim.id, "Note", _note(claim, events.get(claim.id, []))


def _held(**properties: Iterable[str]) -> Properties:
    return {name: [v for v in values if v] for name, values in properties.items() if any(values)}


def _party(party: Party) -> Properties:
    if party.so_called_by:
        by = ", ".join(party.so_called_by)
        return _held(name=[f"“{party.label}”"], notes=[f"so called by {by}, and by nobody else"])
    others = [name for name in party.names if name != party.label][:MOST_NAMES]
    return _held(name=[party.label], alias=others, notes=["a label, not a verdict"])


def _event(incident: Incident, places: list[str]) -> Properties:
    acts = ", ".join(act.replace("_", " ") for act in incident.acts)
    when = incident.when
    return _held(
        name=[f"Alleged: {acts}" + (f", {places[0]}" if places else "")],
        startDate=[when.earliest.isoformat() if when and when.earliest else ""],
        endDate=[when.latest.isoformat() if when and when.latest else ""],
        location=places,
        summary=[
            (
                f"Alleged by {len(incident.members)} allegations in "
                f"{incident.independent_groups} independent groups; disputed by "
                f"{len(incident.disputing)}. This says nothing of whether it occurred."
            )
        ],
    )


def _links(
    incident: Incident, told: Mapping[str, Allegation], claims: Mapping[str, Claim]
) -> Iterator[tuple[str, str, Properties]]:
    for party in incident.perpetrators:
        speakers = sorted({_speaker(claims[told[m].claim]) for m in incident.members if m in told})
        yield f"link-{incident.id}-{party}", "UnknownLink", _held(
            subject=[party],
            object=[incident.id],
            role=["alleged perpetrator"],
            summary=["according to: " + "; ".join(speakers)],
        )  # fmt: skip


def _events_of_claims(dossier: Dossier) -> dict[str, list[str]]:
    claims = {allegation.id: allegation.claim for allegation in dossier.allegations}
    found: dict[str, list[str]] = {}
    for incident in dossier.incidents:
        for member in (*incident.members, *incident.disputing):
            held = found.setdefault(claims[member], [])
            if incident.id not in held:
                held.append(incident.id)
    return found


def _note(claim: Claim, events: list[str]) -> Properties:
    quote = " […] ".join(span.quote for span in claim.content)
    return _held(
        name=[f"{_speaker(claim)} states"],
        description=[f"“{quote}”"],
        entity=events,
        proof=[claim.document],
        notes=[f"{claim.kind}; {claim.stance}; {claim.certainty}"],
    )


def _speaker(claim: Claim) -> str:
    speaker = claim.attribution.speaker
    if speaker is not None:
        return speaker.value
    own = claim.attribution.form is Form.OWN_VOICE
    return "the publisher" if own else "nobody named"
