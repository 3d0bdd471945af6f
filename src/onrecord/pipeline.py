"""Wires the stages from captures on: which runs after which, and on what.

process   captures -> documents, claims, allegations, places     one object at a time, any engine
          -> parties, incidents, findings        over the whole case
seal      the dossier -> a sealed file
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.assess.findings import assess
from onrecord.checking import must_be_sealed
from onrecord.errors import (
    InputError,
    OutputExistsError,
    SettingInvalid,
    SourceUnreadableError,
    StoreInvalid,
)
from onrecord.extract.allegations import allegations
from onrecord.extract.claims import claims, latin_blocks
from onrecord.extract.numbers import with_numbers
from onrecord.extract.places import place_mentions
from onrecord.extract.reading import Reading, ReadingModel
from onrecord.extract.times import times
from onrecord.intake import UNNAMED, failure
from onrecord.link.incidents import link
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import RECOGNISED, Capture, CustodyEvent, Failure
from onrecord.model.ids import canonical_json
from onrecord.model.incident import Incident, Independence
from onrecord.model.judgement import Judgement, current
from onrecord.model.law import ElementFinding, Pattern, Protection
from onrecord.read import read
from onrecord.resolve.gazetteer import open_gazetteer
from onrecord.resolve.layers import with_imports
from onrecord.resolve.own_places import OwnPlaces, with_own_places
from onrecord.resolve.parties import parties
from onrecord.resolve.places import merge_places, resolve_places
from onrecord.resources.cards import READER_CARD
from onrecord.resources.law import crimes
from onrecord.review.apply import Applied, applied, conflict_type, reviewed
from onrecord.seal.bag import seal
from onrecord.seal.map_live import LiveCode
from onrecord.seams import Clock, Engine, Gazetteer
from onrecord.seams.trust import Signer
from onrecord.store.case import DATABASE, Case
from onrecord.store.objects import ObjectStore
from onrecord.store.tokens import log_tokens
from onrecord.verify.sealed import open_sealed
from onrecord.wire import layout
from onrecord.wire.canonical import from_plain, to_plain
from onrecord.wire.contents import ACTION as CONTENTS
from onrecord.wire.contents import root_of
from onrecord.wire.contents import seed_of as contents_seed
from onrecord.wire.custody import key_detail, key_name, replaced_keys
from onrecord.wire.sshkeys import fingerprint


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one object gave: a document and what it says, or why it could not be read."""

    sha256: str
    document: Document | None
    claims: tuple[Claim, ...] = ()
    allegations: tuple[Allegation, ...] = ()
    places: tuple[Place, ...] = ()
    failure: Failure | None = None

    def to_json(self) -> bytes:
        """Canonical bytes, as kept in the case."""
        return canonical_json(
            {
                "document": to_plain(self.document) if self.document else None,
                "claims": [to_plain(record) for record in self.claims],
                "allegations": [to_plain(record) for record in self.allegations],
                "places": [to_plain(record) for record in self.places],
                "failure": to_plain(self.failure) if self.failure else None,
            }
        )

    @classmethod
    def from_terms(cls, sha256: str, terms: Any) -> Analysis:  # noqa: ANN401 - JSON
        """The analysis held by JSON terms. Raises: SchemaVersionError, AnchorMismatch."""
        return cls(
            sha256=sha256,
            document=from_plain(terms["document"], Document) if terms["document"] else None,
            claims=tuple(from_plain(record, Claim) for record in terms["claims"]),
            allegations=tuple(from_plain(record, Allegation) for record in terms["allegations"]),
            places=tuple(from_plain(record, Place) for record in terms["places"]),
            failure=from_plain(terms["failure"], Failure) if terms["failure"] else None,
        )


