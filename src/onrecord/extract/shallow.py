"""Words, sentences and noun phrases of a stretch of text, by closed lists; no model, linear time.

A `Sentence` holds its words with their class and the noun phrases found among them. Offsets are
those of `Document.text`. English is analysed by what closes a noun phrase (prepositions, verbs,
auxiliaries, subordinators), Arabic by the same with its prefixed particles taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.extract.tokens import Token, tokens_of
from onrecord.lang.acts import (
    ACT_NOUNS,
    ACT_VERBS,
    AID_VERBS,
    AID_WORDS,
    AIRCRAFT,
    BOMB_VERBS,
    BOMB_WORDS,
    FALLEN,
    FALLING,
    LED_BY,
    LED_BY_AGENTS,
    NOT_ACTS,
    ActCue,
    Part,
)
from onrecord.lang.effects import AGENTS, HARMS, INCLUDING, PEOPLE, WEAPONS, HarmCue
from onrecord.lang.numerals import NumberWords, read_number
from onrecord.lang.phrases import listed
from onrecord.lang.wordclass import (
    ADV,
    AUX,
    CLASS,
    DET,
    MARK,
    NEG,
    NUM,
    OF,
    POSS,
    PREP,
    PRON,
    SUB,
    VERB,
    WORD,
)  # fmt: skip
from onrecord.model.vocab import Act

MAX_WORDS: Final = 400  # a longer sentence is cut, so that work on one sentence stays bounded
_AID_REACH: Final = 8
_FALL_REACH: Final = 5
_LONG = 5  # letters: an Arabic word that can carry particle and article
_STEM = 3  # letters: shortest Arabic stem
_END = frozenset(".!?؟")
_CLOSERS = frozenset("\"”’»)]'")
_ABBREVIATED = frozenset(
    listed("mr|mrs|ms|dr|gen|col|lt|sgt|st|prof|rev|maj|capt|gov|sen|no|vs|u.s|u.n|etc|jr|sr|brig")
)
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*[-•*])")

_TIME_WORDS: Final = frozenset(
    listed(
        """monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|
        may|june|july|august|september|october|november|december|yesterday|today|tonight"""
    )
)
_QUALITIES: Final = frozenset(
    listed("deadly|heavy|new|recent|second|first|third|major|armed|alleged|brutal|last|latest|such")
)
_BE: Final = frozenset(listed("is|are|was|were|be|been|being|got|get|تم|جرى"))
_TOLD: Final = frozenset(  # between "were" and "killed": "were reported killed", "was found shot"
    listed("reported|confirmed|believed|feared|presumed|declared|found|reportedly|said|thought")
)
_QUALIFIERS: Final = frozenset(("at", "between", "up", "over", "about", "more", "nearly", "around"))
_PASTS: Final = frozenset(("took", "drove", "driven", "sent"))
_PARTIES: Final = frozenset({"party", "parties", "squad", "squads", "unit", "units"})
_PASSIVE_NEXT: Final = frozenset({"by"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the words `[first, last)`; `head` is the word that says what it is."""

    first: int
    last: int
    head: int
    prep: str | None  # the preposition that governs it
    number: NumberWords | None  # a number that stands in it


