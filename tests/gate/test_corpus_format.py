import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus_format as corpus
from onrecord.model.vocab import Act, Form, Modality, Precision, Stance

SMALL = """lang: en
style: example
---
{s1|The mayor} {k1|said}: "{c1|{p1|Troops} {a1|shelled} {l1|Olmar} {t1|Monday}, killing {n1|two}}".
---
c1: direct
a1: shelling, occurred, in c1, by p1 = Army of Tamria, killed n1, at l1, on t1
t1: 2025-03-10
n1: 2
"""


def test_offsets_count_code_points_of_the_text_without_tags() -> None:
    report = corpus.parse("small", SMALL)
    assert report.text == 'The mayor said: "Troops shelled Olmar Monday, killing two".'
    for mark in report.marks:
        assert report.text[mark.start : mark.end] in report.words(mark.id)
    assert report.words("c1") == "Troops shelled Olmar Monday, killing two"


def test_lines_under_the_text_give_the_values() -> None:
    report = corpus.parse("small", SMALL)
    (claim,), (act,), (when,) = report.claims, report.allegations, report.times
    assert (claim.form, claim.stance, claim.speaker) == (
        Form.DIRECT,
        Stance.ASSERTS,
        corpus.Named("s1"),
    )
    assert (act.acts, act.modality, act.claim) == ((Act.SHELLING,), Modality.OCCURRED, "c1")
    assert act.perpetrators == (corpus.Named("p1", "Army of Tamria"),)
    assert when.values == ((date(2025, 3, 10), date(2025, 3, 10), Precision.DAY),)
    assert report.numbers[0].values == ((2, 2),)
    assert (report.places[0].kind, report.places[0].country) == ("name", None)


def test_pieces_with_one_id_are_one_discontinuous_span() -> None:
    body = '"{c1|Five fell}", {s1|he} {k1|said}, "{c1|and two rose}".'
    report = corpus.parse("x", f"lang: en\nstyle: x\n---\n{body}\n---\nc1: direct\n")
    assert report.words("c1") == "Five fell and two rose"


def test_escaped_characters_are_plain_text() -> None:
    body = "a \\{c1| b \\} c \\\\ {l1|Olmar}\n\\---"
    report = corpus.parse("x", f"lang: en\nstyle: x\n---\n{body}\n---\n")
    assert report.text == "a {c1| b } c \\ Olmar\n---"
    assert corpus.tagged(report.text, report.marks) == body


@pytest.mark.parametrize(
    ("body", "values", "line", "words"),
    [
        ("one\n{c1|two", "", 5, "c1 is not closed"),
        ("one}", "", 4, "closing"),
        ("one {c1|}", "", 4, "marks no words"),
        ("one {z1|two}", "", 4, "expected a tag"),
        ("one \\n", "", 4, "backslash"),
        ("{t1|today}", "t1: 2025-02-31", 6, "is no time"),
        ("{n1|many}", "", 4, "is no number"),
        ("zero\n{c1|one}", "", 5, "has no line"),
        ("{c1|one}", "c1: spoken", 6, "is no Form"),
        ("{c1|one}", "c1: direct", 6, "needs speaker"),
        ("{c1|one}", "c1: direct, by s2", 6, "'s2' is not speaker words"),
        ("{a1|one}", "a1: shelling, occurred, on l1", 6, "'l1' is not time"),
        ("{a1|one}", "a1: shouting, occurred", 6, "is no Act"),
        ("{a1|one}", "a1: shelling", 6, "expected an act and a modality"),
        ("{l1|one}", "l1: absent\nl1: absent", 7, "described twice"),
        ("one", "c1: own_voice\n", 6, "is not"),
        ("one", "who knows", 6, "expected a line"),
    ],
)
def test_a_fault_is_named_with_file_and_line(body: str, values: str, line: int, words: str) -> None:
    with pytest.raises(corpus.CorpusFormatError) as caught:
        corpus.parse("bad", f"lang: en\nstyle: x\n---\n{body}\n---\n{values}")
    assert str(caught.value).startswith(f"bad:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "head",
    [
        "style: x",
        "lang: en\nstyle: x\nmood: y",
        "lang en\nstyle: x",
        "lang: fr\nstyle: x",
        "lang: en\nstyle: x\nlayers: times",
        "lang: en\nstyle: x\nhalf: third",
    ],
)
def test_a_header_that_is_missing_or_unknown_is_refused(head: str) -> None:
    with pytest.raises(corpus.CorpusFormatError):
        corpus.parse("bad", f"{head}\n---\ntext\n---\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025-03", (date(2025, 3, 1), date(2025, 3, 31), Precision.MONTH)),
        ("2025", (date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR)),
        ("2025-03-01..2025-03-07", (date(2025, 3, 1), date(2025, 3, 7), Precision.RANGE)),
        ("2025-03-01..2025-03-07 week", (date(2025, 3, 1), date(2025, 3, 7), Precision.WEEK)),
        ("2025-03-01..", (date(2025, 3, 1), None, Precision.AFTER)),
        ("..2025-03-01", (None, date(2025, 3, 1), Precision.BEFORE)),
        ("unplaced", (None, None, Precision.UNPLACED)),
    ],
)
def test_time_values_are_ranges_of_civil_dates(words: str, expected: object) -> None:
    source = f"lang: en\nstyle: x\n---\n{{t1|then}}\n---\nt1: {words}"
    assert corpus.parse("x", source).times[0].values == (expected,)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[corpus.Mark, ...]]:
    text = draw(st.text(alphabet="ab {}\\-\n|ق٣", min_size=1, max_size=40))
    marks: list[corpus.Mark] = []

    def fill(start: int, end: int, depth: int) -> None:
        while start < end and depth < 3 and draw(st.booleans()):
            low = draw(st.integers(start, end - 1))
            high = draw(st.integers(low + 1, end))
            layer = draw(st.sampled_from(sorted(corpus.LAYERS)))
            marks.append(corpus.Mark(layer, draw(st.integers(0, 99)), low, high))
            fill(low, high, depth + 1)
            start = high

    fill(0, len(text), 0)
    return text, tuple(marks)


@given(marked_texts())
def test_tags_written_and_read_again_are_the_same(
    made: tuple[str, tuple[corpus.Mark, ...]],
) -> None:
    text, marks = made
    again, found = corpus._Reader("x").strip(corpus.tagged(text, marks), 1)
    assert (again, found) == (text, marks)


@pytest.mark.parametrize("path", sorted(corpus.CORPUS.glob("*.txt")), ids=lambda p: p.stem)
def test_every_report_reads_and_writes_back(path: object) -> None:
    source = path.read_bytes().decode("utf-8")
    report = corpus.parse(path.stem, source)
    body = re.split(r"^---\n", source, flags=re.MULTILINE)[1].removesuffix("\n")
    assert corpus.tagged(report.text, report.marks) == body
    assert report.lang in {"en", "ar", "mixed"}
    words = len(report.text.split())
    assert words <= 450
