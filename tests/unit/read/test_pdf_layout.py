"""PDF lines put together: whole sentences in one block, items, cells, headings, over pages."""

from __future__ import annotations

import time
from pathlib import Path

import onrecord
from onrecord.model.vocab import BlockKind
from onrecord.read.pdf_layout import PdfLine, passages
from unit.read.sources import PDF, pdf, read_as, texts

DEMO = Path(onrecord.__file__).parent / "resources/demo/04-health-office-report.pdf"
LONG = "A trader of the lower town stated that shells struck the"
GOES_ON = "central market on Tuesday and that two people died."


def _page(*lines: str, top: float = 700, left: float = 72) -> list[tuple[float, float, str, float]]:
    return [(top - 14 * at, 11, line, left) for at, line in enumerate(lines)]


def _paragraphs(*pages: list[tuple[float, float, str, float]]) -> list[str]:
    return texts(read_as(pdf(list(pages)), PDF), BlockKind.PARAGRAPH)


def test_wrapped_lines_are_one_sentence_in_the_demo() -> None:
    document = read_as(DEMO.read_bytes(), PDF)
    paragraphs = texts(document, BlockKind.PARAGRAPH)
    assert any("denied that its aircraft had attacked the hospital." in text for text in paragraphs)
    assert not any("\n" in text for text in paragraphs)
    assert any(text.startswith("The figure for Marlune") for text in paragraphs)


def test_rows_of_the_demo_stay_exact_for_each_line() -> None:
    document = read_as(DEMO.read_bytes(), PDF)
    at = document.text.index("its aircraft had attacked")
    rows = document.rows(at, at + 25)
    assert document.text[rows[0].start : rows[0].end].endswith("denied that its")
    assert [row.page for row in rows] == [1, 1]
    assert rows[0].box != rows[1].box


def test_table_of_the_demo_is_cells_with_a_box_each() -> None:
    document = read_as(DEMO.read_bytes(), PDF)
    cells = texts(document, BlockKind.CELL)
    assert cells[:6] == ["Place", "Killed", "Injured", "Ras Olvan", "11", "16"]
    assert len(cells) == 15
    at = document.text.index("Ras Olvan\n\n11")
    (row,) = document.rows(at, at + 9)
    assert row.box is not None
    assert row.box[2] < 200


def test_word_broken_at_a_line_end_is_not_torn_by_a_space() -> None:
    found = _paragraphs(_page("Shells struck the central mar-", "ket on Tuesday, she stated."))
    assert found == ["Shells struck the central mar-ket on Tuesday, she stated."]


def test_sentence_goes_on_over_the_page_behind_the_running_heads() -> None:
    first = [(720, 20, "Report on the Darvel bridge", 72)]
    first += _page(LONG, "middle of the town and that smoke rose over the", top=600)
    second = [*_page(GOES_ON, top=700)]
    for number, page in enumerate((first, second), 1):
        page.insert(0, (770, 9, "Velia Observer Bulletin", 72))
        page.append((30, 9, f"Page {number} of 2", 72))
    document = read_as(pdf([first, second]), PDF)
    (text,) = texts(document, BlockKind.PARAGRAPH)
    assert text.endswith("rose over the central market on Tuesday and that two people died.")
    assert len(texts(document, BlockKind.FURNITURE)) == 4
    at = document.text.index(GOES_ON)
    assert document.rows(at, at + 3)[0].page == 2
    assert document.rows(at - 2, at)[0].page == 1


def test_finished_sentence_does_not_go_on_over_the_page() -> None:
    found = _paragraphs(
        _page(LONG, "market on Tuesday and that people died there."),
        _page("It rained on the next day,", LONG),
    )
    assert len(found) == 2


def test_short_last_line_of_a_sentence_ends_the_paragraph() -> None:
    found = _paragraphs(
        _page(LONG, "market.", "The Northern Assembly of the upper town denied it,", LONG)
    )
    assert found[0] == f"{LONG} market."
    assert len(found) == 2


def test_indent_after_a_sentence_begins_a_paragraph() -> None:
    lines = _page(LONG, "central market on Tuesday, and so did two of the others.")
    lines += _page("The Northern Assembly denied that on Wednesday and", top=672, left=90)
    lines += _page("asked for an inquiry, its clerk said on the telephone.", top=658)
    found = _paragraphs(lines)
    assert len(found) == 2
    assert found[1].startswith("The Northern Assembly denied")


def test_items_hold_their_wrapped_lines() -> None:
    lines = _page("She named two places:", "1. the mill on the road to the upper town, where a")
    lines += _page("wall fell;", top=672, left=84)
    lines += _page("2. the clinic, which has no roof.", top=658)
    found = texts(read_as(pdf([lines]), PDF), BlockKind.ITEM)
    assert found == [
        "1. the mill on the road to the upper town, where a wall fell;",
        "2. the clinic, which has no roof.",
    ]


def test_number_at_a_line_start_inside_a_sentence_is_no_item() -> None:
    found = _paragraphs(
        _page(
            "A clerk of the lower town counted the dead and stated",
            "14. The Assembly denied it, and the clerk was asked twice.",
        )
    )
    assert len(found) == 1


def test_lines_of_a_letterhead_are_not_one_sentence() -> None:
    lines = _page("Darvel Aid Circle", "Press Desk", "12 March 2031")
    lines += _page(LONG, GOES_ON, LONG, GOES_ON, top=600)
    document = read_as(pdf([lines]), PDF)
    assert document.published is not None
    assert not any("Circle Press" in document.text[b.start : b.end] for b in document.blocks)


def test_short_line_alone_over_a_paragraph_is_a_heading() -> None:
    lines = [*_page(LONG, GOES_ON), *_page("What residents state", top=640)]
    lines += _page(LONG, GOES_ON, LONG, GOES_ON, top=610)
    assert texts(read_as(pdf([lines]), PDF), BlockKind.HEADING) == ["What residents state"]


def test_columns_of_a_row_given_as_lines_are_cells() -> None:
    lines = _page(LONG, GOES_ON)
    for at, (name, count) in enumerate((("Place", "Killed"), ("Darvel", "4"), ("Ostrin", "7"))):
        lines += [(640 - 20 * at, 11, name, 72), (640 - 20 * at, 11, count, 300)]
    cells = texts(read_as(pdf([lines]), PDF), BlockKind.CELL)
    assert cells == ["Place", "Killed", "Darvel", "4", "Ostrin", "7"]


def test_pages_of_very_many_lines_take_bounded_time() -> None:
    beside = [PdfLine("1", 1, (9.0 * at, 0.0, 9.0 * at + 1, 1.0), 0.0, 2.0) for at in range(8_000)]
    under = [
        PdfLine("1 2", 2, (0, -at, 9, 1 - at), -float(at), 9.0, cells=(("1", (0, 0, 1, 1)),) * 2)
        for at in range(8_000)
    ]
    odd = [PdfLine("a", 3, (0, 0, 1, 1), float(at % 2 * 99), 1.0) for at in range(8_000)]
    start = time.perf_counter()
    passages([beside, under, odd])
    assert time.perf_counter() - start < 5
