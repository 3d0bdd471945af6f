"""Who acts and who is acted upon around an Arabic verb or verbal noun."""

from __future__ import annotations

from onrecord.extract.agency import is_agent, named_in_arabic
from onrecord.extract.clauses import (
    LIGHT,
    Range,
    Roles,
    chain_right,
    objects,
    ranges,
    right,
    subject,
    with_side,
)
from onrecord.extract.shallow import ActFound, Phrase, Sentence
from onrecord.lang.acts import Part
from onrecord.lang.effects import AGENTS, PEOPLE, SETTLEMENTS, TARGETS
from onrecord.lang.wordclass import ADV, MARK, NUM, SUB, VERB, WORD

_SHARED_REACH = 15

_DONE_BY = frozenset(
    ("نفذته", "نفذتها", "شنته", "شنتها", "نفذها", "نفذه", "شنها", "شنه", "ارتكبته", "ارتكبتها",
     "يفرضه", "تفرضه", "فرضه", "فرضته", "يشنها", "تشنها", "يشنه", "تشنه", "تنفذها", "تنفذه",
     "ينفذها", "ينفذه")
)  # fmt: skip


def split(sentence: Sentence, phrase: Phrase) -> tuple[Phrase | None, Phrase | None]:
    """An Arabic run "verb-subject-object" cut in two at the first thing acted upon."""
    cut = None
    for at in range(phrase.first, phrase.last):
        if at > phrase.first and acted_upon(sentence, at):
            cut = at
            break
    starts_agent = is_agent(sentence, phrase.first)
    if not starts_agent and acted_upon(sentence, phrase.first):
        return None, phrase
    if cut is None:
        return (phrase, None) if starts_agent else (None, phrase)
    agent = Phrase(phrase.first, cut, phrase.first, phrase.prep, None)
    number = phrase.number if phrase.number and phrase.number.start >= cut - 3 else None
    first = min(cut, number.start) if number and number.start > phrase.first else cut
    if first < cut:
        agent = Phrase(phrase.first, first, phrase.first, phrase.prep, None)
    return agent, Phrase(first, phrase.last, cut, None, number)


def acted_upon(sentence: Sentence, at: int) -> bool:
    """Whether the word `at` is one for people, things or settlements acted upon."""
    readings = sentence.readings[at]
    if set(readings) & AGENTS and PEOPLE.get(readings) is None:
        return False
    return bool(
        PEOPLE.get(readings)
        or TARGETS.get(readings)
        or set(readings) & SETTLEMENTS
        or sentence.tag(at) == NUM
    )


def of_arabic_verb(sentence: Sentence, act: ActFound) -> Roles:
    """The roles around an Arabic verb: subject after it, else before it."""
    following = sentence.phrase_at(act.last)
    if following is None or following.first != act.last:
        following = None
    if act.cue.part is Part.PASSIVE:
        return Roles(right(sentence, act.last)[0], subject(sentence, act.first), act.first)
    agents: tuple[Range, ...] = ()
    patients: tuple[Phrase, ...] = ()
    if following is not None:
        agent, patient = split(sentence, following)
        if agent is not None and _acts(sentence, agent, patient):
            last = with_side(sentence, agent.last, agent.last - agent.first)
            agents = ((agent.first, last),)
            if patient is None and last == agent.last:
                chain = chain_right(sentence, following)
                agents += tuple((p.first, p.last) for p in chain[1:])
        if patient is not None:
            patients = (patient, *chain_right(sentence, following)[1:])
    if agents and not patients:
        patients = _behind(sentence, agents[-1][1])
    if not agents:
        agents = tuple(
            item
            for item in ranges(sentence, subject(sentence, act.first))
            if any(is_agent(sentence, at) for at in range(*item))
        )
    right_agents, right_patients = right(sentence, act.last)
    agents = agents or right_agents or _shared_subject(sentence, act)
    return Roles(agents, patients or right_patients, act.first)


def _acts(sentence: Sentence, agent: Phrase, patient: Phrase | None) -> bool:
    """Whether the words behind the verb name its doer: a known word, or a name and an object."""
    if is_agent(sentence, agent.first):
        return True
    named = patient is not None and agent.last - agent.first <= 2  # noqa: PLR2004  (name, adjective)
    return named and agent.prep is None and named_in_arabic(sentence, agent.first)


