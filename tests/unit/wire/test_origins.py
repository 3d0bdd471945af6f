"""The way back to bytes: holds, does not hold, cannot be checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.document import Document, OriginRow
from onrecord.model.fixity import Tool
from onrecord.wire.origins import rows_hold

BODY = b"<p>one &amp;\n two</p>"


def _document(*rows: OriginRow, text: str = "one & two") -> Document:
    return Document(
        object="0" * 64,
        text=text,
        encoding="utf-8",
        language=None,
        direction="ltr",
        title=None,
        published=None,
        authors=(),
        publisher=None,
        credit=None,
        blocks=(),
        origins=rows,
        reader=Tool("test", "1"),
    )


ROWS = (
    OriginRow(0, 4, 3, 7, verbatim=True),
    OriginRow(4, 5, 7, 12),
    OriginRow(5, 6, 12, 14),
    OriginRow(6, 9, 14, 17, verbatim=True),
)


def test_verbatim_reference_and_space_rows_hold() -> None:
    document = _document(*ROWS)
    assert rows_hold(document, BODY, 0, 9) is True
    assert all(rows_hold(document, BODY, at, at + 1) is True for at in range(9))


@pytest.mark.parametrize("at", [3, 8, 12, 14])
def test_a_changed_byte_under_a_row_fails(at: int) -> None:
    changed = BODY[:at] + b"x" + BODY[at + 1 :]
    assert rows_hold(_document(*ROWS), changed, 0, 9) is False


@pytest.mark.parametrize(
    "row",
    [
        OriginRow(0, 4, 3, 3, verbatim=True),
        OriginRow(0, 4, 3, 7),
        OriginRow(0, 4, -4, 7, verbatim=True),
        OriginRow(0, 4, 3, 700, verbatim=True),
        OriginRow(0, 4, 4, 8, verbatim=True),
    ],
)
def test_rows_that_do_not_give_the_characters_fail(row: OriginRow) -> None:
    assert rows_hold(_document(row, *ROWS[1:]), BODY, 0, 9) is False


def test_only_white_space_may_stand_between_rows() -> None:
    gap = _document(ROWS[0], *ROWS[2:])
    assert rows_hold(gap, BODY, 0, 9) is False
    assert rows_hold(gap, BODY, 5, 9) is True
    assert rows_hold(_document(ROWS[0], text="one \n\n"), BODY, 0, 6) is True
    assert rows_hold(_document(ROWS[0], text="one !!"), BODY, 0, 6) is False


def test_one_character_never_stands_for_many_references() -> None:
    row = OriginRow(0, 2, 0, 10)
    assert rows_hold(_document(row, text="&&"), b"&amp;&amp;", 0, 2) is False


def test_places_without_bytes_cannot_be_checked() -> None:
    assert rows_hold(_document(OriginRow(0, 9, page=1)), BODY, 0, 9) is None
    assert rows_hold(replace(_document(*ROWS), encoding=None), BODY, 0, 9) is None
    assert rows_hold(_document(), BODY, 0, 9) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10)])
def test_spans_outside_the_text_do_not_hold(start: int, end: int) -> None:
    assert rows_hold(_document(*ROWS), BODY, start, end) is False
