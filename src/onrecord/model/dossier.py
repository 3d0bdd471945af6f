"""Everything assembled (users see: "accountability file"), and what checking it gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Capture, CustodyEvent, Failure
from onrecord.model.incident import Incident, Independence
from onrecord.model.judgement import Judgement
from onrecord.model.law import Crime, ElementFinding, Pattern, Protection
from onrecord.model.vocab import Outcome


@dataclass(frozen=True, slots=True)
class Dossier:
    """All records of one case; tuples are sorted by id, custody and judgements in log order."""

    title: str
    captures: tuple[Capture, ...]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    allegations: tuple[Allegation, ...]
    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    independences: tuple[Independence, ...]
    incidents: tuple[Incident, ...]
    crimes: tuple[Crime, ...]  # those that any finding names
    findings: tuple[ElementFinding, ...]
    custody: tuple[CustodyEvent, ...]
    failures: tuple[Failure, ...]
    gazetteer: str | None = None  # name and digest of the gazetteer the places come from
    judgements: tuple[Judgement, ...] = ()
    protections: tuple[Protection, ...] = ()
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of a sealed file."""

    check: str  # fixity, unlisted, log, records, anchors, origins, crate …
    outcome: Outcome
    member: str | None  # path inside the sealed file
    message: str


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """All checks of one sealed file, in the order they were made."""

    file: str
    results: tuple[CheckResult, ...] = field(default=())

    def failed(self) -> tuple[CheckResult, ...]:
        """The checks that did not hold."""
        return tuple(result for result in self.results if result.outcome is Outcome.FAILED)
