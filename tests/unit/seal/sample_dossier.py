"""An invented file of an invented country, with everything the report must cope with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from onrecord.model.allegation import (
    Allegation,
    AllegedActor,
    Harm,
    Target,
    VictimGroup,
    Weapon,
)
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Block, Document, OriginRow, Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place, PlaceCandidate
from onrecord.model.fixity import Capture, CustodyEvent, Failure, Tool
from onrecord.model.incident import Agreement, Incident, Independence
from onrecord.model.law import Crime, Element, ElementFinding, Gap
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
    Modality,
    PartyKind,
    PlaceLevel,
    PlaceReason,
    Precision,
    Relation,
    Stance,
    TargetCategory,
    WeaponKind,
)
from onrecord.model.when import Count, When

NOW = datetime(2031, 5, 20, 9, 30, tzinfo=UTC)
TOOL = Tool("onrecord", "0.0")
RLO = "\u202e"
LONG_WORD = "Kessar" * 60
EN = (
    "Strike hits clinic in Norrel <script>alert(1)</script>\n"
    "The Vale Courier, 12 May 2031\n"
    "The Relief Council of Arvand said on Monday that government aircraft bombed a clinic in "
    "Norrel on 10 May, killing at least five people. “They hit the clinic twice within ten "
    "minutes,” said its director, Mira Solent.\n"
    "Solent warned that further raids on Tamsel would empty the valley.\n"
    "The Defence Ministry denied that its aircraft had bombed any clinic, and blamed what it "
    "called “the Ridge Gangs”.\n"
    "If shelling reached the dam at Oru, 40,000 people would have to leave, engineers say.\n"
)
COPY = EN.replace("The Vale Courier, 12 May 2031", "Norrel Herald, 13 May 2031")
AR = (
    "قصف سوق في بلدة تمسل\n"
    "قال شاهد من سكان تمسل إن مدفعية جبهة الوادي قصفت السوق مساء أمس وقتلت ثلاثة أشخاص. "
    "وأضاف: «رأيت الناس يركضون نحو النهر».\n"
    "ونفت جبهة الوادي قصف السوق.\n"
)
PDF = (
    "Situation note 7\n"
    "Health Office staff counted seven dead at the Norrel clinic.\n"
    "Families had left the camp near Old Bridge before 8 May.\n"
)
HOSTILE = (
    f"Gift {RLO}txt.exe <img src=x onerror=alert(1)> \u2066hidden\u2069\n"
    f'{LONG_WORD} said that "><svg onload=alert(2)> tanks shelled {LONG_WORD}.\x00\x1b[31m\n'
    "See https://example.org/track?reader=1 and javascript:alert(3).\n"
)


@dataclass
class Builder:
    """Collects records, so that a test can add one more before it builds."""

    captures: list[Capture] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    allegations: list[Allegation] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    independences: list[Independence] = field(default_factory=list)
    crimes: list[Crime] = field(default_factory=list)
    findings: list[ElementFinding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def document(
        self,
        origin: str,
        text: str,
        *,
        language: str | None = "en",
        published: tuple[str, date] | None = None,
        publisher: str | None = None,
        pdf: bool = False,
    ) -> Document:
        body = text.encode("utf-8")
        sha256 = hashlib.sha256(body).hexdigest()
        self.captures.append(capture_of(origin, body))
        probe = Document(
            object=sha256, text=text, encoding=None if pdf else "utf-8", language=language,
            direction="rtl" if language == "ar" else "ltr", title=None, published=None, authors=(),
            publisher=None, credit=None, blocks=(), origins=(), reader=TOOL,
        )  # fmt: skip
        lines, at = [], 0
        for line in text.split("\n"):
            if line:
                lines.append((at, at + len(line)))
            at += len(line) + 1
        kinds = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * len(lines)]
        origins = (
            tuple(
                OriginRow(a, b, page=1 + n // 2, box=(72.0, 700.0 - 20 * n, 500.0, 716.0 - 20 * n))
                for n, (a, b) in enumerate(lines)
            )
            if pdf
            else (OriginRow(0, len(text), 0, len(body), verbatim=True),)
        )
        made = Document(
            object=sha256, text=text, encoding=probe.encoding, language=language,
            direction=probe.direction,
            title=Anchored(text[slice(*lines[0])], (probe.span(*lines[0]),)),
            published=Anchored(
                When(published[1], published[1], Precision.DAY, Basis.STATED),
                (of(probe, published[0]),),
            ) if published else None,
            authors=(),
            publisher=Anchored(publisher, (of(probe, publisher),)) if publisher else None,
            credit=None,
            blocks=tuple(Block(k, a, b) for k, (a, b) in zip(kinds, lines, strict=False)),
            origins=origins, reader=TOOL, notes=("assumed UTF-8",) if not pdf else (),
        )  # fmt: skip
        self.documents[origin] = made
        return made

    def claim(
        self,
        document: Document,
        *contents: str,
        speaker: str | None = None,
        words: str | None = None,
        form: Form = Form.INDIRECT,
        kind: ClaimKind = ClaimKind.INCIDENT,
        stance: Stance = Stance.ASSERTS,
        certainty: Certainty = Certainty.FACTUAL,
        role: str | None = None,
    ) -> Claim:
        made = Claim(
            document=document.id,
            content=tuple(of(document, text) for text in contents),
            attribution=Attribution(
                form=form,
                speaker=Anchored(speaker, (of(document, words or speaker),)) if speaker else None,
                role=Anchored(role, (of(document, role),)) if role else None,
            ),
            kind=kind, stance=stance, certainty=certainty, rule="sample",
        )  # fmt: skip
        self.claims.append(made)
        return made

    def allegation(
        self,
        claim: Claim,
        act: tuple[Act, str],
        *,
        modality: Modality = Modality.OCCURRED,
        cue: str | None = None,
        when: tuple[When, str] | None = None,
        where: str | None = None,
        by: str | None = None,
        status: ClaimStatus = ClaimStatus.ACCUSED,
        target: tuple[TargetCategory, str] | None = None,
        killed: tuple[Count, str] | None = None,
        weapon: tuple[WeaponKind, str] | None = None,
    ) -> Allegation:
        document = next(d for d in self.documents.values() if d.id == claim.document)
        victims = ()
        harms = ()
        if killed:
            spans = (of(document, killed[1]),)
            victims = (VictimGroup(Anchored(killed[1], spans), Anchored(killed[0], spans)),)
            harms = (Harm(HarmKind.KILLED, Anchored("killed", spans), Anchored(killed[0], spans)),)
        made = Allegation(
            claim=claim.id, document=document.id,
            act=Anchored(act[0], (of(document, act[1]),)),
            modality=modality, modality_cue=of(document, cue) if cue else None,
            when=Anchored(when[0], (of(document, when[1]),)) if when else None,
            where=(Anchored(where, (of(document, where),)),) if where else (),
            perpetrators=(AllegedActor(Anchored(by, (of(document, by),)), status),) if by else (),
            victims=victims,
            targets=(
                Target(
                    Anchored(target[1], (of(document, target[1]),)),
                    Anchored(target[0], (of(document, target[1]),)),
                ),
            ) if target else (),
            weapons=(
                Weapon(Anchored(weapon[1], (of(document, weapon[1]),)), weapon[0]),
            ) if weapon else (),
            harms=harms, circumstances=(), rule="sample",
        )  # fmt: skip
        self.allegations.append(made)
        return made

    def place(
        self,
        label: str,
        mentions: tuple[Span, ...],
        at: tuple[float, float, float] | None,
        level: PlaceLevel | None,
        reason: PlaceReason,
        candidates: tuple[PlaceCandidate, ...] = (),
    ) -> Place:
        made = Place(
            label=label, names=(label,), mentions=mentions,
            path=("Arvand", label) if at else (), level=level,
            lat=at[0] if at else None, lon=at[1] if at else None, radius_km=at[2] if at else None,
            gazetteer_id=f"own:{label}" if at else None, reason=reason, candidates=candidates,
        )  # fmt: skip
        self.places.append(made)
        return made

    def party(self, label: str, mentions: tuple[Span, ...], **more: object) -> Party:
        facts: dict[str, object] = {"kind": PartyKind.ORGANISATION, "names": (label,), **more}
        made = Party(label=label, mentions=mentions, **facts)  # type: ignore[arg-type]
        self.parties.append(made)
        return made

    def build(self, title: str = "Norrel and the valley, May 2031") -> Dossier:
        def by_id(records: list[object]) -> tuple[object, ...]:
            return tuple(sorted(records, key=lambda record: record.id))  # type: ignore[attr-defined]

        events = [
            CustodyEvent(NOW, "local", "collector-7", "captured", c.sha256, c.origin)
            for c in self.captures
        ]
        events.append(CustodyEvent(NOW + timedelta(minutes=3), "local", "collector-7", "processed"))
        return Dossier(
            title=title,
            captures=by_id(self.captures),  # type: ignore[arg-type]
            documents=by_id(list(self.documents.values())),  # type: ignore[arg-type]
            claims=by_id(self.claims),  # type: ignore[arg-type]
            allegations=by_id(self.allegations),  # type: ignore[arg-type]
            parties=by_id(self.parties),  # type: ignore[arg-type]
            places=by_id(self.places),  # type: ignore[arg-type]
            independences=tuple(sorted(self.independences, key=lambda i: (i.left, i.right))),
            incidents=by_id(self.incidents),  # type: ignore[arg-type]
            crimes=by_id(self.crimes),  # type: ignore[arg-type]
            findings=tuple(self.findings),
            custody=tuple(events),
            failures=tuple(self.failures),
            gazetteer="sample gazetteer, sha256 00ff",
        )


def capture_of(origin: str, body: bytes) -> Capture:
    """A capture of `body` as a depositor's folder gives it."""
    return Capture(
        origin=origin, original_name=origin.rsplit("/", 1)[-1],
        sha256=hashlib.sha256(body).hexdigest(), sha512=hashlib.sha512(body).hexdigest(),
        size=len(body), media_type_declared="text/html", media_type_sniffed=None, method="folder",
        collector=None, captured_at=NOW, clock="local", tool=TOOL,
    )  # fmt: skip


