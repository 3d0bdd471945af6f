"""The report's own words in another language. Words of sources are never touched.

The finished page is walked once: text between tags is translated by the catalogue, except inside
elements that hold words of sources, names, codes or texts of the law tables, which exist in English
only and say so. What the catalogue lacks stays English.
Source: `resources/words/ar.json`, written by us; read by no translator yet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from onrecord.resources.interface import catalogue

LANGUAGES = ("en", "ar")
DIRECTIONS = {"en": "ltr", "ar": "rtl"}
_BLOCK = re.compile(r"(<(script|style)\b.*?</\2>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_CLASS = re.compile(r'class="([^"]*)"')
_LABEL = re.compile(r'(aria-label|data-th|data-none)="([^"]*)"')
_SOURCES = frozenset({"q", "blockquote", "bdi", "code", "svg"})  # hold words that are not ours
_KEPT = frozenset({"text", "id", "ctl", "no", "ref"})
_ENGLISH = frozenset({"law-text", "caution"})
_SPACE = re.compile(r"\s+")
_COUNTED = re.compile(r"([\d,]+) ([a-z][a-z -]+)")
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTH = re.compile(r"([A-Z][a-z]+) (\d{4})")
_LEDE = re.compile(r"([\d,]+ sources?) \(([\d,]+ independent groups?)\) (alleges?) (.+?)( in)?\.?")
_STORY = re.compile(
    r"([\d,]+) sources? (?:is|are) preserved here\. From them, ([\d,]+) claims? by ([\d,]+) named "
    r"speakers? (?:was|were) read, (?:and ([\d,]+) alleged incidents? put together"
    r"(?:, dated (?:from )?(.+?)(?: to (.+))?)?|none of which alleges that an act occurred)\."
)
# Codes that are the same in every language: articles, columns, digests, media types, UTC.
_CODE = re.compile(
    r"\d+\([^\s,;:]*\)(?:-\d)?|N?IAC|SHA-\d+|UTC|onrecord|(?:text|application|message|image)/\S+"
)
_WORD = re.compile(r"[A-Za-z]{3}")
_SENTENCE = re.compile(r"(?<=\.) ")
MAX_DEPTH = 6
MAX_PATTERN_CHARS = 400
FEW, MANY = 3, 11  # Arabic counts 3 to 10 one way, 11 and more another


def in_language(page: str, language: str) -> str:
    """The page with its own words in `language`; English is what it was written in."""
    if language == "en":
        return page
    words = Words(catalogue(language))
    out = []
    for number, piece in enumerate(_BLOCK.split(page)):
        if number % 3 == 0:
            out.append(_translated(piece, words.translate))
        elif number % 3 == 1:  # a script or style whole; its name follows and is dropped
            out.append(piece)
    return "".join(out)


def _translated(page: str, translate: Callable[[str], str | None]) -> str:
    out: list[str] = []
    at = deep = 0
    held = ""  # the element whose content is kept, and how deep in elements of its name we are
    for tag in _TAG.finditer(page):
        text = page[at : tag.start()]
        out.append(text if held else _text(text, translate))
        at = tag.end()
        closing, name, rest = tag.groups()
        if held:
            if name == held:
                deep += -1 if closing else 1
                held = held if deep else ""
            out.append(tag[0])
            continue
        named = _CLASS.search(rest)
        classes = set(named[1].split()) if named else set[str]()
        if not closing and (name in _SOURCES or classes & (_KEPT | _ENGLISH)):
            held, deep = name, 1
        out.append(_tag(tag, rest, classes, translate))
    return "".join([*out, page[at:]])


def _tag(
    tag: re.Match[str], rest: str, classes: set[str], translate: Callable[[str], str | None]
) -> str:
    if classes & _ENGLISH and "lang=" not in rest:
        return f'{tag[0][:-1]} lang="en" dir="ltr">'
    if "=" not in rest:
        return tag[0]

    def label(found: re.Match[str]) -> str:
        said = translate(html.unescape(found[2]))
        return found[0] if said is None else f'{found[1]}="{html.escape(said)}"'

    return _LABEL.sub(label, tag[0])


def _text(text: str, translate: Callable[[str], str | None]) -> str:
    bare = text.strip()
    if not bare:
        return text
    said = translate(_SPACE.sub(" ", html.unescape(bare)))
    if said is None:
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{html.escape(said, quote=False)}{after}"


class Words:
    """Translates one piece of the interface at a time."""

    def __init__(self, held: dict[str, Any]) -> None:
        """Take a catalogue (`resources.interface`)."""
        self._texts: dict[str, str] = held["texts"]
        every = {**held["texts"], **held["terms"]}
        self._terms = {key.casefold(): said for key, said in every.items()}
        self._nouns: dict[str, list[str]] = held["nouns"]
        self._months: dict[str, str] = held["months"]
        self._patterns = [(re.compile(said), into) for said, into in held["patterns"]]
        self._said: dict[str, str | None] = {}

    def translate(self, text: str) -> str | None:
        """The piece in translation, or `None` where the catalogue cannot say it."""
        if text not in self._said:
            self._said[text] = self._whole(text) or self._composed(text, 0)
        return self._said[text]

    def _whole(self, text: str) -> str | None:
        if said := self._texts.get(text) or self._terms.get(text.casefold()):
            return said
        story = _STORY.fullmatch(text)
        if story:
            return self._story(*story.groups())
        head, *rest = _SENTENCE.split(text)
        if lede := _LEDE.fullmatch(head):
            sources, groups, _, phrase, into = lede.groups()
            told = f"{self._part(sources)} ({self._part(groups)}): زُعم {self._part(phrase)}"
            told += " في" if into else "." if head.endswith(".") else ""
            return " ".join([told, *(self._part(each) for each in rest)])
        return None

    def _story(self, *facts: str | None) -> str:
        sources, claims, named, incidents, first, last = facts
        text = (
            f"{self._count(sources or '0', 'source')} محفوظة هنا. قُرئ منها "
            f"{self._count(claims or '0', 'claim')} لـ{self._count(named or '0', 'named speaker')}"
        )
        if incidents is None:
            return text + "، ولا يزعم أي منها وقوع فعل."
        text += f"، وجُمعت {self._count(incidents, 'alleged incident')}"
        if first:
            text += f"، مؤرخة {self._part(first)}" + (f" إلى {self._part(last)}" if last else "")
        return text + "."

    def _part(self, text: str, depth: int = 1) -> str:
        """The piece in translation, or as it is: it may be a name."""
        return self._whole(text) or self._composed(text, depth) or text

    def _composed(self, text: str, depth: int) -> str | None:
        if depth > MAX_DEPTH or len(text) > MAX_PATTERN_CHARS or not text.strip():
            return None
        if (found := _COUNTED.fullmatch(text)) and (noun := self._singular(found[2])):
            return self._count(found[1], noun)
        if (found := _DAY.fullmatch(text)) and found[2] in self._months:
            return f"{found[1]} {self._months[found[2]]} {found[3]}"
        if (found := _MONTH.fullmatch(text)) and found[1] in self._months:
            return f"{self._months[found[1]]} {found[2]}"
        for pattern, into in self._patterns:
            if found := pattern.fullmatch(text):
                parts = [self._all(part or "", depth + 1) for part in found.groups()]
                if None not in parts:
                    return str(into.format("", *parts))
        return self._sentences(text, depth) or self._around(text, depth)

    def _all(self, text: str, depth: int) -> str | None:
        """The piece in translation; codes and numbers as they are; else `None`."""
        said = self._whole(text) or self._composed(text, depth)
        return said if said is not None else text if not _WORD.search(_CODE.sub("", text)) else None

    def _sentences(self, text: str, depth: int) -> str | None:
        if ". " not in text:
            return None
        parts = [self._all(part, depth + 1) for part in _SENTENCE.split(text)]
        return None if None in parts else " ".join(part or "" for part in parts)

    def _around(self, text: str, depth: int) -> str | None:
        """Without the marks around it, if what is left can be said."""
        bare = text.strip(" .,:;()")
        if not bare or bare == text:
            return None
        said = self._all(bare, depth + 1)
        if said is None or said == bare:
            return None
        before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
        return f"{before}{said}{after}".replace(",", "،").replace(";", "؛")

    def _singular(self, noun: str) -> str | None:
        endings = (noun, noun.removesuffix("s"), noun.removesuffix("ies") + "y")
        return next((each for each in endings if each in self._nouns), None)

    def _count(self, digits: str, noun: str) -> str:
        one, two, few, many = self._nouns[noun]
        number = int(digits.replace(",", ""))
        if number in {1, 2}:
            return (one, two)[number - 1]
        last = number % 100
        return (few if FEW <= last < MANY or number == 0 else many).format(digits)
