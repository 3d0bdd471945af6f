"""Forms of press releases: who speaks is said by the layout, not by a verb."""

from __future__ import annotations

import re

from onrecord.extract.attribution import Found, Range, trimmed
from onrecord.lang.cues import GROUPS, ROLE_NOUNS
from onrecord.lang.words import Sort, Unit

_OPENING_CHARS = 160
_OPENING = re.compile(
    r"\s*(?:(?:and\s+)?from(?:\s+the\s+desk\s+of)?\s+(?P<a>[^\n:.]{2,120}):"
    r"|(?:press\s+)?statement\s+(?:by|from|of)\s+(?P<b>[^\n:.]{2,120})[:.]?"
    r"|remarks\s+by\s+(?P<c>[^\n:.]{2,120})[:.]?"
    r"|(?:بيان|تصريح)\s+(?:صادر\s+عن\s+)(?P<d>[^\n:.]{2,120})[:.]?)\s*\Z",
    re.IGNORECASE,
)
_DASHES = frozenset({"–", "—", "--", "-", "―"})
_MAX_CREDIT = 14
LEAST_LABEL = 3  # letters: "Q:" and "A:" name nobody
DASH_AND_QUOTE = 2
MAX_LABEL = 8


def opening_line(text: str, start: int, end: int) -> Range | None:
    """The speaker of "From X:" or "Statement by X", if the whole block says no more."""
    if end - start > _OPENING_CHARS:
        return None
    match = _OPENING.match(text[start:end])
    if match is None:
        return None
    group = match.lastgroup or "a"
    first, last = start + match.start(group), start + match.end(group)
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def transcript_line(text: str, start: int, end: int) -> Found | None:
    """As in "NAME: words" where the block is a turn of a transcript or a headline of that form."""
    match = _TURN.match(text, start, min(end, start + 90))
    if match is None:
        return None
    label = match.group("name")
    first = match.end()
    while end > first and text[end - 1].isspace():
        end -= 1
    if end <= first or _NOT_LABELS.match(label) or len(label) < LEAST_LABEL:
        return None
    if text[first] in "\"“«„'‘" or text[end - 1] == "?":
        return None
    short = end - first <= _HEADLINE_CHARS and not _STOP_INSIDE.search(text, first, end - 1)
    turn = label.isupper() and len(label) >= LEAST_LABEL
    if not turn and (not short or text[end - 1] == "."):
        return None
    cue = (match.end("name"), match.end("name") + 1)
    return Found(match.span("name"), cue, ((first, end),), "say", "turn")


def trailing_label(text: str, start: int, end: int) -> Found | None:
    """As in "Four killed in strike: Council" or "… - mother", where the line says no more."""
    if end - start > _HEADLINE_CHARS or text[end - 1] in ".!?":
        return None
    match = _TRAILING.match(text[start:end])
    if match is None:
        return None
    label = match.group("label")
    if not label[0].isupper() and label.split()[-1].lower() not in ROLE_NOUNS | GROUPS:
        return None
    source, cue, content = (
        (start + match.start(name), start + match.end(name))
        for name in ("label", "mark", "content")
    )
    if text[cue[0]] == " ":
        cue = (cue[0] + 1, cue[1])
    return Found(source, cue, (content,), "say", "headline")


_TRAILING = re.compile(
    r"(?P<content>[^\n:]{12,140}?)(?P<mark>(?: [–—-])|:) "
    r"(?P<label>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,2})$"
)
_TURN = re.compile(
    r"\s*(?P<name>[A-Z][\w.’'\-]*(?: (?:(?:of|the|and) )?[A-Z][\w.’'\-]*){0,4}): +(?=[^\s/])"
)
_NOT_LABELS = re.compile(
    r"(?:update|correction|clarification|breaking|note|source|photo|related|read|also|watch|video|see|image|editor|contact|tel|phone|"
    r"email|date|time|location|place|by|more|subject|re|to|cc|figure|table|step|part|chapter|http)",
    re.IGNORECASE,
)
_HEADLINE_CHARS = 160
_STOP_INSIDE = re.compile(r"[.!?](?=\s+[A-Z])")


def credit_line(text: str, parts: list[Unit]) -> Found | None:
    """'"…" – Commissioner X': a quotation, a dash and a speaker to the end; or "X: "…""."""
    if len(parts) > DASH_AND_QUOTE and parts[0].sort is Sort.QUOTE:
        dash = next((n for n, u in enumerate(parts) if u.low in _DASHES), 0)
        rest = parts[dash + 1 :]
        quoted = parts[:dash]
        if (
            dash
            and 0 < len(rest) <= _MAX_CREDIT
            and all(u.sort is not Sort.WORD for u in quoted)
            and (rest[0].upper or _ARABIC_LETTER.match(text, rest[0].start))
            and all(u.sort is not Sort.QUOTE for u in rest)
        ):
            content = tuple((u.start, u.end) for u in quoted if u.sort is Sort.QUOTE)
            cue = (parts[dash].start, parts[dash].end)
            return Found(
                trimmed(parts, dash + 1, len(parts)), cue, content, "say", "credit", more=True
            )
    return _label(parts)


_ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")


def _label(parts: list[Unit]) -> Found | None:
    colon = next((n for n, u in enumerate(parts[:10]) if u.low == ":"), 0)
    if not colon or colon + 1 >= len(parts) or parts[colon + 1].sort is not Sort.QUOTE:
        return None
    lead = parts[:colon]
    if not all(u.sort is Sort.WORD for u in lead) or len(lead) > MAX_LABEL:
        return None
    named = all(u.upper or u.low in {"of", "the", "for", "al", "and"} for u in lead)
    if not named and not (lead[0].upper and any(u.low in ROLE_NOUNS for u in lead)):
        return None
    if any(u.low.endswith(("ed", "aid")) or u.low in {"says", "said"} for u in lead):
        return None
    content = tuple((u.start, u.end) for u in parts[colon + 1 :] if u.sort is Sort.QUOTE)
    cue = (parts[colon].start, parts[colon].end)
    return Found(trimmed(parts, 0, colon), cue, content, "say", "label", more=True)
