from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from lxml import html

from onrecord.model.dossier import Dossier
from onrecord.seal.report import report_html
from unit.seal import sample_dossier as sample

FORBIDDEN = re.compile(
    r"\b(confirm\w*|prove[ns]?|proof|fake\w*|terroris\w*|regimes?|guilty|fulfilled|satisfied"
    r"|established)\b",
    re.IGNORECASE,
)
QUOTED = ".//q | .//blockquote | .//bdi | .//*[@class='text'] | .//style | .//*[@class='law-text']"
LOADING = {"src", "srcset", "data", "action", "formaction", "poster", "background", "ping"}


@pytest.fixture(scope="module")
def page() -> bytes:
    return report_html(sample.sample())


@pytest.fixture(scope="module")
def tree(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page.decode("utf-8"))


@pytest.fixture(scope="module")
def empty() -> html.HtmlElement:
    page = report_html(Dossier("An empty file", *[()] * 12))
    return html.document_fromstring(page.decode("utf-8"))


@pytest.fixture(scope="module")
def many() -> html.HtmlElement:
    return html.document_fromstring(report_html(sample.many(160)).decode("utf-8"))


def own_words(tree: html.HtmlElement) -> str:
    """The page's text without quotations, names and element texts of the tables."""
    copy = html.document_fromstring(html.tostring(tree, encoding="unicode"))
    for element in copy.xpath(QUOTED):
        if element.getparent() is not None:
            element.drop_tree()
    return str(copy.text_content())


def test_the_same_file_gives_the_same_bytes() -> None:
    assert report_html(sample.sample()) == report_html(sample.sample())


def test_the_page_has_one_script_of_ours_and_no_handler(tree: html.HtmlElement) -> None:
    (script,) = tree.xpath("//script")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    digest = hashlib.sha256(script.text.encode("utf-8")).digest()
    assert f"script-src 'sha256-{base64.b64encode(digest).decode('ascii')}';" in policy
    assert script.attrib == {}
    assert not tree.xpath("//iframe | //object | //embed | //form | //img | //base")
    handlers = [name for e in tree.iter() for name in e.attrib if name.lower().startswith("on")]
    assert handlers == []


def test_the_page_points_nowhere_outside_itself(tree: html.HtmlElement) -> None:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            assert name not in LOADING, (element.tag, name)
            if name in {"href", "xlink:href"}:
                assert value.startswith("#") or value == "data:,", value
    style = tree.xpath("string(//style)")
    assert "@import" not in style
    assert re.findall(r"url\((?!#)", style) == []


def test_the_policy_allows_only_the_one_style_sheet(tree: html.HtmlElement) -> None:
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = tree.xpath("string(//style)").encode("utf-8")
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode("ascii")
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert tree.xpath("//*[@style]") == []


def test_every_id_is_given_once(tree: html.HtmlElement) -> None:
    twice = [name for name, number in Counter(tree.xpath("//@id")).items() if number > 1]
    assert twice == []


def test_every_link_inside_the_page_has_its_target(tree: html.HtmlElement) -> None:
    ids = set(tree.xpath("//@id"))
    links = [href[1:] for href in tree.xpath("//@href") if href.startswith("#")]
    assert len(links) > 100
    assert set(links) <= ids


def test_every_claim_quotes_its_words_and_leads_to_their_passage(tree: html.HtmlElement) -> None:
    dossier = sample.sample()
    texts = {e.get("id"): "".join(e.itertext()) for e in tree.xpath("//mark[@id]")}
    items = tree.xpath("//section[@id='claims']//li[starts-with(@id, 'c')]")
    assert len(items) == len(dossier.claims)
    for item in items:
        quotes = ["".join(q.itertext()) for q in item.xpath("./blockquote/p")]
        passages = item.xpath("./p[@class='way']/a/@href")
        assert len(quotes) == len(passages) > 0
        for quote, passage in zip(quotes, passages, strict=True):
            assert texts[passage[1:]] == quote


def test_markup_and_hidden_characters_of_a_source_do_nothing(page: bytes) -> None:
    text = page.decode("utf-8")
    assert "<script>alert" not in text
    assert "<svg onload" not in text
    assert "<img" not in text
    assert sample.RLO not in text
    assert "\x00" not in text
    assert "\x1b" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert '<span class="ctl">U+202E</span>' in text


