"""Alleged incidents and the allegations in and outside them, as the report shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.allegation import Allegation
from onrecord.model.document import Anchored
from onrecord.model.incident import Agreement, Incident
from onrecord.model.vocab import Modality
from onrecord.seal import words
from onrecord.seal.report_claims import ClaimView, Ref, claim_view, incident_ref
from onrecord.seal.report_index import Index, Name, Quote, short

MAX_VALUE_CHARS = 160  # of the words of one value; the claim beside it has them all
NAMED = 4  # speakers named in a summary; the rest are counted
USUAL_FIELDS = ("act", "when", "where", "perpetrator", "target", "killed", "injured", "weapon")


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value read from a claim, and the words that carry it."""

    label: str
    value: str | None  # in our terms; `None`: the words say it
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class AllegationView:
    """One act by one claim."""

    claim: ClaimView
    act: str
    standing: str
    cue: Quote | None
    values: tuple[ValueView, ...]
    id: str
    disputes: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """One stated value of one field of an incident."""

    field: str
    value: str
    is_term: bool  # a term of ours, not words of a source
    state: str  # contradicted, independent, single
    state_words: str
    supporting: tuple[Ref, ...]
    contradicting: tuple[Ref, ...]
    silent: tuple[Ref, ...]
    first: bool  # of its field


