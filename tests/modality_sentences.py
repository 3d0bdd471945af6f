"""Single sentences with the standing of one act each, and how the package reads them.

`tests/corpus/modality-LANG.tsv`: a modality, a tab, a sentence with the words of its act in braces.
Every second sentence of a modality is kept unseen: rules are written against the others alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from corpus_format import CORPUS
from onrecord.extract.allegations import allegations
from onrecord.extract.claims import claims
from onrecord.extract.times import times
from onrecord.model.vocab import Modality
from onrecord.pipeline import modelled
from onrecord.read.plain import document_from_text

LANGUAGES = ("en", "ar")
HAPPENED = frozenset({Modality.OCCURRED, Modality.ATTEMPTED})


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence; the words of its act stand at `[start, end)`."""

    lang: str
    modality: Modality
    text: str
    start: int
    end: int
    unseen: bool


def load(lang: str) -> tuple[Sample, ...]:
    """The sentences of one language, in the order of the file."""
    seen: Counter[str] = Counter()
    found = []
    for line in (CORPUS / f"modality-{lang}.tsv").read_text(encoding="utf-8").splitlines():
        modality, _, marked = line.partition("\t")
        before, _, rest = marked.partition("{")
        act, _, after = rest.partition("}")
        rest = after.replace("{", "").replace("}", "")
        seen[modality] += 1
        text = before + act + rest
        start = len(before)
        unseen = seen[modality] % 2 == 0
        found.append(Sample(lang, Modality(modality), text, start, start + len(act), unseen))
    return tuple(found)


def read(sample: Sample) -> frozenset[Modality]:
    """The standings that the package gives the marked act; none where it reads no act there."""
    sha = hashlib.sha256(sample.text.encode()).hexdigest()
    document = document_from_text(sample.text, object_=sha)
    found = allegations(document, claims(document, modelled(document)), times(document), ())
    return frozenset(
        allegation.modality
        for allegation in found
        for span in allegation.act.spans[:1]
        if span.start < sample.end and sample.start < span.end
    )


def right(sample: Sample, found: frozenset[Modality]) -> bool:
    """Whether the standing is the one written; of what is background, nothing need be read."""
    if sample.modality is Modality.BACKGROUND and not found:
        return True
    return found == {sample.modality}


def told_rightly(sample: Sample, found: frozenset[Modality]) -> bool:
    """Whether it is read as an act that was done or tried if, and only if, it is one."""
    return bool(found & HAPPENED) == (sample.modality in HAPPENED)
