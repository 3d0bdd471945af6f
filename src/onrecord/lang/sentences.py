"""Sentences and words of running text, in Latin and Arabic script, as ranges of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.lang.words import wordset

MAX_WORDS = 400  # a longer "sentence" is cut at a space, so that work on one stays bounded

WRAPPED_CHARS = 45  # a shorter line was ended on purpose: a heading, an address, a list
_CLOSERS = frozenset('.!?؟۔…:;؛،»”"')
_STOP = re.compile(
    r"[.!?؟۔…]+(?:['’\"”»)\]]|''){0,4}(?=\s|$|[“«\"])|\n+|[؛](?=\s)",
)
_LAST_WORD = re.compile(r"[^\s\"“”«»()\[\]]{1,24}$")
_NEXT = re.compile(r"[\s\"“”«»‘'(\[]*(\S)")
_SPACE = re.compile(r"\s+")
_ABBREVIATIONS = wordset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl adm brig sen rep gov pres hon rev st sr "
    "jr fr vs no nos art arts para paras vol ed fig ca cf approx dept est inc ltd co corp "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun u.s u.n "
    "u.k e.g i.e a.m p.m d.c ph.d al"
)
_ENDING_ABBREVIATIONS = wordset("inc ltd co corp u.s u.n u.k a.m p.m d.c al jr sr")


def sentences(
    text: str, start: int, end: int, quotes: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as half-open ranges without outer white space, in order.

    `quotes`: ranges in order, inside which no sentence ends (an end on their last character
    counts as outside). No range holds more than `MAX_WORDS` words outside quotes.
    """
    found: list[tuple[int, int]] = []
    at = start
    for cut in _cuts(text, start, end, quotes):
        _add(text, at, cut, quotes, found)
        at = cut
    _add(text, at, end, quotes, found)
    return found


def _cuts(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> Iterator[int]:
    inside = 0
    for match in _STOP.finditer(text, start, end):
        cut = match.end()
        while inside < len(quotes) and quotes[inside][1] < cut:
            inside += 1
        if inside < len(quotes) and quotes[inside][0] < cut < quotes[inside][1]:
            continue
        if match.group() == "\n" and _wrapped(text, start, match.start()):
            continue
        if match.group()[0] in "\n؛" or _ends_here(text, match.start(), cut, start, end):
            yield cut


def _wrapped(text: str, start: int, at: int) -> bool:
    """Whether the line end at `at` only wraps a sentence: a full line, no new start after it."""
    begin = max(start, text.rfind("\n", start, at) + 1)
    if at - begin < WRAPPED_CHARS or text[at - 1] in _CLOSERS:
        return False
    upcoming = text[at + 1 : at + 2]
    return upcoming.islower() or "\u0620" <= upcoming <= "\u064a"


def _ends_here(text: str, stop: int, cut: int, start: int, end: int) -> bool:
    following = _NEXT.match(text, cut, min(end, cut + 40))
    if following is None:
        return True
    upcoming = following.group(1)
    if upcoming.islower() or upcoming in ",;:،؛–—-":
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    word = _LAST_WORD.search(text, max(start, stop - 24), stop)
    if word is None:
        return True
    last = word.group().casefold().rstrip("ـ")
    if last in _ENDING_ABBREVIATIONS:
        return upcoming.isupper() and text[cut - 1] != "."
    if len(last) == 1 and last.isalpha() and (last.isascii() or "\u0620" <= last <= "\u064a"):
        return last == "i"
    return last not in _ABBREVIATIONS


def _add(
    text: str,
    start: int,
    end: int,
    quotes: Sequence[tuple[int, int]],
    found: list[tuple[int, int]],
) -> None:
    for first, last in _bounded(text, start, end, quotes):
        a, b = first, last
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            found.append((a, b))


def _bounded(
    text: str, start: int, end: int, quotes: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    if end - start <= 2 * MAX_WORDS:
        yield start, end
        return
    words, at, quote = 0, start, 0
    for space in _SPACE.finditer(text, start, end):
        while quote < len(quotes) and quotes[quote][1] <= space.start():
            quote += 1
        if quote < len(quotes) and quotes[quote][0] < space.start():
            continue
        words += 1
        if words >= MAX_WORDS:
            yield at, space.end()
            words, at = 0, space.end()
    yield at, end
