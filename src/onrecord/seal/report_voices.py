"""Who says what about whom: speakers, the parties they name as responsible, and who denies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.model.vocab import ClaimStatus, Modality, Stance
from onrecord.seal.report_claims import Ref
from onrecord.seal.report_index import Index, Name
from onrecord.seal.report_text import direction, plain

MOST_DRAWN = 14  # speakers, and parties; the table has them all
MOST_ROWS = 300
MOST_REFS = 40
ROW, TOP, WIDTH, LEFT, RIGHT = 34, 6, 960, 320, 640
LABEL_CHARS = 38
_DENYING = frozenset({ClaimStatus.DENIED, ClaimStatus.ACQUITTED})


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What one speaker alleges, or denies, of one party."""

    speaker: Name
    party: Name
    alleged: tuple[Ref, ...]
    denied: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class VoicesView:
    """All pairs, most claims first, and their drawing."""

    rows: tuple[VoiceView, ...]
    rows_left_out: int
    drawing: Markup


def voices(index: Index) -> VoicesView:
    """Every speaker with every party it names as responsible, or says is not."""
    held: dict[tuple[str, str], tuple[Name, Name, dict[bool, list[int]]]] = {}
    for allegation in index.dossier.allegations:
        claim = index.claims[allegation.claim]
        counted = allegation.modality in {Modality.OCCURRED, Modality.ATTEMPTED, Modality.DENIED}
        if not counted or not allegation.perpetrators:
            continue
        said = index.speaker(claim)
        speaker = said.name or Name(said.note)
        number = index.claim_number[claim.id]
        for actor in allegation.perpetrators:
            party = index.name_of(actor.name)
            denies = (
                allegation.modality is Modality.DENIED
                or claim.stance is Stance.DENIES
                or actor.status in _DENYING
            )
            key = (said.key, party.anchor or party.text)
            entry = held.setdefault(key, (speaker, party, {False: [], True: []}))
            if number not in entry[2][denies]:
                entry[2][denies].append(number)
    rows = [
        VoiceView(speaker, party, _refs(by[False]), _refs(by[True]))
        for speaker, party, by in held.values()
    ]
    rows.sort(key=lambda row: (-len(row.alleged) - len(row.denied), row.speaker.text,
                               row.party.text))  # fmt: skip
    return VoicesView(tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS), _drawing(rows))


def _refs(numbers: list[int]) -> tuple[Ref, ...]:
    return tuple(Ref(f"C{n}", f"c{n}") for n in sorted(numbers)[:MOST_REFS])


def _drawing(rows: list[VoiceView]) -> Markup:
    """Speakers on one side, parties on the other: full lines allege, dashed ones deny."""
    if not rows:
        return Markup("")
    speakers = _most([(row.speaker.text, len(row.alleged) + len(row.denied)) for row in rows])
    parties = _most([(row.party.text, len(row.alleged) + len(row.denied)) for row in rows])
    height = TOP + ROW * max(len(speakers), len(parties)) + 10
    out = [
        Markup(
            '<svg class="voices" viewBox="0 0 {} {}" role="img" aria-labelledby="voices-title">'
            '<title id="voices-title">{}</title>'
        ).format(WIDTH, height, f"{len(rows)} pairs of speaker and party; the table has them all")
    ]
    for row in rows:
        if row.speaker.text in speakers and row.party.text in parties:
            y, z = _y(speakers[row.speaker.text]), _y(parties[row.party.text])
            for kind, refs, shift in (("alleges", row.alleged, -2), ("denies", row.denied, 2)):
                if refs:
                    out.append(_line(kind, y + shift, z + shift, len(refs)))
    out += [_label(LEFT - 14, _y(at), "end", text) for text, at in speakers.items()]
    out += [_label(RIGHT + 14, _y(at), "start", text) for text, at in parties.items()]
    out.append(Markup("</svg>"))
    return Markup("").join(out)


def _most(counted: list[tuple[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for text, number in counted:
        total[text] += number
    ranked = sorted(total, key=lambda text: (-total[text], text))[:MOST_DRAWN]
    return {text: at for at, text in enumerate(ranked)}


def _y(at: int) -> int:
    return TOP + ROW * at + ROW // 2


def _line(kind: str, y: int, z: int, claims: int) -> Markup:
    middle = (LEFT + RIGHT) // 2
    return Markup(
        '<path class="{}" stroke-width="{}" d="M{} {}C{} {} {} {} {} {}"><title>{}</title></path>'
    ).format(
        kind, min(7, 1 + claims), LEFT, y, middle, y, middle, z, RIGHT, z,
        f"{kind}: {claims} {'claim' if claims == 1 else 'claims'}",
    )  # fmt: skip


def _label(x: int, y: int, anchor: str, text: str) -> Markup:
    cut = text if len(text) <= LABEL_CHARS else f"{text[: LABEL_CHARS - 1]}…"
    rtl = direction(text) == "rtl"
    # With right-to-left text "start" is the right edge.
    side = {"start": "end", "end": "start"}[anchor] if rtl else anchor
    way = Markup(' direction="rtl"') if rtl else Markup("")
    return Markup('<circle class="dot" cx="{}" cy="{}" r="4"/>').format(
        x + 14 if anchor == "end" else x - 14, y
    ) + Markup('<text class="row" x="{}" y="{}" text-anchor="{}"{}>{}</text>').format(
        x, y + 4, side, way, escape(plain(cut))
    )