@dataclass(frozen=True, slots=True)
class Found:
    """A word or phrase of a list: the words `[first, last)`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ActFound(Found):
    """A word or phrase that names an act."""

    cue: ActCue


@dataclass(frozen=True, slots=True)
class HarmFound(Found):
    """A word or phrase that names an effect."""

    cue: HarmCue


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence with what was found among them."""

    tokens: tuple[Token, ...]
    readings: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    phrase_of: tuple[int, ...]  # word → index of its phrase, or -1
    numbers: tuple[NumberWords, ...]
    acts: tuple[ActFound, ...]
    harms: tuple[HarmFound, ...]
    including: tuple[Found, ...]
    cased: bool  # not in capitals throughout, so that a capital says something

    @property
    def start(self) -> int:
        """Where its first word begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last word ends in the text."""
        return self.tokens[-1].end

    def tag(self, at: int) -> str:
        """The class of word `at`; a mark beyond either end."""
        return self.tokens[at].tag if 0 <= at < len(self.tokens) else MARK

    def word(self, at: int) -> str:
        """The folded word `at`; "" beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def phrase_at(self, at: int) -> Phrase | None:
        """The noun phrase that word `at` belongs to."""
        if 0 <= at < len(self.tokens) and self.phrase_of[at] >= 0:
            return self.phrases[self.phrase_of[at]]
        return None


def _ends(text: str, tokens: Sequence[Token], at: int, after: Token) -> bool:
    """Whether the sentence ends between word `at` and the next word."""
    token = tokens[at]
    between = text[token.end : after.start]
    if _BREAK.search(between):
        return True
    last = at
    while last > 0 and tokens[last].word in _CLOSERS and tokens[last].tag == MARK:
        last -= 1
    mark = tokens[last]
    if mark.tag != MARK or mark.word not in _END or not between:
        return False
    if mark.word == "." and last > 0 and text[mark.start - 1] != " ":
        before = tokens[last - 1].word
        if before in _ABBREVIATED or (len(before) == 1 and before.isalpha()):
            return False
    follows = text[after.start]
    return not follows.islower()


def sentences(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """The sentences of the given ranges of `text`, read as one run of words, in order."""
    kept: list[Token] = []
    for start, end in spans:
        for token in tokens_of(text, start, end):
            if kept and (len(kept) >= MAX_WORDS or _ends(text, kept, len(kept) - 1, token)):
                yield _analysed(kept)
                kept = []
            kept.append(token)
    if kept:
        yield _analysed(kept)


def _analysed(tokens: Sequence[Token]) -> Sentence:
    readings = tuple(token.readings for token in tokens)
    words = tuple(token.word for token in tokens)
    numbers = _numbers(words)
    acts, harms, including = _cues(tokens, readings)
    tags = _tags(tokens, numbers, acts, harms, including)
    tagged = tuple(
        token if token.tag == tag else replace(token, tag=tag)
        for token, tag in zip(tokens, tags, strict=True)
    )
    stops = frozenset(harm.first for harm in harms if harm.cue.side == "after")
    phrases = tuple(_phrases(tagged, numbers, stops))
    phrase_of = [-1] * len(tagged)
    for n, phrase in enumerate(phrases):
        phrase_of[phrase.first : phrase.last] = [n] * (phrase.last - phrase.first)
    acts = tuple(act for act in acts if not _is_adjective(tagged, act))
    return Sentence(
        tagged, readings, words, phrases, tuple(phrase_of), numbers, acts, harms, including,
        _cased(tokens),
    )  # fmt: skip


def _cased(tokens: Sequence[Token]) -> bool:
    return any(t.word.isascii() and t.word.isalpha() and not t.capital for t in tokens)


def _numbers(words: Sequence[str]) -> tuple[NumberWords, ...]:
    found, at = [], 0
    while at < len(words):
        number = read_number(words, at)
        if number:
            found.append(number)
            at = number.end
        else:
            at += 1
    return tuple(found)


def _cues(
    tokens: Sequence[Token],
    readings: Sequence[tuple[str, ...]],
) -> tuple[tuple[ActFound, ...], tuple[HarmFound, ...], tuple[Found, ...]]:
    acts: list[ActFound] = []
    harms: list[HarmFound] = []
    including: list[Found] = []
    act_from = harm_from = 0
    for at in range(len(readings)):
        if at >= act_from:
            act = _act(tokens, readings, at)
            barred = NOT_ACTS.match(readings, at)
            verb = (
                act is not None
                and act[1].part is Part.BASE
                and (
                    (_leads(tokens, at - 1) and tokens[at - 1].word not in {"and", "or"})
                    or _does(tokens, at, act[0])
                )
            )
            if (
                barred
                and (act is None or barred[0] >= act[0])
                and not (verb and barred[0] == at + 1)
            ):
                act_from = max(act_from, barred[0])
                if barred[0] > at + 1:
                    harm_from = max(harm_from, barred[0])
            elif act:
                acts.append(ActFound(at, act[0], act[1]))
                act_from = act[0]
        if at >= harm_from and (harm := HARMS.match(readings, at)):
            harms.append(HarmFound(at, harm[0], harm[1]))
            harm_from = harm[0]
        if among := INCLUDING.match(readings, at):
            including.append(Found(at, among[0]))
    return tuple(acts), tuple(harms), tuple(including)


def _act(
    tokens: Sequence[Token], readings: Sequence[tuple[str, ...]], at: int
) -> tuple[int, ActCue] | None:
    """The act named at word `at`: as a verb or as a noun, by the words beside it."""
    verb, noun = ACT_VERBS.match(readings, at), ACT_NOUNS.match(readings, at)
    if verb is None and noun is None:
        return _aid(readings, at)
    if verb is None or (noun and noun[0] > verb[0]):
        return None if noun and _participle(tokens, at, noun[0]) else noun
    if verb[1].part in {Part.PAST, Part.PASSIVE}:
        return verb
    before = tokens[at - 1].tag if at else MARK
    after = tokens[verb[0]].tag if verb[0] < len(tokens) else MARK
    if verb[1].part is Part.ACTIVE:  # Arabic: a noun after a preposition, an article, a verb
        article = readings[at][0].startswith(("ال", "لل", "بال", "وال", "فال"))
        glued = readings[at][0].startswith(("و", "ف")) and len(readings[at]) > 1
        if article or (before in {PREP, DET} and not glued):  # "قبل الفجر": no verb stands there
            return noun
        return noun if noun and before == VERB else verb
    if verb[1].part is Part.BASE:
        led = _leads(tokens, at - 1)
        subject = before == WORD and after in {DET, NUM, WORD, PRON}
        subject = subject and tokens[at - 1].word not in _QUALITIES
        if led or _does(tokens, at, verb[0]) or (noun is None and after in {DET, NUM, PRON}):
            return verb
        return verb if subject and WEAPONS.match(readings, at) is None else noun
    if before == AUX or noun is None:
        return verb
    follows = after in {DET, NUM, WORD, PRON} or (after == PREP and verb[1].generic)
    return verb if follows and after != PREP and before not in {DET, POSS, WORD} else noun


def _aid(readings: Sequence[tuple[str, ...]], at: int) -> tuple[int, ActCue] | None:
    """A verb that names an act by what follows: "prevented … aid", "threw … grenade"."""
    near = readings[at + 1 : at + 1 + _AID_REACH]
    if readings[at][0] in BOMB_VERBS:
        named = any(word in BOMB_WORDS for words in near for word in words)
        past = Part.ING if readings[at][0].endswith("ing") else Part.PAST
        return (at + 1, ActCue(Act.IED_OR_MINE, past)) if named else None
    led = {word for words in near for word in words}
    for verbs, words, act in LED_BY:
        if verbs & set(readings[at]) and words & led:
            return at + 1, ActCue(act, _part_of(readings[at][0]))
    doers = readings[max(0, at - _AID_REACH) : at]
    for verbs, words, act in LED_BY_AGENTS:
        if readings[at][0] in verbs and words & led and any(set(r) & AGENTS for r in doers):
            return at + 1, ActCue(act, _part_of(readings[at][0]))
    if readings[at][0] in FALLING:
        for before in reversed(readings[max(0, at - _FALL_REACH) : at]):
            if before[0] in FALLEN:
                return at + 1, ActCue(FALLEN[before[0]], Part.PAST)
    part = AID_VERBS.get(readings[at])
    if part is None:
        return None
    if not any(word in AID_WORDS for words in near for word in words):
        return None
    return at + 1, ActCue(Act.OBSTRUCTION_OF_AID, part)


def _part_of(word: str) -> Part:
    if not word.isascii():
        return Part.ACTIVE
    if word.endswith("ing"):
        return Part.ING
    return Part.PAST if word.endswith("ed") or word in _PASTS else Part.BASE


def _does(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a base form is a verb by what stands beside it.

    "warplanes bomb a clinic", "an army shells a hospital", "the clinic was hit by …".
    """
    before = tokens[at - 1] if at else None
    after = tokens[end] if end < len(tokens) else None
    if before is None or after is None or before.tag != WORD:
        return False
    if tokens[at].word == "hit" and after.word == "by":
        return True
    doer = before.word in AGENTS or before.word in AIRCRAFT
    return doer and (after.tag in {DET, PRON} or before.word.endswith("s")) and after.tag in {
        DET, PRON, NUM, WORD,
    }  # fmt: skip


