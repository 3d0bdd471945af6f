"""Scores the package's stages against the reports of `tests/corpus/`; docs/reference/corpus.md."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import modality_sentences
from corpus_format import CLAIMS_ONLY, GoldAllegation, GoldClaim, Named, Report
from onrecord.extract.allegations import allegations
from onrecord.extract.claims import claims
from onrecord.extract.places import place_mentions
from onrecord.extract.times import times
from onrecord.lang.fold import fold
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Document, Span
from onrecord.model.entity import Place, PlaceMention
from onrecord.model.vocab import Form, HarmKind, Modality, Precision
from onrecord.model.when import When
from onrecord.pipeline import modelled
from onrecord.read.plain import document_from_text
from onrecord.resolve.places import resolve_places
from onrecord.seams import Gazetteer

IOU = 0.5
TITLE_WORDS = 4  # a resolved name may carry so many words of title more than the gold name
HAPPENED = frozenset({Modality.OCCURRED, Modality.ATTEMPTED})
COUNTED = frozenset({HarmKind.KILLED, HarmKind.INJURED})
GROUPS = ("en", "ar", "ar-develop", "ar-check", "all")
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?؟][\"”»'’)}\]]*\s+|\n+")
G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Found:
    """What the stages make of one report."""

    document: Document
    claims: tuple[Claim, ...]
    allegations: tuple[Allegation, ...]
    times: tuple[Anchored[When], ...]
    mentions: tuple[PlaceMention, ...]
    places: tuple[Place, ...]
    countries: dict[str, str] = field(default_factory=dict)  # of resolved places, by their id


def run(report: Report, gazetteer: Gazetteer) -> Found:
    """The records of one report, from its text alone."""
    sha = hashlib.sha256(report.text.encode()).hexdigest()
    document = document_from_text(report.text, object_=sha)
    found, when = claims(document, modelled(document)), times(document)
    mentions = place_mentions(document, gazetteer)
    places = resolve_places(document, mentions, gazetteer)
    names = {name for place in places if place.gazetteer_id for name in (place.label, *place.names)}
    rows = [row for name in sorted(names) for row in gazetteer.lookup(name)]
    return Found(
        document,
        found,
        allegations(document, found, when, mentions),
        when,
        mentions,
        places,
        {row.gazetteer_id: row.country for row in rows},
    )


@dataclass(slots=True)
class Tally:
    """Counts behind one figure. `f1` figures use all three, shares only `hits` of `gold`."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float | None:
        return self.hits / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        return self.hits / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        whole = self.predicted + self.gold
        return 2 * self.hits / whole if whole else None


