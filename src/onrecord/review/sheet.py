"""The sheet that people decide on: written for them, and read back whole or not at all.

One row a thing to decide. The first columns say what was read and on which words; a person fills
in `verdict` (accepted, corrected, rejected, withdrawn), `value`, `value_words`, `by` and `reason`.
Rows without a verdict are passed over. Every fault of a sheet is named by row and column, and then
nothing of it is applied.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.errors import SettingInvalid
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Span
from onrecord.model.dossier import Dossier
from onrecord.model.judgement import Judgement
from onrecord.model.vocab import ConflictType, Question, Reviewed, Stance, Verdict
from onrecord.review.parts import needs_words, parts, read_value, rejectable
from onrecord.wire.tables import safe_cell

COLUMNS = (
    "question", "subjects", "part", "found", "words", "source", "verdict", "value", "value_words",
    "by", "reason",
)  # fmt: skip
FILLED_IN = ("verdict", "value", "value_words", "by", "reason")
FILE = "file"  # the subject of a decision on the whole file
BETWEEN = " | "
MAX_BYTES = 50 << 20
MAX_CELL_CHARS = 5_000
SHOWN_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """What can be decided: the question, on what, what was read, on which words, where."""

    question: Question
    subjects: tuple[str, ...]
    part: str | None
    found: str | None
    about: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine read, and the incidents and findings that came of it."""

    claims: Mapping[str, Claim]
    allegations: Mapping[str, Allegation]
    documents: Mapping[str, Document]
    made: Dossier  # with the decisions so far applied
    before: Mapping[str, str]  # id of an allegation as it stands -> as the machine read it

    def rows(self) -> Iterator[Row]:
        """Everything that can be decided, claims first, in the order of the texts."""
        yield Row(Question.CONFLICT_TYPE, (FILE,), None, None, ())
        for claim in sorted(self.claims.values(), key=_place):
            speaker = claim.attribution.speaker
            yield Row(Question.CLAIM, (claim.id,), None, claim.stance.value, claim.content)
            yield Row(
                Question.SPEAKER,
                (claim.id,),
                None,
                speaker.value if speaker else claim.attribution.form.value,
                claim.content,
            )
        for allegation in sorted(self.allegations.values(), key=lambda a: (a.claim, a.id)):
            for part in parts(allegation):
                yield Row(Question.VALUE, (allegation.id,), part.path, part.value, part.spans)
        yield from self._pairs()
        yield from self._elements()

    def _pairs(self) -> Iterator[Row]:
        for incident in self.made.incidents:
            for link in incident.links:
                pair = tuple(
                    sorted(self.before.get(each, each) for each in (link.left, link.right))
                )
                yield Row(Question.SAME_INCIDENT, pair, None, "one occurrence", self.told(pair))

    def _elements(self) -> Iterator[Row]:
        first = {
            incident.id: self.before.get(incident.members[0], incident.members[0])
            for incident in self.made.incidents
        }
        for finding in self.made.findings:
            single = len(finding.incidents) == 1
            on = (first[finding.incidents[0]],) if single else ()
            state = finding.state.value
            yield Row(Question.ELEMENT, (finding.element, *on), None, state, self.told(on))

    def told(self, allegations: Iterable[str]) -> tuple[Span, ...]:
        """The words of the claims of those allegations, by ids as the machine read them."""
        held = (self.allegations[each] for each in allegations if each in self.allegations)
        return tuple(span for each in held for span in self.claims[each.claim].content)


def template(reading: Reading, origins: Mapping[str, str]) -> bytes:
    """The sheet to fill in; `origins`: by sha256 of an object, the name of its source."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in reading.rows():
        document = reading.documents.get(row.about[0].document) if row.about else None
        cells = (
            row.question.value,
            BETWEEN.join(row.subjects),
            row.part,
            row.found,
            BETWEEN.join(" ".join(span.quote.split()) for span in row.about)[:MAX_CELL_CHARS],
            origins.get(document.object) if document else None,
            *("",) * len(FILLED_IN),
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def decisions(body: bytes, name: str, reading: Reading, *, at: datetime) -> tuple[Judgement, ...]:
    """The decisions in a filled-in sheet, in its order.

    Raises: SettingInvalid that names row and column of every fault; then none is to be applied.
    """
    known = {(row.question, row.subjects, row.part): row for row in reading.rows()}
    faults: list[str] = []
    found: dict[object, tuple[int, Judgement]] = {}
    for number, cells in _cells(body, name):
        if not cells["verdict"]:
            continue
        decision = _Decision(number, cells, reading, faults)
        made = decision.judgement(known, at)
        if made is None:
            continue
        before = found.setdefault(made.on, (number, made))
        if before[1] is not made:
            faults.append(f"row {number}: decides what row {before[0]} decides already")
    if faults:
        raise SettingInvalid(
            "the sheet of decisions has faults; nothing of it was applied",
            name,
            found="\n  ".join(["", *faults[:SHOWN_FAULTS]])
            + (f"\n  and {len(faults) - SHOWN_FAULTS} more" if len(faults) > SHOWN_FAULTS else ""),
        )
    return tuple(made for _, made in found.values())


def _cells(body: bytes, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line as a spreadsheet counts them, each with every column."""
    if len(body) > MAX_BYTES:
        raise SettingInvalid("the sheet of decisions is too long", name, expected="at most 50 MB")
    try:
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        head = [cell.strip() for cell in next(rows, [])]
        missing = [column for column in ("question", "subjects", *FILLED_IN) if column not in head]
        if missing:
            raise SettingInvalid(
                "the sheet of decisions lacks columns",
                name,
                expected=", ".join(COLUMNS),
                found=", ".join(head) or "an empty file",
                advice="Write one with: onrecord judge CASE --template",
            )
        for number, row in enumerate(rows, start=2):
            cells = dict(zip(head, row, strict=False))
            yield number, {column: _plain(cells.get(column, "")) for column in COLUMNS}
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingInvalid(
            "the sheet of decisions cannot be read", name, expected="CSV in UTF-8", found=str(error)
        ) from error


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _place(claim: Claim) -> tuple[str, int, str]:
    return (claim.document, claim.content[0].start if claim.content else 0, claim.id)