def _participle(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether "killing" is a participle with an object, not a noun."""
    if end != at + 1 or not tokens[at].word.endswith("ing"):
        return False
    before = tokens[at - 1].tag if at else MARK
    after = tokens[end].tag if end < len(tokens) else MARK
    qualified = end < len(tokens) and tokens[end].word in _QUALIFIERS
    if before == WORD and (after == NUM or qualified):
        return True  # "an airstrike killing between four and five people"
    return before not in {DET, POSS, WORD} and (qualified or after in {DET, NUM, WORD, PRON, ADV})


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word `at` lets a base form follow as a verb ("to", "that", "will")."""
    while at >= 0 and tokens[at].tag == ADV:
        at -= 1
    return at >= 0 and (
        tokens[at].tag in {AUX, PRON, NEG}
        or tokens[at].word in {"to", "that", "which", "who", "not", "and", "or"}
    )


def _tags(  # noqa: PLR0912  (one rule a kind of cue, in order)
    tokens: Sequence[Token],
    numbers: Sequence[NumberWords],
    acts: Sequence[ActFound],
    harms: Sequence[HarmFound],
    including: Sequence[Found],
) -> list[str]:
    tags = [token.tag for token in tokens]
    for at, token in enumerate(tokens):
        if token.word in {"may", "march"} and (
            (at and tokens[at - 1].tag == NUM)
            or (at + 1 < len(tokens) and tokens[at + 1].tag == NUM)
        ):
            tags[at] = WORD
    for act in acts:
        verb = act.cue.part is not Part.NOUN
        for at in range(act.first, act.last):
            if tags[at] not in {PREP, OF} or not verb:
                tags[at] = VERB if verb else WORD
    nouns = {at for act in acts if act.cue.part is Part.NOUN for at in range(act.first, act.last)}
    for harm in harms:
        if harm.cue.side == "verb" and harm.first in nouns:
            continue
        if harm.cue.side == "verb":
            tags[harm.first : harm.last] = [VERB] * (harm.last - harm.first)
        elif harm.cue.side == "before":
            tags[harm.first : harm.last] = [WORD] * (harm.last - harm.first)
    counted = {number.end for number in numbers}
    for at in range(len(tags) - 1):
        if tags[at] == VERB and _before_noun(tokens, tags, at, counted=at in counted):
            tags[at] = WORD
    for among in including:
        tags[among.first : among.last] = [SUB] * (among.last - among.first)
    for number in numbers:
        tags[number.start : number.end] = [NUM] * (number.end - number.start)
    return tags


def _before_noun(tokens: Sequence[Token], tags: Sequence[str], at: int, *, counted: bool) -> bool:
    """Whether a participle is an adjective: "the wounded civilians", "two detained men"."""
    word = tokens[at].word
    if word.isascii() and word.endswith("ing"):  # "a raiding party"
        named = tags[at - 1] in {DET, WORD} if at else False
        return named and tags[at + 1] == WORD and tokens[at + 1].word in _PARTIES
    if not word.isascii() or not word.endswith(("ed", "en")):
        return False
    back = at - 1
    while back >= 0 and tokens[back].word.endswith("ly"):
        back -= 1
    before = tags[back] if back >= 0 else MARK
    after = tags[at + 1]
    if before in {DET, POSS}:
        return after == WORD
    if counted or before in {NUM, PREP, OF} or (at and tokens[at - 1].word in {"and", "of"}):
        return after == WORD and PEOPLE.get(tokens[at + 1].readings) is not None
    return False


def _is_adjective(tokens: Sequence[Token], act: ActFound) -> bool:
    return act.cue.part in {Part.PAST, Part.ING} and tokens[act.last - 1].tag == WORD


def _phrases(
    tokens: Sequence[Token], numbers: Sequence[NumberWords], stops: frozenset[int]
) -> Iterator[Phrase]:
    at, next_number = 0, 0
    while at < len(tokens):
        if tokens[at].tag not in {DET, NUM, WORD} or at in stops:
            at += 1
            continue
        end = _phrase_end(tokens, at, stops)
        while next_number < len(numbers) and numbers[next_number].start < at:
            next_number += 1
        number = (
            numbers[next_number]
            if next_number < len(numbers) and numbers[next_number].start < end
            else None
        )
        yield Phrase(at, end, _head(tokens, at, end), _prep(tokens, at), number)
        at = end


def _phrase_end(  # noqa: PLR0912  (one branch a word class)
    tokens: Sequence[Token], at: int, stops: frozenset[int]
) -> int:
    end = at + 1
    while end < len(tokens) and end not in stops:
        tag, previous = tokens[end].tag, tokens[end - 1].tag
        if _time_word(tokens[end - 1]) and not (
            tokens[end].word.isdigit() or _part_of_day(tokens[end])
        ):
            break
        if tag == NUM and previous == NUM and _year(tokens[end - 1].word):
            break
        if tokens[end].word.startswith(("بال", "لل")) and len(tokens[end].word) >= _LONG:
            break
        if tag == WORD:
            if _joined(tokens[end]):
                break
        elif tag == NUM:
            if previous not in {DET, OF, NUM, WORD} or (previous == NUM and end > at + 6):
                break
        elif tag == DET:
            if previous not in {OF, DET, NUM}:
                break
        elif tag == POSS:
            if end + 1 >= len(tokens) or tokens[end + 1].tag not in {WORD, NUM}:
                break
        elif tag != OF or end + 1 >= len(tokens) or tokens[end + 1].tag not in {DET, NUM, WORD}:
            break
        end += 1
    return end


def _year(word: str) -> bool:
    return len(word) == len("2000") and word.isdigit() and word[:2] in {"19", "20"}


def _time_word(token: Token) -> bool:
    return token.word in _TIME_WORDS


def _part_of_day(token: Token) -> bool:
    return token.tag == POSS or token.word in {"morning", "evening", "night", "afternoon", "dawn"}


def _joined(token: Token) -> bool:
    """Whether an Arabic word carries the prefixed "and"."""
    word = token.word
    return (
        word.startswith("و")
        and len(word) > _STEM
        and (
            word.startswith("وال") or word[1:].isdigit() or word[1:] in PEOPLE or word[1:] in CLASS
        )
    )


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The last word before "of"; in Arabic the first word that is no number or determiner."""
    if not tokens[first].word.isascii() or not tokens[last - 1].word.isascii():
        for at in range(first, last):
            if tokens[at].tag == WORD:
                return at
        return first
    for at in range(first, last):
        if tokens[at].tag == OF and at > first and tokens[at - 1].tag == WORD:
            return at - 1
    return last - 1


def _prep(tokens: Sequence[Token], at: int) -> str | None:
    before = at - 1
    while before >= 0 and tokens[before].tag == ADV:
        before -= 1
    if before >= 0 and tokens[before].tag in {PREP, OF}:
        return tokens[before].word
    word = tokens[at].readings
    prefixed = not word[0].isascii() and word[0][0] in "بل" and word[0][1:] in word
    return word[0][0] if prefixed and not word[0].startswith(("بي", "لي")) else None


def is_passive(sentence: Sentence, at: int) -> bool:
    """Whether the participle at word `at` has a form of "be" before it."""
    before = at - 1
    while before >= 0 and (
        sentence.tag(before) in {AUX, ADV, NEG} or sentence.word(before) in _TOLD
    ):
        if sentence.word(before) in _BE:
            return True
        before -= 1
    return False
