"""Time expressions give ranges of civil dates, or keep their words without one."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.extract.times import times
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When
from onrecord.read.plain import document_from_text
from place_help import paragraphs

PUBLISHED = date(2018, 9, 12)  # a Wednesday


def _read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, When]]:
    found = times(paragraphs(text, published=published))
    return [(item.spans[0].quote, item.value) for item in found]


def _one(text: str, published: date | None = PUBLISHED) -> tuple[str, When]:
    found = _read(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("On 23 March 2018 shells fell.", "23 March 2018", "2018-03-23", "2018-03-23"),
        ("On March 23, 2018 shells fell.", "March 23, 2018", "2018-03-23", "2018-03-23"),
        ("the 3rd of May 2017", "the 3rd of May 2017", "2017-05-03", "2017-05-03"),
        ("dated 2018-03-23 here", "2018-03-23", "2018-03-23", "2018-03-23"),
        ("dated 25/12/2017 here", "25/12/2017", "2017-12-25", "2017-12-25"),
        ("21 or 22 March 2018", "21 or 22 March 2018", "2018-03-21", "2018-03-22"),
        ("between 21 and 23 March", "between 21 and 23 March", "2018-03-21", "2018-03-23"),
        ("shells fell in May", "May", "2018-05-01", "2018-05-31"),
        ("in late August", "late August", "2018-08-21", "2018-08-31"),
        ("early March 2017", "early March 2017", "2017-03-01", "2017-03-10"),
        ("on Thursday", "Thursday", "2018-09-06", "2018-09-06"),
        ("on Wednesday", "Wednesday", "2018-09-12", "2018-09-12"),
        ("yesterday", "yesterday", "2018-09-11", "2018-09-11"),
        ("overnight", "overnight", "2018-09-11", "2018-09-12"),
        ("last night", "last night", "2018-09-11", "2018-09-12"),
        ("the past 48 hours", "the past 48 hours", "2018-09-10", "2018-09-12"),
        ("two days ago", "two days ago", "2018-09-10", "2018-09-10"),
        ("last month", "last month", "2018-08-01", "2018-08-31"),
        (
            "since the beginning of the month",
            "since the beginning of the month",
            "2018-09-01",
            "2018-09-12",
        ),
        ("since 1 September", "since 1 September", "2018-09-01", "2018-09-12"),
        ("26 آذار/مارس 2018", "26 آذار/مارس 2018", "2018-03-26", "2018-03-26"),
        ("يوم الجمعة ٢٣ آذار ٢٠١٨", "يوم الجمعة ٢٣ آذار ٢٠١٨", "2018-03-23", "2018-03-23"),
        ("الثامن من آب الماضي", "الثامن من آب الماضي", "2018-08-08", "2018-08-08"),
        ("قصفت أمس", "أمس", "2018-09-11", "2018-09-11"),
        ("في آب 2017", "آب 2017", "2017-08-01", "2017-08-31"),
        ("مطلع أيلول", "مطلع أيلول", "2018-09-01", "2018-09-10"),
        ("منذ يومين", "منذ يومين", "2018-09-10", "2018-09-12"),
        ("منذ بداية الشهر", "منذ بداية الشهر", "2018-09-01", "2018-09-12"),
        ("في عام 2014", "عام 2014", "2014-01-01", "2014-12-31"),
        ("from 27 July to 4 August", "from 27 July to 4 August", "2018-07-27", "2018-08-04"),
        (
            "between 27 July and 4 August 2017",
            "between 27 July and 4 August 2017",
            "2017-07-27",
            "2017-08-04",
        ),
        ("Saturday and Sunday", "Saturday and Sunday", "2018-09-08", "2018-09-09"),
        ("late last month", "late last month", "2018-08-21", "2018-08-31"),
        ("earlier this month", "earlier this month", "2018-09-01", "2018-09-12"),
        ("over the weekend", "over the weekend", "2018-09-08", "2018-09-09"),
        ("last summer", "last summer", "2018-06-01", "2018-08-31"),
        ("last winter", "last winter", "2017-12-01", "2018-02-28"),
        ("the last week of August", "the last week of August", "2018-08-25", "2018-08-31"),
        ("the week of 5 September", "the week of 5 September", "2018-09-03", "2018-09-09"),
        ("second quarter of 2017", "second quarter of 2017", "2017-04-01", "2017-06-30"),
        ("in 2014-16", "2014-16", "2014-01-01", "2016-12-31"),
        ("on the eve of 20 August", "the eve of 20 August", "2018-08-19", "2018-08-19"),
        ("on the night of 4 August", "the night of 4 August", "2018-08-04", "2018-08-05"),
        ("on New Year's Eve", "New Year's Eve", "2017-12-31", "2017-12-31"),
        ("dated 14.02.18", "14.02.18", "2018-02-14", "2018-02-14"),
        ("dated 14.02.98", "14.02.98", "1998-02-14", "1998-02-14"),
        ("during Ramadan", "Ramadan", "2018-05-15", "2018-06-14"),
        ("من 27 تموز إلى 4 آب", "من 27 تموز إلى 4 آب", "2018-07-27", "2018-08-04"),
        ("يومي السبت والأحد", "يومي السبت والأحد", "2018-09-08", "2018-09-09"),
        ("فجر 9 أيلول", "فجر 9 أيلول", "2018-09-09", "2018-09-09"),
        ("أواخر الشهر الماضي", "أواخر الشهر الماضي", "2018-08-21", "2018-08-31"),
        ("الصيف الماضي", "الصيف الماضي", "2018-06-01", "2018-08-31"),
        ("في رمضان", "رمضان", "2018-05-15", "2018-06-14"),
    ],
)
def test_words_give_the_range_they_name(text: str, words: str, first: str, last: str) -> None:
    quote, when = _one(text)
    assert quote == words
    assert (when.earliest, when.latest) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["on 31/02/2018", "30 February 2018", "26 آذار/أبريل 2018"])
def test_a_date_that_cannot_exist_keeps_its_words_without_a_day(text: str) -> None:
    assert _one(text)[1].precision is Precision.UNPLACED


@pytest.mark.parametrize("text", ["yesterday", "on Monday", "in March", "two days ago", "أمس"])
def test_an_undated_document_gives_no_day_to_words_that_need_one(text: str) -> None:
    when = _one(text, None)[1]
    assert (when.earliest, when.latest, when.precision) == (None, None, Precision.UNPLACED)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The envoys will meet on Sunday.", "2018-09-16"),
        ("The crossing is to reopen on Friday.", "2018-09-14"),
        ("Families were told to leave by Friday.", "2018-09-14"),
        ("من المقرر أن يجتمعوا يوم الأحد", "2018-09-16"),
        ("Homes were set on fire on Sunday.", "2018-09-09"),
        ("انفجرت سيارة يوم الأحد", "2018-09-09"),
    ],
)
def test_words_about_what_is_to_come_point_ahead(text: str, day: str) -> None:
    assert _one(text)[1].latest == date.fromisoformat(day)


def test_the_year_of_a_range_stands_at_its_end() -> None:
    found = _one("from 26 November to 4 January 2017")[1]
    assert (found.earliest, found.latest) == (date(2016, 11, 26), date(2017, 1, 4))


def test_an_apposition_means_the_date_before_it() -> None:
    found = _read("On 27 June, two days after the shelling, they fled.")
    assert [when.earliest for _, when in found] == [date(2018, 6, 27)] * 2


def test_a_glance_back_does_not_move_an_account_of_long_ago() -> None:
    text = "On 5 May 1915 it grew, as on 7 June 1911 in the south. In July all fled."
    assert _read(text + " War was on in 1914 and 1916.")[2][1].earliest == date(1915, 7, 1)


def test_a_year_alone_in_a_line_heads_what_follows() -> None:
    text = (
        "A history of the valley\n\n1936\n\nOn 20 July shells fell on the mill, they say.\n\n"
        "1937\n\nOn 8 May the bridge was blown up. In 1938 and in 1939 nothing was heard of it."
    )
    document = document_from_text(text, object_="0" * 64)
    found = {item.spans[0].quote: item.value.earliest for item in times(document)}
    days = (found["20 July"], found["8 May"])
    assert days == (date(1936, 7, 20), date(1937, 5, 8))


def test_a_zone_stays_with_its_clock_time() -> None:
    assert _one("on 12 March 2018 at 19:15 GMT")[1].local_time == "19:15 GMT"
    assert _one("عند الساعة 7:28 مساء الثلاثاء")[1].earliest == date(2018, 9, 11)


def test_a_numeric_date_with_two_readings_keeps_both() -> None:
    when = _one("on 03/04/2018")[1]
    assert (when.earliest, when.latest) == (date(2018, 3, 4), date(2018, 4, 3))
    assert when.precision is Precision.RANGE


def test_a_weekday_that_does_not_fit_its_date_keeps_both_readings() -> None:
    when = _one("Thursday, March 23, 2018")[1]
    assert (when.earliest, when.latest) == (date(2018, 3, 22), date(2018, 3, 23))


def test_a_weekday_settles_a_year_that_is_not_named() -> None:
    assert _one("Sunday, September 9")[1].earliest == date(2018, 9, 9)
    assert _one("Saturday, September 9")[1].earliest == date(2017, 9, 9)


def test_before_leaves_the_beginning_open() -> None:
    when = _one("before the 12th, shells fell")[1]
    assert (when.earliest, when.latest) == (None, date(2018, 9, 11))
    assert when.precision is Precision.BEFORE


def test_a_clock_time_joins_the_date_beside_it() -> None:
    quote, when = _one("On 23 March 2018, at 19:28, shells fell.")
    assert quote == "23 March 2018, at 19:28"
    assert (when.earliest, when.local_time) == (date(2018, 3, 23), "19:28")
    assert _one("At 7:28 p.m. on March 5 he fled")[1].local_time == "7:28 p.m."


def test_a_civil_date_beside_a_hijri_one_wins() -> None:
    when = _one("8 رجب 1439 هـ الموافق 25 آذار 2018")[1]
    assert (when.earliest, when.latest) == (date(2018, 3, 25), date(2018, 3, 25))


def test_a_hijri_date_is_widened_by_a_day_each_side() -> None:
    when = _one("8 Rajab 1439")[1]
    assert (when.earliest, when.latest) == (date(2018, 3, 24), date(2018, 3, 26))


def test_the_dateline_comes_before_the_date_of_publication() -> None:
    text = "3 March 2018\nShells fell yesterday."
    found = times(paragraphs(text, published=PUBLISHED, dateline=True))
    assert [item.value.earliest for item in found] == [date(2018, 3, 2)]


def test_a_date_without_year_takes_that_of_the_narrative_in_its_paragraph() -> None:
    text = "On 4 April 2017 a clinic was hit. On 6 April a school was hit."
    assert [when.earliest for _, when in _read(text)] == [date(2017, 4, 4), date(2017, 4, 6)]


def test_an_account_of_long_ago_is_not_anchored_at_its_publication() -> None:
    text = "In 1914 war began. On 5 May 1915 it grew. On 7 June 1916 it fell.\nIn July all fled."
    words, when = _read(text)[-1]
    assert (words, when.earliest) == ("July", date(1916, 7, 1))


def test_next_day_follows_the_day_last_named() -> None:
    found = _read("On 23 March 2018 a clinic was hit. The next day a school was hit.")
    assert found[1][1].earliest == date(2018, 3, 24)


@pytest.mark.parametrize(
    "text", ["He may march on.", "about 2000 people", "version 1.2.3", "1,914"]
)
def test_words_and_numbers_that_are_no_dates_are_left(text: str) -> None:
    assert _read(text) == []


def test_a_relative_date_says_so() -> None:
    assert _one("yesterday")[1].basis is Basis.RELATIVE
    assert _one("23 March 2018")[1].basis is Basis.STATED


def test_a_month_is_no_point_in_it() -> None:
    assert _one("in March 2018")[1].precision is Precision.MONTH