def of(document: Document, words: str) -> Span:
    """The first place where `words` stand in the document."""
    start = document.text.index(words)
    return document.span(start, start + len(words))


def day(number: int, basis: Basis = Basis.STATED) -> When:
    """A day of May 2031."""
    return When(date(2031, 5, number), date(2031, 5, number), Precision.DAY, basis)


def agreement(name: str, value: str, yes: tuple[str, ...], **more: object) -> Agreement:
    """An agreement whose lists are sorted."""
    no = tuple(sorted(more.get("no", ())))  # type: ignore[call-overload]
    silent = tuple(sorted(more.get("silent", ())))  # type: ignore[call-overload]
    groups = int(more.get("groups", 1))  # type: ignore[call-overload]
    return Agreement(name, value, tuple(sorted(yes)), no, silent, groups)


def incident(
    members: tuple[Allegation, ...],
    *,
    when: When | None = None,
    places: tuple[Place, ...] = (),
    by: tuple[Party, ...] = (),
    disputing: tuple[Allegation, ...] = (),
    agreements: tuple[Agreement, ...] = (),
    groups: int = 1,
) -> Incident:
    """An incident of these members."""
    return Incident(
        members=tuple(sorted(each.id for each in members)),
        disputing=tuple(sorted(each.id for each in disputing)),
        acts=tuple(sorted({each.act.value for each in members})),
        when=when, places=tuple(sorted(p.id for p in places)),
        perpetrators=tuple(sorted(p.id for p in by)), agreements=agreements,
        independent_groups=groups,
    )  # fmt: skip


