"""Small records for tests, each anchored to words that are searched in the document.

`document` puts publisher, title and credit into the text; every other factory takes words and
finds them there. Invented parties and places only.
"""

from __future__ import annotations

import hashlib
from datetime import date

from onrecord.model.allegation import (
    Allegation,
    AllegedActor,
    Circumstance,
    Harm,
    Target,
    VictimGroup,
    Weapon,
)
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Block, Document, OriginRow, Span
from onrecord.model.entity import Place
from onrecord.model.fixity import Tool
from onrecord.model.vocab import (
    Act,
    Basis,
    BlockKind,
    Certainty,
    CircumstanceKind,
    ClaimKind,
    ClaimStatus,
    Form,
    HarmKind,
    Modality,
    PersonStatus,
    PlaceLevel,
    PlaceReason,
    Precision,
    Stance,
    TargetCategory,
    WeaponKind,
)
from onrecord.model.when import Count, When

READER = Tool("test", "0")


def document(
    body: str,
    *,
    publisher: str | None = None,
    title: str | None = None,
    credit: str | None = None,
    published: str | None = None,
    language: str = "en",
) -> Document:
    """A document of one paragraph a line of `body`, with publisher and title lines above it."""
    lines: list[tuple[BlockKind, str]] = []
    if publisher:
        lines.append((BlockKind.BYLINE, publisher))
    if title:
        lines.append((BlockKind.TITLE, title))
    if published:
        lines.append((BlockKind.DATELINE, published))
    lines += [(BlockKind.PARAGRAPH, line) for line in body.split("\n")]
    if credit:
        lines.append((BlockKind.CREDIT, credit))
    blocks, at = [], 0
    for kind, line in lines:
        blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    text = "\n".join(line for _, line in lines)
    bare = _document(text, tuple(blocks), language)

    def anchored(kind: BlockKind) -> Anchored[str] | None:
        for block in blocks:
            if block.kind is kind:
                return Anchored(text[block.start : block.end], (bare.span(block.start, block.end),))
        return None

    dateline = anchored(BlockKind.DATELINE)
    return _document(
        text,
        tuple(blocks),
        language,
        title=anchored(BlockKind.TITLE),
        published=None if dateline is None else Anchored(on(dateline.value), dateline.spans),
        publisher=anchored(BlockKind.BYLINE),
        credit=anchored(BlockKind.CREDIT),
    )


def _document(
    text: str,
    blocks: tuple[Block, ...],
    language: str,
    *,
    title: Anchored[str] | None = None,
    published: Anchored[When] | None = None,
    publisher: Anchored[str] | None = None,
    credit: Anchored[str] | None = None,
) -> Document:
    return Document(
        object=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        encoding="utf-8",
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=title,
        published=published,
        authors=(),
        publisher=publisher,
        credit=credit,
        blocks=blocks,
        origins=(OriginRow(0, len(text), 0, len(text.encode()), verbatim=True),),
        reader=READER,
    )


