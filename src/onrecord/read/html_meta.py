"""Title, dates, authors and publisher that a page gives in attributes, `<title>` and JSON-LD."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from onrecord.model.when import When
from onrecord.read.dateline import find_date
from onrecord.read.html_walk import Page, Place

MAX_VALUE_CHARS = 400
MAX_JSON_LD_CHARS = 200_000

_TITLES = ("og:title", "twitter:title", "headline", "dc.title")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name")
_NOT_NAMES = re.compile(
    r"^(?:https?:|//|@|admin(?:istrator)?$|editor$|super user$|user$)", re.IGNORECASE
)
_LD_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"\\]{4,60})"')
_LD_AUTHOR = re.compile(
    r'"author"\s{0,9}:\s{0,9}\[?\s{0,9}\{[^{}]{0,400}?"name"\s{0,9}:\s{0,9}"([^"\\]{2,120})"'
)
_LD_PUBLISHER = re.compile(
    r'"publisher"\s{0,9}:\s{0,9}\{[^{}]{0,600}?"name"\s{0,9}:\s{0,9}"([^"\\]{2,120})"'
)


@dataclass(slots=True)
class Meta:
    """Places of stated values in the source, in characters."""

    title: Place | None = None
    page_title: Place | None = None  # `<title>`
    published: tuple[Place, When] | None = None
    author: Place | None = None
    publisher: Place | None = None


def meta_of(source: str, page: Page) -> Meta:
    """What the page says of itself outside its visible text; the first usable value of each."""
    by_name: dict[str, list[Place]] = {}
    for name, place in page.metas:
        by_name.setdefault(name, []).append(place)
    meta = Meta(title=_first(source, by_name, _TITLES), page_title=_usable(source, page.title))
    meta.publisher = _first(source, by_name, _PUBLISHERS) or _in_json(source, page, _LD_PUBLISHER)
    meta.author = _in_json(source, page, _LD_AUTHOR) or _first(source, by_name, _AUTHORS)
    if meta.author and meta.publisher and _same(source, meta.author, meta.publisher):
        meta.author = None
    dates = [place for name in _DATES for place in by_name.get(name, ())]
    if found := _in_json(source, page, _LD_DATE):
        dates.insert(0, found)
    for place in (*dates, *page.times):
        if place[1] - place[0] <= MAX_VALUE_CHARS:
            date = find_date(source[place[0] : place[1]])
            if date is not None:
                start, end, when = date
                meta.published = ((place[0] + start, place[0] + end), when)
                break
    return meta


def _first(source: str, by_name: dict[str, list[Place]], names: tuple[str, ...]) -> Place | None:
    for name in names:
        for place in by_name.get(name, ()):
            if (found := _usable(source, place)) is not None:
                return found
    return None


def _usable(source: str, place: Place | None) -> Place | None:
    if place is None:
        return None
    start, end = place
    if end - start > 2 * MAX_VALUE_CHARS:
        return None
    words = source[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    shown = html.unescape(words.strip())
    if not any(char.isalnum() for char in shown) or _NOT_NAMES.match(shown):
        return None
    return start, end


def _in_json(source: str, page: Page, pattern: re.Pattern[str]) -> Place | None:
    for start, end in page.json_ld:
        match = pattern.search(source, start, min(end, start + MAX_JSON_LD_CHARS))
        if match and (place := _usable(source, match.span(1))) is not None:
            return place if "&" not in match[1] else None
    return None


def _same(source: str, first: Place, second: Place) -> bool:
    return source[first[0] : first[1]].casefold() == source[second[0] : second[1]].casefold()
