"""Parsing and comparing names of persons and organisations in Latin and Arabic script.

A person's name is cut into parts (article, compound, kunya, title and patronymic marks are
marks, not letters). Each part becomes a chain of consonant classes with the vowels between them;
two parts agree when the consonants are equal and no stated long vowel is missing on the other
side. So Mohamed and Muhammad agree and Mahmoud does not, in either script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lang.fold import fold

MAX_NAME_CHARS = 300  # longer "names" are sentences: never compared part by part
MIN_GLUED_DIN = 7  # letters of a word that may hold "…eddin"
MIN_ARTICLE_WORD = 5  # letters of an Arabic word whose first two may be an article
MIN_FINAL_HEH = 3
MIN_FINAL_H = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms miss dr prof professor sir lord lady sheikh shaykh sheik imam mullah rev father "
    "president chairman chairwoman chair head director spokesman spokeswoman spokesperson minister "
    "governor mayor ambassador envoy commissioner secretary general colonel lieutenant major "
    "captain brigadier sergeant admiral marshal commander judge engineer lawyer doctor "
    "councillor corporal chancellor premier senator king queen prince princess bishop pastor "
    "prime deputy vice former acting high interim "
    "السيد السيده الدكتور الدكتوره د دكتور الشيخ الامام الرئيس رييس رئيس الوزير وزير اللواء لواء "
    "العميد عميد العقيد عقيد المقدم الرايد النقيب نقيب الملازم الفريق المشير القايد قايد المهندس "
    "المحامي الاستاذ الاستاذه البروفيسور المتحدث الناطق مدير المدير محافظ السفير القاضي الحاج "
    "المفوض العريف عريف الطبيب الطبيبه المعلم المعلمه الكابتن النايب المستشار المستشاره"
)
_ABD = _words("abd abdul abdel abdal abdur abdu abdoul abdoel abder abdus abdun عبد")
_GLUED_ABD = re.compile(r"^abd(?:[aeou]{1,2}[lrsn])(?=[a-z]{4})")
_ARTICLES = _words("al el ul ad as ash an ar at az ed es en er ur ud us l")
_RELIGION = _words("din deen eddin eddine uddin addin deddine el-din الدين دين")
_GLUED_DIN = re.compile(r"(?<=[a-z]{3})(?:[aeu]d)?d[ei]{1,2}ne?$")
_PATRONYMIC = _words("ibn bin ben بن ابن bint بنت")
_KUNYA = {
    "abu": "abu", "abo": "abu", "abou": "abu", "ابو": "abu", "ابي": "abu", "ابا": "abu",
    "umm": "umm", "um": "umm", "oum": "umm", "ام": "umm",
}  # fmt: skip
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)
_HEH_FINAL = re.compile(r"[هة]$")

_ARABIC_LETTERS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "T", "ج": "j", "چ": "S", "ح": "h", "ه": "h",
    "خ": "K", "د": "d", "ض": "d", "ذ": "d", "ر": "r", "ز": "z", "ظ": "z", "س": "s", "ص": "s",
    "ش": "S", "غ": "G", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "j", "ل": "l",
    "م": "m", "ن": "n",
}  # fmt: skip
_ARABIC_VOWELS = {
    "ا": "A", "أ": "A", "إ": "A", "آ": "A", "ٱ": "A", "ى": "?", "ي": "Y", "ی": "Y", "و": "W",
    "ع": "?", "ء": "?", "ؤ": "?", "ئ": "?", "ة": "?",
}  # fmt: skip
_LONG_AFTER_ALEF = frozenset("ويی")
_DIGRAPHS = {"kh": "K", "gh": "G", "sh": "S", "ch": "S", "th": "T", "dh": "d", "ph": "f"}
_LATIN_LETTERS = {
    "b": "b", "p": "b", "t": "t", "j": "j", "g": "j", "h": "h", "d": "d", "r": "r", "z": "z",
    "s": "s", "f": "f", "v": "f", "q": "k", "k": "k", "c": "k", "x": "k", "l": "l", "m": "m",
    "n": "n",
}  # fmt: skip
# Short vowels that transliterations of one name exchange: Khaled and Khalid, Yusuf and Yousef.
_SHORT_VOWELS = frozenset(map(frozenset, ("ae", "ei", "ou", "ue", "oa")))
_LONG = re.compile(r"ou|oo|ee|ei|ai|ay|ey|aa|ii|uu|aw|au|ow|ie")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: consonant classes and the vowels before, between and after them."""

    consonants: str
    vowels: tuple[str, ...]  # one more than consonants
    arabic: bool
    mark: str = ""  # "abd", "din", "abu", "umm": another part with another mark never agrees