@dataclass(frozen=True, slots=True)
class Analyser:
    """Reads one object and extracts what it says; a value that any worker process can be handed."""

    objects: Path
    own_places: Path | None = None
    precise: bool = False

    def __call__(self, item: Capture) -> Analysis:
        """The analysis of the object of `item`; what cannot be read becomes its failure."""
        try:
            document = read(item, ObjectStore(self.objects).read(item.sha256))
        except InputError as error:
            return Analysis(item.sha256, None, failure=failure("read", item.origin, error))
        return analyse(item.sha256, document, gazetteer(self.own_places), precise=self.precise)

    @staticmethod
    def lost(item: Capture) -> Analysis:
        """The analysis of an object that killed its worker process."""
        error = SourceUnreadableError(
            "reading it ended the worker process, twice",
            item.origin,
            advice="The bytes are kept; look at them on a machine you can spare",
        )
        return Analysis(item.sha256, None, failure=failure("read", item.origin, error))


@functools.lru_cache(maxsize=1)
def reading_model() -> ReadingModel:
    """The trained reader of this process. Opened once a worker.

    Raises: ResourceMissing, ResourceMismatch.
    """
    # Loaded here: commands that read nothing need not wait for the run time of a network.
    from onrecord.extract.neural.reader import Reader  # noqa: PLC0415
    from onrecord.resources.models import reader  # noqa: PLC0415

    held = reader()
    return Reader(held.network, held.tokenizer, held.heads, held.knots)


@functools.lru_cache(maxsize=1)
def gazetteer(own_places: Path | None) -> Gazetteer:
    """The gazetteer of this process, with the user's own places first. Opened once a worker."""
    base = with_imports(open_gazetteer())
    return with_own_places(base, own_places) if own_places else base


def modelled(document: Document) -> Reading:
    """What the trained reader makes of a document: one pass for claims and for roles."""
    return reading_model().read(document.text, latin_blocks(document))


def analyse(
    sha256: str, document: Document, gazetteer: Gazetteer, *, precise: bool = False
) -> Analysis:
    """What one document says, by all stages that need no other document."""
    told = modelled(document)
    said = with_numbers(document, claims(document, told, precise=precise))
    mentions = place_mentions(document, gazetteer)
    return Analysis(
        sha256=sha256,
        document=document,
        claims=said,
        allegations=allegations(document, said, times(document), mentions, told.roles),
        places=resolve_places(document, mentions, gazetteer),
    )


def analysis_key(case: Case) -> str:
    """Digest of all that decides what an object gives, apart from its bytes."""
    facts = [__version__, gazetteer(case.own_places).digest, READER_CARD, case.precise]
    return hashlib.sha256(canonical_json(facts)).hexdigest()


def process(
    case: Case,
    *,
    clock: Clock,
    collector: str | None,
    engine: Engine,
    strict: bool = False,
    step: Callable[[str, int, int], None] = lambda _name, _done, _total: None,
) -> None:
    """Read and analyse every object not yet analysed, then link and assess the whole case.

    `step` is told the name of the work, how much is done and of how much. Raises: with `strict`,
    SourceUnreadableError for the first object that cannot be read.
    """
    actor = collector or UNNAMED
    key = analysis_key(case)
    held = case.analysed(key)
    first = {item.sha256: item for item in reversed(case.captures()) if item.to_be_read}
    todo = [item for sha256, item in sorted(first.items()) if sha256 not in held]
    analyser = Analyser(case.objects.root, case.own_places, case.precise)
    for done, made in enumerate(engine.map(analyser, todo, lost=analyser.lost), start=1):
        if strict and made.failure:
            raise SourceUnreadableError(
                "under --strict, a source that cannot be read ends the run",
                made.failure.subject,
                found=made.failure.message,
            )
        action = "failed" if made.failure else "read"
        detail = made.document.id if made.document else "no document"
        note = CustodyEvent(clock.now(), clock.name, actor, action, made.sha256, detail)
        case.put_analysis(made.sha256, key, made.to_json(), note)
        step("reading", done, len(todo))
    step("linking", 0, 1)
    records = _whole_case(_analyses(case, key), case.judgements())
    note = CustodyEvent(
        clock.now(), clock.name, actor, "processed", detail=f"onrecord {__version__}"
    )
    case.replace_records(records, note)
    step("linking", 1, 1)


