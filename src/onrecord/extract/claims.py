"""Document → claims: every statement of a page with whoever it is attributed to.

1. Quotations are found in each block; sentences are cut around them.
2. Attributions are found in each sentence, in English or Arabic by its script.
3. A quotation without words of attribution goes to whoever spoke before it in the text.
4. Speakers are tied to the fullest names the document gives.
5. What is left of a sentence, if it is a clause of its own, is the publisher's claim.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from onrecord.extract.arabic import ArabicSentence
from onrecord.extract.attribution import Found, Range
from onrecord.extract.english import Sentence
from onrecord.extract.judging import certainty, kind, stance
from onrecord.extract.merge import Modelled
from onrecord.extract.quotes import Quote, quotes
from onrecord.extract.reading import Reading
from onrecord.extract.releases import credit_line, opening_line, trailing_label, transcript_line
from onrecord.extract.speakers import Speaker, Speakers
from onrecord.lang.arabic_cues import THAT
from onrecord.lang.cues import AUXILIARIES, FINITE
from onrecord.lang.fold import fold
from onrecord.lang.sentences import sentences
from onrecord.lang.words import Sort, Unit, units
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Block, Document, Span
from onrecord.model.vocab import BlockKind, Form

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OPENING = re.compile(r"\s*(?:[“«„\"]|''|``)")
_TAG = re.compile(
    r"(?:[^\W\d_][\w.’'\-]*\s){1,5}(?:said|says|asked|added|told|wrote|tweeted|continued|replied|"
    r"shouted|cried|declared|explained|exclaimed|insisted|warned|concluded)"
    r"(?:[.,]|\s(?:in|on|at|during|to|of|while|as|when|after|before|reporters|[A-Z]))"
)
MIN_QUOTE_WORDS = 4  # a shorter quotation alone in a sentence is a name or a scare quote
MIN_REST_WORDS = 4  # a shorter rest of a sentence carries no claim of its own
_MARKS = frozenset('“”«»„"‟')


@dataclass(slots=True)
class _Draft:
    """A claim before it becomes a record."""

    found: Found
    content: list[Range]
    speaker: Speaker | None
    through: Speaker | None = None
    repaired: bool = False


def claims(
    document: Document, reading: Reading | None = None, *, precise: bool = False
) -> tuple[Claim, ...]:
    """The claims of the body blocks, by first content offset, then id.

    With a `reading` of `latin_blocks`, attributions in Latin script are a model's, completed by
    the rules (`extract.merge`); without one, and in Arabic, the rules' alone. `precise` leaves
    out more that may be wrong, at the price of more that is missed.
    """
    reader = _Reader(document, reading, precise=precise)
    made: dict[str, Claim] = {}
    for block in document.body():
        for draft in reader.block(block):
            reader.drafts.append(draft)
    for draft in reader.drafts:
        claim = reader.claim(draft)
        made.setdefault(claim.id, claim)
    return tuple(sorted(made.values(), key=lambda claim: (claim.content[0].start, claim.id)))


def latin_blocks(document: Document) -> list[Range]:
    """The body blocks that are not mostly Arabic: what the model is given to read."""
    return [
        (block.start, block.end)
        for block in document.body()
        if not _arabic(document.text, block.start, block.end)
    ]


def _arabic(text: str, start: int, end: int) -> bool:
    sample = text[start : min(end, start + 600)]
    return len(_ARABIC.findall(sample)) > len(_LATIN.findall(sample))


class _Reader:
    """Reads the blocks of one document in order."""

    def __init__(self, document: Document, reading: Reading | None, *, precise: bool) -> None:
        self.document = document
        self.text = document.text
        self.modelled: Modelled | None = None
        if reading is not None:
            self.modelled = Modelled(document.text, reading.relations, precise=precise)
        self.speakers = Speakers(document)
        self.drafts: list[_Draft] = []
        self.open: _Draft | None = None  # a quotation that goes on in the next paragraph
        self.pending: Found | None = None  # "X told reporters:" just before
        self.release: Speaker | None = None  # "From X:", "Statement by X"
        self.block_start = 0

    # -- one block -----------------------------------------------------------------------------

    def block(self, block: Block) -> list[_Draft]:
        """The drafts of one block; `open` and the last speaker carry over to the next."""
        self.block_start = block.start
        opening = opening_line(self.text, block.start, block.end)
        if opening is not None:
            self.release = self.speakers.resolve(opening)
            self.open = None
            return []
        marks = quotes(self.text, block.start, block.end)
        ranges = [(q.start, q.end) for q in marks]
        turn = transcript_line(self.text, block.start, block.end)
        if turn is not None:
            self.open = None
            return [self._draft(turn, repaired=False)]
        drafts: list[_Draft] = []
        carried = self._carry(block, marks)
        for first, end in self._sentences(block, ranges):
            start = max(first, carried)
            if start >= end or (carried > first and not self.text[start:end].strip(" \n.,")):
                continue
            inside = _between(marks, start, end)
            drafts.extend(self._sentence(start, end, inside, drafts))
        self._open_end(block, marks, drafts)
        return drafts

    def _sentences(self, block: Block, ranges: list[Range]) -> list[Range]:
        """The sentences, with '"… now!" he said on Monday.' joined where a mark had cut it."""
        joined: list[Range] = []
        opens = {a for a, _ in ranges}
        closes = {b for _, b in ranges}
        for start, end in sentences(self.text, block.start, block.end, ranges):
            alone = joined and joined[-1][0] in opens and joined[-1][1] in closes
            if alone and _TAG.match(self.text, start, min(end, start + 120)):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _carry(self, block: Block, marks: tuple[Quote, ...]) -> int:
        """Adds the first quotation to the one left open before; where it ends, else 0."""
        open_draft, self.open = self.open, None
        if open_draft is None or not marks or block.kind is not BlockKind.PARAGRAPH:
            return 0
        first = marks[0]
        if self.text[block.start : first.start].strip():
            return 0
        open_draft.content.append((first.start, first.end))
        if not first.closed and first.end >= self._last(block):
            self.open = open_draft
        return first.end

    def _last(self, block: Block) -> int:
        end = block.end
        while end > block.start and self.text[end - 1].isspace():
            end -= 1
        return end

    def _open_end(self, block: Block, marks: tuple[Quote, ...], drafts: list[_Draft]) -> None:
        if self.open is not None or not marks or not drafts:
            return
        last = marks[-1]
        if last.closed or last.end < self._last(block):
            return
        following = _OPENING.match(self.text, block.end, block.end + 40)
        if following is None:
            return
        for draft in reversed(drafts):
            if draft.content and draft.content[-1][1] >= last.end - 1 and draft.speaker:
                draft.repaired = False
                self.open = draft
                return

    # -- one sentence --------------------------------------------------------------------------

    def _sentence(
        self, start: int, end: int, marks: list[Quote], before: list[_Draft]
    ) -> list[_Draft]:
        ranges = [
            (q.start, q.end)
            for q in marks
            if q.words(self.text) or q.end - q.start > MIN_QUOTE_WORDS
        ]
        parts = units(self.text, start, end, ranges)
        if not any(u.sort is not Sort.MARK for u in parts):
            return []
        repaired = any(q.assumed for q in marks)
        only = [u for u in parts if u.sort is not Sort.MARK]
        if all(u.sort is Sort.QUOTE for u in only):
            if self.modelled and self.modelled.covers(start, end):
                # Content of an attribution in another sentence; or, where a mark that was never
                # closed makes a quotation of all that follows, attributions of its own.
                found = self.modelled.merged(start, end, []) if repaired else []
                return [self._draft(each, repaired=True) for each in found]
            return self._quotes_alone([(u.start, u.end) for u in only], before, repaired=repaired)
        credit = credit_line(self.text, parts) or self._headline(start, end)
        if credit is not None:
            return [self._draft(credit, repaired=repaired)]
        found = self._attributions(start, end, parts)
        drafts = [self._draft(f, repaired=repaired) for f in found]
        if not found:
            self.speakers.mention(start, end)
        elsewhere = self.modelled.parts_in(start, end) if self.modelled else []
        drafts.extend(self._rest(parts, found, elsewhere))
        return drafts

    def _headline(self, start: int, end: int) -> Found | None:
        """As in "Council: bridge hit", "Bridge hit: council" where that is the whole line."""
        begins = start == self.block_start or self.text[start - 1] == "\n"
        if not begins or self.text[end : end + 1] not in {"", "\n"}:
            return None
        return transcript_line(self.text, start, end) or trailing_label(self.text, start, end)

    def _attributions(self, start: int, end: int, parts: list[Unit]) -> list[Found]:
        arabic = _arabic(self.text, start, end)
        sentence = (ArabicSentence if arabic else Sentence)(self.text, parts)
        found = sentence.find()
        self.pending = sentence.pending
        if self.modelled is None or arabic:
            return found
        return self.modelled.merged(start, end, found)

    def _draft(self, found: Found, *, repaired: bool) -> _Draft:
        through = None
        if found.through is not None and found.through.source is not None:
            through = self.speakers.resolve(found.through.source)
        speaker = None
        if found.pro_drop and found.source is not None:
            speaker = self.speakers.dropped(found.source, found.cue)
        elif found.source is not None:
            speaker = self.speakers.resolve(found.source)
            self.speakers.turn(speaker, found.cue)
        if through is not None and speaker is not None:
            self.speakers.last = speaker
        return _Draft(found, list(found.content), speaker, through, repaired)

    def _quotes_alone(
        self, content: list[Range], before: list[_Draft], *, repaired: bool
    ) -> list[_Draft]:
        """A sentence of quotations only: more of the last claim, or the last speaker's next."""
        if before and before[-1].found.more and before[-1].speaker is not None:
            before[-1].content.extend(content)
            return []
        pending, self.pending = self.pending, None
        if pending is not None:
            return [
                self._draft(replace(pending, content=tuple(content), more=True), repaired=repaired)
            ]
        words = sum(len(self.text[a : min(b, a + 400)].split()) for a, b in content)
        speaker = self.release or self.speakers.again(content[0][0])
        if words < MIN_QUOTE_WORDS and speaker is None:
            return []
        rule = "quote_by_context" if speaker else "quote_alone"
        found = Found(
            None, None, tuple(content), "say", rule, unattributed=speaker is None, more=True
        )
        return [_Draft(found, list(content), speaker, None, repaired)]

    def _rest(self, parts: list[Unit], found: list[Found], elsewhere: list[Range]) -> list[_Draft]:
        """The parts of a sentence that no attribution covers, where they carry a clause.

        `elsewhere`: content of attributions whose cue may stand in another sentence.
        """
        covered = elsewhere + [
            r
            for f in found
            for g in (f, f.through)
            if g is not None
            for r in (g.source, g.cue, *g.content)
            if r is not None
        ]
        covered.sort()
        drafts = []
        run: list[Unit] = []
        at = 0
        reach = -1
        for unit in [*parts, None]:
            while unit is not None and at < len(covered) and covered[at][0] <= unit.start:
                reach = max(reach, covered[at][1])
                at += 1
            if unit is not None and unit.start >= reach:
                run.append(unit)
                continue
            draft = self._own(run, whole=not found and not elsewhere)
            run = []
            if draft is not None:
                drafts.append(draft)
        return drafts

    def _own(self, run: list[Unit], *, whole: bool) -> _Draft | None:
        while run and run[0].sort is Sort.MARK and (not whole or run[0].low in ",;:.،؛"):
            run = run[1:]
        while not whole and run and run[0].low in {"and", "but"}:
            run = run[1:]
        while run and not whole and run[-1].sort is Sort.MARK:
            run = run[:-1]
        words = [u for u in run if u.sort is not Sort.MARK]
        if not words or (not whole and fold(words[-1].low) in THAT):
            return None
        if not whole and (len(words) < MIN_REST_WORDS or not any(_finite(u) for u in words)):
            return None
        content = (run[0].start, run[-1].end)
        speaker = self.release
        rule = "own_voice" if whole else "own_voice_rest"
        if speaker is not None:
            rule = "statement"
        found = Found(None, None, (content,), "own", rule)
        return _Draft(found, [content], speaker)

    # -- records -------------------------------------------------------------------------------

    def claim(self, draft: _Draft) -> Claim:
        """The record of a draft."""
        found = draft.found
        content = tuple(self.document.span(a, b) for a, b in sorted(set(draft.content)))
        words = " ".join(span.quote for span in content)
        attribution = self._attribution(draft, content)
        rule = found.rule + ("+repaired_quote" if draft.repaired else "")
        return Claim(
            document=self.document.id,
            content=content,
            attribution=attribution,
            kind=kind(found, words, attribution),
            stance=stance(found, words),
            certainty=certainty(found, words),
            rule=rule,
            score=found.score,
        )

    def _attribution(self, draft: _Draft, content: tuple[Span, ...]) -> Attribution:
        found, speaker = draft.found, draft.speaker
        through = None
        if found.through is not None:
            outer = _Draft(found.through, list(found.through.content), draft.through)
            through = self._attribution(outer, ())
        return Attribution(
            form=self._form(found, speaker, content),
            speaker=self._anchored(speaker),
            named_at=self._named(speaker),
            role=self._role(speaker),
            cue=self.document.span(*found.cue) if found.cue else None,
            source=self.document.span(*found.source) if found.source else None,
            through=through,
        )

    def _anchored(self, speaker: Speaker | None) -> Anchored[str] | None:
        if speaker is None:
            return None
        return Anchored(speaker.value, tuple(self.document.span(a, b) for a, b in speaker.words))

    def _named(self, speaker: Speaker | None) -> Span | None:
        return self.document.span(*speaker.named) if speaker and speaker.named else None

    def _role(self, speaker: Speaker | None) -> Anchored[str] | None:
        if speaker is None or speaker.role is None:
            return None
        span = self.document.span(*speaker.role)
        return Anchored(span.quote, (span,))

    def _form(self, found: Found, speaker: Speaker | None, content: tuple[Span, ...]) -> Form:
        if found.sense == "own" and speaker is None:
            return Form.OWN_VOICE
        if found.unattributed or speaker is None:
            return Form.UNATTRIBUTED
        if not content:
            return Form.INDIRECT
        quoted = [
            span.quote[0] in _MARKS | {"'", "‘", "`"} and len(span.quote) > 1 for span in content
        ]
        closed = [span.quote[-1] in _MARKS | {"'", "’"} for span in content]
        if all(quoted) and (all(closed) or found.rule.startswith("quote_") or draft_like(content)):
            return Form.DIRECT
        if any(any(mark in span.quote for mark in _MARKS) for span in content):
            return Form.MIXED
        return Form.INDIRECT


def draft_like(content: tuple[Span, ...]) -> bool:
    """Whether all but the closing of the last part is quoted (a mark that was supplied)."""
    return len(content) > 1


def _between(marks: tuple[Quote, ...], start: int, end: int) -> list[Quote]:
    first = bisect_left(marks, start, key=lambda quote: quote.start)
    last = bisect_left(marks, end, lo=first, key=lambda quote: quote.start)
    return [quote for quote in marks[first:last] if quote.end <= end + 1]


def _finite(unit: Unit) -> bool:
    low = unit.low
    if _ARABIC.match(low):
        return True
    return low in FINITE or low in AUXILIARIES or (low.endswith("ed") and len(low) > MIN_REST_WORDS)
