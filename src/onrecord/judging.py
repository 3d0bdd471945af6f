"""Decisions of people, above the pipeline: the sheet of a case, and taking one back in."""

from __future__ import annotations

from onrecord import pipeline
from onrecord.model.fixity import CustodyEvent
from onrecord.model.judgement import Judgement
from onrecord.review.sheet import Reading, decisions, template
from onrecord.seams import Clock
from onrecord.store.case import Case

ACTION = "judged"


def sheet_of(case: Case) -> bytes:
    """The sheet to fill in. Raises: StoreInvalid if the case was never processed."""
    origins = {item.sha256: item.origin for item in reversed(case.captures())}
    return template(_reading(case), origins)


def judge(case: Case, sheet: bytes, name: str, *, clock: Clock) -> tuple[Judgement, ...]:
    """Append the decisions of a filled-in sheet to the case and its log; `process` applies them.

    Raises: SettingInvalid that names every fault by row and column; nothing is then appended.
    """
    made = decisions(sheet, name, _reading(case), at=clock.now())
    notes = (
        CustodyEvent(
            each.at, clock.name, each.by, ACTION, each.id, f"{each.question}: {each.verdict}"
        )
        for each in made
    )
    case.add_judgements(made, *notes)
    return made


def _reading(case: Case) -> Reading:
    made, dossier, now = pipeline.reading(case)
    return Reading(
        claims={claim.id: claim for each in made for claim in each.claims},
        allegations={one.id: one for each in made for one in each.allegations},
        documents={each.document.id: each.document for each in made if each.document},
        made=dossier,
        before={new: old for old, new in now.items()},
    )
