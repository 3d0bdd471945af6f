"""Who acts and who is acted upon around an Arabic verb or verbal noun."""

from __future__ import annotations

from onrecord.extract.clauses import (
    LIGHT,
    Range,
    Roles,
    chain_right,
    may_act,
    objects,
    ranges,
    right,
    subject,
)
from onrecord.extract.shallow import ActFound, Phrase, Sentence
from onrecord.lang.acts import Part
from onrecord.lang.effects import AGENTS, PEOPLE, SETTLEMENTS, TARGETS
from onrecord.lang.wordclass import ADV, NUM, VERB, WORD

_DONE_BY = frozenset(
    ("نفذته", "نفذتها", "شنته", "شنتها", "نفذها", "نفذه", "شنها", "شنه", "ارتكبته", "ارتكبتها")
)


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


def is_agent(sentence: Sentence, at: int) -> bool:
    """Whether the word `at` is one for those who act (forces, army, gunmen …)."""
    return bool(set(sentence.readings[at]) & AGENTS)


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
        if agent is not None and may_act(sentence, agent):
            agents = ((agent.first, agent.last),)
            if patient is None:
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
    return Roles(agents or right_agents, patients or right_patients, act.first)


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
    if not agents and sentence.word(following) in _DONE_BY:
        doer = sentence.phrase_at(following + 1)
        if doer is not None and is_agent(sentence, doer.first):
            agents = ((doer.first, doer.last),)
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