def _shared_subject(sentence: Sentence, act: ActFound) -> tuple[Range, ...]:
    """The doers named before, for a later verb in the plural ("جاء جنود … وأحرقوا …")."""
    if not sentence.word(act.last - 1).endswith("وا"):
        return ()
    for at in range(act.first - 1, max(-1, act.first - _SHARED_REACH), -1):
        if sentence.tag(at) == SUB or sentence.word(at) in {".", "؛", ";"}:
            return ()
        phrase = sentence.phrase_at(at)
        if phrase is not None and is_agent(sentence, at) and sentence.tag(at - 1) in {VERB, MARK}:
            cut = next((n for n in range(at + 1, phrase.last) if acted_upon(sentence, n)), None)
            return ((at, cut or phrase.last),)
    return ()


def _behind(sentence: Sentence, after: int) -> tuple[Phrase, ...]:
    """The object behind the subject and the means ("… بالصواريخ مشفى النور")."""
    for at in range(after, min(after + 6, len(sentence.tokens))):
        if sentence.tag(at) not in {WORD, NUM, ADV}:
            return ()
        phrase = sentence.phrase_at(at)
        if phrase is not None and at > after and acted_upon(sentence, at):
            return (Phrase(at, phrase.last, at, None, phrase.number),)
    return ()


def of_arabic_noun(  # noqa: PLR0912  (one branch a place the doer can stand)
    sentence: Sentence, act: ActFound
) -> Roles:
    """The roles around an Arabic verbal noun ("قصف قوات … لمدينة …")."""
    agents, patients = right(sentence, act.last)
    phrase = sentence.phrase_at(act.first)
    if phrase is not None and phrase.last > act.last and not agents:
        inner = Phrase(act.last, phrase.last, act.last, None, phrase.number)
        agent, patient = split(sentence, inner)
        if agent is not None and is_agent(sentence, agent.first):
            agents = ((agent.first, agent.last),)
        elif _nisba(sentence, inner):
            agents = ((inner.first, inner.last),)
            patient = None
        if patient is not None and not patients:
            patients = (patient,)
    governor = (phrase.first if phrase else act.first) - 1
    if not agents and phrase is not None:
        before = sentence.phrase_at(governor)
        if before and sentence.word(before.first - 1) in LIGHT and is_agent(sentence, before.first):
            agents = ((before.first, before.last),)
        for at in range(phrase.first, act.first):
            if is_agent(sentence, at) and sentence.word(phrase.first - 1) in LIGHT:
                agents = ((phrase.first, act.first),)
                break
        if not agents and sentence.word(governor) in LIGHT:
            agents = ranges(sentence, subject(sentence, governor))
    if not agents:
        agents = _claimed(sentence, act)
    following = phrase.last if phrase else act.last
    following += sentence.tag(following) == SUB and sentence.word(following + 1) in _DONE_BY
    if not agents and sentence.word(following) in _DONE_BY:
        doer = sentence.phrase_at(following + 1)
        named = doer is not None and (
            is_agent(sentence, doer.first) or named_in_arabic(sentence, doer.first)
        )
        if doer is not None and named:
            agents = tuple((item.first, item.last) for item in chain_right(sentence, doer))
            patients = patients or right(sentence, doer.last)[1]
            following = doer.last
    if not patients and not agents and sentence.tag(following) == VERB:
        patients = objects(sentence, following + 1)
    if not patients and sentence.tag(act.first - 1) == VERB and phrase is not None:
        inner = Phrase(act.last, phrase.last, act.last, None, phrase.number)
        if inner.first < inner.last and acted_upon(sentence, inner.first):
            patients = (inner,)
    return Roles(agents, patients, act.first)


def _claimed(sentence: Sentence, act: ActFound) -> tuple[Range, ...]:
    """The party in "أعلنت الجبهة مسؤوليتها عن …"."""
    for at in range(act.first - 1, max(0, act.first - 6), -1):
        if sentence.word(at) in {"مسووليتها", "مسووليته", "مسووليتهم"}:
            phrase = sentence.phrase_at(at)
            if phrase is not None and phrase.first < at:
                return ((phrase.first, at),)
    return ()


def _nisba(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is one adjective of nation or side ("روسي", "الروسية")."""
    word = sentence.word(phrase.first)
    single = phrase.last - phrase.first == 1
    plain = word.removeprefix("ال")
    return single and len(plain) > 4 and plain.endswith(("ي", "يه")) and plain not in {  # noqa: PLR2004
        "مدفعي", "صاروخي", "جويه", "جوي", "عشوايي", "عشواييه", "يومي", "ليلي", "ميداني", "قسري",
        "صاروخيه", "مدفعيه", "ارهابي", "ارهابيه", "ليليه", "يوميه", "بري", "بريه", "تعسفي",
        "تعسفيه",
        "دموي", "متتاليه", "وحشي", "كيماوي", "كيميايي",
    }  # fmt: skip
