"""Attributions of a window from what the heads say of its words."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.attribution import Range, Relation
from onrecord.extract.neural.heads import CONTENT, CUE, SOURCE, Array, Heads, Tagged
from onrecord.extract.neural.windows import Window

QUOTES = frozenset('“«„"')


def relations(
    text: str, window: Window, heads: Heads, found: list[Tagged], vectors: Array
) -> Iterator[Relation]:
    """The attributions among the tagged runs `found`, by cue; scores are not calibrated.

    Each content chooses its cue; each cue that has content chooses its source, which several may
    share. The score is the least of all choices made.
    """
    cues = [item for item in found if item.role == CUE]
    contents = [item for item in found if item.role == CONTENT]
    sources = [item for item in found if item.role == SOURCE]
    if not cues or not contents:
        return
    told = heads.cues_of(vectors, window, contents, cues)
    said = heads.sources_of(vectors, window, cues, sources)
    owners = told.argmax(1).tolist()
    for number, cue in enumerate(cues):
        mine = [
            (item, float(told[i, number]))
            for i, item in enumerate(contents)
            if owners[i] == number and _near(text, window, item, cue)
        ]
        if not mine:
            continue
        speaker, chance = _speaker(window, cue, sources, said[number])
        chance *= speaker.score if speaker else 1.0
        yield Relation(
            source=(_range(window, speaker),) if speaker else (),
            cue=_range(window, cue),
            content=tuple(_range(window, item) for item, _ in mine),
            score=min(cue.score, chance, *(item.score * owned for item, owned in mine)),
        )


def _speaker(
    window: Window, cue: Tagged, sources: list[Tagged], chances: Array
) -> tuple[Tagged | None, float]:
    """The likeliest source in the cue's paragraph, or none, with its chance."""
    allowed = [
        i
        for i, source in enumerate(sources)
        if window.paragraph[source.first] == window.paragraph[cue.first]
    ]
    best = max([*allowed, len(sources)], key=lambda i: float(chances[i]))
    return (sources[best] if best < len(sources) else None), float(chances[best])


def _near(text: str, window: Window, item: Tagged, cue: Tagged) -> bool:
    """Whether a content may belong to a cue: in its paragraph, or a quotation in another one."""
    if window.paragraph[item.first] == window.paragraph[cue.first]:
        return True
    return text[window.words[item.first][0]] in QUOTES


def _range(window: Window, item: Tagged) -> Range:
    return window.words[item.first][0], window.words[item.last][1]
