"""One small dossier for tests of sealing and verification. Country, people and events invented."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime
from typing import BinaryIO

from onrecord.errors import RecordMissing
from onrecord.model.allegation import Allegation, AllegedActor, Harm
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Block, Document, OriginRow, Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Capture, CustodyEvent, Failure, Tool
from onrecord.model.incident import Agreement, Incident, Independence, Link
from onrecord.model.judgement import Judgement
from onrecord.model.law import (
    Crime,
    CustomaryRule,
    Element,
    ElementFinding,
    Gap,
    Lead,
    Pattern,
    Protection,
)
from onrecord.model.vocab import (
    Act,
    Basis,
    BlockKind,
    Certainty,
    ClaimKind,
    ClaimStatus,
    ElementState,
    Form,
    HarmKind,
    LeadKind,
    Modality,
    PartyKind,
    PlaceReason,
    Precision,
    Question,
    Relation,
    Stance,
    Verdict,
)
from onrecord.model.when import Count, When
from onrecord.wire.custody import captured_detail

SEALED_AT = datetime(2031, 5, 9, 12, 0, 0, tzinfo=UTC)
TOOL = Tool("onrecord", "0")

ENGLISH = (
    "Shelling alleged in Tarmenia\n\nOn 3 May 2031, Captain Oru Selk said that shells hit the "
    "market in Dravna and killed five people. The Northern Council denied any role.\n"
)
ARABIC = "قالت لجنة الإغاثة إن قذائف أصابت السوق في درافنا في 3 أيار 2031.\n"
HTML_BODY = (
    "<html><body><p>Relief workers in Dravna said &ldquo;the market was shelled&rdquo; "
    "at&nbsp;noon.</p></body></html>\n"
)
HTML_TEXT = "Relief workers in Dravna said “the market was shelled” at\xa0noon."
PAGES = b"%PDF-1.4 stands for a page that only a reader of pages can read\n"
PAGES_TEXT = "A resident of Dravna said that the market was empty on 3 May 2031."
UNREADABLE = b"\x00\x01\x02 nothing that any reader knows"

OBJECTS = {
    hashlib.sha256(body).hexdigest(): body
    for body in (ENGLISH.encode(), ARABIC.encode(), HTML_BODY.encode(), PAGES, UNREADABLE)
}


def read_object(sha256: str) -> BinaryIO:
    if sha256 not in OBJECTS:
        raise RecordMissing("no such object", sha256)
    return io.BytesIO(OBJECTS[sha256])


def _capture(origin: str, body: bytes, media: str | None) -> Capture:
    return Capture(
        origin=origin,
        original_name=origin.rpartition("/")[2],
        sha256=hashlib.sha256(body).hexdigest(),
        sha512=hashlib.sha512(body).hexdigest(),
        size=len(body),
        media_type_declared=media,
        media_type_sniffed=media,
        method="folder",
        collector="collector-7",
        captured_at=datetime(2031, 5, 8, 9, 30, 0, tzinfo=UTC),
        clock="local",
        tool=TOOL,
    )


CAPTURES = (
    _capture("reports/selk.txt", ENGLISH.encode(), "text/plain"),
    _capture("reports/لجنة.txt", ARABIC.encode(), "text/plain"),
    _capture("reports/workers.html", HTML_BODY.encode(), "text/html"),
    _capture("reports/resident.pdf", PAGES, "application/pdf"),
    _capture("reports/unknown.bin", UNREADABLE, None),
)


def _document(
    body: bytes, text: str, origins: tuple[OriginRow, ...], *, encoding: str | None, language: str
) -> Document:
    return Document(
        object=hashlib.sha256(body).hexdigest(),
        text=text,
        encoding=encoding,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=None,
        published=None,
        authors=(),
        publisher=None,
        credit=None,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
        origins=origins,
        reader=TOOL,
    )


def _html_rows() -> tuple[OriginRow, ...]:
    rows: list[OriginRow] = []
    at = HTML_BODY.index("Relief")
    for words, source in (
        ("Relief workers in Dravna said ", None),
        ("“", "&ldquo;"),
        ("the market was shelled", None),
        ("”", "&rdquo;"),
        (" at", None),
        ("\xa0", "&nbsp;"),
        ("noon.", None),
    ):
        start = rows[-1].end if rows else 0
        length = len(source or words)
        rows.append(OriginRow(start, start + len(words), at, at + length, verbatim=source is None))
        at += length
    return tuple(rows)


def whole(text: str) -> tuple[OriginRow, ...]:
    return (OriginRow(0, len(text), 0, len(text.encode()), verbatim=True),)


EN = _document(ENGLISH.encode(), ENGLISH, whole(ENGLISH), encoding="utf-8", language="en")
AR = _document(ARABIC.encode(), ARABIC, whole(ARABIC), encoding="utf-8", language="ar")
WEB = _document(HTML_BODY.encode(), HTML_TEXT, _html_rows(), encoding="utf-8", language="en")
PDF = _document(
    PAGES,
    PAGES_TEXT,
    (OriginRow(0, len(PAGES_TEXT), page=1, box=(72.0, 700.0, 520.5, 712.25)),),
    encoding=None,
    language="en",
)
DOCUMENTS = (EN, AR, WEB, PDF)


def words(document: Document, quote: str) -> Span:
    start = document.text.index(quote)
    return document.span(start, start + len(quote))


def _anchored(document: Document, value: str, quote: str) -> Anchored[str]:
    return Anchored(value, (words(document, quote),))


def _claim(document: Document, speaker: str, content: str, *, stance: Stance, cue: str) -> Claim:
    return Claim(
        document=document.id,
        content=(words(document, content),),
        attribution=Attribution(
            Form.INDIRECT, _anchored(document, speaker, speaker), cue=words(document, cue)
        ),
        kind=ClaimKind.INCIDENT,
        stance=stance,
        certainty=Certainty.FACTUAL,
        rule="sample",
    )


SELK = _claim(
    EN,
    "Captain Oru Selk",
    "shells hit the market in Dravna and killed five people",
    stance=Stance.ASSERTS,
    cue="said that",
)
COUNCIL = _claim(EN, "The Northern Council", "any role", stance=Stance.DENIES, cue="denied")
RELIEF = _claim(
    AR,
    "لجنة الإغاثة",
    "قذائف أصابت السوق في درافنا في 3 أيار 2031",
    stance=Stance.ASSERTS,
    cue="قالت",
)
WORKERS = _claim(
    WEB, "Relief workers", "“the market was shelled” at\xa0noon", stance=Stance.ASSERTS, cue="said"
)
RESIDENT = _claim(
    PDF, "A resident", "the market was empty on 3 May 2031", stance=Stance.ASSERTS, cue="said that"
)
CLAIMS = (SELK, COUNCIL, RELIEF, WORKERS, RESIDENT)

DAY = When(date(2031, 5, 3), date(2031, 5, 3), Precision.DAY, Basis.STATED)


def _allegation(document: Document, claim: Claim, act: str, when: str | None) -> Allegation:
    killed = document is EN
    return Allegation(
        claim=claim.id,
        document=document.id,
        act=Anchored(Act.SHELLING, (words(document, act),)),
        modality=Modality.OCCURRED,
        modality_cue=None,
        when=Anchored(DAY, (words(document, when),)) if when else None,
        where=(_anchored(document, "Dravna", "درافنا" if document is AR else "Dravna"),),
        perpetrators=(
            (
                AllegedActor(
                    _anchored(document, "The Northern Council", "The Northern Council"),
                    ClaimStatus.DENIED,
                ),
            )
            if killed
            else ()
        ),
        victims=(),
        targets=(),
        weapons=(),
        harms=(
            (
                Harm(
                    HarmKind.KILLED,
                    _anchored(document, "killed", "killed"),
                    Anchored(Count(5, 5), (words(document, "five people"),)),
                ),
            )
            if killed
            else ()
        ),
        circumstances=(),
        rule="sample",
    )


ALLEGED_EN = _allegation(EN, SELK, "shells hit", "3 May 2031")
ALLEGED_AR = _allegation(AR, RELIEF, "قذائف أصابت", "3 أيار 2031")
ALLEGED_WEB = _allegation(WEB, WORKERS, "was shelled", None)
ALLEGATIONS = (ALLEGED_EN, ALLEGED_AR, ALLEGED_WEB)

PARTIES = (
    Party(PartyKind.PERSON, "Oru Selk", ("Captain Oru Selk",), (words(EN, "Captain Oru Selk"),)),
    Party(
        PartyKind.ORGANISATION,
        "The Northern Council",
        ("The Northern Council",),
        (words(EN, "The Northern Council"),),
    ),
    # A label that a spreadsheet would run as a formula.
    Party(PartyKind.GROUP, '=HYPERLINK("x")', ("Relief workers",), (words(WEB, "Relief workers"),)),
)
PLACES = (
    Place(
        label="Dravna",
        names=("Dravna", "درافنا"),
        mentions=(words(EN, "Dravna"), words(AR, "درافنا")),
        path=(),
        level=None,
        lat=-3.5,
        lon=12.25,
        radius_km=4.0,
        gazetteer_id=None,
        reason=PlaceReason.NOT_IN_GAZETTEER,
    ),
)
INCIDENT = Incident(
    members=tuple(sorted(each.id for each in ALLEGATIONS)),
    disputing=(),
    acts=(Act.SHELLING,),
    when=DAY,
    places=(PLACES[0].id,),
    perpetrators=(PARTIES[1].id,),
    agreements=(
        Agreement(
            "killed", "5", (ALLEGED_EN.id,), (), tuple(sorted({ALLEGED_AR.id, ALLEGED_WEB.id})), 1
        ),
    ),
    independent_groups=2,
    links=(
        Link(
            *sorted((ALLEGED_EN.id, ALLEGED_AR.id)),
            score=0.75,
            features=(("act", 1.0), ("days", 0.0)),
        ),
    ),
)
INDEPENDENCES = (
    Independence(*sorted((EN.id, AR.id)), relation=Relation.INDEPENDENT, evidence=(), score=0.5),
)
CRIME = Crime(
    id="sample-crime",
    article="0(0)",
    short_name="a sample row",
    category="sample",
    conflict="none",
    elements=(
        Element("sample-crime-1", 1, "act", "An act.", "Which act?", ("act",), "usually"),
        Element("sample-crime-2", 2, "mental", "Knowledge.", "Who knew?", (), "rarely"),
    ),
    incident_kinds=("shelling",),
    target_categories=(),
    victim_statuses=(),
    min_killed=None,
    min_injured=None,
    counterpart=None,
    cautions=(),
    amendment=None,
    verification="sample",
)
FINDINGS = (
    ElementFinding(
        incidents=(INCIDENT.id,),
        crime=CRIME.id,
        element="sample-crime-1",
        state=ElementState.CLAIMED_BY_INDEPENDENT,
        claims_for=tuple(sorted((SELK.id, RELIEF.id))),
        claims_against=(COUNCIL.id,),
        independent_groups=2,
        gap=None,
    ),
    ElementFinding(
        incidents=(INCIDENT.id,),
        crime=CRIME.id,
        element="sample-crime-2",
        state=ElementState.NO_CLAIM,
        claims_for=(),
        claims_against=(),
        independent_groups=0,
        gap=Gap(
            "Who knew?", ("circumstance",), "rarely", (SELK.id,), (AR.id,),
            ("witness",), (Lead(LeadKind.WAS_THERE, RESIDENT.id),),
        ),
    ),
)  # fmt: skip
JUDGEMENTS = (
    Judgement(
        question=Question.SPEAKER,
        subjects=(SELK.id,),
        part=None,
        verdict=Verdict.CORRECTED,
        value="Oru Selk",
        words=(words(EN, "Oru Selk"),),
        found="Captain Oru Selk",
        about=(words(EN, "shells hit the market in Dravna and killed five people"),),
        reason="The rank is not part of the name.",
        by="reviewer-3",
        at=datetime(2031, 5, 9, 10, 0, 0, tzinfo=UTC),
    ),
)
PROTECTIONS = (
    Protection(
        of="object",
        category="market",
        rules=(CustomaryRule(7, "Keep objects apart.", "IAC/NIAC", "text"),),
        iac=("8(2)(b)(ii)",),
        niac=(),
        incidents=(INCIDENT.id,),
        claims=(SELK.id,),
    ),
)
PATTERNS = (
    Pattern(
        incidents=(INCIDENT.id,),
        crimes=(CRIME.id,),
        first=date(2031, 5, 3),
        last=date(2031, 5, 3),
        places=1,
        span_km=None,
        by_party=((PARTIES[1].id, 1),),
        by_target=(("market", 1),),
        killed_low=5,
        killed_high=5,
        after_notice=(),
    ),
)


def _event(action: str, sha256: str | None, detail: str | None = None) -> CustodyEvent:
    at = datetime(2031, 5, 8, 9, 30, 0, tzinfo=UTC)
    return CustodyEvent(at, "local", "collector-7", action, sha256, detail)


def _custody() -> tuple[CustodyEvent, ...]:
    read = {document.object: document for document in DOCUMENTS}
    events = [_event("captured", capture.sha256, captured_detail(capture)) for capture in CAPTURES]
    for capture in CAPTURES:
        if capture.sha256 in read:
            events.append(_event("read", capture.sha256, read[capture.sha256].id))
        else:
            events.append(_event("failed", capture.sha256, "no document"))
    return (*events, _event("processed", None))


def sample() -> Dossier:
    def by_id(records: tuple) -> tuple:  # type: ignore[type-arg]  # any records with an id
        return tuple(sorted(records, key=lambda record: record.id))

    return Dossier(
        title="Alleged shelling of Dravna market",
        captures=by_id(CAPTURES),
        documents=by_id(DOCUMENTS),
        claims=by_id(CLAIMS),
        allegations=by_id(ALLEGATIONS),
        parties=by_id(PARTIES),
        places=by_id(PLACES),
        independences=INDEPENDENCES,
        incidents=(INCIDENT,),
        crimes=(CRIME,),
        findings=FINDINGS,
        custody=_custody(),
        failures=(
            Failure("read", "reports/unknown.bin", "MediaUnsupportedError", "no reader is known"),
        ),
        gazetteer="sample gazetteer, sha256 " + "0" * 64,
        judgements=JUDGEMENTS,
        protections=PROTECTIONS,
        patterns=PATTERNS,
    )