def test_an_address_in_a_source_is_shown_and_never_linked(tree: html.HtmlElement) -> None:
    assert "https://example.org/track?reader=1" in tree.text_content()
    assert [h for h in tree.xpath("//@href") if "example.org" in h or "javascript" in h] == []


def test_a_hostile_title_stays_a_title() -> None:
    page = report_html(sample.Builder().build(f"</title><script>x</script>{sample.RLO}cod"))
    tree = html.document_fromstring(page.decode("utf-8"))
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("string(//title)").startswith("</title><script>x</script>[U+202E]cod")


def test_arabic_quotes_carry_direction_and_language(tree: html.HtmlElement) -> None:
    quotes = tree.xpath("//blockquote[@lang='ar']")
    assert quotes
    assert {quote.get("dir") for quote in quotes} == {"rtl"}
    assert tree.xpath("//div[@class='text'][@dir='rtl'][@lang='ar']")


def test_a_language_that_is_no_language_is_not_written(page: bytes) -> None:
    assert b"onload=1" not in page


def test_the_script_neither_asks_for_anything_nor_writes_markup(tree: html.HtmlElement) -> None:
    script = tree.xpath("string(//script)")
    for word in ("fetch", "XMLHttp", "innerHTML", "outerHTML", "eval", "import", "localStorage",
                 "document.write", "WebSocket", "sendBeacon", "http"):  # fmt: skip
        assert word not in script


@pytest.mark.parametrize("name", ["sample", "empty", "many"])
def test_our_own_words_take_no_side(name: str, request: pytest.FixtureRequest) -> None:
    said = own_words(request.getfixturevalue({"sample": "tree"}.get(name, name)))
    assert FORBIDDEN.findall(said) == []
    assert re.findall(r"(?i)(?<!alleged )\bperpetrators?\b", said) == []


def test_denials_and_hypotheses_stand_apart_from_occurrences(tree: html.HtmlElement) -> None:
    apart = tree.xpath("//section[@id='uncounted']")[0]
    heads = [" ".join(h.text_content().split()) for h in apart.xpath(".//h3")]
    assert heads == ["Denied 3", "Hypothetical 2", "Feared 2"]
    incidents = tree.xpath("//article[@class='incident']")
    assert len(incidents) == 4
    assert "would have to leave" not in tree.xpath("string(//section[@id='incidents'])")


def test_a_summary_says_who_alleges_and_who_is_accused_by_whom(tree: html.HtmlElement) -> None:
    ledes = [" ".join(p.text_content().split()) for p in tree.xpath("//p[@class='lede']")]
    assert ledes[1] == (
        "3 sources (2 independent groups) allege an airstrike in Norrel on 10 May 2031. "
        "Alleged perpetrator: government aircraft (accused by The Relief Council of Arvand)."
    )


def test_contradicting_numbers_stand_side_by_side(tree: html.HtmlElement) -> None:
    rows = tree.xpath("//table[@class='fields']//tr[th[normalize-space()='Killed']]")
    cells = [[" ".join(td.text_content().split()) for td in row.xpath("td")] for row in rows]
    assert [(cell[0], cell[1]) for cell in cells] == [
        ("7 persons", "contradicted; stated by 1 independent group"),
        ("at least 5 persons", "contradicted; stated by 1 independent group"),
    ]
    assert cells[0][2] == cells[1][3]
    assert cells[0][3] == cells[1][2]


def test_a_label_of_one_side_is_quoted_with_those_who_use_it(tree: html.HtmlElement) -> None:
    row = tree.xpath("//section[@id='parties']//tr[contains(., 'Ridge Gangs')]/th")[0]
    said = " ".join(row.text_content().split())
    assert said == "“the Ridge Gangs” (so called by The Defence Ministry)"


def test_no_cell_and_no_definition_is_empty(tree: html.HtmlElement) -> None:
    bare = [
        html.tostring(e) for e in tree.xpath("//td | //th | //dd") if not e.text_content().strip()
    ]
    assert bare == []


