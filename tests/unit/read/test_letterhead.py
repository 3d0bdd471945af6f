"""The first lines of a report: who publishes, when, what kind of publication."""

from __future__ import annotations

import time
from datetime import date

import pytest

from onrecord.model.vocab import BlockKind
from unit.read.sources import plain, texts

BODY = (
    "Residents of Darvel said that shells struck the central market of the town in the morning, "
    "and that two people died. The Northern Assembly denied this and asked for an inquiry."
)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("ALERT 07 | Darvel Aid Circle | 12 March 2031", "Darvel Aid Circle"),
        ("Velia Observer Network - bulletin 12 - 12 March 2031", "Velia Observer Network"),
        ("Velia Today - the week in brief, 12 March 2031", "Velia Today"),
        ("نداء عاجل – دائرة الإغاثة – ١٢ آذار ٢٠٣١", "دائرة الإغاثة"),
        ("كرفان (12 آذار 2031) – وكالة فيليا", "وكالة فيليا"),
        ("For immediate release - 12 March 2031", None),
        ("Date: 12 March 2031", None),
        ("التاريخ: 12 آذار 2031", None),
        ("Press release 88/2031 - Karvan, 12 March 2031", None),
        ("Karvan, 12 March 2031. Period covered: 3 to 9 March 2031.", None),
    ],
)
def test_header_line_gives_date_and_publisher(line: str, publisher: str | None) -> None:
    document = plain(f"{line}\n\nShells struck Darvel market, residents state\n\n{BODY}")
    assert texts(document, BlockKind.DATELINE) == [line]
    assert document.published is not None
    assert document.published.value.earliest == date(2031, 3, 12)
    assert (document.publisher.value if document.publisher else None) == publisher
    assert document.title is not None
    assert document.title.value == "Shells struck Darvel market, residents state"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Office of the Northern Assembly — Press release", "Office of the Northern Assembly"),
        ("مكتب المجلس الشمالي – بيان صحفي", "مكتب المجلس الشمالي"),
    ],
)
def test_letterhead_of_name_and_kind_is_a_byline(line: str, publisher: str) -> None:
    document = plain(f"{line}\n\nThe market of Darvel\n\n{BODY}")
    assert texts(document, BlockKind.BYLINE) == [line]
    assert document.publisher is not None
    assert document.publisher.value == publisher
    assert document.authors == ()


def test_name_and_office_over_a_date_are_a_letterhead() -> None:
    document = plain(f"NORTHERN ASSEMBLY\nMedia Office\n12 March 2031\n\nThe market\n\n{BODY}")
    assert document.publisher is not None
    assert document.publisher.value == "NORTHERN ASSEMBLY"
    assert texts(document, BlockKind.BYLINE) == ["NORTHERN ASSEMBLY", "Media Office"]
    assert document.title is not None
    assert document.title.value == "The market"


def test_release_line_alone_is_furniture() -> None:
    for line in ("FOR IMMEDIATE RELEASE", "للنشر الفوري"):
        document = plain(f"{line}\n\nThe market of Darvel\n\n{BODY}")
        assert texts(document, BlockKind.FURNITURE) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Testimony taken by Darvel Aid Circle in Karvan, 12 March 2031",
        "From the desk of the Velia Observer Network, 12 March 2031",
        "إفادة مزارع من كرفان، وثّقتها دائرة الإغاثة بتاريخ ١٢ آذار ٢٠٣١",
    ],
)
def test_date_inside_a_title_line_is_that_of_publication(line: str) -> None:
    document = plain(f"{line}\n\n{BODY}")
    assert document.published is not None
    assert document.published.value.earliest == date(2031, 3, 12)


@pytest.mark.parametrize(
    "line",
    [
        "Shells struck the market of Darvel on 12 March 2031",
        "Report on the shelling of Darvel market on 12 March 2031",
        "Shelling of Darvel, 12 March 2031, in three accounts",
    ],
)
def test_date_of_an_alleged_event_is_not_that_of_publication(line: str) -> None:
    document = plain(f"{line}\n\n{BODY}")
    assert document.published is None
    assert document.title is not None


def test_date_of_a_wire_lead_is_that_of_publication_and_its_block_stays_text() -> None:
    document = plain(f"The market\n\nKARVAN, 12 March 2031 (Velia Wire) - {BODY}")
    assert document.published is not None
    assert document.published.spans[0].quote == "12 March 2031"
    assert len(document.body()) == 1


def test_headline_with_the_name_of_a_body_is_no_letterhead() -> None:
    document = plain(f"Health Office Bombed in Darvel\n\n{BODY}")
    assert document.publisher is None
    assert document.title is not None


def test_line_with_the_period_of_a_report_stays_in_the_body() -> None:
    line = "Situation report no. 31, covering 10 to 16 March 2031"
    document = plain(f"Velia Health Directorate\n{line}\n\n{BODY}")
    assert document.publisher is not None
    assert line in texts(document, BlockKind.PARAGRAPH)


@pytest.mark.parametrize("text", ["A | " * 30, "of " * 50, "statement " * 15, ", " * 70])
def test_odd_header_lines_take_bounded_time(text: str) -> None:
    start = time.perf_counter()
    plain("\n\n".join([text[:159]] * 12))
    assert time.perf_counter() - start < 2