@dataclass(frozen=True, slots=True)
class PersonName:
    """A parsed name; `parts` in order, without titles, articles and patronymic marks."""

    parts: tuple[Part, ...]

    @property
    def whole(self) -> bool:
        """Whether a given and a family name can be told."""
        return len(self.parts) > 1


def without_titles(name: str) -> str:
    """`name` without leading titles and offices ("Dr", "President", "الدكتور")."""
    words = name.split()
    start = 0
    while start < len(words) - 1 and fold(words[start].strip(".,")) in _TITLES:
        start += 1
    return " ".join(words[start:])


def has_title(name: str) -> bool:
    """Whether `name` starts with a title or office."""
    words = name.split()
    return len(words) > 1 and fold(words[0].strip(".,")) in _TITLES


def parse_person(name: str) -> PersonName:
    """The parts of a person's name in Latin or Arabic script; no parts for an empty one."""
    words = _WORDS.findall(_spell(without_titles(name[:MAX_NAME_CHARS])))
    parts: list[Part] = []
    at = 0
    while at < len(words):
        word = words[at]
        mark, key, more = "", fold(word), at + 1 < len(words)
        if key in _PATRONYMIC or (key in _ARTICLES and more):
            at += 1
            continue
        if key in _KUNYA and more:
            mark, at = _KUNYA[key], _past_article(words, at + 1)
        elif key in _ABD and more:
            mark, at = "abd", _past_article(words, at + 1)
        word = words[at]
        glued = _GLUED_ABD.match(word)
        if glued and not mark:
            mark, word = "abd", word[glued.end() :]
        following = _past_article(words, at + 1)
        if following < len(words) and words[following] in _RELIGION:
            mark, at = mark + "din", following
        elif not mark and len(word) >= MIN_GLUED_DIN and (din := _GLUED_DIN.search(word)):
            mark, word = "din", word[: din.start()]
        part = _part(word, mark)
        if part.consonants or any(part.vowels):
            parts.append(part)
        at += 1
    return PersonName(tuple(parts))


def same_person_name(left: str, right: str) -> bool:
    """Whether both names have a given and a family name, and each agrees.

    A name is not a person: agreement of common names alone joins nobody.
    """
    first, second = parse_person(left), parse_person(right)
    if not (first.whole and second.whole):
        return False
    return agrees(first.parts[0], second.parts[0]) and agrees(first.parts[-1], second.parts[-1])


def is_part_of_name(short: str, full: str) -> bool:
    """Whether all parts of `short` are parts of `full`, in order ("Larsen", "Ada Larsen")."""
    rest = list(parse_person(full).parts)
    parts = parse_person(short).parts
    if not parts or len(parts) > len(rest):
        return False
    for part in parts:
        while rest and not agrees(part, rest[0]):
            rest.pop(0)
        if not rest:
            return False
        rest.pop(0)
    return True


def person_block(name: str) -> str:
    """A key that names agreeing by `same_person_name` share; empty without a whole name."""
    parsed = parse_person(name)
    if not parsed.whole:
        return ""
    first, last = parsed.parts[0], parsed.parts[-1]
    return f"{first.mark}{first.consonants}|{last.mark}{last.consonants}"


