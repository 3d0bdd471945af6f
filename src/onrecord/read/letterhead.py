"""Who publishes and when, from the first lines of a report: "ALERT 07 | NAME | 18 March 2031".

A line is cut at its separators; each part is a date, a kind of publication ("press release 8"),
or a name. One name beside a kind is the publisher. A name alone is one only in a letterhead: an
organisation word or capitals, and a date or a kind of publication in the lines that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lang.dates import plain
from onrecord.model.when import When
from onrecord.read.dateline import dateline, find_date

MAX_LINE_CHARS = 160
MAX_NAME_CHARS = 80
MAX_NAME_WORDS = 8
MAX_PARTS = 5

_CUT = re.compile(r"\s{1,3}(?:[|•·–—―-]|::)\s{1,3}|\s?[|]\s?")
_NUMBER = r"(?:\s?(?:no\.?|nr\.?|number|issue|رقم|#|№)?\s?#?\d{1,4}(?:\s?[/-]\s?\d{1,4})?)?"
_KIND = re.compile(
    r"(?:(?:urgent|flash|weekly|daily|monthly|public|press|media|news|situation|joint|official|"
    r"special|field|emergency|security|humanitarian|breaking|information|incident|protection)"
    r"\s){0,3}"
    r"(?:alert|appeal|release|statement|communiqu[eé]|bulletin|update|briefing(?: note)?|note|"
    r"notice|report|sitrep|newsletter|headlines|digest|round-?up|advisory|dispatch|"
    r"(?:the )?week in brief)" + _NUMBER + r"|"
    r"(?:نداء|بيان|تصريح|تقرير|التقرير|نشره|النشره|بلاغ|احاطه|مذكره|موجز|خبر|تحديث|اعلان|تنبيه|"
    r"احداث الاسبوع|حصاد الاسبوع)"
    r"(?:\s(?:عاجل|عاجله|صحفي|صحفيه|اعلامي|الحاله|حاله|الاسبوعي|الاسبوعيه|الشهري|الشهريه|اليومي|"
    r"اليوميه|احاطه|صادر|الاخبار|اخباري|اخباريه|عام)){0,2}" + _NUMBER,
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:for (?:immediate )?(?:release|publication)|embargoed\b.{0,60}|للنشر(?: الفوري)?|"
    r"للاعلام والنشر)\W{0,5}",
    re.IGNORECASE,
)
_RELEASE_LEAD = re.compile(
    r"(?:for immediate (?:release|publication)|للنشر الفوري)[\s:|,–—-]{1,5}", re.IGNORECASE
)
_BODY = (
    "office|ministry|directorate|network|mission|committee|council|centre|center|agency|"
    "authority|commission|organi[sz]ation|association|society|department|bureau|institute|"
    "federation|union|secretariat|command|staff|desk|observatory|monitor|relief|courier|wire"
)
_NAMED_BODY = re.compile(
    rf"(?:.*\s)?(?:{_BODY})|(?:.*\s)?(?:{_BODY}) (?:of|for)\s.*", re.IGNORECASE
)
_ARABIC_BODY = re.compile(
    r"(?:ال)?(?:مكتب|وزاره|مديريه|شبكه|بعثه|مركز|منظمه|لجنه|مجلس|وكاله|صحيفه|هيئه|جمعيه|رابطه|"
    r"اتحاد|قياده|امانه|مرصد|مؤسسه|دائره|حركه)\b.*"
)
_UNIT = re.compile(
    r"(?:(?:central )?(?:media|press|information|communications?) (?:office|desk|department|"
    r"centre|center|service|bureau)|المكتب (?:الاعلامي|الصحفي)|مكتب الاعلام)",
    re.IGNORECASE,
)
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to", "&", "de", "la", "al", "el"})
_DESK = re.compile(
    r"from the (?:desk|office) of (?:the )?([^,|–—]{3,80}?)\s?(?:[,|–—]|$)", re.IGNORECASE
)
_DATED = re.compile(
    r"^(?:[^.?!]{0,60}\b)?(?:testimony|statement|interview|account|report|letter|note|memo|bulletin|"
    r"headlines|communiqu[eé]|from the desk|taken by|recorded by|given by|"
    r"شهاده|افاده|مقابله|بيان|تقرير|رساله|مذكره|نشره|ادل[يى] بها|ادلت بها|وثقتها|سجلتها)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PERIOD = re.compile(r"\b(?:covering|covers|period|الفتره)\b", re.IGNORECASE)
_DATE_MARK = re.compile(r"(?:[,،|–—:(-]|\bdated?|\bبتاريخ|\bالتاريخ)\s?$", re.IGNORECASE)
_SPEAKS_TO_US = re.compile(
    r"(?:تتحدث|يتحدث|تحدثت|تحدث|speaks|spoke|talks|talked) (?:\w+ )?"
    r"(?:الينا|to us)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\s{0,4}[^.!?\n]{2,60}?[,،(]\s?")
_LEAD_END = re.compile(r"\)?\s?(?:\([^()\n]{2,60}\)\s?)?(?:[-–—]|:)\s")
MAX_LEAD_CHARS = 120

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """What a header line states, as ranges of the line."""

    name: Range | None = None
    dated: tuple[int, int, When] | None = None
    release: bool = False  # nothing but that the text may be published


def head_of(line: str) -> Head | None:
    """What a line of parts states about publisher and date; `None` for any other line."""
    if len(line) > MAX_LINE_CHARS or "\n" in line:
        return None
    flat = plain(line)
    if _RELEASE.fullmatch(flat.strip()):
        return Head(release=True)
    if lead := _RELEASE_LEAD.match(flat.lstrip()):
        dated = dateline(line[lead.end() :])
        if dated is not None:
            at = lead.end()
            return Head(dated=(dated[0] + at, dated[1] + at, dated[2]))
    if desk := _DESK.match(flat):
        return Head(name=desk.span(1), dated=find_date(line))
    return _of_parts(line, flat)


def _of_parts(line: str, flat: str) -> Head | None:
    names: list[Range] = []
    kinds = 0
    dated: tuple[int, int, When] | None = None
    parts = _parts(flat)
    if not 1 <= len(parts) <= MAX_PARTS:
        return None
    for start, end in parts:
        words = flat[start:end]
        found = find_date(line[start:end])
        if found is not None and dated is None:
            dated = (found[0] + start, found[1] + start, found[2])
            rest = (
                words[: found[0]].rstrip(" ,،(:") if not words[found[1] :].strip(" .)") else words
            )
            if _KIND.fullmatch(rest):
                kinds += 1
            elif rest and dateline(line[start:end]) is None and not _is_place(rest, words):
                return None
        elif _KIND.fullmatch(words):
            kinds += 1
        elif _may_be_name(line[start:end]):
            names.append((start, end))
        else:
            return None
    if len(names) > 1 or not (kinds or (dated and names)):
        return None
    if not kinds and not (names and _is_body(flat[slice(*names[0])])):
        return None
    if not names and dated is None:
        return None  # "Situation report 8" alone is a title
    return Head(names[0] if names else None, dated)


def _is_place(rest: str, words: str) -> bool:
    return len(rest.split()) <= 4 and words.endswith(")")  # noqa: PLR2004 - "Olmar (14 March 2031)"


def _parts(flat: str) -> list[Range]:
    parts, at = [], 0
    for cut in _CUT.finditer(flat):
        parts.append((at, cut.start()))
        at = cut.end()
    parts.append((at, len(flat.rstrip())))
    return [(start, end) for start, end in parts if flat[start:end].strip()]


def _may_be_name(words: str) -> bool:
    """Whether all words but small ones begin with a capital, or have no case."""
    if len(words) > MAX_NAME_CHARS or any(char in '.!?؟:;"“«' or char.isdigit() for char in words):
        return False
    parts = words.split()
    return 0 < len(parts) <= MAX_NAME_WORDS and all(
        part in _SMALL or not part[0].islower() for part in parts
    )


def _is_body(flat: str) -> bool:
    return bool(_NAMED_BODY.fullmatch(flat) or _ARABIC_BODY.fullmatch(flat))


def letterhead(line: str) -> bool:
    """Whether a line alone may be the name of a publisher: a body's name, or all in capitals."""
    if "\n" in line or not _may_be_name(line):
        return False
    flat = plain(line)
    return _is_body(flat) or (line.isupper() and len(line.split()) <= MAX_PARTS)