@dataclass(frozen=True, slots=True)
class _Decision:
    """One row that has a verdict; its faults are added to `faults`."""

    number: int
    cells: dict[str, str]
    reading: Reading
    faults: list[str]

    def judgement(
        self, known: Mapping[tuple[Question, tuple[str, ...], str | None], Row], at: datetime
    ) -> Judgement | None:
        """The decision, or `None` if the row has a fault."""
        before = len(self.faults)
        verdict, row = self._verdict(), self._row(known)
        for column in ("by", "reason"):
            if not self.cells[column]:
                self._fault(column, "is empty; every decision has a name and a reason")
        if verdict is None or row is None:
            return None
        value, words = self._value(verdict, row)
        if len(self.faults) > before:
            return None
        return Judgement(
            question=row.question,
            subjects=row.subjects,
            part=row.part,
            verdict=verdict,
            value=value,
            words=words,
            found=row.found,
            about=row.about,
            reason=self.cells["reason"][:MAX_CELL_CHARS],
            by=self.cells["by"],
            at=at,
        )

    def _fault(self, column: str, what: str) -> None:
        self.faults.append(f"row {self.number}, column {column}: {what}")

    def _verdict(self) -> Verdict | None:
        try:
            return Verdict(self.cells["verdict"].lower())
        except ValueError:
            self._fault("verdict", f"“{self.cells['verdict'][:40]}” is none of {_list(Verdict)}")
            return None

    def _row(self, known: Mapping[tuple[Question, tuple[str, ...], str | None], Row]) -> Row | None:
        try:
            question = Question(self.cells["question"])
        except ValueError:
            self._fault("question", f"“{self.cells['question'][:40]}” is none of {_list(Question)}")
            return None
        subjects = tuple(each.strip() for each in self.cells["subjects"].split(BETWEEN.strip()))
        if question is Question.SAME_INCIDENT:
            return self._pair(tuple(sorted(subjects)))
        row = known.get((question, subjects, self.cells["part"] or None))
        if row is None:
            self._fault("subjects", "names nothing that this case holds, or no such part of it")
        return row

    def _pair(self, subjects: tuple[str, ...]) -> Row | None:
        """Any two allegations, whether they were put together or not."""
        pair = len(set(subjects)) == len(subjects) == 2  # noqa: PLR2004 - a pair
        held = [self.reading.allegations.get(each) for each in subjects]
        if not pair or None in held:
            self._fault("subjects", "must name two allegations of this case, with | between them")
            return None
        together = any(
            {subjects[0], subjects[1]}
            <= {self.reading.before.get(member, member) for member in incident.members}
            for incident in self.reading.made.incidents
        )
        found = "one occurrence" if together else "two occurrences"
        return Row(Question.SAME_INCIDENT, subjects, None, found, self.reading.told(subjects))

    def _value(self, verdict: Verdict, row: Row) -> tuple[str | None, tuple[Span, ...]]:
        value = self.cells["value"]
        if verdict is Verdict.WITHDRAWN:
            return None, ()
        if row.question in {Question.CONFLICT_TYPE, Question.ELEMENT}:
            terms = ConflictType if row.question is Question.CONFLICT_TYPE else Reviewed
            if verdict is Verdict.REJECTED or value not in list(terms):
                self._fault("value", f"must be one of {_list(terms)}, and the verdict accepted")
            return value, ()
        if verdict is not Verdict.CORRECTED:
            if verdict is Verdict.REJECTED and row.part and not rejectable(row.part):
                self._fault("verdict", f"{row.part} cannot be taken away; reject the claim instead")
            return None, ()
        if row.question is Question.SAME_INCIDENT:
            self._fault(
                "verdict", "two allegations are one occurrence (accepted) or not (rejected)"
            )
            return None, ()
        return self._corrected(row, value)

    def _corrected(self, row: Row, value: str) -> tuple[str | None, tuple[Span, ...]]:
        if not value:
            self._fault("value", "is empty; a correction says what stands instead")
            return None, ()
        if row.question is Question.CLAIM:
            if value not in list(Stance):
                self._fault("value", f"must be one of {_list(Stance)}")
            return value, ()
        if row.question is Question.VALUE and row.part:
            try:
                read_value(row.part, value)
            except ValueError as error:
                self._fault("value", f"“{value[:60]}” cannot be read; expected {error}")
                return None, ()
        anchored = row.question is Question.SPEAKER or needs_words(row.part or "")
        words = self.cells["value_words"] or (value if anchored else "")
        spans = self._words(row, words) if words else ()
        return value, spans

    def _words(self, row: Row, words: str) -> tuple[Span, ...]:
        """The words nearest to those the decision is about, in the same document."""
        document = self.reading.documents[row.about[0].document]
        near, best = row.about[0].start, -1
        at = document.text.find(words)
        while at >= 0:
            if best < 0 or abs(at - near) < abs(best - near):
                best = at
            at = document.text.find(words, at + 1)
        if best < 0:
            self._fault(
                "value_words",
                f"“{words[:60]}” does not stand in the text; copy the words that carry the value",
            )
            return ()
        return (document.span(best, best + len(words)),)


def _list(terms: Iterable[object]) -> str:
    return ", ".join(str(term) for term in terms)