def _analyses(case: Case, key: str) -> tuple[Analysis, ...]:
    found = []
    for sha256 in sorted({item.sha256 for item in case.captures() if item.to_be_read}):
        terms = case.analysis(sha256, key)
        if terms is not None:
            found.append(Analysis.from_terms(sha256, terms))
    return tuple(found)


def _whole_case(made: tuple[Analysis, ...], judgements: tuple[Judgement, ...]) -> list[object]:
    documents = _by_id(a.document for a in made if a.document)
    standing = current(judgements)
    by = _applied(made, standing)
    said, alleged = by.claims, by.allegations
    named = parties(documents, said, alleged)
    located = merge_places(a.places for a in made)
    incidents, independences, failures = link(documents, said, alleged, named, located, by.pairs)
    found = assess(
        incidents, said, alleged, named, located, documents, independences, crimes(),
        conflict_type(standing),
    )  # fmt: skip
    findings, lost = reviewed(found.findings, incidents, standing, by.now)
    over = (*findings, *found.protections, *found.patterns)
    failures = (*failures, *by.failures, *lost)
    return [*named, *located, *independences, *incidents, *over, *failures, *judgements]


def _applied(made: Iterable[Analysis], standing: Iterable[Judgement]) -> Applied:
    """What the machine read, with the decisions that stand."""
    held = tuple(made)
    said = (claim for analysis in held for claim in analysis.claims)
    return applied(said, (a for analysis in held for a in analysis.allegations), standing)


def _by_id(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.id))


def dossier(case: Case) -> Dossier:
    """Everything the case holds, as one record. Raises: StoreInvalid if it was never processed."""
    made, judgements = _complete(case), case.records(Judgement)
    if judgements != case.judgements():
        raise StoreInvalid(
            "the case holds decisions that were not applied yet",
            str(case.folder),
            advice="Run: onrecord process FOLDER",
        )
    return _assembled(case, made, _applied(made, current(judgements)), judgements)


def _complete(case: Case) -> tuple[Analysis, ...]:
    key = analysis_key(case)
    made = _analyses(case, key)
    if len(made) < len({item.sha256 for item in case.captures() if item.to_be_read}):
        raise StoreInvalid(
            "the case holds sources that were not processed yet by this version",
            str(case.folder),
            advice="Run: onrecord process FOLDER",
        )
    return made


def reading(case: Case) -> tuple[tuple[Analysis, ...], Dossier, Mapping[str, str]]:
    """What the machine read, the dossier of the last run, and old to new ids of allegations.

    Raises: StoreInvalid if the case was never processed.
    """
    made, judgements = _complete(case), case.records(Judgement)
    by = _applied(made, current(judgements))
    return made, _assembled(case, made, by, judgements), by.now


def _assembled(
    case: Case, made: tuple[Analysis, ...], by: Applied, judgements: tuple[Judgement, ...]
) -> Dossier:
    findings = case.records(ElementFinding)
    offered = {finding.crime for finding in findings}
    read_failures = [
        failed for a in made if a.failure for failed in _of_each_name(a.failure, a.sha256, case)
    ]
    return Dossier(
        title=case.title,
        captures=_by_id(case.captures()),
        documents=_by_id(a.document for a in made if a.document),
        claims=by.claims,
        allegations=by.allegations,
        parties=case.records(Party),
        places=case.records(Place),
        independences=case.records(Independence),
        incidents=case.records(Incident),
        crimes=tuple(crime for crime in crimes() if crime.id in offered),
        findings=findings,
        custody=case.events(),
        failures=(
            *case.failures(),
            *sorted(read_failures, key=lambda f: (f.subject, f.error)),
            *case.records(Failure),
        ),
        judgements=judgements,
        protections=case.records(Protection),
        patterns=case.records(Pattern),
        gazetteer=f"{(places := gazetteer(case.own_places)).name} {places.digest}",
    )


