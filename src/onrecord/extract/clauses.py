"""Subjects, objects and coordinated phrases of a sentence; verbs that only carry an act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.extract.agency import is_agent, may_act
from onrecord.extract.shallow import Phrase, Sentence
from onrecord.lang.effects import AGENTS, PEOPLE, PREMODIFIER_AGENTS, SETTLEMENTS, TARGETS, WEAPONS
from onrecord.lang.phrases import listed
from onrecord.lang.wordclass import (
    ADV,
    AND,
    AUX,
    DET,
    MARK,
    NEG,
    NUM,
    OF,
    PREP,
    PRON,
    SUB,
    VERB,
    WORD,
)

Range = tuple[int, int]  # words [first, last) of a sentence

_REACH: Final = 40  # words looked at on either side of an act; sentences are seldom longer
_DEPTH: Final = 3
_QUOTES: Final = frozenset('"“”-–—')
_BEFORE_OBJECT: Final = frozenset(('"', "“", "‘", "−", "-", "–"))  # also of a number below zero
_OPEN: Final = frozenset("([")
_CLOSE: Final = frozenset(")]")
LIGHT: Final = frozenset(
    listed(
        """carried|carry|carries|carrying|launched|launches|launch|launching|conducted|conducts|
        conducting|staged|staging|committed|commits|committing|waged|waging|perpetrated|mounted|
        perpetrating|made|making|led|executed|unleashed|unleashing|undertook|stepped|intensified|
        continued|resumed|began|imposed|imposing|imposes|شن|شنت|نفذ|نفذت|ارتكب|ارتكبت|يشن|تشن|
        تنفذ|ينفذ|واصل|واصلت|يواصل|تواصل|فرضت|فرض|ترتكب|يرتكب"""
    )
)
_AGAINST: Final = frozenset(
    (
        *listed("against|on|of|at|targeting|upon|into|near|outside|inside|in|على|ضد|بحق|ل|إلى|لل"),
        "علي",
        "الي",
    )
)
_REPORTED: Final = frozenset(
    listed("confirmed|reported|announced|denied|condemned|witnessed|described|denounced|filmed")
)
_BESIDE: Final = frozenset({"near", "outside", "inside", "in"})  # they give things hit, nobody
_HAND: Final = frozenset({"يد", "ايدي"})
_BY: Final = frozenset({"by", "قبل", "يد", "ايدي", "بواسطه"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Word ranges of those alleged to have acted and of those acted upon."""

    agents: tuple[Range, ...] = ()
    patients: tuple[Phrase, ...] = ()
    verb: int = 0  # the verb that carries the act (its own word, or "carried out")
    light: bool = False


def phrase_left(sentence: Sentence, at: int) -> Phrase | None:
    """The phrase that ends right before word `at`, parentheses passed over."""
    at = _before_parenthesis(sentence, at - 1)
    return sentence.phrase_at(at)


def _before_parenthesis(sentence: Sentence, at: int) -> int:
    if sentence.word(at) in _CLOSE:
        back = at
        while back > max(0, at - 15) and sentence.word(back) not in _OPEN:
            back -= 1
        return back - 1
    return at


def chain_left(sentence: Sentence, phrase: Phrase) -> tuple[Phrase, ...]:
    """The phrase and those coordinated before it ("A, B and C")."""
    found, current, joined = [phrase], phrase, False
    while len(found) < _REACH:
        at = current.first - 1
        if sentence.tag(at) == AND:
            joined = True
            at -= 1
            if sentence.word(at) in {",", "،"}:
                at -= 1
        elif joined and sentence.word(at) in {",", "،"}:
            at -= 1
        else:
            break
        before = sentence.phrase_at(_before_parenthesis(sentence, at))
        if before is None or sentence.tag(before.first - 1) in {PREP, VERB, OF}:
            if before is not None and _governs(sentence, before):
                found.append(before)
            break
        if any(item.last == before.first for item in sentence.including):
            return _behind_parts(sentence, found)
        found.append(before)
        current = before
    return tuple(reversed(found))


def _behind_parts(sentence: Sentence, found: list[Phrase]) -> tuple[Phrase, ...]:
    """Of a chain that runs back into an "including …", what stands behind the comma that ends it.

    "Ten were killed, including two boys and six women, and nine others were injured": the nine.
    """
    for n, phrase in enumerate(found):
        comma = phrase.first - 1 - (sentence.tag(phrase.first - 1) == AND)
        if sentence.word(comma) in {",", "،"}:
            return tuple(reversed(found[: n + 1]))
    return tuple(reversed(found))


def _governs(sentence: Sentence, before: Phrase) -> bool:
    """Whether the first of a chain may stand after a preposition ("by A and B")."""
    return sentence.word(before.first - 1) in _BY


