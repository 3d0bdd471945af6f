"""Words of the names of sides that Arabic and English share, and words for a side's own people."""

from __future__ import annotations

import re

from onrecord.lang.fold import fold

_ARTICLE = re.compile(r"^(?:وال|بال|لل|ال)(?=\S{2})")
_OWN_LATIN = re.compile(r"^(?:our|its|their|his|her|my)\s+(?=\S)", re.IGNORECASE)
_OWN_ARABIC = re.compile(r"(?:ه|ها|هم|هما|نا)$")

# What an Arabic word in the name of a body is called in English; common words, no names.
_PAIRS = """
مجلس council | ايتلاف coalition | اءتلاف coalition | تحالف alliance | حكومه government
جيش army | جبهه front | حركه movement | حزب party | اتحاد union | وفاق accord | لجنه committee
هييه authority | سلطه authority | اداره administration | جمهوريه republic | مملكه kingdom
موقت provisional | انتقالي transitional | شرقي eastern | غربي western | شمالي northern
جنوبي southern | مركزي central | وطني national | شعبي popular | ثوري revolutionary | حر free
اسلامي islamic | ديمقراطي democratic | ديموقراطي democratic | اتحادي federal | عربي arab
كردي kurdish | عسكري military | اعلي supreme | موحد unified | متحد united | جديد new
تحرير liberation | مقاومه resistance | ثوره revolution | شعب people | دفاع defence | امن security
دوله state | معارضه opposition | ولايه state | وادي valley | جبل mountain | تل hill | ساحل coast
"""
_ENGLISH = {
    fold(arabic): english
    for line in _PAIRS.strip().splitlines()
    for arabic, english in (pair.split() for pair in line.split("|"))
}
_SPELLINGS = {"interim": "provisional", "defense": "defence", "temporary": "provisional"}


def in_english(word: str) -> str:
    """The English for a folded Arabic word of a body's name, where it is a common one."""
    bare = _ARTICLE.sub("", word)
    for form in (bare, bare.removesuffix("ه"), bare.removesuffix("يه") + "ي"):
        if form in _ENGLISH:
            return _ENGLISH[form]
    return _SPELLINGS.get(word, word)


def without_owner(label: str) -> str | None:
    """The words after "its" or "our", or before an Arabic "-hu"; `None` where nobody owns."""
    found = _OWN_LATIN.match(label.strip())
    if found:
        return label.strip()[found.end() :]
    words = fold(label).split()
    if len(words) != 1 or not _OWN_ARABIC.search(words[0]):
        return None
    bare = _OWN_ARABIC.sub("", words[0])
    return bare[:-1] + "ه" if bare.endswith("يت") else bare
