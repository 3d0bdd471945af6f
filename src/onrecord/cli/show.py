"""`show`: what a case or a sealed file holds, in the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.acts import EXPORTED, VIEWED, Acts
from onrecord.cli.case import counted_failures
from onrecord.cli.output import OUT, ClockOption, CollectorOption, clock, entered, say
from onrecord.model.dossier import Dossier
from onrecord.model.vocab import Form
from onrecord.wire.canonical import to_plain

QUOTE_CHARS = 220


def show(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed file.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print every record as JSON.")] = False,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Print the alleged incidents and who says what, with the quoted words."""
    made = pipeline.load(path)
    act, what = (EXPORTED, "records as JSON") if as_json else (VIEWED, "summary")
    entered(Acts(clock(clock_at), collector).enter(path, act, detail=what))
    if as_json:
        for record in (*made.captures, *made.documents, *made.claims, *made.allegations,
                       *made.parties, *made.places, *made.incidents, *made.findings,
                       *made.failures):  # fmt: skip
            typer.echo(json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True))
        return
    print_dossier(made)


def print_dossier(made: Dossier) -> None:
    """Print a dossier for a person to read at 80 columns."""
    OUT.rule(made.title, characters="-")
    say(
        f"{len(made.captures)} sources, {len(made.claims)} claims, "
        f"{len(made.incidents)} alleged incidents, {counted_failures(made.failures)}"
    )
    claims = {claim.id: claim for claim in made.claims}
    documents = {document.id: document for document in made.documents}
    allegations = {allegation.id: allegation for allegation in made.allegations}
    for number, incident in enumerate(made.incidents, start=1):
        say("")
        acts = ", ".join(act.value.replace("_", " ") for act in incident.acts)
        say(f"{number}. alleged: {acts}; {incident.independent_groups} independent group(s)")
        for agreement in incident.agreements:
            against = f", contradicted by {len(agreement.contradicting)}" * bool(
                agreement.contradicting
            )
            say(f"   {agreement.field}: {agreement.value} "
                f"(stated by {len(agreement.supporting)}{against})")  # fmt: skip
        for member in incident.members:
            claim = claims[allegations[member].claim]
            attribution = claim.attribution
            if attribution.speaker:
                speaker = attribution.speaker.value
            elif attribution.form is Form.OWN_VOICE:
                speaker = documents[claim.document].publisher_name() or "the page itself"
            else:
                speaker = "nobody named"
            quote = " […] ".join(span.quote for span in claim.content)
            shown = " ".join(quote.split())
            if len(shown) > QUOTE_CHARS:
                shown = shown[:QUOTE_CHARS] + "…"
            say(f"   - {speaker}: “{shown}”")
    for failure in made.failures:
        say(failure.message if failure.only_unread else f"not processed: {failure.message}")
