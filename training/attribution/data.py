"""PolNeAR articles to windows with tags on words and links between spans.

Windows are those of the package, so that training sees what run time sees.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.extract.neural.heads import TAGS
from onrecord.extract.neural.windows import Window, windows

PRECEDENCE = ("cue", "source", "content")  # where roles overlap
TAG = {name: number for number, name in enumerate(TAGS)}
LINE = re.compile(r"[^\n\r]+")


@dataclass
class Example:
    """A window and its gold. Spans are inclusive word indices of the window."""

    article: str
    window: Window
    tags: list[int] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)
    contents: list[tuple[int, int, int]] = field(default_factory=list)
    # (first word, last word, index into cues or -1)
    sources: list[tuple[int, int]] = field(default_factory=list)
    speakers: list[int] = field(default_factory=list)  # of each cue: index into sources or -1


def articles(path: Path) -> Iterator[dict]:
    """The articles of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(article_id: str) -> bool:
    """Whether a training article is kept apart to choose settings on: one in twenty, by its id."""
    return hashlib.sha256(article_id.encode()).digest()[0] % 20 == 0


def examples(article: dict, tokenizer: Tokenizer, limit: int) -> Iterator[Example]:
    """The article's windows of at most `limit` pieces, with tags and links."""
    text = article["text"]
    labels = [
        (role, start, end, number)
        for number, attribution in enumerate(article["attributions"])
        for role in PRECEDENCE
        for start, end in attribution[role]
    ]
    paragraphs = [match.span() for match in LINE.finditer(text)]
    for window in windows(text, paragraphs, tokenizer, limit):
        yield _labelled(article["id"], window, labels)


def _labelled(article: str, window: Window, labels: list[tuple[str, int, int, int]]) -> Example:
    made = Example(article, window)
    count = len(window.words)
    owner: list[tuple[str, int] | None] = [None] * count
    for role in reversed(PRECEDENCE):
        for name, start, end, number in labels:
            if name == role:
                for i, (a, b) in enumerate(window.words):
                    if a < end and b > start:
                        owner[i] = (role, number)
    made.tags = [TAG["O"]] * count
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
            made.tags[k] = TAG[f"{'B' if k == i else 'I'}-{role}"]
        runs.append((role, number, i, j))
        i = j + 1
    cue_of: dict[int, int] = {}
    for role, number, i, j in runs:
        if role == "cue":
            cue_of.setdefault(number, len(made.cues))
            made.cues.append((i, j))
            made.speakers.append(-1)
        elif role == "source":
            made.sources.append((i, j))
    for role, number, i, j in runs:
        if role == "content":
            made.contents.append((i, j, cue_of.get(number, -1)))
    for role, start, end, number in labels:  # a source may speak in several attributions
        if role == "source" and number in cue_of:
            said = [k for k, (i, j) in enumerate(made.sources)
                    if window.words[i][0] < end and window.words[j][1] > start]  # fmt: skip
            if said:
                made.speakers[cue_of[number]] = said[0]
    return made