def chain_right(
    sentence: Sentence, phrase: Phrase, *, last_verb: bool = True
) -> tuple[Phrase, ...]:
    """The phrase and those coordinated after it; a phrase that begins a new clause is left out."""
    found, current = [phrase], phrase
    while len(found) < _REACH:
        at = _after_parenthesis(sentence, current.last)
        comma = sentence.word(at) in {",", "،", "/"}
        at += comma
        if sentence.words[at : at + 3] == ("as", "well", "as"):
            at, conjunction = at + 3, True
        else:
            conjunction = sentence.tag(at) == AND
            at += conjunction
        following = sentence.phrase_at(at)
        arabic = following is not None and not comma and sentence.word(at).startswith("و")
        if following is None or following.first != at or not (comma or conjunction or arabic):
            break
        if comma and not conjunction and not _and_follows(sentence, following):
            break
        if last_verb and _begins_clause(sentence, following):
            break
        found.append(following)
        current = following
    return tuple(found)


def _after_parenthesis(sentence: Sentence, at: int) -> int:
    if sentence.word(at) in _OPEN:
        for ahead in range(at, min(at + 15, len(sentence.tokens))):
            if sentence.word(ahead) in _CLOSE:
                return ahead + 1
    return at


def _and_follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a comma before `phrase` belongs to a list: an "and" closes it."""
    current = phrase
    for _ in range(12):
        at = _after_parenthesis(sentence, current.last)
        if sentence.tag(at) == AND or sentence.word(at).startswith("و"):
            return True
        if sentence.word(at) in {",", "،"} and sentence.tag(at + 1) == AND:
            return True
        following = sentence.phrase_at(at + 1)
        if sentence.word(at) not in {",", "،"} or following is None:
            return False
        current = following
    return False


def _begins_clause(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a finite verb follows the phrase, so that it is a subject of its own."""
    at = phrase.last
    if sentence.tag(at) in {AUX, ADV}:
        return sentence.tag(at) == AUX or sentence.tag(at + 1) in {VERB, AUX}
    if sentence.tag(at) != VERB:
        return False
    return not sentence.word(at).endswith("ing") and sentence.tag(at + 1) in {DET, NUM, WORD, PRON}


def subject(  # noqa: PLR0912  (one walk to the left, one branch a word class)
    sentence: Sentence, verb: int, depth: int = 0
) -> tuple[Phrase, ...]:
    """The phrases that are the subject of the verb at word `verb`; empty if none is named."""
    at, skipped_comma = verb - 1, False
    floor = max(-1, verb - _REACH)
    while at > floor:
        tag, word = sentence.tag(at), sentence.word(at)
        if tag in {AUX, ADV, NEG}:
            at -= 1
        elif tag == SUB and word in {"who", "which", "that", "الذين", "التي", "الذي"}:
            return _antecedent(sentence, at, word)
        elif tag in {PRON, SUB}:
            return ()
        elif tag == MARK:
            if word in _CLOSE:
                at = _before_parenthesis(sentence, at)
            elif word in {",", "،"} and not skipped_comma:
                skipped_comma = True
                at = _over_apposition(sentence, at)
            elif word in _QUOTES and sentence.tag(at - 1) in {WORD, AUX}:
                at -= 1
            else:
                return ()
        elif tag == AND:
            return _shared(sentence, at, depth)
        elif tag == VERB or word == "to":
            if depth >= _DEPTH:
                return ()
            return subject(sentence, at, depth + 1) if _raises(sentence, at) else ()
        else:
            phrase = sentence.phrase_at(at)
            if phrase is None:
                at -= 1
                continue
            listed_in = _listed_in(sentence, phrase)
            if listed_in is not None:
                at = _before_prep(sentence, listed_in)
                continue
            if phrase.prep is None or sentence.tag(phrase.first - 1) in {VERB, AUX, MARK, AND}:
                return chain_left(sentence, phrase)
            at = _before_prep(sentence, phrase)
    return ()


def _antecedent(sentence: Sentence, at: int, word: str) -> tuple[Phrase, ...]:
    """The phrase a relative pronoun stands for; after a comma, one that no preposition governs."""
    at -= sentence.word(at - 1) in {"هو", "هي", "هم"}  # "الحرس هو الذي …"
    comma = sentence.word(at - 1) in {",", "،"}
    phrase = sentence.phrase_at(_before_parenthesis(sentence, at - 2 if comma else at - 1))
    if phrase is not None and sentence.word(phrase.first - 1) == "من":
        group = sentence.phrase_at(phrase.first - 2)  # "مجموعة من الحرس هي التي …"
        phrase = group if group is not None and is_agent(sentence, group.first) else phrase
    for _ in range(_DEPTH * 2):
        if phrase is None or not comma or phrase.prep is None:
            break
        back = _before_prep(sentence, phrase)
        back -= sentence.word(back) in {",", "،"}
        phrase = sentence.phrase_at(_before_parenthesis(sentence, back))
    if phrase is None or (word == "that" and not _does_or_suffers(sentence, phrase)):
        return ()
    return chain_left(sentence, phrase)


