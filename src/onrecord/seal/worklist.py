"""What a file lacks, as a list to work from: one row a question on one alleged incident or set.

In the order of articles and elements, never of weight. Filtered only by how well reports can
answer, which is a property of the question.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, fields

from onrecord.model.dossier import Dossier
from onrecord.model.incident import Incident
from onrecord.model.law import Gap
from onrecord.resources.law import evidence_kinds
from onrecord.seal import words
from onrecord.seal.report_index import Index
from onrecord.seal.report_law import article_key
from onrecord.seal.report_text import plain
from onrecord.wire.tables import safe_cell

QUOTE_CHARS = 160
BETWEEN = " | "  # claims in one cell
MOST_NAMED = 12  # incidents of a set and silent sources; the rest are counted


@dataclass(frozen=True, slots=True)
class Task:
    """One open question. The fields are the columns of the list."""

    article: str
    crime: str
    element: int
    incidents: str
    state: str
    question: str
    reports: str  # how well reports can answer it
    material: str
    whom_to_ask: str
    nearest: str
    silent_sources: str


def worklist(dossier: Dossier, reports: Collection[str] = ()) -> tuple[Task, ...]:
    """The open questions of a file; `reports`: only those of which reports carry this much.

    Values: usually, partly, rarely, needs_pattern.
    """
    index = Index(dossier)
    origin = {capture.sha256: capture.origin for capture in reversed(index.captures)}
    crimes = {crime.id: crime for crime in dossier.crimes}
    elements = {e.id: e for crime in dossier.crimes for e in crime.elements}
    found = []
    for finding in dossier.findings:
        gap, crime = finding.gap, crimes[finding.crime]
        if gap is None or (reports and gap.documentability not in reports):
            continue
        element = elements[finding.element]
        numbers = sorted(index.incident_number.get(each, 0) for each in finding.incidents)
        task = Task(
            article=crime.article,
            crime=crime.short_name,
            element=element.no,
            incidents=_incidents(index, numbers),
            state=words.STATES[finding.state],
            question=gap.question,
            reports=words.DOCUMENTABILITY[gap.documentability],
            material="; ".join(evidence_kinds()[kind]["en"] for kind in gap.evidence),
            whom_to_ask=BETWEEN.join(_leads(index, gap, origin)),
            nearest=BETWEEN.join(_said(index, claim, origin) for claim in gap.nearest),
            silent_sources=_some(
                origin.get(index.documents[d].object, d)
                for d in gap.silent_documents
                if d in index.documents
            ),
        )
        found.append(((article_key(crime.article), element.no, numbers), task))
    found.sort(key=lambda pair: pair[0])
    return tuple(task for _, task in found)


def as_csv(tasks: Iterable[Task]) -> bytes:
    """The list for a spreadsheet, as `wire.tables` writes tables."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields(Task)])
    for task in tasks:
        writer.writerow([safe_cell(cell) for cell in astuple(task)])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def as_markdown(title: str, tasks: Collection[Task]) -> str:
    """The list as Markdown, a heading an element and a box to tick a question."""
    lines = [
        f"# What is missing: {markdown(title)}",
        "",
        "Questions on candidate crimes, by article and element. The order says nothing of weight.",
    ]
    before: tuple[str, int] | None = None
    for task in tasks:
        here = (task.article, task.element)
        if here != before:
            heading = f"{task.article}, element {task.element}: {task.crime}"
            lines += ["", f"## {markdown(heading)}", "", markdown(task.question), ""]
            lines += [f"{markdown(task.reports)}. Material: {markdown(task.material)}.", ""]
            before = here
        lines.append(f"- [ ] {markdown(task.incidents)} ({markdown(task.state)})")
        for label, text in (
            ("Ask", task.whom_to_ask),
            ("Closest", task.nearest),
            ("Silent", task.silent_sources),
        ):
            lines += [f"  - {label}: {markdown(one)}" for one in text.split(BETWEEN) if one]
    if not tasks:
        lines += ["", "No question is open, because no candidate row was offered or checked."]
    return "\n".join([*lines, ""])


def markdown(text: str) -> str:
    """`text` as one line in which no character is markup."""
    line = " ".join(plain(text).split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!~" else char for char in line)


def incident_name(index: Index, incident: Incident) -> str:
    """An alleged incident in a few words: "I3 airstrike, Ras Olvan, 3 June 2025"."""
    acts = words.listed(words.human(act) for act in incident.acts)
    places = words.listed(index.places[place].label for place in incident.places[:2])
    when = words.when(incident.when) if incident.when else "date not stated"
    number = index.incident_number[incident.id]
    return f"I{number} {acts}, {places or 'place not stated'}, {when}"


def _incidents(index: Index, numbers: list[int]) -> str:
    return _some(incident_name(index, index.incidents[number - 1]) for number in numbers if number)


def _leads(index: Index, gap: Gap, origin: dict[str, str]) -> Iterable[str]:
    for lead in gap.leads:
        yield f"{words.LEADS[lead.kind]}: {_said(index, lead.claim, origin)}"


def _said(index: Index, claim_id: str, origin: dict[str, str]) -> str:
    claim = index.claims[claim_id]
    speaker = index.speaker(claim)
    name = speaker.name.text if speaker.name else speaker.note
    quote = " ".join(" […] ".join(span.quote for span in claim.content).split())
    cut = quote if len(quote) <= QUOTE_CHARS else f"{quote[:QUOTE_CHARS]}…"
    source = origin.get(index.documents[claim.document].object, claim.document)
    return f"{name} in {source} (“{cut}”)"


def _some(names: Iterable[str]) -> str:
    every = list(names)
    rest = len(every) - MOST_NAMED
    return "; ".join(every[:MOST_NAMED]) + (f"; and {rest:,} more" if rest > 0 else "")