@dataclass(slots=True)
class Scores:
    """All figures of one group of reports."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, name: str, hits: int, gold: int, predicted: int = 0) -> None:
        tally = self.tallies.setdefault(name, Tally())
        tally.hits += hits
        tally.gold += gold
        tally.predicted += predicted

    def figures(self) -> dict[str, float]:
        """Each figure as a share in [0, 1]; one without any case is left out."""
        values = {n: t.f1 if n.endswith("_f1") else t.recall for n, t in self.tallies.items()}
        return {name: round(value, 4) for name, value in values.items() if value is not None}


# --- words, sentences, matching


@dataclass(frozen=True, slots=True)
class Text:
    """Where the words and sentences of a report stand."""

    words: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Text:
        words = tuple(match.span() for match in _WORD.finditer(text))
        return cls(words, tuple(match.end() for match in _END.finditer(text)))

    def sentence(self, at: int) -> int:
        return bisect_right(self.ends, at)

    def inside(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        pairs = tuple(spans)
        return frozenset(
            n for n, (a, b) in enumerate(self.words) if any(a < y and x < b for x, y in pairs)
        )

    def iou(self, left: Iterable[tuple[int, int]], right: Iterable[tuple[int, int]]) -> float:
        one, two = self.inside(left), self.inside(right)
        return len(one & two) / len(one | two) if one | two else 1.0


def ranges(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def match(
    gold: Sequence[G], predicted: Sequence[P], weight: Callable[[G, P], float]
) -> dict[int, int]:
    """One-to-one pairs (gold index to predicted index) with weight > 0, as many as possible."""
    edges = [
        sorted(
            (j for j, p in enumerate(predicted) if weight(g, p) > 0),
            key=lambda j, g=g: -weight(g, predicted[j]),  # type: ignore[misc]
        )
        for g in gold
    ]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def same_name(gold: str, found: str) -> bool:
    """Whether two full names are one, titles apart."""
    want, have = set(_WORD.findall(fold(gold))), set(_WORD.findall(fold(found)))
    return bool(want) and want <= have and len(have) <= len(want) + TITLE_WORDS


# --- claims


def _speaker_fits(report: Report, text: Text, gold: GoldClaim, found: Attribution) -> bool:
    if gold.speaker is None or found.speaker is None:
        return gold.speaker is None and found.speaker is None
    said = report.spans(gold.speaker.id)
    name = ranges(found.speaker.spans)
    whole = name + (ranges(found.role.spans) if found.role else ())
    mentions = [said, *([piece] for piece in said)]
    if max(text.iou(one, two) for one in mentions for two in (name, whole)) >= IOU:
        return True
    if text.inside(name) <= text.inside(said) and gold.speaker.name:
        words = fold(" ".join(span.quote for span in found.speaker.spans))
        if set(_WORD.findall(fold(gold.speaker.name))) & set(_WORD.findall(words)):
            return True  # the bare name; what the report marks beside it is title or role
    implied = gold.speaker.id[1:] != gold.id[1:]  # the words stand at an earlier claim
    return implied and _resolved(report, gold.speaker, found)


def _resolved(report: Report, gold: Named, found: Attribution) -> bool:
    if found.speaker is None:
        return False
    if gold.name:
        return same_name(gold.name, found.speaker.value)
    want, have = fold(report.words(gold.id)), fold(found.speaker.value)
    one, two = set(_WORD.findall(want)), set(_WORD.findall(have))
    return len(one & two) >= IOU * len(one | two)


def score_claims(report: Report, text: Text, found: Found, scores: Scores) -> None:
    gold = [c for c in report.claims if c.form is not Form.OWN_VOICE]
    made = [c for c in found.claims if c.attribution.form is not Form.OWN_VOICE]

    def weight(g: GoldClaim, p: Claim) -> float:
        overlap = text.iou(report.spans(g.id), ranges(p.content))
        fits = overlap >= IOU and _speaker_fits(report, text, g, p.attribution)
        return overlap + (0 if g.optional else 1) if fits else 0

    required = [g for g in gold if not g.optional]
    pairs = match(required, made, weight)
    left = [p for j, p in enumerate(made) if j not in pairs.values()]
    excused = len(match([g for g in gold if g.optional], left, weight))
    scores.add("claims_relation_f1", len(pairs), len(required), len(made) - excused)
    for i, j in pairs.items():
        g, p = required[i], made[j]
        if g.speaker is not None:
            right = _resolved(report, g.speaker, p.attribution)
            scores.add("speaker_resolved", right, 1)
        scores.add("form", g.form is p.attribution.form, 1)
        scores.add("stance", g.stance is p.stance, 1)
        if g.via:
            through = p.attribution.through
            spans = ranges(through.speaker.spans) if through and through.speaker else ()
            scores.add(
                "through", bool(text.inside(report.spans(g.via[0].id)) & text.inside(spans)), 1
            )


# --- acts


def distinct(found: Found) -> list[Allegation]:
    """One allegation for each act words, that of the claim with the shortest content."""
    length = {c.id: sum(s.end - s.start for s in c.content) for c in found.claims}
    best: dict[tuple[str, int], Allegation] = {}
    for made in sorted(found.allegations, key=lambda a: (length.get(a.claim, 0), a.id)):
        best.setdefault((made.act.value, made.act.spans[0].start), made)
    return list(best.values())


def score_acts(report: Report, text: Text, found: Found, scores: Scores) -> None:
    made = distinct(found)

    def weight(g: GoldAllegation, p: Allegation) -> float:
        spans = report.spans(g.id)
        sentences = {text.sentence(start) for start, _ in spans}
        if p.act.value not in g.acts or text.sentence(p.act.spans[0].start) not in sentences:
            return 0
        return 1 + text.iou(spans, ranges(p.act.spans))

    required = [g for g in report.allegations if not g.optional]
    optional = [g for g in report.allegations if g.optional]
    pairs = match(required, made, weight)
    left = [p for j, p in enumerate(made) if j not in pairs.values()]
    spare = match(optional, left, weight)
    scores.add("act_f1", len(pairs), len(required), len(made) - len(spare))
    both = [(required[i], made[j]) for i, j in pairs.items()]
    for g, p in both:
        scores.add("modality", g.modality is p.modality, 1)
    both += [(optional[i], left[j]) for i, j in spare.items()]
    _score_not_occurred(report, both, scores)
    _score_perpetrators(report, text, both, [p for p in left if p not in _second(both)], scores)


def _second(pairs: Iterable[tuple[GoldAllegation, Allegation]]) -> list[Allegation]:
    return [p for _, p in pairs]


def _score_not_occurred(
    report: Report, both: list[tuple[GoldAllegation, Allegation]], scores: Scores
) -> None:
    """An act that is only feared, denied … and that is missed altogether is not counted either."""
    made = {g.id: p for g, p in both}
    for g in report.allegations:
        if g.modality not in HAPPENED:
            p = made.get(g.id)
            scores.add("not_occurred_recall", p is None or p.modality not in HAPPENED, 1)
    for g, p in both:
        if p.modality not in HAPPENED:
            scores.add("not_occurred_precision", g.modality not in HAPPENED, 1)


def _score_perpetrators(
    report: Report,
    text: Text,
    both: list[tuple[GoldAllegation, Allegation]],
    extra: list[Allegation],
    scores: Scores,
) -> None:
    def weight(g: Named, p: Anchored[str]) -> float:
        if g.name and same_name(g.name, p.value):
            return 1
        if fold(report.words(g.id)) == fold(p.value):
            return 1
        mine = ranges(p.spans)
        return max(i if (i := text.iou([s], mine)) >= IOU else 0 for s in report.spans(g.id))

    seen = {g.id for g, _ in both}
    for g in report.allegations:
        if g.id not in seen and not g.optional:
            scores.add("perpetrator_f1", 0, len(g.perpetrators))
    for g, p in both:
        names = [actor.name for actor in p.perpetrators]
        hits = len(match(g.perpetrators, names, weight))
        if not g.optional:
            scores.add("perpetrator_f1", hits, len(g.perpetrators), len(names))
    for p in extra:
        scores.add("perpetrator_f1", 0, 0, len(p.perpetrators))


# --- counts, times, places


def score_counts(report: Report, text: Text, found: Found, scores: Scores) -> None:
    numbers = {n.id: n for n in report.numbers if n.counts}
    gold = sorted(
        {(k, n) for a in report.allegations for k, n in a.harms if k in COUNTED and n in numbers}
    )
    tied = {n for _, n in gold if not numbers[n].optional}
    made = {
        (harm.kind, harm.count.spans[0].start): harm.count
        for a in found.allegations
        for harm in a.harms
        if harm.count is not None and harm.kind in COUNTED
    }

    def weight(g: tuple[HarmKind | None, str], p: tuple[tuple[HarmKind, int], object]) -> float:
        (kind, _), count = p
        if g[0] is not None and g[0] is not kind:
            return 0
        mine = ranges(count.spans)  # type: ignore[attr-defined]
        value = (count.value.low, count.value.high)  # type: ignore[attr-defined]
        near = text.inside(report.spans(g[1])) & text.inside(mine)
        return 1 if near and value in numbers[g[1]].values else 0

    required = [(k, n) for k, n in gold if n in tied]
    items = list(made.items())
    pairs = match(required, items, weight)
    left = [p for j, p in enumerate(items) if j not in pairs.values()]
    others = [(None, n.id) for n in numbers.values() if n.id not in tied]
    excused = len(match(others, left, weight))
    scores.add("counts_exact_f1", len(pairs), len(required), len(items) - excused)


def score_times(report: Report, found: Found, scores: Scores) -> None:
    values = {t.id: t for t in report.times}
    gold = [(m, values[m.id]) for m in report.marks if m.layer == "t"]

    def weight(g: tuple[object, object], p: Anchored[When]) -> float:
        mark = g[0]
        shared = sum(
            max(0, min(s.end, mark.end) - max(s.start, mark.start))  # type: ignore[attr-defined]
            for s in p.spans
        )
        return float(shared)

    required = [g for g in gold if not g[1].optional]
    pairs = match(required, found.times, weight)
    left = [p for j, p in enumerate(found.times) if j not in pairs.values()]
    spare = match([g for g in gold if g[1].optional], left, weight)
    durations = [  # "for nine days": words about time that place nothing
        p
        for j, p in enumerate(left)
        if j not in spare.values() and p.value.precision is Precision.UNPLACED
    ]
    excused = len(spare) + len(durations)
    scores.add("times_f1", len(pairs), len(required), len(found.times) - excused)
    for i, j in pairs.items():
        when = found.times[j].value
        wanted = {(low, high) for low, high, _ in required[i][1].values}
        scores.add("time_value", (when.earliest, when.latest) in wanted, 1)


def score_places(report: Report, found: Found, scores: Scores) -> None:
    described = {p.id: p for p in report.places}
    gold = [(m, described[m.id]) for m in report.marks if m.layer == "l"]
    made = [m for m in found.mentions if m.kind == "name"]

    def weight(g: tuple[object, object], p: PlaceMention) -> float:
        mark = g[0]
        return float(
            max(0, min(p.span.end, mark.end) - max(p.span.start, mark.start))  # type: ignore[attr-defined]
        )

    required = [g for g in gold if g[1].kind == "name" and not g[1].optional]
    pairs = match(required, made, weight)
    left = [p for j, p in enumerate(made) if j not in pairs.values()]
    excused = len(match([g for g in gold if g[1].optional], left, weight))
    scores.add("places_f1", len(pairs), len(required), len(made) - excused)
    by_span = {(s.start, s.end): place for place in found.places for s in place.mentions}
    for i, j in pairs.items():
        place = by_span.get((made[j].span.start, made[j].span.end))
        wanted = required[i][1]
        if wanted.country is None:
            scores.add("invented_unresolved", place is None or place.gazetteer_id is None, 1)
        else:
            code = found.countries.get(place.gazetteer_id or "") if place else None
            right = place is not None and code == wanted.country and len(place.path) > 1
            scores.add("real_resolved", right, 1)


def score(reports: Iterable[Report], gazetteer: Gazetteer) -> dict[str, Scores]:
    """The figures of each group; `all` holds the reports in both languages too."""
    groups = {name: Scores() for name in GROUPS}
    for report in reports:
        text, found = Text.of(report.text), run(report, gazetteer)
        half = f"{report.lang}-{report.header('half')}"
        for name in {"all", report.lang, half} & set(GROUPS):
            scores = groups[name]
            score_claims(report, text, found, scores)
            if report.header("layers") == CLAIMS_ONLY:
                continue
            score_acts(report, text, found, scores)
            score_counts(report, text, found, scores)
            score_times(report, found, scores)
            score_places(report, found, scores)
    return groups


def score_sentences(groups: dict[str, Scores]) -> None:
    """Add the figures of the single sentences (`modality_sentences`), seen and unseen apart."""
    for lang in modality_sentences.LANGUAGES:
        for sample in modality_sentences.load(lang):
            found = modality_sentences.read(sample)
            half = "unseen" if sample.unseen else "open"
            for name in ("all", lang):
                right = modality_sentences.right(sample, found)
                told = modality_sentences.told_rightly(sample, found)
                groups[name].add(f"sentence_modality_{half}", right, 1)
                groups[name].add(f"sentence_told_{half}", told, 1)