def sample() -> Dossier:
    """English and Arabic, copying, contradiction, denial, threat, hypothesis, PDF, failures."""
    return builder().build()


def builder() -> Builder:
    """The sample before it is built."""
    b = Builder()
    courier = b.document(
        "web/01-courier.html", EN, published=("12 May 2031", date(2031, 5, 12)),
        publisher="The Vale Courier",
    )  # fmt: skip
    herald = b.document(
        "web/02-herald.html", COPY, published=("13 May 2031", date(2031, 5, 13)),
        publisher="Norrel Herald",
    )  # fmt: skip
    arabic = b.document("statements/03-شاهد.txt", AR, language="ar")
    pdf = b.document("notes/04-health-office.pdf", PDF, pdf=True)
    hostile = b.document(f"upload/{RLO}gpj.<b>5</b>.html", HOSTILE, language='x" onload=1')
    b.captures.append(capture_of("web/06-courier-again.html", EN.encode()))
    b.captures.append(capture_of("scans/07-letter.pdf", b"%PDF-1.4 scan"))
    b.failures.append(
        Failure("read", "scans/07-letter.pdf", "SourceUnreadableError",
                "scans/07-letter.pdf: reading text; expected a text layer, found none. "
                "Run text recognition and add the result")
    )  # fmt: skip

    bombed: list[Allegation] = []
    denials: list[Allegation] = []
    for document in (courier, herald):
        one = b.claim(
            document,
            "government aircraft bombed a clinic in Norrel on 10 May, killing at least five people",
            speaker="The Relief Council of Arvand",
        )
        bombed.append(
            b.allegation(
                one, (Act.AIRSTRIKE, "bombed"), when=(day(10), "10 May"), where="Norrel",
                by="government aircraft", target=(TargetCategory.MEDICAL_FACILITY, "clinic"),
                killed=(Count(5, None), "at least five people"),
            )
        )  # fmt: skip
        b.claim(
            document, "They hit the clinic twice within ten minutes", speaker="Mira Solent",
            form=Form.DIRECT, role="its director", kind=ClaimKind.TESTIMONY,
        )  # fmt: skip
        threat = b.claim(
            document, "further raids on Tamsel would empty the valley", speaker="Mira Solent",
            words="Solent", certainty=Certainty.FUTURE, kind=ClaimKind.THREAT,
        )  # fmt: skip
        b.allegation(
            threat, (Act.AIRSTRIKE, "raids"), modality=Modality.FEARED, cue="warned", where="Tamsel"
        )
        no = b.claim(
            document, "its aircraft had bombed any clinic", speaker="The Defence Ministry",
            stance=Stance.DENIES, kind=ClaimKind.DENIAL,
        )  # fmt: skip
        denials.append(
            b.allegation(
                no, (Act.AIRSTRIKE, "bombed any"), modality=Modality.DENIED, cue="denied",
                by="its aircraft", status=ClaimStatus.DENIED,
            )
        )  # fmt: skip
        dam = b.claim(
            document, "If shelling reached the dam at Oru, 40,000 people would have to leave",
            speaker="engineers", certainty=Certainty.HYPOTHETICAL, kind=ClaimKind.CONTEXT,
        )  # fmt: skip
        b.allegation(
            dam, (Act.SHELLING, "shelling"), modality=Modality.HYPOTHETICAL, cue="If", where="Oru"
        )
    seven = b.claim(
        pdf, "counted seven dead at the Norrel clinic", speaker="Health Office staff",
        kind=ClaimKind.CASUALTY,
    )  # fmt: skip
    counted = b.allegation(
        seven, (Act.AIRSTRIKE, "dead"), where="Norrel", killed=(Count(7, 7), "seven dead"),
        target=(TargetCategory.MEDICAL_FACILITY, "clinic"),
    )  # fmt: skip
    left = b.claim(
        pdf, "Families had left the camp near Old Bridge before 8 May", form=Form.OWN_VOICE
    )
    before = When(None, date(2031, 5, 8), Precision.BEFORE, Basis.STATED)
    fled = b.allegation(
        left, (Act.FORCED_DISPLACEMENT, "left"), when=(before, "before 8 May"), where="Old Bridge"
    )
    market_claim = b.claim(
        arabic, "مدفعية جبهة الوادي قصفت السوق مساء أمس وقتلت ثلاثة أشخاص",
        speaker="شاهد من سكان تمسل", kind=ClaimKind.TESTIMONY,
    )  # fmt: skip
    unplaced = When(None, None, Precision.UNPLACED, Basis.RELATIVE)
    market = b.allegation(
        market_claim, (Act.SHELLING, "قصفت"), when=(unplaced, "مساء أمس"), where="تمسل",
        by="جبهة الوادي", target=(TargetCategory.MARKET, "السوق"),
        killed=(Count(3, 3), "ثلاثة أشخاص"), weapon=(WeaponKind.ARTILLERY, "مدفعية"),
    )  # fmt: skip
    b.claim(
        arabic, "رأيت الناس يركضون نحو النهر", speaker="شاهد من سكان تمسل", form=Form.DIRECT,
        kind=ClaimKind.TESTIMONY,
    )  # fmt: skip
    no_market = b.claim(
        arabic, "قصف السوق.", speaker="جبهة الوادي", stance=Stance.DENIES, kind=ClaimKind.DENIAL
    )
    b.allegation(no_market, (Act.SHELLING, "قصف السوق."), modality=Modality.DENIED, cue="ونفت")
    nasty = b.claim(
        hostile, f'"><svg onload=alert(2)> tanks shelled {LONG_WORD}.\x00', speaker=LONG_WORD
    )
    tanks = b.allegation(nasty, (Act.SHELLING, "shelled"), where=LONG_WORD)

    _entities(b, (courier, herald, arabic, pdf, hostile), (bombed, counted, fled, market, tanks))
    three = tuple(each.id for each in (*bombed, counted))
    b.incidents.append(
        incident(
            (*bombed, counted), when=day(10), places=(b.places[0],), by=(b.parties[1],),
            disputing=tuple(denials), groups=2,
            agreements=(
                agreement("act", "airstrike", (bombed[0].id, bombed[1].id, counted.id), groups=2),
                agreement("when", "10 May 2031", (bombed[0].id, bombed[1].id), silent=[counted.id]),
                agreement("where", b.places[0].id, three, groups=2),
                agreement(
                    "killed", "at least 5 persons", (bombed[0].id, bombed[1].id), no=[counted.id]
                ),
                agreement("killed", "7 persons", (counted.id,), no=[bombed[0].id, bombed[1].id]),
                agreement(
                    "perpetrator", b.parties[1].id, (bombed[0].id, bombed[1].id),
                    no=[each.id for each in denials], silent=[counted.id],
                ),
                agreement("target", "medical_facility", three, groups=2),
            ),
        )
    )  # fmt: skip
    b.incidents.append(
        incident(
            (market,), when=unplaced, places=(b.places[1],), by=(b.parties[3],),
            agreements=(
                agreement("act", "shelling", (market.id,)),
                agreement("killed", "3 persons", (market.id,)),
            ),
        )
    )  # fmt: skip
    b.incidents.append(incident((fled,), when=before, places=(b.places[2],)))
    b.incidents.append(incident((tanks,)))
    pair = sorted((courier.id, herald.id))
    b.independences.append(Independence(pair[0], pair[1], Relation.SAME_TEXT, (), 0.98))
    _law(b)
    return b


