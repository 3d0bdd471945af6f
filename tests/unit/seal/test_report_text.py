from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from onrecord.model.document import Document
from onrecord.seal.report_text import Passage, direction, plain, shown, text_view
from unit.seal import sample_dossier as sample

TEXT = "One two three four five six seven eight nine ten.\nSecond line stands here.\n"


def document(text: str = TEXT) -> Document:
    return sample.Builder().document("a.txt", text)


def passage(start: int, end: int) -> Passage:
    return Passage(start, end, f"q{start}-{end}")


def tree_of(doc: Document, marks: list[Passage], *, whole: bool = True) -> html.HtmlElement:
    parts = text_view(doc, marks, whole=whole)
    return html.fromstring("<div>" + "".join(f"<p>{part.html}</p>" for part in parts) + "</div>")


def bare(text: str) -> str:
    return "".join(text.split())


def test_crossing_passages_keep_one_anchor_each_and_all_words() -> None:
    marks = [passage(0, 18), passage(8, 28), passage(14, 40)]
    tree = tree_of(document(), marks)
    assert sorted(tree.xpath("//@id")) == ["q0-18", "q14-40", "q8-28"]
    assert bare("".join(tree.itertext())) == bare(TEXT)


def test_a_passage_inside_another_is_marked_inside_it() -> None:
    tree = tree_of(document(), [passage(0, 20), passage(4, 7)])
    inner = tree.xpath("//mark[@id='q0-20']/mark[@id='q4-7']")
    assert [mark.text for mark in inner] == ["two"]


def test_a_passage_over_two_blocks_is_marked_in_both() -> None:
    tree = tree_of(document(), [passage(40, 60)])
    assert tree.xpath("//@id") == ["q40-60"]
    marked = "".join(t for mark in tree.xpath("//mark") for t in mark.itertext())
    assert bare(marked) == bare(TEXT[40:60])


def test_equal_starts_and_repeated_ends_give_each_its_anchor() -> None:
    marks = [passage(0, end) for end in range(1, 40)]
    tree = tree_of(document(), marks)
    assert len(set(tree.xpath("//@id"))) == 39


def test_a_long_text_shows_passages_and_counts_the_rest() -> None:
    text = "Head\n" + "filler words " * 4000 + "the cited words" + " more filler" * 4000 + "\n"
    doc = document(text)
    at = text.index("the cited words")
    parts = text_view(doc, [passage(at, at + 15)], whole=False)
    said = "".join(str(part.html) for part in parts)
    assert "the cited words</mark>" in said
    assert len(said) < 2500
    shown_chars = sum(len(html.fromstring(f"<p>{p.html}</p>").text_content()) for p in parts)
    assert abs(sum(part.omitted for part in parts) + shown_chars - len(text)) <= 2


def test_a_passage_in_white_space_still_has_its_anchor() -> None:
    tree = tree_of(document("One.\n\n\nTwo.\n"), [passage(4, 6)])
    assert tree.xpath("//@id") == ["q4-6"]


@given(st.lists(st.tuples(st.integers(0, 73), st.integers(1, 30)), max_size=25))
def test_any_passages_leave_the_text_whole_and_each_anchor_once(
    ranges: list[tuple[int, int]],
) -> None:
    marks = [passage(a, b) for a, b in sorted({(a, min(a + n, len(TEXT))) for a, n in ranges})]
    tree = tree_of(document(), marks)
    ids = tree.xpath("//@id")
    assert sorted(ids) == sorted(mark.anchor for mark in marks)
    assert bare("".join(tree.itertext())) == bare(TEXT)


@given(st.text())
def test_shown_text_is_never_markup_and_can_always_be_written(text: str) -> None:
    markup = shown(text)
    assert "<" not in str(markup).replace('<span class="ctl">', "").replace("</span>", "")
    markup.encode("utf-8")
    plain(text).encode("utf-8")


def test_hidden_characters_are_named_where_they_stand() -> None:
    assert shown("a\u202eb\u200bc") == (
        'a<span class="ctl">U+202E</span>b<span class="ctl">U+200B</span>c'
    )
    assert plain("a\u2066b") == "a[U+2066]b"
    assert shown("می\u200cروم") == "می\u200cروم"
    shown("\ud800").encode("utf-8")


def test_direction_follows_most_letters() -> None:
    assert direction("قال 2018 NATO إن") == "rtl"
    assert direction("He said نعم twice") == "ltr"
    assert direction("2018", "rtl") == "rtl"
