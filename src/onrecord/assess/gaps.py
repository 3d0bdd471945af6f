"""What a file lacks for an element, as a documenter can act on it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.assess.fields import Filled
from onrecord.model.law import Element, Gap, Lead
from onrecord.model.vocab import ElementState
from onrecord.resources.law import evidence_for

MOST_NEAREST = 5
MOST_SILENT = 50
MOST_KINDS = 4  # of material; the first named by the table's paths
WITH_GAP = frozenset({ElementState.NO_CLAIM, ElementState.CLAIMED_BY_ONE, ElementState.NOT_CHECKED})


def gap(
    element: Element,
    state: ElementState,
    filled: Filled,
    documents: Iterable[str],
    speaking: Iterable[str],
    leads: tuple[Lead, ...],
) -> Gap | None:
    """The gap of an element that is unclaimed, claimed by one, or not checked; else `None`.

    `documents`: those that speak of the incidents; `speaking`: those that speak of the element.
    """  # fmt: skip
    if state not in WITH_GAP:
        return None
    silent = sorted(set(documents) - set(speaking))
    return Gap(
        question=element.question,
        would_fill=element.supported_by,
        documentability=element.documentability,
        nearest=tuple(sorted(filled.near | filled.opposing)[:MOST_NEAREST]),
        silent_documents=tuple(silent[:MOST_SILENT]),
        evidence=_evidence(element),
        leads=leads,
    )


def _evidence(element: Element) -> tuple[str, ...]:
    kinds = (kind for path in element.supported_by for kind in evidence_for(path))
    return tuple(dict.fromkeys(kinds))[:MOST_KINDS]
