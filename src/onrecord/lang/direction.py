"""The language and direction of a text, by script and function words; unsure is `None`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

SAMPLE_CHARS = 20_000  # enough for a report; a longer text is judged by its beginning
MIN_WORDS = 8  # fewer words of a Latin, Cyrillic or Arabic script do not tell the language
MIN_SHARE = 0.12  # of words that are function words; running text has 0.25 and more
MIN_LEAD = 1.3  # over the next language
MIN_SCRIPT_LETTERS = 12

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ARABIC", "arabic"),
    ("LATIN", "latin"),
    ("CYRILLIC", "cyrillic"),
    ("HEBREW", "he"),
    ("GREEK", "el"),
    ("ARMENIAN", "hy"),
    ("GEORGIAN", "ka"),
    ("HANGUL", "ko"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("CJK", "zh"),
    ("THAI", "th"),
    ("ETHIOPIC", "ethiopic"),
    ("DEVANAGARI", "devanagari"),
)
_UNSURE_SCRIPTS = frozenset({"ethiopic", "devanagari"})
_WORDS = {
    "latin": {
        "en": (
            "the of and to in that is was for on with as by at from it were are has have had an be "
            "he she they his her their this which not who said after"
        ),
        "fr": (
            "le la les de des du et en un une dans qui pour par sur avec est sont ont au aux "
            "ce cette il elle pas plus été se sa son ses d l"
        ),
        "es": (
            "el la los las de del y en un una que por para con es son fue se su sus al lo como más "
            "han ha no este esta"
        ),
        "de": (
            "der die das und in den dem des von zu mit auf für ist im ein eine einer nicht sich "
            "als auch bei nach aus wurde wurden sie er es"
        ),
        "it": (
            "il lo la gli le di del della dei delle e in un una che per con è sono nel nella si da "
            "al alla non come più ha hanno"
        ),
        "pt": (
            "o a os as de do da dos das e em um uma que por para com é são no na nos nas se ao "
            "não mais foi foram"
        ),
        "tr": (
            "ve bir bu da de için ile olarak olan daha çok en ne gibi sonra kadar ise göre ancak "
            "ya her o olduğunu dedi tarafından"
        ),
        "ku": ("û li ji bi di de ku ev ew jî bo ye ne re xwe hat dike kir yên"),
    },
    "cyrillic": {
        "ru": (
            "и в на не что с по как из за от к а о для это был были его их у при после также "
            "который которые был"
        ),
        "uk": (
            "і в на не що з та як із за від до а про для це був були його їх у при після також "
            "який які й"
        ),
        "bg": ("и в на не че с по как от за да се са е към при след който които"),
    },
    "arabic": {
        "ar": (
            "في من على إلى أن إن عن مع التي الذي هذا هذه ما لا كما بعد قبل بين كان كانت قد أو ثم "
            "وقال قال خلال حيث ذلك تم لم منذ و"
        ),
        "fa": ("و در به از که این را با است برای آن یک تا بر شد شده می کرد های نیز اما هم خود"),
        "ur": ("کے کی میں ہے اور سے کا کو نے پر کہ ہیں یہ اس تھا گیا بھی"),
    },
}
_FUNCTION_WORDS = {
    script: {code: frozenset(words.split()) for code, words in languages.items()}
    for script, languages in _WORDS.items()
}


def direction_of(text: str) -> str:
    """`"rtl"` where most letters with a direction run from right to left, else `"ltr"`."""
    right = left = 0
    for char, count in Counter(text[:SAMPLE_CHARS]).items():
        way = unicodedata.bidirectional(char)
        if way == "L":
            left += count
        elif way in {"R", "AL"}:
            right += count
    return "rtl" if right > left else "ltr"


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of the text is in; `None` when unsure."""
    sample = text[:SAMPLE_CHARS]
    counts: dict[str, int] = {}
    for char, count in Counter(sample).items():
        if char.isalpha():
            script = _script(char)
            counts[script] = counts.get(script, 0) + count
    if not counts:
        return None
    script, letters = max(counts.items(), key=lambda item: (item[1], item[0]))
    if letters < MIN_SCRIPT_LETTERS or letters * 2 < sum(counts.values()):
        return None
    if script == "zh" and counts.get("ja"):
        return "ja"
    if script not in _FUNCTION_WORDS:
        return None if script in _UNSURE_SCRIPTS or not script else script
    return _by_function_words(sample, _FUNCTION_WORDS[script])


def _script(char: str) -> str:
    if char.isascii():
        return "latin"
    name = unicodedata.name(char, "")
    return next((label for prefix, label in _SCRIPTS if name.startswith(prefix)), "")


def _by_function_words(text: str, languages: dict[str, frozenset[str]]) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    if words.total() < MIN_WORDS:
        return None
    ranked = sorted(
        ((sum(words[word] for word in known), code) for code, known in languages.items()),
        reverse=True,
    )
    (first, code), (second, _) = ranked[0], ranked[1]
    if first < MIN_SHARE * words.total() or first < MIN_LEAD * second:
        return None
    return code
