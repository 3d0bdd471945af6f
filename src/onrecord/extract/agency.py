"""Whether words can name those who act. A false perpetrator is worse than a missing one.

A phrase names an actor where one of these holds; in all else it names nobody:
1. it holds a word for those who act (forces, gunmen, طيران);
2. its head is a word for people, or ends as words for people do ("riflemen", "raiders");
3. it holds a name: an English word with a capital, or an Arabic noun with the article that stands
   as the subject of a verb (`named_in_arabic`).
Times, numbers, weapons, acts, effects and things never act.
"""

from __future__ import annotations

from typing import Final

from onrecord.extract.shallow import Phrase, Sentence
from onrecord.lang.effects import AGENTS, NOT_AGENTS, PEOPLE, SETTLEMENTS, TARGETS, WEAPONS
from onrecord.lang.fold import fold
from onrecord.lang.phrases import listed
from onrecord.lang.wordclass import NUM, WORD

_TIME_OR_MEANS: Final = frozenset(
    listed("night|day|air|noon|dawn|force|mistake|land|sea|accident|phone|hand|then|name|means|way")
)
_PERSON_ENDINGS: Final = (
    "men",
    "man",
    "ists",
    "ist",
    "ers",
    "ors",
    "ants",
    "iers",
    "iors",
    "pilots",
)
_NO_PERSONS: Final = frozenset(
    listed(
        """others|numbers|papers|letters|orders|matters|members|rivers|powers|quarters|borders|
        corners|centers|factors|sectors|doors|floors|errors|motors|colors|terrors|rumors|rumours|
        towers|flowers|containers|computers|trailers|posters|elders|shoulders|fingers|banners|
        disorders|disasters|fires|plants|elements|human|woman|women|craters|embers|ladders|
        winters|summers|survivors|mourners|mentors|neighbors|prisoners|passengers|villagers|
        strangers|readers|covers|offers|headquarters|restaurants|grants|warrants|accidents|
        remnants|infants|merchants|tenants|immigrants|migrants|list|mist|fist|assist|exist"""
    )
)
_SAYERS: Final = frozenset(
    listed("spokesman|spokeswoman|spokesperson|spokesmen|spokespersons|affairs|clear|who")
)
_ABSTRACT: Final = listed(
    "tion|tions|ment|ments|ness|ity|ities|ence|ance|ship|ism|ure|sion|sions|ology|cy|ies"
)
_NOBODY: Final = frozenset(
    listed(
        """nobody|someone|anyone|anybody|somebody|everyone|none|nothing|something|everything|no
        one|place|district|total|date|name|town|area|location|type|sources|breaking|update"""
    )
)
_ARABIC_NOT_NAMES: Final = frozenset(
    fold(word)
    for word in listed(
        """الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الماضي|الجاري|الحالي|المقبل|
        الليلة|اليوم|الصباح|المساء|الفجر|الظهر|العصر|الليل|الأسبوع|الشهر|العام|السنة|الساعة|الناس|
        الآن|المدنيين|المدنيون|المدينة|البلدة|القرية|المنطقة|الحي|الأهالي|السكان|الضحايا|الجرحى|
        القتلى|الشهداء|النار|الرصاص|الحريق|الدخان|المطر|البرد|الماء|القصف|الغارة|الهجوم|الحصار|
        الحرب|المعارك|الاشتباكات|الحادث|الحدث|الانفجار|الصوت|الخبر|الأخبار|الأول|الثاني|الثالث|
        البعض|الجميع|الكثير|العشرات|المئات|الآلاف|العديد|التي|الذي|الذين|اللذين|الشظايا|الطفل|الأب|
        الأم|الرجل|المرأة|البيت|البيوت|المنزل|المنازل|الشارع|الطريق|السوق|المشفى|المدرسة"""
    )
)
_SUFFIXES: Final = ("ها", "هم", "هما", "نا", "ه", "ك", "ي")
_LEAST_STEM: Final = 3


def is_agent(sentence: Sentence, at: int) -> bool:
    """Whether the word `at` is one for those who act (forces, army, gunmen …)."""
    readings = sentence.readings[at]
    if set(readings) & AGENTS:
        return True
    return not readings[0].isascii() and any(_owned(word) for word in readings)


def _owned(word: str) -> bool:
    """Whether an Arabic word for those who act carries a possessive ("قواتها", "وحدته")."""
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < _LEAST_STEM:
            continue
        if stem in AGENTS or (stem.endswith("ت") and f"{stem[:-1]}ه" in AGENTS):
            return True
    return False


def is_abstract(word: str) -> bool:
    """Whether an English word is by its form no person, group or thing that is hit."""
    return word.isascii() and word.endswith(_ABSTRACT)


def may_act(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase can name those who act (the rules above)."""
    head = sentence.tokens[phrase.head]
    if head.word in {"people", "individuals", "persons", "men"} and sentence.word(
        phrase.head - 1
    ) in {"unidentified", "unknown", "armed", "hooded", "masked"}:
        return True
    if not head.word.isascii():
        return _may_act_arabic(sentence, phrase)
    if sentence.word(phrase.first) == "no" or head.word in _SAYERS:
        return False
    if head.word in AGENTS:
        return True
    if _barred(sentence, phrase) or head.tag != WORD:
        return False
    names = {word for at in range(phrase.first, phrase.last) for word in sentence.readings[at]}
    if names & AGENTS:  # "army men", not "government affairs" or "the resumption of rebel raids"
        return not is_abstract(head.word) and head.word not in _NO_PERSONS
    if PEOPLE.get(head.readings) is not None:
        return True
    if head.word.endswith(_PERSON_ENDINGS) and head.word not in _NO_PERSONS:
        return True
    if not sentence.cased:  # in capitals throughout, a name cannot be told from a noun
        return not is_abstract(head.word)
    return any(
        sentence.tokens[at].capital and sentence.tag(at) == WORD
        for at in range(phrase.first, phrase.last)
    )


def _barred(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the head or what stands in the phrase is a time, thing, weapon, act or effect."""
    head = sentence.tokens[phrase.head]
    if head.word in NOT_AGENTS or head.word in _TIME_OR_MEANS or head.word in _NOBODY:
        return True
    if head.tag == NUM or WEAPONS.match(sentence.readings, phrase.head):
        return True
    if any(phrase.first <= act.first < phrase.last for act in sentence.acts):
        return True
    if any(phrase.first <= harm.first < phrase.last for harm in sentence.harms):
        return True
    people = PEOPLE.get(head.readings)
    if people is not None and (people.status or people.age or people.families):
        return True
    return TARGETS.get(head.readings) is not None


def _may_act_arabic(sentence: Sentence, phrase: Phrase) -> bool:
    if is_agent(sentence, phrase.first) or is_agent(sentence, phrase.head):
        return True
    if phrase.prep in {"ب", "ل"} or sentence.tokens[phrase.head].tag != WORD:
        return False
    return not _barred(sentence, phrase) and any(
        is_agent(sentence, at) for at in range(phrase.first, phrase.last)
    )


def named_in_arabic(sentence: Sentence, at: int) -> bool:
    """Whether the Arabic word `at`, where a subject stands, can be the name of a side."""
    readings = sentence.readings[at]
    word = readings[0]
    if sentence.tag(at) != WORD or not word.startswith("ال") or len(word) <= _LEAST_STEM + 2:
        return False
    if word in _ARABIC_NOT_NAMES or word.endswith(("ات", "ا")):
        return False
    listed_thing = TARGETS.get(readings) or PEOPLE.get(readings) or set(readings) & SETTLEMENTS
    return not listed_thing and WEAPONS.match(sentence.readings, at) is None