def words(doc: Document, text: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `text`; fails where there is none."""
    at = -1
    for _ in range(nth + 1):
        at = doc.text.find(text, at + 1)
        assert at >= 0, f"{text!r} is not in the document"
    return doc.span(at, at + len(text))


def said(doc: Document, text: str, value: str | None = None, nth: int = 0) -> Anchored[str]:
    """The words as an anchored string; `value` where it differs from the words."""
    return Anchored(text if value is None else value, (words(doc, text, nth),))


def on(first: str, last: str | None = None, basis: Basis = Basis.STATED) -> When:
    """A day, or a range of days, from ISO dates."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(start, end, Precision.DAY if start == end else Precision.RANGE, basis)


def attribution(
    doc: Document,
    speaker: str | None = None,
    *,
    form: Form | None = None,
    full: str | None = None,
    role: str | None = None,
    through: Attribution | None = None,
    nth: int = 0,
) -> Attribution:
    """Who speaks: `speaker` are the words, `full` the fullest name; nobody: own voice."""
    return Attribution(
        form=form or (Form.INDIRECT if speaker else Form.OWN_VOICE),
        speaker=said(doc, speaker, full, nth) if speaker else None,
        named_at=words(doc, full) if full else None,
        role=said(doc, role) if role else None,
        through=through,
    )


def claim(
    doc: Document,
    content: str,
    speaker: str | None = None,
    *,
    kind: ClaimKind = ClaimKind.INCIDENT,
    stance: Stance = Stance.ASSERTS,
    certainty: Certainty = Certainty.FACTUAL,
    by: Attribution | None = None,
    full: str | None = None,
    nth: int = 0,
) -> Claim:
    """A claim of the words `content`."""
    return Claim(
        document=doc.id,
        content=(words(doc, content, nth),),
        attribution=by or attribution(doc, speaker, full=full),
        kind=kind,
        stance=stance,
        certainty=certainty,
        rule="test",
    )


def allegation(
    doc: Document,
    of: Claim,
    act: Act = Act.SHELLING,
    act_words: str = "shelled",
    *,
    modality: Modality = Modality.OCCURRED,
    when: tuple[str, When] | None = None,
    where: tuple[str, ...] | str = (),
    by: str | None = None,
    by_status: ClaimStatus = ClaimStatus.ACCUSED,
    victims: tuple[tuple[str, PersonStatus | None], ...] = (),
    targets: tuple[tuple[str, TargetCategory | None], ...] = (),
    weapons: tuple[tuple[str, WeaponKind], ...] = (),
    harms: tuple[tuple[HarmKind, str, Count | None], ...] = (),
    circumstances: tuple[tuple[CircumstanceKind, str], ...] = (),
    nth: int = 0,
) -> Allegation:
    """An allegation of `of`; every pair holds words of the document and their value."""
    places = (where,) if isinstance(where, str) else where
    return Allegation(
        claim=of.id,
        document=doc.id,
        act=Anchored(act, (words(doc, act_words, nth),)),
        modality=modality,
        modality_cue=None,
        when=None if when is None else Anchored(when[1], (words(doc, when[0]),)),
        where=tuple(said(doc, place) for place in places),
        perpetrators=() if by is None else (AllegedActor(said(doc, by), by_status),),
        victims=tuple(
            VictimGroup(
                words=said(doc, text),
                status=None if status is None else Anchored(status, (words(doc, text),)),
            )
            for text, status in victims
        ),
        targets=tuple(
            Target(
                words=said(doc, text),
                category=None if category is None else Anchored(category, (words(doc, text),)),
            )
            for text, category in targets
        ),
        weapons=tuple(Weapon(said(doc, text), kind) for text, kind in weapons),
        harms=tuple(
            Harm(
                kind=kind,
                words=said(doc, text),
                count=None if count is None else Anchored(count, (words(doc, text),)),
            )
            for kind, text, count in harms
        ),
        circumstances=tuple(Circumstance(kind, said(doc, text)) for kind, text in circumstances),
        rule="test",
    )


def place(
    label: str,
    *docs: Document,
    path: tuple[str, ...] = ("Gadda",),
    level: PlaceLevel = PlaceLevel.TOWN,
    lat: float | None = None,
    lon: float | None = None,
    resolved: bool = True,
) -> Place:
    """A place with every occurrence of `label` in `docs` as mention; `path` is that of its parent.

    Without a point, one is made from the name, so that two names lie far apart.
    """
    mentions = []
    for doc in docs:
        at = doc.text.find(label)
        while at >= 0:
            mentions.append(doc.span(at, at + len(label)))
            at = doc.text.find(label, at + 1)
    seed = hashlib.sha256(label.encode()).digest()
    point = (lat, lon) if lat is not None else (20 + seed[0] / 16, 20 + seed[1] / 16)
    return Place(
        label=label,
        names=(label,),
        mentions=tuple(sorted(mentions, key=lambda span: (span.document, span.start))),
        path=(*path, label) if resolved else (),
        level=level if resolved else None,
        lat=point[0] if resolved else None,
        lon=point[1] if resolved else None,
        radius_km=2.0 if resolved else None,
        gazetteer_id=f"test:{'/'.join((*path, label))}" if resolved else None,
        reason=PlaceReason.ONLY_CANDIDATE if resolved else PlaceReason.NOT_IN_GAZETTEER,
    )