def _entities(b: Builder, documents: tuple[Document, ...], _: tuple[object, ...]) -> None:
    courier, herald, arabic, pdf, hostile = documents
    news = (courier, herald)
    b.party(
        "The Relief Council of Arvand", tuple(of(d, "The Relief Council of Arvand") for d in news)
    )
    b.party(
        "government aircraft", tuple(of(d, "government aircraft") for d in news),
        kind=PartyKind.STATE_BODY,
    )  # fmt: skip
    solent = (*(of(d, "Mira Solent") for d in news), *(of(d, "Solent") for d in news))
    b.party("Mira Solent", solent, kind=PartyKind.PERSON)
    b.party(
        "جبهة الوادي", (of(arabic, "جبهة الوادي"),), kind=PartyKind.ARMED_GROUP,
        names=("Valley Front", "جبهة الوادي"),
    )  # fmt: skip
    b.party(
        "the Ridge Gangs", tuple(of(d, "the Ridge Gangs") for d in news),
        kind=PartyKind.GROUP, so_called_by=("The Defence Ministry",),
    )  # fmt: skip
    b.place(
        "Norrel", (*(of(d, "in Norrel on") for d in news), of(pdf, "Norrel")),
        (-36.21, -21.52, 5.0), PlaceLevel.TOWN, PlaceReason.PARENT_NAMED,
    )  # fmt: skip
    b.place(
        "تمسل", (of(arabic, "تمسل"),), (-36.02, -21.93, 2.0), PlaceLevel.VILLAGE, PlaceReason.CUE
    )
    b.place(
        "Old Bridge", (of(pdf, "near Old Bridge"),), (-36.47, -21.1, 25.0), PlaceLevel.AREA,
        PlaceReason.SIBLING,
    )  # fmt: skip
    b.place("Oru", tuple(of(d, "Oru") for d in news), None, None, PlaceReason.NOT_IN_GAZETTEER)
    b.place(
        LONG_WORD[:80], (of(hostile, LONG_WORD),), None, None, PlaceReason.AMBIGUOUS,
        (PlaceCandidate("own:1", "Kessar", ("Arvand", "Upper Kessar"), 0.4, "exact"),
         PlaceCandidate("own:2", "Kessar", ("Arvand", "Lower Kessar"), 0.4, "exact")),
    )  # fmt: skip


