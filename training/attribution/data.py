"""PolNeAR articles to windows of pieces with tags on words and links between spans."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

WORD = re.compile(r"\w+|[^\w\s]")
ROLES = ("cue", "source", "content")  # in order of precedence where roles overlap
TAGS = ("O", *(f"{bio}-{role}" for role in ("source", "cue", "content") for bio in "BI"))
TAG = {name: number for number, name in enumerate(TAGS)}


@dataclass
class Window:
    """Whole paragraphs up to the piece limit. Word indices count from the window's first word."""

    article: str
    pieces: list[int]  # with [CLS] and [SEP]
    first_piece: list[int]  # of each word
    words: list[tuple[int, int]]  # character offsets in the article
    paragraph: list[int]  # number of the paragraph of each word
    tags: list[int] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)  # inclusive word ranges
    items: list[tuple[int, int, int, int]] = field(default_factory=list)
    # (first word, last word, 0 source or 1 content, index into cues or -1)


def articles(path: Path) -> Iterator[dict]:
    """The articles of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(article_id: str) -> bool:
    """Whether a training article is kept apart to choose settings on: one in twenty, by its id."""
    return hashlib.sha256(article_id.encode()).digest()[0] % 20 == 0


def windows(
    article: dict, tokenizer: Tokenizer, limit: int, *, gold: bool = True
) -> Iterator[Window]:
    """The article in windows of at most `limit` pieces, cut between paragraphs, else words."""
    text = article["text"]
    labels = _labels(article) if gold else None
    current: Window | None = None
    number = -1
    for line in re.finditer(r"[^\n\r]+", text):
        words = [(m.start(), m.end()) for m in WORD.finditer(text, line.start(), line.end())]
        if not words:
            continue
        number += 1
        encoded = [
            tokenizer.encode(text[a:b], add_special_tokens=False).ids or [100] for a, b in words
        ]
        size = sum(map(len, encoded))
        if current and len(current.pieces) + size > limit - 1:
            yield _close(current, labels)
            current = None
        for span, ids in zip(words, encoded, strict=True):
            ids = ids[:16]
            if current and len(current.pieces) + len(ids) > limit - 1:
                yield _close(current, labels)
                current = None
            if current is None:
                current = Window(article["id"], [101], [], [], [])
            current.first_piece.append(len(current.pieces))
            current.pieces.extend(ids)
            current.words.append(span)
            current.paragraph.append(number)
    if current:
        yield _close(current, labels)


def _labels(article: dict) -> list[tuple[str, int, int, int]]:
    """(role, start, end, attribution) of each contiguous piece, outer precedence first."""
    found = []
    for number, attribution in enumerate(article["attributions"]):
        for role in ROLES:
            found += [(role, start, end, number) for start, end in attribution[role]]
    return found


def _close(window: Window, labels: list[tuple[str, int, int, int]] | None) -> Window:
    window.pieces.append(102)
    if labels is None:
        return window
    count = len(window.words)
    owner: list[tuple[str, int] | None] = [None] * count
    for role in reversed(ROLES):
        for name, start, end, number in labels:
            if name == role:
                for i, (a, b) in enumerate(window.words):
                    if a < end and b > start:
                        owner[i] = (role, number)
    window.tags = [TAG["O"]] * count
    runs: list[tuple[str, int, int, int]] = []
    i = 0
    while i < count:
        if owner[i] is None:
            i += 1
            continue
        role, number = owner[i]
        j = i
        while (
            j + 1 < count
            and owner[j + 1] == owner[i]
            and window.paragraph[j + 1] == window.paragraph[i]
        ):
            j += 1
        for k in range(i, j + 1):
            window.tags[k] = TAG[f"{'B' if k == i else 'I'}-{role}"]
        runs.append((role, number, i, j))
        i = j + 1
    cue_of: dict[int, int] = {}
    for role, number, i, j in runs:
        if role == "cue":
            cue_of.setdefault(number, len(window.cues))
            window.cues.append((i, j))
    for role, number, i, j in runs:
        if role != "cue":
            window.items.append((i, j, int(role == "content"), cue_of.get(number, -1)))
    return window