def _does_or_suffers(sentence: Sentence, phrase: Phrase) -> bool:
    readings = sentence.readings[phrase.head]
    return bool(set(readings) & AGENTS) or PEOPLE.get(readings) is not None


def _listed_in(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The governed phrase that this one continues ("from the A and B families"), if any."""
    names = {word for at in range(phrase.first, phrase.last) for word in sentence.readings[at]}
    if sentence.tag(phrase.first - 1) != AND or phrase.prep is not None or names & AGENTS:
        return None
    before = sentence.phrase_at(phrase.first - 2)
    if before is None or before.prep is None or before.prep in _BY:
        return None
    return before if sentence.tag(before.first - 1) == PREP else None


def _before_prep(sentence: Sentence, phrase: Phrase) -> int:
    at = phrase.first - 1
    while sentence.tag(at) in {PREP, OF, ADV}:
        at -= 1
    return at


def _over_apposition(sentence: Sentence, comma: int) -> int:
    """The word before an insertion between commas that ends at `comma`; else before the comma."""
    for back in range(comma - 1, max(-1, comma - 20), -1):
        if sentence.word(back) in {",", "،"}:
            return back - 1
    return -1


def _shared(sentence: Sentence, conjunction: int, depth: int) -> tuple[Phrase, ...]:
    """The subject of the verb before "and", for the verb after it."""
    if depth >= _DEPTH:
        return ()
    for at in range(conjunction - 1, max(-1, conjunction - _REACH), -1):
        tag = sentence.tag(at)
        if tag == VERB and not (
            sentence.word(at).endswith("ing") and sentence.tag(at - 1) not in {AUX, ADV}
        ):
            return subject(sentence, at, depth + 1)
        if tag in {SUB, PRON} or sentence.word(at) in {";", ":"}:
            return ()
    return ()


def _raises(sentence: Sentence, at: int) -> bool:
    """Whether the verb at `at` hands its subject on ("continued to shell", "kept shelling")."""
    if sentence.word(at) == "to":
        return sentence.tag(at - 1) == VERB
    return True


def objects(sentence: Sentence, after: int) -> tuple[Phrase, ...]:
    """The object phrases that begin right at word `after`."""
    at = after
    while sentence.tag(at) == ADV or sentence.word(at) in _BEFORE_OBJECT:
        at += 1
    phrase = sentence.phrase_at(at)
    if phrase is None or phrase.first != at:
        return ()
    return chain_right(sentence, phrase)


def right(  # noqa: PLR0912  (one walk to the right, one branch a kind of word)
    sentence: Sentence, after: int
) -> tuple[tuple[Range, ...], tuple[Phrase, ...]]:
    """By-phrases (agents) and against/on/of-phrases (patients) to the right of an act."""
    agents: tuple[Range, ...] = ()
    patients: tuple[Phrase, ...] = ()
    at, end = after, min(len(sentence.tokens), after + _REACH)
    while at < end:
        tag, word = sentence.tag(at), sentence.word(at)
        phrase = sentence.phrase_at(at)
        if phrase is not None and phrase.first < at and word != "of" and sentence.tag(at - 1) == OF:
            phrase = rest_of(sentence, phrase, at)
        if phrase is not None and phrase.first == at:
            chain = chain_right(sentence, phrase)
            prep = sentence.word(at - 1) if at > after or phrase.prep is None else phrase.prep
            prep = phrase.prep if phrase.prep in {"ب", "ل"} else prep
            if sentence.word(phrase.first) in _HAND and phrase.last > phrase.first + 1:
                first = phrase.first + 1  # "على يد قوات …"
                chain = (Phrase(first, phrase.last, first, "by", None), *chain[1:])
                phrase, prep = chain[0], "يد"
            if prep in _BY and not agents and may_act(sentence, phrase):
                agents = tuple((item.first, item.last) for item in chain)
                after_name = _after_parenthesis(sentence, chain[-1].last)
                rest = sentence.phrase_at(after_name)
                if after_name > chain[-1].last and rest and rest.first == after_name:
                    agents = (*agents[:-1], (chain[-1].first, rest.last))
            elif prep in _AGAINST and not (patients and prep == "of"):
                patients += tuple(
                    item
                    for item in chain
                    if item not in patients and (prep not in _BESIDE or _thing(sentence, item))
                )
            at = chain[-1].last
        elif (
            word in _BY or tag in {PREP, OF, ADV, AND, AUX} or word in LIGHT or word == "targeting"
        ):
            at += 1
        elif (among := _among(sentence, at)) is not None:
            at = among
        elif word in _OPEN:
            at = max(at + 1, _after_parenthesis(sentence, at))
        elif word in {",", "،"} and not agents and (ahead := _by_ahead(sentence, at)):
            at = ahead
        elif (word in {",", "،"} and sentence.word(at + 1) == "against") or (
            tag == VERB and sentence.word(at + 1) == "by" and word not in _REPORTED
        ):
            at += 1
        else:
            break
    return agents, patients


def _among(sentence: Sentence, at: int) -> int | None:
    """The word after "including" at `at`, a comma before it passed over."""
    at += sentence.word(at) in {",", "،"}
    return next((found.last for found in sentence.including if found.first == at), None)


def rest_of(sentence: Sentence, phrase: Phrase, at: int) -> Phrase:
    """The part of a phrase from word `at` on ("the village" of "the shelling of the village")."""
    head = next(
        (n - 1 for n in range(at + 1, phrase.last) if sentence.tag(n) == OF), phrase.last - 1
    )
    number = phrase.number if phrase.number and phrase.number.start >= at else None
    if number is None:
        number = next((n for n in sentence.numbers if at <= n.start < phrase.last), None)
    head = head if sentence.word(at).isascii() else at
    return Phrase(at, phrase.last, head, sentence.word(at - 1), number)


def _thing(sentence: Sentence, phrase: Phrase) -> bool:
    words = {word for at in range(phrase.first, phrase.last) for word in sentence.readings[at]}
    return not words & SETTLEMENTS and any(
        TARGETS.get(sentence.readings[at]) for at in range(phrase.first, phrase.last)
    )


def _by_ahead(sentence: Sentence, comma: int) -> int | None:
    """Where "by" stands after insertions that hold no verb; `None` if the clause ends first."""
    for at in range(comma + 1, min(comma + 16, len(sentence.tokens))):
        if sentence.word(at) == "by":
            return at
        if sentence.tag(at) in {VERB, AUX, SUB, PRON} or sentence.word(at) in {";", ":", "."}:
            return None
    return None


def ranges(sentence: Sentence, phrases: tuple[Phrase, ...]) -> tuple[Range, ...]:
    """The word ranges of those phrases that can be agents; of "army rockets" the army."""
    found = []
    for phrase in phrases:
        if may_act(sentence, phrase):
            found.append(whole(sentence, phrase))
        elif (owner := _owner(sentence, phrase)) is not None:
            found.append(owner)
    return tuple(found)


def _owner(sentence: Sentence, phrase: Phrase) -> Range | None:
    """Whose weapon a phrase names: "Compact mortars", "صواريخ الجيش"."""
    for at in range(phrase.first, phrase.last):
        match = WEAPONS.match(sentence.readings, at)
        if match is None:
            continue
        if not sentence.word(at).isascii():
            after = at + 1
            named = after < phrase.last and is_agent(sentence, after)
            return (after, phrase.last) if named else None
        first = phrase.first + (sentence.tag(phrase.first) == DET)
        if phrase.head != match[0] - 1 or first >= at:
            return None
        last = at
        while last > first and not _side(sentence, last - 1):
            last -= 1
        return (first, last) if first < last else None
    return None


def _side(sentence: Sentence, at: int) -> bool:
    """Whether the word `at` before a weapon names whose it is."""
    token = sentence.tokens[at]
    named = token.capital and sentence.cased and token.tag == WORD
    return named or token.word in PREMODIFIER_AGENTS


def whole(sentence: Sentence, phrase: Phrase) -> Range:
    """The words of an agent with a name before its parenthesis or behind "من".

    "Front [OF] fighters", "عناصر من الحرس".
    """
    if sentence.word(phrase.first - 1) in _CLOSE:
        before = sentence.phrase_at(_before_parenthesis(sentence, phrase.first - 1))
        if before is not None and before.last < phrase.first:
            return before.first, phrase.last
    return phrase.first, with_side(sentence, phrase.last, phrase.last - phrase.first)


def with_side(sentence: Sentence, last: int, length: int) -> int:
    """The end of an Arabic agent of one word with the side it is of ("مسلحون من الحرس")."""
    if length != 1 or sentence.word(last) != "من" or sentence.word(last - 1).isascii():
        return last
    side = sentence.phrase_at(last + 1)
    if side is None or side.first != last + 1 or sentence.tag(side.first) != WORD:
        return last
    if set(sentence.readings[side.first]) & SETTLEMENTS or side.number is not None:
        return last
    return next((n for n in range(side.first + 1, side.last) if _ends_side(sentence, n)), side.last)


def _ends_side(sentence: Sentence, at: int) -> bool:
    readings = sentence.readings[at]
    if readings[0].endswith("وا"):  # a verb: "… من الحرس دخلوا القرية"
        return True
    return bool(TARGETS.get(readings) or PEOPLE.get(readings) or set(readings) & SETTLEMENTS)
