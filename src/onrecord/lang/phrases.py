"""Word lists as tables of folded phrases, matched over the words of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from onrecord.lang.fold import fold

V_co = TypeVar("V_co", covariant=True)


class Phrases(Generic[V_co]):
    """A table from phrases to values; the longest phrase that fits is found.

    A word of a sentence is given by its readings: the folded word first, then (Arabic) the word
    without its prefixed particles and article.
    """

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[str, V_co]]) -> None:
        table: dict[str, list[tuple[tuple[str, ...], V_co]]] = {}
        for phrase, value in entries:
            words = tuple(fold(phrase).split(" "))
            table.setdefault(words[0], []).append((words, value))
        self._by_first: Mapping[str, tuple[tuple[tuple[str, ...], V_co], ...]] = {
            first: tuple(sorted(rows, key=lambda row: -len(row[0])))
            for first, rows in table.items()
        }

    def match(self, readings: Sequence[tuple[str, ...]], at: int) -> tuple[int, V_co] | None:
        """The end (in words) and value of the longest phrase that begins at word `at`."""
        best: tuple[int, V_co] | None = None
        for first in readings[at]:
            for words, value in self._by_first.get(first, ()):
                end = at + len(words)
                if best and end <= best[0]:
                    break
                if end <= len(readings) and all(
                    word in readings[at + n] for n, word in enumerate(words[1:], 1)
                ):
                    best = (end, value)
                    break
        return best

    def __iter__(self) -> Iterator[tuple[str, V_co]]:
        """Every phrase, folded, with its value, in the order of their first words."""
        for rows in self._by_first.values():
            for words, value in rows:
                yield " ".join(words), value

    def __contains__(self, word: str) -> bool:
        return any(len(words) == 1 for words, _ in self._by_first.get(word, ()))

    def get(self, readings: tuple[str, ...]) -> V_co | None:
        """The value of the first reading that is a phrase of one word."""
        for word in readings:
            for words, value in self._by_first.get(word, ()):
                if len(words) == 1:
                    return value
        return None


def folded(words: Iterable[str]) -> frozenset[str]:
    """The words as readings give them, for lists that are looked up word by word."""
    return frozenset(fold(word) for word in words)


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list written with "|" or line ends between them."""
    return tuple(entry.strip() for entry in text.replace("\n", "|").split("|") if entry.strip())
