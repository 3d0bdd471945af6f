"""Words of a stretch of text with their class, by closed lists; offsets are those of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.lang.fold import fold, western_digits
from onrecord.lang.phrases import listed
from onrecord.lang.wordclass import (
    ADV,
    AND,
    AUX,
    CLASS,
    DET,
    MARK,
    NEG,
    NUM,
    POSS,
    PREP,
    SUB,
    VERB,
    WORD,
)  # fmt: skip

_STEM, _ARTICLE = 3, 2  # letters: shortest Arabic stem, the article
_MAX_WORD_CHARS: Final = 64


_WORD = re.compile(
    r"[0-9٠-٩۰-۹]+(?:[.,٬٫][0-9٠-٩۰-۹]+)*|و(?=[0-9٠-٩۰-۹])|"
    r"(?:[A-Za-z]\.){2,6}(?=[\s,;:)])|[^\W\d_ـ](?:[^\W_]|[\u064b-\u065f\u0670ـ])*"
    r"(?:['’ʼ](?!s\b)[^\W\d_]+)*|['’]s\b|\S",
    re.IGNORECASE,
)


_NOT_PARTICIPLES: Final = frozenset(
    listed(
        """armed|united|hundred|red|bed|need|speed|seed|wed|shed|unidentified|hooded|masked|sacred|
        uniformed|allied|so called|limited|unarmed|self proclaimed|naked|aged|heavily armed|breed|
        seized|combined|unknown|wicked|greed|mohammed|mohamed|ahmed|ahmad|muhammed|hamed|said|saeed|
        disabled|retired|occupied|besieged|elected|protected|populated|alleged|suspected|advanced|
        unprecedented|related|crowded|mixed|rugged|assorted|sophisticated|fred|ted|khaled|walled"""
    )
)


_NOT_GERUNDS: Final = frozenset(
    listed(
        """building|buildings|morning|evening|king|ring|wing|spring|thing|string|ceiling|wedding|
        meeting|crossing|housing|beijing|sterling|nothing|something|anything|everything|according|
        landing|pumping|vetting|opposing|ruling|holding|remaining|neighboring|working|dwelling|
        training|shining|heavy shelling|gathering|parking|farming|fishing|mining|engineering|
        clothing"""
    )
)


_OWNED: Final = ("ها", "هم", "اته")  # possessives: "هجماتهم", "غاراته"
_NOT_ADVERBS: Final = frozenset(
    listed(
        "family|assembly|july|elderly|friendly|deadly|italy|early|daily|only|ally|bully|fly|reply|supply|apply|rally|lily"
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: its range of the text, its folded readings (fullest first), its class."""

    start: int
    end: int
    readings: tuple[str, ...]
    tag: str
    capital: bool = False  # begins with a capital

    @property
    def word(self) -> str:
        """The folded word as written."""
        return self.readings[0]


def readings_of(word: str) -> tuple[str, ...]:
    """The folded word, then (Arabic) the word without prefixed particles and article."""
    if word.isascii():
        return (word.lower(),)
    folded = fold(word[:_MAX_WORD_CHARS]) or word[:1]
    if not "\u0600" <= folded[0] <= "\u06ff":
        return (folded,)
    found = [folded]
    for prefixes in ("وف", "بلك"):
        for form in tuple(found):
            if len(form) > _STEM and form[0] in prefixes and form[1:] not in found:
                found.append(form[1:])
    for form in tuple(found):
        if len(form) > _STEM + 1 and form[0] == "س" and form[1] in "ينتا":
            found.append(form[1:])  # the "سـ" of the future
        if form.endswith(_OWNED) and len(form) > _STEM + 2:
            found.append(form.removesuffix("ه") if form.endswith("اته") else form[:-2])
    bare = (f[2:] for f in tuple(found) if f.startswith(("ال", "لل")) and len(f) > _ARTICLE + 2)
    return (*found, *bare)


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """The words and marks of `text[start:end]`, in order."""
    named = False
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if word in {"-", "‐", "‑"} and not _matters(text, match.start()):
            continue
        if word[0].isdigit():
            readings: tuple[str, ...] = (western_digits(word),)
            tag = NUM
        elif word[0].isalpha():
            readings = readings_of(word)
            tag = _class_of(readings)
            if tag == VERB and word.isascii() and (named or _capital(text, match.start(), word)):
                tag = WORD
        elif word.lower() in {"'s", "’s"}:
            readings, tag = ("'s",), POSS
        else:
            readings, tag = (word,), AND if word == "&" else MARK
        named = tag == DET and readings[0] in {"the", "a", "an", "his", "their", "its"}
        yield Token(match.start(), match.end(), readings, tag, word[0].isupper())


def _capital(text: str, at: int, word: str) -> bool:
    """Whether a word is a name by its capital: not in capitals throughout, not first of all."""
    if not word.istitle() or at < 2:  # noqa: PLR2004
        return False
    return text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] == ",")


def _matters(text: str, at: int) -> bool:
    """Whether a hyphen stands for a range or a minus sign, not inside a compound word."""
    following = text[at + 1 : at + 2]
    if not following.isdigit():
        return following.isspace() or text[at - 1 : at].isspace()
    before = text[at - 1 : at]
    return not before.isalpha()


def _class_of(readings: tuple[str, ...]) -> str:
    for n, word in enumerate(readings):
        tag = CLASS.get(word)
        if tag and (n == 0 or tag in {VERB, SUB, AUX, NEG} or (tag == PREP and n < len(readings))):
            return tag
    word = readings[0]
    if word.isascii():
        if len(word) > 4 and word.endswith("ed") and word not in _NOT_PARTICIPLES:  # noqa: PLR2004
            return VERB
        if len(word) > 4 and word.endswith("ing") and word not in _NOT_GERUNDS:  # noqa: PLR2004
            return VERB
        if len(word) > 4 and word.endswith("ly") and word not in _NOT_ADVERBS:  # noqa: PLR2004
            return ADV
    return WORD