def _element(crime: str, no: int, text: str, question: str, how: str) -> Element:
    return Element(
        f"{crime}.{no}", no, "conduct_object", text, question, ("incident.targets.category",), how
    )


def _law(b: Builder) -> None:
    strike = b.incidents[0]
    market = b.incidents[1]
    for article, conflict, other in (
        ("8(2)(b)(ix)", "IAC", "8(2)(e)(iv)"),
        ("8(2)(e)(iv)", "NIAC", "8(2)(b)(ix)"),
        ("8(2)(b)(ii)", "IAC", None),
        ("7(1)(d)", "none", None),
    ):
        crime = f"rs-{article}"
        names = {"8(2)(b)(ii)": "Attacking civilian objects", "7(1)(d)": "Deportation or transfer"}
        name = names.get(article, "Attacking protected objects")
        elements = (
            _element(crime, 1, "The perpetrator directed an attack.", "Who directed it?", "partly"),
            _element(crime, 2, "The object was a hospital or alike.", "What was hit?", "usually"),
            _element(
                crime, 3, "The object was not a military objective.", "Was it used?", "partly"
            ),
            _element(crime, 4, "The perpetrator meant to hit it.", "Was it known?", "rarely"),
        )
        b.crimes.append(
            Crime(
                crime, article, name, "war_crime", conflict, elements, ("airstrike",), (), (),
                None, None, other, ("Keep claims of military use with their speaker.",), None,
                "compared with the Elements of Crimes",
            )
        )  # fmt: skip
        sets = ((strike.id,), (market.id,)) if conflict != "none" else ((strike.id, market.id),)
        for ids in sets:
            claims = tuple(sorted(c.id for c in b.claims[:2]))
            denial = tuple(c.id for c in b.claims if c.stance is Stance.DENIES)[:1]
            states = (
                (ElementState.DISPUTED, claims, denial, 2, None),
                (ElementState.CLAIMED_BY_INDEPENDENT, claims, (), 2, None),
                (ElementState.CLAIMED_BY_ONE, claims[:1], (), 1, "partly"),
                (ElementState.NO_CLAIM, (), (), 0, "rarely"),
            )
            for element, (state, yes, no, groups, gap) in zip(elements, states, strict=True):
                if element.no == 1 and ids == (market.id,):
                    continue  # never assessed: shown as not checked
                b.findings.append(
                    ElementFinding(
                        tuple(sorted(ids)), crime, element.id, state, yes, no, groups,
                        Gap(element.question, element.supported_by, gap, claims[:1],
                            tuple(sorted(d.id for d in b.documents.values()))[:2])
                        if gap else None,
                    )
                )  # fmt: skip