def test_both_kinds_of_conflict_stand_side_by_side(tree: html.HtmlElement) -> None:
    pair = tree.xpath("//div[@class='pair'][contains(., '8(2)(e)(iv)')]")[0]
    assert [c.xpath("string(.//span[@class='art'])") for c in pair.xpath("div")] == [
        "Article 8(2)(b)(ix)",
        "Article 8(2)(e)(iv)",
    ]
    alone = tree.xpath("//div[@class='pair'][contains(., '8(2)(b)(ii)')]")[0]
    assert "No counterpart is offered here" in alone.text_content()


def test_missing_disputed_and_not_checked_read_differently(tree: html.HtmlElement) -> None:
    states = {s.get("class"): s.text_content().strip() for s in tree.xpath("//ol//span[@class]")}
    assert states["state disputed"] == "◆ disputed"
    assert states["state no_claim"] == "○ missing"
    assert states["state not_checked"] == "– not checked"


def test_states_of_elements_are_said_in_words_where_they_are_drawn(
    tree: html.HtmlElement,
) -> None:
    rows = tree.xpath("//details[@class='set']/summary")
    drawn = ["".join(row.xpath(".//span[@class='strip']//text()")) for row in rows]
    said = ["".join(row.xpath(".//span[@class='unseen']//text()")) for row in rows]
    assert drawn[0] == "1◆2●3◐4○"
    assert said[0] == (
        "element 1: disputed; element 2: supported by 2 independent groups; "
        "element 3: single source; element 4: missing"
    )


def test_sources_show_fixity_custody_and_failures(tree: html.HtmlElement) -> None:
    dossier = sample.sample()
    section = tree.xpath("string(//section[@id='sources'])")
    for capture in dossier.captures:
        assert capture.sha256 in section
        assert capture.sha512 in section
    failures = tree.xpath("string(//section[@id='failures'])")
    assert "SourceUnreadableError" in failures
    assert "The same bytes as S" in section


def test_places_without_a_position_are_listed_and_counted(tree: html.HtmlElement) -> None:
    section = " ".join(tree.xpath("string(//section[@id='map'])").split())
    assert "2 named places without a position" in section
    assert "Oru (not in the gazetteer)" in section


def test_each_place_says_whether_it_is_drawn_and_why_not(tree: html.HtmlElement) -> None:
    rows = tree.xpath("//section[@id='places']//tbody/tr")
    said = {
        row.xpath("string(th//bdi)"): row.xpath(
            "string(td[@data-th='Position and radius']/span[2])"
        )
        or row.xpath("string(td[@data-th='Position and radius'])")
        for row in rows
    }
    drawn = {row.xpath("string(th//bdi)"): "on the map" in row.text_content() for row in rows}
    assert drawn["Norrel"]
    assert drawn["تمسل"]
    assert not drawn["Oru"]
    assert "within 5 km" in said["Norrel"]


def test_headings_do_not_skip_a_level(tree: html.HtmlElement) -> None:
    levels = [
        int(h.tag[1])
        for h in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_empty_file_says_so_in_every_section(empty: html.HtmlElement) -> None:
    tree = empty
    text = tree.text_content()
    assert "none of which alleges that an act occurred" in text
    for name in ("incidents", "claims", "parties", "places", "law", "gaps", "sources", "failures"):
        assert tree.xpath(f"//section[@id='{name}']//p[@class='empty']"), name
    links = {h[1:] for h in tree.xpath("//@href") if h[0] == "#"}
    assert links <= set(tree.xpath("//@id"))


def test_many_incidents_are_folded_and_linked(many: html.HtmlElement) -> None:
    assert len(many.xpath("//details[@class='incident']")) == 160
    assert many.xpath("//section[@id='incidents']//details[@open]") == []
    assert len(html.tostring(many)) < 160 * 4_500
    links = {h[1:] for h in many.xpath("//@href") if h[0] == "#"}
    assert links <= set(many.xpath("//@id"))


def test_the_order_of_records_does_not_depend_on_todays_date(page: bytes) -> None:
    assert str(date.today().year).encode() not in page  # noqa: DTZ011 - any clock will do