def is_unit(line: str) -> bool:
    """Whether a line names the office that a publisher speaks through."""
    return len(line) <= MAX_NAME_CHARS and _UNIT.fullmatch(plain(line).strip()) is not None


def tells_kind(line: str) -> bool:
    """Whether a line begins with what kind of publication it is."""
    return len(line) <= MAX_LINE_CHARS and bool(
        _DATED.match(plain(line)) or _KIND.match(plain(line))
    )


def tells_period(line: str) -> bool:
    """Whether a line says which days or month a report covers; such a line is no title."""
    flat = plain(line[:MAX_LINE_CHARS])
    if not _YEAR.search(flat):
        return False
    return bool(_PERIOD.search(flat)) or (_KIND.match(flat) is not None and find_date(flat) is None)


def title_date(line: str) -> tuple[int, int, When] | None:
    """The date at the end of a line that tells of a testimony, statement or report as such."""
    if len(line) > MAX_LINE_CHARS or (found := find_date(line)) is None:
        return None
    flat = plain(line)
    if flat[found[1] :].strip(" .)"):
        return None
    if not _DATE_MARK.search(flat[: found[0]].rstrip() + " "):
        return found if _SPEAKS_TO_US.search(flat) else None
    return found if _DATED.match(flat) or _SPEAKS_TO_US.search(flat) else None


def lead_date(text: str) -> tuple[int, int, When] | None:
    """The date in the lead of a wire report: "OLMAR, 14 March 2031 (Harbour Wire) - …"."""
    start = text[:MAX_LEAD_CHARS]
    found = find_date(start)
    if found is None:
        return None
    flat = plain(start)
    before = _LEAD.fullmatch(flat[: found[0]]) or not flat[: found[0]].strip()
    after = _LEAD_END.match(flat, found[1])
    return found if before and after else None