def agrees(left: Part, right: Part) -> bool:
    """Whether two parts may be spellings of one name."""
    if left.consonants != right.consonants or left.mark != right.mark:
        return False
    last = len(left.vowels) - 1
    pairs = enumerate(zip(left.vowels, right.vowels, strict=True))
    return all(_vowels_agree(a, b, left, right, final=n == last) for n, (a, b) in pairs)


def _vowels_agree(a: str, b: str, left: Part, right: Part, *, final: bool) -> bool:
    if left.arabic and right.arabic:
        return a == b or "?" in a + b
    if left.arabic:
        return _across(a, b, final=final)
    if right.arabic:
        return _across(b, a, final=final)
    if a == b:
        return True
    if bool(a) != bool(b):
        return False
    if _LONG.search(a) or _LONG.search(b):
        return bool(_classes(a) & _classes(b))
    return a[0] == b[0] or frozenset((a[0], b[0])) in _SHORT_VOWELS


def _across(arabic: str, latin: str, *, final: bool) -> bool:
    if "?" in arabic:
        return bool(latin) or final
    if not arabic:  # only a short vowel may stand here; a last "e" may be silent
        return not _LONG.search(latin) and not (final and latin not in {"", "e"})
    wanted = {"A": set("ae"), "W": set("ouw"), "Y": set("iey")}
    return all(set(latin) & wanted[letter] for letter in set(arabic))


def _classes(vowels: str) -> set[str]:
    kinds = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}
    return {kinds[letter] for letter in vowels} - ({"a"} if len(vowels) > 1 else set())


def _spell(name: str) -> str:
    """Lower case without accents and apostrophes; Arabic keeps the letters that tell sounds."""
    if _ARABIC.search(name):
        return "".join(c for c in name.casefold() if c != "ـ" and not "\u064b" <= c <= "\u0652")
    return fold(name)


def _past_article(words: list[str], at: int) -> int:
    while at < len(words) - 1 and words[at] in _ARTICLES:
        at += 1
    return at


def _part(word: str, mark: str) -> Part:
    if _ARABIC.search(word):
        return _arabic_part(word, mark)
    return _latin_part(word, mark)


def _arabic_part(word: str, mark: str) -> Part:
    if word.startswith("ال") and len(word) >= MIN_ARTICLE_WORD:
        word = word[2:]
    final = bool(_HEH_FINAL.search(word)) and len(word) >= MIN_FINAL_HEH
    if final:
        word = word[:-1]
    consonants, vowels = "", [""]
    for n, letter in enumerate(word):
        if n == 0 and letter in "ويی":
            consonants, vowels = consonants + ("w" if letter == "و" else "y"), [*vowels, ""]
        elif n == 0 and _ARABIC_VOWELS.get(letter) == "A":
            vowels[-1] += "" if word[1:2] in _LONG_AFTER_ALEF else "?"  # a seat for any vowel
        elif letter in _ARABIC_VOWELS:
            vowels[-1] += _ARABIC_VOWELS[letter]
        elif letter in _ARABIC_LETTERS:
            consonants, vowels = consonants + _ARABIC_LETTERS[letter], [*vowels, ""]
    if final:
        vowels[-1] += "?"
    return Part(consonants, tuple(vowels), arabic=True, mark=mark)


def _latin_part(word: str, mark: str) -> Part:
    if len(word) >= MIN_FINAL_H and word.endswith("h") and word[-2] in "aeiou":
        word = word[:-1]
    consonants, vowels = "", [""]
    at = 0
    while at < len(word):
        pair, letter = word[at : at + 2], word[at]
        if pair in _DIGRAPHS:
            found, at = _DIGRAPHS[pair], at + 2
        elif at == 0 and letter in "wy":
            found, at = letter, at + 1
        elif letter in "aeiouyw":
            vowels[-1] += letter
            at += 1
            continue
        else:
            found, at = _LATIN_LETTERS.get(letter, ""), at + 1
        if found and not (consonants.endswith(found) and not vowels[-1]):
            consonants, vowels = consonants + found, [*vowels, ""]
    return Part(consonants, tuple(vowels), arabic=False, mark=mark)