def many(number: int, *, a_document: int = 50) -> Dossier:
    """`number` alleged incidents of one member each, over `number / a_document` documents."""
    b = Builder()
    for first in range(0, number, a_document):
        lines = ["Daily bulletin of the Arvand observers"]
        lines += [
            f"Observer {n} of the valley said that mortars shelled hamlet {n} on day {n}."
            for n in range(first, min(first + a_document, number))
        ]
        document = b.document(f"bulletins/{first:06}.txt", "\n".join(lines) + "\n")
        for n in range(first, min(first + a_document, number)):
            claim = b.claim(
                document, f"mortars shelled hamlet {n} on day {n}.",
                speaker=f"Observer {n % 40}",
                words=f"Observer {n} of",
            )  # fmt: skip
            on = date(2030, 1, 1) + timedelta(days=n % 500)
            when = When(on, on, Precision.DAY, Basis.STATED)
            made = b.allegation(
                claim, (Act.SHELLING, f"shelled hamlet {n} on"), when=(when, f"on day {n}."),
                where=f"hamlet {n} on",
            )  # fmt: skip
            place = b.place(
                f"hamlet {n}", made.where[0].spans, (-40 + (n % 71) / 20, -24 + (n % 97) / 20, 2.0),
                PlaceLevel.VILLAGE, PlaceReason.ONLY_CANDIDATE,
            )  # fmt: skip
            b.incidents.append(
                incident(
                    (made,), when=when, places=(place,),
                    agreements=(
                        agreement("act", "shelling", (made.id,)),
                        agreement("when", on.isoformat(), (made.id,)),
                        agreement("where", place.id, (made.id,)),
                    ),
                )
            )  # fmt: skip
    return b.build(f"{number} alleged incidents")
