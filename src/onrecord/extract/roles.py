"""Who is alleged to have done an act, and to whom or what, from the shape of the sentence.

Alleged perpetrator and victim are never exchanged: the passive, the reduced relative ("the town
shelled by …"), nominal forms ("the bombing of X by Y"), possessives and Arabic verb-first order
are told apart. A pronoun names nobody: it gives no actor.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract.clauses import (
    LIGHT,
    Range,
    Roles,
    objects,
    phrase_left,
    ranges,
    right,
    subject,
)
from onrecord.extract.roles_arabic import of_arabic_noun, of_arabic_verb
from onrecord.extract.shallow import ActFound, Phrase, Sentence, is_passive
from onrecord.lang.acts import AIRCRAFT, Part
from onrecord.lang.effects import (
    AGENTS,
    NATIONAL_ENDINGS,
    NOT_AGENTS,
    PEOPLE,
    PREMODIFIER_AGENTS,
    TARGETS,
    WEAPONS,
)
from onrecord.lang.phrases import listed
from onrecord.lang.wordclass import ADV, AND, AUX, DET, MARK, NUM, POSS, PREP, PRON, VERB, WORD

_ACCUSE: Final = frozenset(
    listed(
        "implicated|implicates|suspected|accused|accuses|accusing|accuse|blamed|blames|blaming|blame|charged|اتهم|اتهمت|يتهم"
    )
)
_ATTRIBUTE: Final = ("attribut", "ascrib", "نسب")
_TO_REACH: Final = 14  # words between the act and "to X"


def _modifier(sentence: Sentence, act: ActFound, adjectives: frozenset[int]) -> tuple[Range, ...]:
    """The agent in words right before the act in its own phrase ("rebel shelling", "X's raid")."""
    phrase = sentence.phrase_at(act.first)
    if phrase is None:
        return ()
    last = act.first
    for at in range(phrase.first, act.first):
        if sentence.tag(at) == POSS and at > phrase.first:
            words = {word for n in range(phrase.first, at) for word in sentence.readings[n]}
            times = words & NOT_AGENTS and not words & AGENTS
            return () if times else ((phrase.first, at),)
    first = last
    for at in range(last - 1, phrase.first - 1, -1):
        word = sentence.word(at)
        if at in adjectives or word in PREMODIFIER_AGENTS or word in AIRCRAFT or _nation(word):
            first = at
        elif first < last:
            break
    while first < last and not _agentive(sentence, last - 1, adjectives):
        last -= 1
    return ((first, last),) if first < last else ()


def _agentive(sentence: Sentence, at: int, adjectives: frozenset[int]) -> bool:
    word = sentence.word(at)
    return at in adjectives or word in PREMODIFIER_AGENTS or word in AIRCRAFT or _nation(word)


def _nation(word: str) -> bool:
    return len(word) > 4 and word.endswith(NATIONAL_ENDINGS) and word not in {  # noqa: PLR2004
        "british museum", "civilian", "humanitarian", "pedestrian", "christian", "guardian",
        "sectarian", "vegetarian", "taxi", "multi", "mini", "semi", "anti", "veterinarian",
    }  # fmt: skip


def roles(sentence: Sentence, act: ActFound, adjectives: frozenset[int]) -> Roles:
    """Alleged agents and those acted upon for one act.

    `adjectives`: words that a place gave as adjectives ("Syrian"); before an act they name agents.
    """
    if act.cue.part is Part.NOUN:
        return _of_noun(sentence, act, adjectives)
    if act.cue.part in {Part.ACTIVE, Part.PASSIVE}:
        return of_arabic_verb(sentence, act)
    passive = act.cue.part is Part.PAST and _passive(sentence, act)
    if act.cue.part is Part.BASE:  # "was hit", "hit by": the form is that of the present
        hit_by = sentence.word(act.first) == "hit" and sentence.word(act.last) == "by"
        passive = hit_by or is_passive(sentence, act.first)
    if passive:
        agents, _ = right(sentence, act.last)
        patients = subject(sentence, act.first)
        return Roles(agents, patients, act.first)
    patients = objects(sentence, act.last)
    after = patients[-1].last if patients else act.last
    if patients and WEAPONS.match(sentence.readings, patients[0].head):
        patients = right(sentence, after)[1]
    if not patients:
        patients = _object_behind_and(sentence, act.last) or right(sentence, act.last)[1]
    doers = _accused(sentence, act.first) or subject(sentence, act.first)
    agents = ranges(sentence, doers)
    if not agents:
        agents = right(sentence, after)[0]
    return Roles(agents, patients, act.first)


def _passive(sentence: Sentence, act: ActFound) -> bool:
    if is_passive(sentence, act.first):
        return True
    if any(sentence.tag(at) == AUX for at in (act.first - 1, act.first - 2)) and (
        sentence.phrase_at(act.first - 1) is None
    ):
        return False
    tag = sentence.tag(act.last)
    if sentence.word(act.last) == "by":
        return True
    if tag in {DET, NUM, WORD, PRON, ADV} or sentence.word(act.last - 1) in {"on", "at", "upon"}:
        return False
    left = phrase_left(sentence, act.first)
    if left is None and sentence.tag(act.first - 1) == ADV:
        left = phrase_left(sentence, act.first - 1)  # "sixteen people reportedly killed in …"
    if left is None:
        return sentence.tag(act.first - 1) == AND and tag == PREP and _and_passive(sentence, act)
    head = sentence.tokens[left.head].readings
    victimlike = PEOPLE.get(head) is not None or TARGETS.get(head) is not None
    return victimlike or (tag in {PREP, MARK} and not set(head) & AGENTS)


def _and_passive(sentence: Sentence, act: ActFound) -> bool:
    return any(is_passive(sentence, at) for at in range(max(0, act.first - 4), act.first))


def _object_behind_and(sentence: Sentence, after: int) -> tuple[Phrase, ...]:
    """The object of the second of two coordinated verbs ("shelled and looted the village")."""
    at = after
    if sentence.tag(at) == AND and sentence.tag(at + 1) in {VERB, ADV}:
        at += 2 if sentence.tag(at + 1) == VERB else 3
        return objects(sentence, at)
    return ()


def _accused(sentence: Sentence, act: int) -> tuple[Phrase, ...]:
    """The party accused: "accused X of shelling", "blamed X for shelling", "X, accused of …"."""
    if sentence.word(act - 1) not in {"of", "for"}:
        return ()
    for at in range(act - 2, max(-1, act - 20), -1):
        if sentence.word(at) in {"responsibility", "credit"}:
            return subject(sentence, at - 1)
        if sentence.word(at) in _ACCUSE:
            if is_passive(sentence, at):
                return subject(sentence, at)
            return objects(sentence, at + 1)
    return ()


def _of_noun(sentence: Sentence, act: ActFound, adjectives: frozenset[int]) -> Roles:
    if not sentence.word(act.first).isascii():
        return of_arabic_noun(sentence, act)
    agents, patients = right(sentence, act.last)
    verb, light = act.first, False
    phrase = sentence.phrase_at(act.first)
    first = phrase.first if phrase else act.first
    governor = first - 1
    while sentence.tag(governor) in {ADV, PREP} and governor > first - 3:
        governor -= 1
    if sentence.word(governor) in LIGHT and sentence.tag(governor) == VERB:
        verb, light = governor, True
        if not agents and not is_passive(sentence, governor):
            agents = ranges(sentence, subject(sentence, governor))
    if not agents:
        agents = _modifier(sentence, act, adjectives)
    if not agents and phrase:
        agents = _blamed(sentence, phrase)
    following = act.last
    while sentence.tag(following) in {AUX, ADV} or (phrase and following < phrase.last):
        following += 1
    if not patients and sentence.tag(following) == VERB and not is_passive(sentence, following):
        patients = objects(sentence, following + 1)
    if not patients and phrase:
        patients = _compound(sentence, act, phrase)
    return Roles(agents, patients, verb, light)


def _compound(sentence: Sentence, act: ActFound, phrase: Phrase) -> tuple[Phrase, ...]:
    """What stands before the act in its phrase ("the hospital bombing")."""
    for at in range(phrase.first, act.first):
        if TARGETS.get(sentence.readings[at]) or PEOPLE.get(sentence.readings[at]):
            return (Phrase(at, at + 1, at, None, None),)
    return ()


def by_cue(sentence: Sentence, act: ActFound, cue: str) -> tuple[Range, ...]:
    """The party that the words of an attribution blame, where those words are its cue.

    "attributed | the strikes to X", "blamed | X for the attack", "accuse | X of the attack".
    """
    word = cue.rpartition(" ")[2]
    if word.startswith(_ATTRIBUTE):
        for at in range(act.last, min(act.last + _TO_REACH, len(sentence.tokens))):
            if sentence.word(at) in {"to", "الي"}:
                return ranges(sentence, objects(sentence, at + 1))
        return ()
    if word in _ACCUSE or word in {"held", "hold", "holds"}:
        accused = objects(sentence, 0)
        if accused and sentence.word(accused[-1].last) in {"of", "for", "responsible", "in"}:
            return ranges(sentence, accused)
    return ()


def _blamed(sentence: Sentence, phrase: Phrase) -> tuple[Range, ...]:
    """The party in "blamed X for the attack", "the attack … blamed on X", "X … responsible for"."""
    if sentence.word(phrase.first - 1) in {"for", "of", "in"}:
        for at in range(phrase.first - 2, max(-1, phrase.first - 20), -1):
            if sentence.word(at) in _ACCUSE:
                passive = is_passive(sentence, at)
                found = subject(sentence, at) if passive else objects(sentence, at + 1)
                return ranges(sentence, found)
            if sentence.word(at) in {"responsible", "responsibility", "credit"}:
                return ranges(sentence, subject(sentence, at))
            if sentence.word(at) == ";":
                break
    for at in range(phrase.last, min(len(sentence.tokens) - 1, phrase.last + 15)):
        if sentence.word(at) in {"blamed", "attributed"} and sentence.word(at + 1) in {"on", "to"}:
            return ranges(sentence, objects(sentence, at + 2))
    return ()