def _of_each_name(failed: Failure, sha256: str, case: Case) -> Iterator[Failure]:
    """The failure of an object, once for every name it was captured under.

    A scan whose words were recognised is none: it has a text, beside it.
    """
    captures = case.captures()
    scans = {item.container for item in captures if item.method == RECOGNISED}
    names = [item for item in captures if item.sha256 == sha256]
    for item in () if any(item.id in scans for item in names) else names:
        if item.to_be_read:
            message = item.origin + failed.message.removeprefix(failed.subject)
            yield replace(failed, subject=item.origin, message=message)


def seal_case(
    case: Case,
    into: Path,
    *,
    clock: Clock,
    collector: str | None,
    signer: Signer | None = None,
    held: Dossier | None = None,
    live: LiveCode | None = None,
) -> Path:
    """Seal what the case holds into the new folder `into`.

    The act is logged when all is written and nothing but the name is missing, so an interruption
    before leaves no trace, and one after it at most an entry without a file.

    `held`: what `dossier` gave of the case just now, to spare reading all of it again.
    `live`: the map of the report can be moved.
    `signer` signs it; its key is made known in the log before. Raises: OutputExistsError,
    StoreInvalid, FixityMismatch; SettingInvalid for a key that the log says was replaced.
    """
    must_be_free(into)
    now = clock.now()
    held = held or dossier(case)
    by = introduce(case, signer, clock=clock, collector=collector) if signer else None
    notes = [CustodyEvent(now, clock.name, collector or UNNAMED, "sealed", by, into.name)]
    more = {}
    if case.secret:
        seed = contents_seed(case.secret, len(case.events()))
        more[layout.SEED] = f"{seed.hex()}\n".encode()
        notes.insert(0, replace(notes[0], action=CONTENTS, object=root_of(held, seed), detail=None))
    return seal(
        replace(held, custody=(*case.events(), *case.as_logged(*notes))),
        case.objects.open,
        into,
        sealed_at=now,
        signer=signer,
        timestamps=log_tokens(case.folder),
        more=more,
        written=lambda: case.log(*notes),
        live=live,
    )


def introduce(case: Case, signer: Signer, *, clock: Clock, collector: str | None) -> str:
    """The fingerprint of the key of `signer`, which the log makes known from now on.

    Raises: SettingInvalid if the log says that the key was replaced.
    """
    name = fingerprint(signer.public)
    if name in replaced_keys(case.events()):
        raise SettingInvalid(
            "the log of this case says that the key was replaced",
            f"{signer.name} ({name})",
            advice="Sign with the key that came after it",
        )
    if key_name(case.events(), signer.public) is None:
        detail = key_detail(signer.name, signer.public)
        actor = collector or UNNAMED
        case.log(CustodyEvent(clock.now(), clock.name, actor, "key_introduced", name, detail))
    return name


def must_be_free(out: Path) -> None:
    """Check that nothing would be overwritten. Raises: OutputExistsError."""
    if out.exists() or out.is_symlink():
        raise OutputExistsError(
            "the sealed file would overwrite something",
            str(out),
            expected="a name that is free",
            found="a folder or file of that name",
            advice="Choose another --out, or move the old one away",
        )


def check_own_places(body: bytes, where: str) -> None:
    """Check that a list of places can be used. Raises: SettingInvalid."""
    OwnPlaces(open_gazetteer(), body, where)


def load(path: Path) -> Dossier:
    """The dossier of a case folder or of a sealed file.

    Raises: StoreInvalid if `path` is neither.
    """
    if (path / DATABASE).is_file():
        with Case.open(path, alone=False) as case:
            return dossier(case)
    must_be_sealed(path)
    return open_sealed(path)
