"""Text to windows of word pieces. Shared by training and run time, so that both see the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from onrecord.lang.sentences import sentences

WORD = re.compile(r"\w+|[^\w\s]")
CLS, SEP, UNKNOWN = 101, 102, 100  # of the encoder's own vocabulary
WORD_PIECES = 16  # a longer "word" is cut: no name or verb is that long
WORD_CHARS = 200
KNOWN_WORDS = 50_000  # some 10 MB
ENDS = frozenset(".!?؟")


@dataclass(slots=True)
class Window:
    """Whole paragraphs, as far as they fit. Word indices count from the window's first word."""

    pieces: list[int] = field(default_factory=lambda: [CLS])  # closed by [SEP]
    first_piece: list[int] = field(default_factory=list)  # of each word
    words: list[tuple[int, int]] = field(default_factory=list)  # half-open, in the text
    paragraph: list[int] = field(default_factory=list)  # number of each word's paragraph
    ends: list[int] = field(default_factory=list)  # sentence ends before each word


def windows(
    text: str,
    paragraphs: Iterable[tuple[int, int]],
    tokenizer: Tokenizer,
    limit: int,
    known: dict[str, list[int]] | None = None,
) -> Iterator[Window]:
    """`paragraphs` (half-open ranges of `text`, in order) in windows of at most `limit` pieces.

    A paragraph that fits no window is cut between sentences, a sentence that fits none between
    words. `known`: pieces of words met before, kept for the next text.
    """
    window = Window()
    known = {} if known is None else known
    for number, (start, end) in enumerate(paragraphs):
        words = _pieces(text, start, end, tokenizer, known)
        if not words:
            continue
        room = limit - 1
        whole = sum(len(ids) for _, ids in words)
        if len(window.pieces) + whole <= room:
            _add(text, window, words, number)
            continue
        if window.words:
            yield _closed(window)
            window = Window()
        if whole < room:
            _add(text, window, words, number)
            continue
        for part in _sentences(text, start, end, words):
            size = sum(len(ids) for _, ids in part)
            if window.words and len(window.pieces) + size > room:
                yield _closed(window)
                window = Window()
            for word in part:
                if len(window.pieces) + len(word[1]) > room:
                    yield _closed(window)
                    window = Window()
                _add(text, window, [word], number)
    if window.words:
        yield _closed(window)


Word = tuple[tuple[int, int], list[int]]


def _pieces(
    text: str, start: int, end: int, tokenizer: Tokenizer, known: dict[str, list[int]]
) -> list[Word]:
    """The words of a paragraph with their pieces; `known` holds those of words seen before."""
    ranges = [match.span() for match in WORD.finditer(text, start, end)]
    shapes = [text[a : min(b, a + WORD_CHARS)] for a, b in ranges]
    if len(known) > KNOWN_WORDS:
        known.clear()
    for shape in shapes:
        if shape not in known:
            ids = tokenizer.encode(shape, add_special_tokens=False).ids
            known[shape] = ids[:WORD_PIECES] or [UNKNOWN]
    return [(span, known[shape]) for span, shape in zip(ranges, shapes, strict=True)]


def _sentences(text: str, start: int, end: int, words: list[Word]) -> Iterator[list[Word]]:
    at = 0
    for _, stop in sentences(text, start, end):
        part: list[Word] = []
        while at < len(words) and words[at][0][0] < stop:
            part.append(words[at])
            at += 1
        yield part
    yield words[at:]


def _add(text: str, window: Window, words: list[Word], paragraph: int) -> None:
    for (start, end), ids in words:
        if window.words:
            last = window.words[-1]
            closes = text[last[0] : last[1]] in ENDS or window.paragraph[-1] != paragraph
            window.ends.append(window.ends[-1] + closes)
        else:
            window.ends.append(0)
        window.first_piece.append(len(window.pieces))
        window.pieces.extend(ids)
        window.words.append((start, end))
        window.paragraph.append(paragraph)


def _closed(window: Window) -> Window:
    window.pieces.append(SEP)
    return window