@dataclass(frozen=True, slots=True)
class Blamed:
    """An alleged perpetrator, and who says so in which way."""

    name: Name
    said: tuple[tuple[str, tuple[Name, ...], int], ...]  # status words, speakers, more of them


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One alleged incident."""

    anchor: str
    label: str
    id: str
    acts: str
    phrase: str
    when: str
    at: str | None
    dated_by_publication: bool
    places: tuple[Name, ...]
    sources: int
    groups: int
    blamed: tuple[Blamed, ...]
    fields: tuple[FieldView, ...]
    not_stated: tuple[str, ...]
    told: tuple[Ref, ...]  # claims that allege it
    denied: tuple[Ref, ...]
    members: tuple[AllegationView, ...]  # the same, written out; empty in a huge file
    disputing: tuple[AllegationView, ...]
    contradicted: tuple[str, ...]  # names of fields


def allegation_view(
    index: Index, allegation: Allegation, disputes: tuple[Ref, ...] = ()
) -> AllegationView:
    """The allegation with every value beside the words that carry it."""
    cue = allegation.modality_cue
    return AllegationView(
        claim=claim_view(index, index.claims[allegation.claim]),
        act=words.act_name(allegation.act.value),
        standing=words.MODALITIES[allegation.modality],
        cue=index.quote(cue) if cue else None,
        values=tuple(_values(index, allegation)),
        id=allegation.id,
        disputes=disputes,
    )


def _carried(index: Index, label: str, value: str | None, by: Anchored[object]) -> ValueView:
    quotes = tuple(index.quote(span, limit=MAX_VALUE_CHARS) for span in by.spans)
    return ValueView(label, value, quotes)


def _values(index: Index, allegation: Allegation) -> Iterable[ValueView]:
    act = allegation.act
    yield _carried(index, "Act", words.act_name(act.value), act)
    if allegation.when is not None:
        when = allegation.when
        text = f"{words.when(when.value, clock=True)} ({words.BASES[when.value.basis]})"
        yield _carried(index, "When", text, when)
    for where in allegation.where:
        yield _carried(index, "Where", None, where)
    for actor in allegation.perpetrators:
        status = words.human(actor.status)
        yield _carried(index, "Alleged perpetrator", status, actor.name)
    for group in allegation.victims:
        said = [words.count(group.count.value)] if group.count else []
        said += [words.human(each.value) for each in (group.status, group.age, group.sex) if each]
        yield _carried(index, "Who was harmed", ", ".join(said) or None, group.words)
    for target in allegation.targets:
        said = [words.count(target.count.value)] if target.count else []
        said += [words.human(target.category.value)] if target.category else []
        yield _carried(index, "What was hit", ", ".join(said) or None, target.words)
    for weapon in allegation.weapons:
        yield _carried(index, "Means", words.human(weapon.kind), weapon.words)
    for harm in allegation.harms:
        number = f": {words.count(harm.count.value)}" if harm.count else ""
        yield _carried(index, "Effect", words.human(harm.kind) + number, harm.words)
    for detail in allegation.circumstances:
        yield _carried(index, "Circumstance", words.human(detail.kind), detail.words)


def incident_views(index: Index) -> tuple[IncidentView, ...]:
    """All alleged incidents in order of date, then id."""
    return tuple(_incident(index, incident) for incident in index.incidents)


def allegation_ref(index: Index, allegation_id: str) -> Ref:
    """The link to the claim that an allegation was read from, with its source."""
    allegation = index.allegations[allegation_id]
    number = index.claim_number[allegation.claim]
    source = index.document_number.get(allegation.document)
    return Ref(f"C{number} (S{source})", f"c{number}")


def _incident(index: Index, incident: Incident) -> IncidentView:
    number = index.incident_number[incident.id]
    members = _in_order(index, incident.members)
    documents = {each.document for each in members}
    fields = tuple(_fields(index, incident.agreements))
    stated = {each.field for each in incident.agreements} | _stated(members)
    contradicted = dict.fromkeys(each.field for each in fields if each.state == "contradicted")
    placed = tuple(index.place_name(index.places[each]) for each in incident.places)
    dated = incident.when if incident.when and _has_date(incident) else None
    return IncidentView(
        anchor=f"i{number}",
        label=f"I{number}",
        id=incident.id,
        acts=" / ".join(words.act_name(act) for act in incident.acts),
        phrase=words.listed((words.ACTS[act] for act in incident.acts), "or"),
        when=words.when(incident.when),
        at=words.at_time(dated) if dated else None,
        dated_by_publication=bool(dated and dated.basis == "publication"),
        places=placed or _unresolved(members),
        sources=len(documents),
        groups=incident.independent_groups,
        blamed=tuple(_blamed(index, incident, members)),
        fields=fields,
        not_stated=tuple(words.field_name(f) for f in USUAL_FIELDS if f not in stated),
        told=_refs(index, incident.members),
        denied=_refs(index, incident.disputing),
        members=() if index.huge else tuple(allegation_view(index, each) for each in members),
        disputing=()
        if index.huge
        else tuple(allegation_view(index, each) for each in _in_order(index, incident.disputing)),
        contradicted=tuple(contradicted),
    )


def _stated(members: list[Allegation]) -> set[str]:
    """Fields that any of the allegations gives a value."""
    found = {"act"}
    for each in members:
        held = {
            "when": each.when,
            "where": each.where,
            "perpetrator": each.perpetrators,
            "target": each.targets,
            "weapon": each.weapons,
        }
        found |= {name for name, value in held.items() if value}
        found |= {harm.kind.value for harm in each.harms}
    return found


def _in_order(index: Index, ids: Iterable[str]) -> list[Allegation]:
    """Allegations in the order of their claims."""
    found = [index.allegations[each] for each in ids]
    return sorted(found, key=lambda each: (index.claim_number[each.claim], each.id))


def _refs(index: Index, ids: Iterable[str]) -> tuple[Ref, ...]:
    found = (allegation_ref(index, each.id) for each in _in_order(index, ids))
    return tuple(dict.fromkeys(found))


def _has_date(incident: Incident) -> bool:
    return bool(incident.when and (incident.when.earliest or incident.when.latest))


def _unresolved(members: list[Allegation]) -> tuple[Name, ...]:
    return tuple(
        Name(short(text)) for text in sorted({w.value for each in members for w in each.where})
    )


def _blamed(index: Index, incident: Incident, members: list[Allegation]) -> Iterable[Blamed]:
    found: dict[str, Name] = {}
    said: dict[str, dict[str, dict[str, Name]]] = {}
    for party_id in incident.perpetrators:
        name = index.party_name(index.parties[party_id])
        found[name.anchor or name.text] = name
    for allegation in members:
        speaker = index.speaker(index.claims[allegation.claim])
        by = speaker.name or Name(speaker.note)
        for actor in allegation.perpetrators:
            name = index.name_of(actor.name)
            key = name.anchor or name.text
            found.setdefault(key, name)
            statuses = said.setdefault(key, {})
            statuses.setdefault(words.STATUSES[actor.status], {})[by.anchor or by.text] = by
    for key, name in found.items():
        yield Blamed(
            name,
            tuple(
                (status, tuple(speakers.values())[:NAMED], max(0, len(speakers) - NAMED))
                for status, speakers in sorted(said.get(key, {}).items())
            ),
        )


def _fields(index: Index, agreements: tuple[Agreement, ...]) -> Iterable[FieldView]:
    order = {name: at for at, name in enumerate(USUAL_FIELDS)}
    ranked = sorted(agreements, key=lambda a: (order.get(a.field, 99), a.field, a.value))
    before = None
    for each in ranked:
        groups = words.counted(each.independent_groups, "independent group")
        state, text = "single", "single source"
        if each.independent_groups > 1:
            state, text = "independent", f"stated by {groups}"
        if each.contradicting:
            state, text = "contradicted", f"contradicted; stated by {groups}"
        value, is_term = _agreed_value(index, each)
        yield FieldView(
            field=words.field_name(each.field),
            value=value,
            is_term=is_term,
            state=state,
            state_words=text,
            supporting=_refs(index, each.supporting),
            contradicting=_refs(index, each.contradicting),
            silent=_refs(index, each.silent),
            first=each.field != before,
        )
        before = each.field


def _agreed_value(index: Index, agreement: Agreement) -> tuple[str, bool]:
    party, place = index.parties.get(agreement.value), index.places.get(agreement.value)
    if party is not None:
        called = f"“{party.label}” (so called by {words.listed(party.so_called_by)})"
        return (called if party.so_called_by else party.label), False
    if place is not None:
        return place.label, False
    if agreement.field == "when":
        return words.dates(agreement.value), True
    if agreement.field in {"act", "target", "weapon"}:
        return words.human(agreement.value), True
    return agreement.value, False


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Allegations of one standing that are not counted as alleged occurrences."""

    heading: str
    allegations: tuple[AllegationView, ...]


def uncounted(index: Index) -> tuple[Uncounted, ...]:
    """What sources threaten, fear, deny, call for …; and occurrences joined to no incident."""
    members = {each for incident in index.incidents for each in incident.members}
    disputes: dict[str, list[Ref]] = {}
    for incident in index.incidents:
        for each in incident.disputing:
            disputes.setdefault(each, []).append(incident_ref(index, incident.id))
    ordered = sorted(
        (each for each in index.dossier.allegations if each.id not in members),
        key=lambda each: (index.claim_number[each.claim], each.act.spans[0].start, each.id),
    )
    found = []
    for modality in Modality:
        of_it = [each for each in ordered if each.modality is modality]
        heading = words.MODALITIES[modality]
        if modality is Modality.OCCURRED:
            heading = "alleged to have occurred, but joined to no incident"
        if of_it:
            views = tuple(
                allegation_view(index, each, tuple(disputes.get(each.id, ()))) for each in of_it
            )
            found.append(Uncounted(heading[0].upper() + heading[1:], views))
    return tuple(found)
