"""A summary of two pages in neutral words: every sentence is built from claims and names them.

What cannot be said with a reference is not said. Nothing is weighed and nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model.dossier import Dossier
from onrecord.model.incident import Agreement, Incident
from onrecord.model.vocab import ElementState, Modality
from onrecord.seal import words
from onrecord.seal.report_index import Index
from onrecord.seal.report_law import article_key
from onrecord.seal.worklist import markdown

MOST_INCIDENTS = 6
MOST_QUESTIONS = 6
MOST_REFERENCES = 24
MOST_CITED = 4  # for one sentence; the rest are counted
QUOTE_CHARS = 110
_COUNTED = ("killed", "injured", "displaced", "detained", "missing")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it rests on: claims by number, else a table of the file."""

    text: str
    claims: tuple[int, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a number in brackets stands for."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole summary."""

    title: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    not_listed: int  # references that would not fit


CAUTION = (
    "This summary reports what sources state. It does not say that any act occurred or that anyone "
    "is responsible. Numbers in brackets are claims of the file, with their words in its report."
)


def brief(dossier: Dossier) -> Brief:
    """The summary of a file."""
    index = Index(dossier)
    sections = (
        Section("What the file holds", tuple(_holdings(index))),
        *(_incident(index, incident) for incident in _told_most(index)),
        Section("What is not counted", tuple(_uncounted(index))),
        Section("What is missing", tuple(_missing(index))),
    )
    cited = sorted({n for section in sections for each in section.sentences for n in each.claims})
    return Brief(
        dossier.title,
        tuple(section for section in sections if section.sentences),
        tuple(_reference(index, number) for number in cited[:MOST_REFERENCES]),
        max(0, len(cited) - MOST_REFERENCES),
    )


def as_markdown(made: Brief) -> str:
    """The summary as Markdown."""
    lines = [f"# {markdown(made.title)}", "", markdown(CAUTION)]
    for section in made.sections:
        lines += ["", f"## {markdown(section.heading)}", ""]
        lines.append(" ".join(markdown(with_numbers(each)) for each in section.sentences))
    lines += ["", "## Claims named above", ""]
    lines += [f"- C{each.number}: {markdown(each.text)}" for each in made.references]
    if made.not_listed:
        lines.append(f"- and {made.not_listed:,} more, in the report of the file")
    return "\n".join([*lines, ""])


def with_numbers(sentence: Sentence) -> str:
    """The sentence with its claims in brackets before the full stop."""
    if not sentence.claims:
        stop = sentence.text[-1]
        return f"{sentence.text[:-1]} [{sentence.table}]{stop}"
    shown = ", ".join(f"C{number}" for number in sentence.claims[:MOST_CITED])
    rest = len(sentence.claims) - MOST_CITED
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"{sentence.text.removesuffix('.')} [{shown}{more}]."


def _holdings(index: Index) -> Iterator[Sentence]:
    held = index.dossier
    groups = words.counted(index.groups(), "independent group")
    yield Sentence(
        f"The file preserves {words.counted(len(held.captures), 'source')} ({groups}), from which "
        f"{words.counted(len(held.claims), 'claim')} and "
        f"{words.counted(len(held.incidents), 'alleged incident')} were read.",
        table="captures, claims, incidents",
    )
    if len(held.incidents) > MOST_INCIDENTS:
        yield Sentence(
            f"The {MOST_INCIDENTS} told by most independent groups follow, in order of date.",
            table="incidents",
        )
    if held.judgements:
        by = sorted({judgement.by for judgement in held.judgements})
        counted = words.counted(len(held.judgements), "reading")
        yield Sentence(
            f"Decisions were taken on {counted} by {words.listed(by)}.", table="judgements"
        )


def _told_most(index: Index) -> list[Incident]:
    ranked = sorted(index.incidents, key=lambda each: (-each.independent_groups, each.id))
    chosen = {each.id for each in ranked[:MOST_INCIDENTS]}
    return [each for each in index.incidents if each.id in chosen]


def _incident(index: Index, incident: Incident) -> Section:
    acts = words.listed(words.human(act) for act in incident.acts)
    places = words.listed(index.places[each].label for each in incident.places[:2])
    number = index.incident_number[incident.id]
    heading = f"I{number}. Alleged: {acts}{', ' + places if places else ''}"
    return Section(heading, tuple(_about(index, incident)))


def _about(index: Index, incident: Incident) -> Iterator[Sentence]:
    documents = {index.allegations[each].document for each in incident.members}
    phrase = words.listed(words.ACTS[act] for act in incident.acts)
    places = words.listed(index.places[each].label for each in incident.places[:3])
    verb = "alleges" if len(documents) == 1 else "allege"
    yield Sentence(
        f"{words.counted(len(documents), 'source')} "
        f"({words.counted(incident.independent_groups, 'independent group')}) {verb} {phrase}"
        + (f" in {places}" if places else ", without a place that could be resolved")
        + (f" {words.at_time(incident.when)}" if _dated(incident) and incident.when else "")
        + ("." if _dated(incident) else "; no date is stated."),
        _claims(index, incident.members),
    )
    by_field: dict[str, list[Agreement]] = {}
    for agreement in incident.agreements:
        by_field.setdefault(agreement.field, []).append(agreement)
    for each in by_field.get("perpetrator", ()):
        party = index.parties.get(each.value)
        name = _party(index, each.value) if party else each.value
        yield Sentence(
            f"Alleged perpetrator, according to {_speakers(index, each.supporting)}: {name}.",
            _claims(index, each.supporting),
        )
    for field in _COUNTED:
        stated = by_field.get(field, [])
        if stated:
            yield _numbers(index, field, stated)
    if incident.disputing:
        yield Sentence(
            f"{_speakers(index, incident.disputing)} {_deny(index, incident.disputing)} it.",
            _claims(index, incident.disputing),
        )


def _numbers(index: Index, field: str, stated: list[Agreement]) -> Sentence:
    values = words.listed(f"{each.value} ({_speakers(index, each.supporting)})" for each in stated)
    clash = any(set(each.contradicting) for each in stated) and len(stated) > 1
    return Sentence(
        f"Stated as {field}: {values}{'; these statements cannot all hold' if clash else ''}.",
        _claims(index, (one for each in stated for one in each.supporting)),
    )


def _uncounted(index: Index) -> Iterator[Sentence]:
    members = {one for incident in index.incidents for one in incident.members}
    for modality in (Modality.THREATENED, Modality.FEARED, Modality.CALLED_FOR):
        of_it = [a.id for a in index.dossier.allegations if a.modality is modality]
        of_it = [each for each in of_it if each not in members]
        if of_it:
            acts = words.counted(len(of_it), "act")
            yield Sentence(
                f"{acts} {'is' if len(of_it) == 1 else 'are'} {words.MODALITIES[modality]}, by "
                f"{_speakers(index, of_it)}, and not counted as alleged occurrences.",
                _claims(index, of_it),
            )


def _missing(index: Index) -> Iterator[Sentence]:
    if not index.dossier.crimes:
        return
    yield Sentence(
        f"{words.counted(len(index.dossier.crimes), 'candidate crime')} "
        f"{'is' if len(index.dossier.crimes) == 1 else 'are'} offered for work; that a row is "
        "offered is no finding.",
        table="findings",
    )
    crimes = {crime.id: crime for crime in index.dossier.crimes}
    bare: dict[tuple[str, str], int] = {}
    for finding in index.dossier.findings:
        if finding.state is ElementState.NO_CLAIM:
            key = (finding.crime, finding.element)
            bare[key] = bare.get(key, 0) + 1
    named = sorted(bare, key=lambda key: (article_key(crimes[key[0]].article), key[1]))
    seen: set[str] = set()
    for crime_id, element_id in named:
        crime = crimes[crime_id]
        element = next(each for each in crime.elements if each.id == element_id)
        if element.question in seen or len(seen) == MOST_QUESTIONS:
            continue
        seen.add(element.question)
        yield Sentence(
            f"No claim bears on element {element.no} of {crime.article} ({crime.short_name}): "
            f"{element.question}",
            table="gaps",
        )
    left = len(bare) - len(seen)
    if left > 0:
        yield Sentence(
            f"{left:,} more elements have no claim; the work list has them all.", table="gaps"
        )


def _dated(incident: Incident) -> bool:
    return bool(incident.when and (incident.when.earliest or incident.when.latest))


def _claims(index: Index, allegations: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({index.claim_number[index.allegations[a].claim] for a in allegations}))


def _speakers(index: Index, allegations: Iterable[str]) -> str:
    names = []
    for number in _claims(index, allegations):
        speaker = index.speaker(index.claims_in_order[number - 1])
        names.append(_named(speaker.name.text, speaker.name.callers) if speaker.name
                     else speaker.note)  # fmt: skip
    unique = list(dict.fromkeys(names))
    if len(unique) > MOST_CITED:
        return f"{', '.join(unique[:MOST_CITED])} and {len(unique) - MOST_CITED:,} more"
    return words.listed(unique)


def _party(index: Index, party_id: str) -> str:
    name = index.party_name(index.parties[party_id])
    return _named(name.text, name.callers)


def _named(text: str, callers: tuple[str, ...]) -> str:
    return f"“{text}” (so called by {words.listed(callers)})" if callers else text


def _deny(index: Index, allegations: Iterable[str]) -> str:
    names = {index.speaker(index.claims_in_order[n - 1]).key for n in _claims(index, allegations)}
    return "denies" if len(names) == 1 else "deny"


def _reference(index: Index, number: int) -> Reference:
    claim = index.claims_in_order[number - 1]
    speaker = index.speaker(claim)
    name = speaker.name.text if speaker.name else speaker.note
    quote = " ".join(" […] ".join(span.quote for span in claim.content).split())
    cut = quote if len(quote) <= QUOTE_CHARS else f"{quote[:QUOTE_CHARS]}…"
    source = index.document_number.get(claim.document, 0)
    origin = index.captures[source - 1].origin if 0 < source <= len(index.captures) else ""
    way = index.quote(claim.content[0], claim.id).way if claim.content else ""
    return Reference(number, f"{name}: “{cut}” S{source}, {origin}, {way}")
