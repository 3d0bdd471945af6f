"""The standing of an act inside a claim, and the words that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.extract.shallow import ActFound, Sentence, sentences
from onrecord.lang.acts import Part
from onrecord.lang.fold import fold
from onrecord.lang.modality import (
    AFTERWARD,
    ANYWHERE,
    FORWARD,
    NOT_CUES,
    PURPOSE_LICENSED,
    Scope,
)  # fmt: skip
from onrecord.lang.phrases import folded, listed
from onrecord.lang.wordclass import ADV, AND, AUX, DET, MARK, NEG, SUB, VERB
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Span
from onrecord.model.vocab import Certainty, ClaimKind, Modality, Stance

_NEAR: Final = 4  # words between a negation and the act it denies
_HISTORY_YEARS: Final = 2
_SOFT: Final = frozenset(
    listed(
        """would|will|could|can|may|might|should|shall|if|whether|must|need|potential|possible|
        قد|سوف|لو|اذا|ربما"""
    )
)
# "We are afraid that the army will …": what follows does not weaken these.
_FIRM: Final = frozenset({Modality.FEARED, Modality.THREATENED, Modality.CALLED_FOR})
_HISTORY: Final = 1950  # a year before it is history in any report of today
_NOT_DENIED: Final = frozenset({Modality.CALLED_FOR, Modality.HYPOTHETICAL})
_ADJECTIVES: Final = frozenset({"potential", "possible", "if", "whether", "اذا", "لو"})
_CLOSE: Final = 6  # words between a denial and the noun it denies
_DEFINITE: Final = frozenset(listed("the|this|that|these|those|yesterday|last|recent|today"))
_BREAKERS: Final = frozenset(
    listed(
        "while|as|after|because|since|although|whereas|but|when|before|following|though|فيما|بينما"
    )
)
_FINITE: Final = frozenset(listed("was|were|is|are|has|had|did|does"))
# What tells of acts that are no occurrence of today, where it is named as the speaker.
_TELLERS: Final = folded(
    listed(
        """film|movie|novel|play|opera|legend|museum|exhibition|textbook|poem|ballad|thriller|
        فيلم|الفيلم|رواية|الرواية|مسرحية|المسرحية|متحف|المتحف"""
    )
)
_WE: Final = frozenset(("we", "i", "they"))
_FUTURE_STEM: Final = 4  # letters of the shortest Arabic verb with "سـ" before it
_LEAD_CHARS: Final = 60
_OF_CLAIM: Final = {
    ClaimKind.THREAT: Modality.THREATENED,
    ClaimKind.CALL: Modality.CALLED_FOR,
    ClaimKind.DEMAND: Modality.CALLED_FOR,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The modality of an act and the range of text that decides it."""

    modality: Modality
    cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the claim around a sentence says of the standing of its acts."""

    stance: Stance
    kind: ClaimKind
    certainty: Certainty
    cue: tuple[int, int] | None
    lead: Standing | None  # from the words between the cue of attribution and the content
    published_year: int | None
    spoken: bool  # by somebody named, not in the publisher's own voice


OCCURRED: Final = Standing(Modality.OCCURRED)


def context_of(document: Document, claim: Claim) -> Context:
    """The context that `claim` gives its acts."""
    cue = claim.attribution.cue
    lead = None
    if cue is not None and claim.content and cue.start <= claim.content[0].start:
        start, end = cue.start, claim.content[0].start
        if end - start <= _LEAD_CHARS and end > start:
            lead = _lead(document, start, end)
    source = claim.attribution.source or (
        claim.attribution.speaker.spans[0] if claim.attribution.speaker else None
    )
    if source is not None and _TELLERS & set(fold(source.quote).split()):
        lead = Standing(Modality.BACKGROUND, (source.start, source.end))
    published = document.published.value.earliest if document.published else None
    return Context(
        claim.stance, claim.kind, claim.certainty, (cue.start, cue.end) if cue else None, lead,
        published.year if published else None,
        claim.attribution.speaker is not None,
    )  # fmt: skip


def _lead(document: Document, start: int, end: int) -> Standing | None:
    for sentence in sentences(document.text, ((start, end),)):
        for at in range(len(sentence.tokens)):
            found = FORWARD.match(sentence.readings, at)
            if found and found[1].scope is Scope.BEFORE and sentence.word(at) not in _SOFT:
                tokens = sentence.tokens
                return Standing(found[1].modality, (tokens[at].start, tokens[found[0] - 1].end))
    return None


def standing(
    sentence: Sentence, act: ActFound, verb: int, context: Context, years: tuple[int, ...]
) -> Standing:
    """The standing of `act`, whose carrying verb is word `verb`.

    `years`: years stated in its sentence. The claim's own denial comes first, then the cue nearest
    before the act, then cues after it, the sentence, and at last what the claim is about.
    """
    definite = act.cue.part is Part.NOUN and _definite(sentence, act)
    found = _before(sentence, act, min(verb, act.first), definite=definite) or _after(sentence, act)
    if context.stance is Stance.DENIES and (found is None or found.modality not in _NOT_DENIED):
        return Standing(Modality.DENIED, context.cue)
    if found is None:
        found = _purpose(sentence, act)
    if found is None:
        found = _to_come(sentence, act)
    if found is None or found.modality is Modality.HYPOTHETICAL:
        found = _anywhere(sentence) or found
    found = _announced(sentence, act, context, found, definite=definite)
    if found is None and _historic(years, context.published_year):
        return Standing(Modality.BACKGROUND)
    if found is None and not _told(sentence, act) and not definite:
        found = _of_claim(context)
    return found or OCCURRED


def _announced(
    sentence: Sentence, act: ActFound, context: Context, found: Standing | None, *, definite: bool
) -> Standing | None:
    """What the speaker does with an act to come: "threatened to", "we will" stand over "would"."""
    if found is not None and found.modality is not Modality.HYPOTHETICAL:
        return found
    told_of = context.lead is not None and context.lead.modality is Modality.BACKGROUND
    if told_of:
        return context.lead
    if definite or (found is None and _told(sentence, act)):
        return found
    if context.lead is not None:
        return context.lead
    if found is None:
        return None
    by_claim = _of_claim(context)
    if by_claim is not None and by_claim.modality in _FIRM:
        return by_claim
    if context.spoken and found.cue is not None and _own_will(sentence, found.cue):
        return Standing(Modality.THREATENED, found.cue)
    return found


def _to_come(sentence: Sentence, act: ActFound) -> Standing | None:
    """An Arabic verb with the "سـ" of the future ("سنحرق")."""
    word = sentence.word(act.first)
    if act.cue.part is not Part.ACTIVE or len(word) <= _FUTURE_STEM or word[0] != "س":
        return None
    if word[1] not in "ينتا" or word[1:] not in sentence.readings[act.first]:
        return None
    token = sentence.tokens[act.first]
    return Standing(Modality.HYPOTHETICAL, (token.start, token.end))


def _own_will(sentence: Sentence, cue: tuple[int, int]) -> bool:
    """Whether the cue is "will" or "would" behind "we", "I" or "they", or Arabic "سن"."""
    for at, token in enumerate(sentence.tokens):
        if token.start == cue[0]:
            word = token.word
            if not word.isascii():
                return word.startswith(("سن", "سي")) and len(word) > _FUTURE_STEM
            return word in {"will", "would", "shall"} and sentence.word(at - 1) in _WE
    return False


def _of_claim(context: Context) -> Standing | None:
    modality = _OF_CLAIM.get(context.kind)
    if modality is None and context.certainty is Certainty.HYPOTHETICAL:
        modality = Modality.HYPOTHETICAL
    if modality is None and context.certainty is Certainty.FUTURE and context.cue is not None:
        modality = Modality.HYPOTHETICAL  # in the publisher's own voice the words of the act tell
    return Standing(modality, context.cue) if modality else None


def _historic(years: tuple[int, ...], published: int | None) -> bool:
    if not years:
        return False
    if max(years) < _HISTORY:
        return True
    return published is not None and max(years) < published - _HISTORY_YEARS


def _told(sentence: Sentence, act: ActFound) -> bool:
    """Whether the act is told in a past tense or as going on."""
    return act.cue.part in {Part.PAST, Part.ACTIVE, Part.PASSIVE} or (
        act.cue.part is Part.ING and sentence.tag(act.first - 1) == AUX
    )


def _definite(sentence: Sentence, act: ActFound) -> bool:
    phrase = sentence.phrase_at(act.first)
    first = phrase.first if phrase else act.first
    return sentence.word(first) in _DEFINITE


def _window(sentence: Sentence, act: ActFound, verb: int) -> int:
    """The first word of the clause that a cue may stand in."""
    for at in range(verb - 1, -1, -1):
        word, tag = sentence.word(at), sentence.tag(at)
        if word in {";", ":", "؛"} and tag == MARK:
            return at + 1
        if tag == SUB and word in _BREAKERS:
            return at + 1
        if word in {",", "،"} and _new_clause(sentence, at, act):
            return at + 1
    return 0


def _new_clause(sentence: Sentence, comma: int, act: ActFound) -> bool:
    """Whether a verb of its own stands between the comma and the act, or the act is that verb."""
    tags = {sentence.tag(at) for at in range(comma + 1, act.first)}
    if tags & {VERB, AUX}:
        return sentence.tag(comma + 1) != AND or AUX in tags
    return act.cue.part is not Part.NOUN and sentence.tag(comma + 1) != AND


def _before(sentence: Sentence, act: ActFound, verb: int, *, definite: bool) -> Standing | None:
    best: tuple[int, Standing] | None = None
    at, first = _window(sentence, act, verb), act.first
    while at < first:
        barred = NOT_CUES.match(sentence.readings, at)
        if barred:
            at = barred[0]
            continue
        found = FORWARD.match(sentence.readings, at)
        if found is None or found[0] > first:
            at += 1
            continue
        end, cue = found
        soft = sentence.word(at) in _SOFT and best is not None and best[1].modality in _FIRM
        if not soft and _governs(
            sentence, at, end, act, verb, near=cue.scope is Scope.NEAR, definite=definite
        ):
            span = (sentence.tokens[at].start, sentence.tokens[end - 1].end)
            rank = at if cue.modality is not Modality.DENIED else at + len(sentence.tokens)
            if best is None or rank >= best[0]:
                best = (rank, Standing(cue.modality, span))
        at = end
    return best[1] if best else None


def _governs(
    sentence: Sentence, at: int, end: int, act: ActFound, verb: int, *, near: bool, definite: bool
) -> bool:
    word = sentence.word(at)
    if near:
        between = range(end, act.first)
        clear = all(sentence.tag(n) in {ADV, AUX, NEG, DET, "word", "to"} for n in between)
        return (
            len(between) <= _NEAR
            and clear
            and (word != "no" or end > at + 1 or act.cue.part is Part.NOUN)
        )
    noun = act.cue.part is Part.NOUN
    if noun and word.startswith(("den", "reject", "refut")) and act.first - end > _CLOSE:
        return False
    if word == "قد" and _perfect(sentence.word(act.first)) and act.cue.part is Part.ACTIVE:
        return False  # "قد قصفت": has shelled; "قد تقصف": may shell
    if word in _SOFT:
        if noun and act.first <= verb and word not in _ADJECTIVES:
            return False
        if definite or (word in {"may", "might", "could"} and sentence.word(end) == "have"):
            return False
        if word in {"if", "whether", "لو", "اذا"}:
            return True
        if any(sentence.word(n) in _FINITE for n in range(end, act.first)):
            return False  # "who could return were shot": another clause
        verbs = [n for n in range(end, act.first) if sentence.tag(n) == VERB]
        return len(verbs) <= 1
    past = act.cue.part in {Part.PAST, Part.ACTIVE}
    if past and word in {"stop", "halt", "demanded", "demands", "urged", "called", "calls"}:
        return not any(sentence.tag(n) == SUB for n in range(end, act.first))
    return True


def _perfect(word: str) -> bool:
    """Whether an Arabic verb is in the perfect by its letters."""
    return not word.startswith(("ي", "ت", "ن")) or word.endswith("ت")


def _after(sentence: Sentence, act: ActFound) -> Standing | None:
    phrase = sentence.phrase_at(act.first)
    if act.cue.part is not Part.NOUN:
        return None
    start = max(act.last, phrase.last if phrase else act.last)
    for at in range(act.last, min(start + 2, len(sentence.tokens))):
        found = AFTERWARD.match(sentence.readings, at)
        if found:
            span = (sentence.tokens[at].start, sentence.tokens[found[0] - 1].end)
            return Standing(found[1].modality, span)
    return None


def _purpose(sentence: Sentence, act: ActFound) -> Standing | None:
    """A bare infinitive ("to kill civilians") states a purpose, not an occurrence."""
    if act.cue.part is not Part.BASE or sentence.word(act.first - 1) != "to":
        return None
    if sentence.word(act.first - 2) in PURPOSE_LICENSED:
        return None
    token = sentence.tokens[act.first - 1]
    return Standing(Modality.HYPOTHETICAL, (token.start, token.end))


def _anywhere(sentence: Sentence) -> Standing | None:
    for at in range(len(sentence.tokens)):
        found = ANYWHERE.match(sentence.readings, at)
        if found:
            span = (sentence.tokens[at].start, sentence.tokens[found[0] - 1].end)
            return Standing(found[1].modality, span)
    return None


def cue_span(document: Document, found: Standing) -> Span | None:
    """The words that decide a standing, as a span."""
    return document.span(*found.cue) if found.cue else None
