"""Names of places in Arabic text: a cue, the list of countries, or size must speak for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.lang import placecues as cues
from onrecord.lang.countries import country_named, country_of_adjective
from onrecord.lang.dates import month_number, weekday_number
from onrecord.model.document import Block, Document
from onrecord.model.entity import GazetteerRow, PlaceMention
from onrecord.model.vocab import PlaceLevel
from onrecord.seams import Gazetteer

ARABIC = re.compile(r"[\u0621-\u064a]{2}")
MOST_WORDS = 4
LARGE = 100_000  # inhabitants

_WORD = re.compile(r"[\u0621-\u065f\u0670\u0671]+")
_JOINED = re.compile(r"^(?:و|ف)?(?:ب|ل|ك)?(?=[\u0621-\u064a]{3})")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# First words of names of two and more: never a name alone.
_HEADS = _listed(
    "كفر تل دير خان عين بيت معرة جسر أبو أم جبل وادي رأس خربة باب برج حصن سهل شيخ تلة مزرعة"
)
_COMMON = _listed(
    """
    في من على إلى عن مع هذا هذه ذلك التي الذي كان كانت قال قالت بعد قبل حتى منذ خلال بين كل
    بعض غير عام سنة شهر يوم مدينة بلدة قرية محافظة منطقة حي ريف شمال جنوب شرق غرب جهة قوات
    جيش طائرات قصف مدنيين أطفال نساء رجال مدني الجيش النظام الحكومة الدولة المدينة البلدة
    القرية المنطقة الحي السوق المدرسة المشفى المستشفى الشرق الغرب الشمال الجنوب الجديدة
    الكبيرة الحرة السلام الوحدة النصر الثورة أكثر أقل عدد نحو حوالي مقتل إصابة غارة غارات
    صاروخ صواريخ قتلى جرحى شهداء وسط أطراف محيط أخرى العليا السفلى الأولى الثانية الساحل
    الجبل الوادي النهر البحر الأرض حين أي كما لكن وقد وقت اليوم أمس فجر مساء صباح ليل نهار
    باب تضم يضم تقع يقع تشهد يشهد شهدت تتعرض تعرضت تخضع يخضع تبعد يبعد تسكنها يسكنها
    """
)
# Names of places only behind the word for their kind: "the island", "the northern one", "water".
_GENERIC = _listed(
    """
    الجزيرة الشمالي الجنوبي الشرقي الغربي الشمالية الجنوبية الشرقية الغربية الماء الهواء
    السواء الطريق الجسر الميدان
    """
)
# What a directorate ("مديرية", also a district) or a part of it is for.
_OFFICES = _listed("صحة تربية تعليم أمن دفاع زراعة أوقاف مالية شرطة نقل ثقافة إعلام إغاثة")
_ARTICLE = "ال"
_TANWEEN = ("اً", "ًا")  # the accusative ending: no name stands in it
_LATIN_ARTICLE = re.compile(r"(?:a[lrstdnz]|ash|ath|adh|e[lrstdnz]|esh)[ -]", re.IGNORECASE)
_DEFINITE_UNIT = re.compile(r"(?:ال|لل)\w+$")


def arabic_mentions(
    document: Document, block: Block, gazetteer: Gazetteer
) -> Iterator[PlaceMention]:
    """Mentions in one block, in order."""
    text = document.text
    words = list(_WORD.finditer(text, block.start, block.end))
    at, listed = 0, -1  # end of the last name, for lists
    while at < len(words):
        found = _read_at(document, block, words, at, listed, gazetteer)
        if found is None:
            at += 1
            continue
        mention, used = found
        at += used
        if mention.kind == "name":
            listed = mention.span.end
        yield mention


def _starts(word: re.Match[str]) -> tuple[int, ...]:
    """Where a name may begin in a word: at its start, or after joined و ف ب ل ك."""
    joined = _JOINED.match(word[0])
    offset = joined.end() if joined else 0
    return (
        (word.start(),)
        if not offset
        else (word.start(), *{word.start() + 1, word.start() + offset})
    )


def _read_at(
    document: Document,
    block: Block,
    words: list[re.Match[str]],
    at: int,
    listed: int,
    gazetteer: Gazetteer,
) -> tuple[PlaceMention, int] | None:
    text, word = document.text, words[at]
    before = text[max(block.start, word.start() - 50) : word.start()]
    unit = cues.ARABIC_UNIT_BEFORE.search(before)
    # "The town, wounded": a word for a kind with the article names nothing.
    named_kind = bool(unit and not _DEFINITE_UNIT.search(unit[0].rstrip()))
    for start in _starts(word):
        attached = start > word.start() and text[start - 1] in "بل"
        in_list = listed >= 0 and bool(
            re.match(r"^(?:\s?[،,]\s?|\s)و?$", text[listed:start]) and text[listed:start].strip()
        )
        cue = bool(unit or cues.ARABIC_RELATION.search(before) or in_list)
        weak = bool(attached or cues.ARABIC_PREPOSITION.search(before))
        for used in range(min(MOST_WORDS, len(words) - at), 0, -1):
            end = words[at + used - 1].end()
            phrase = text[start:end]
            if end - start > 60 or "\n" in phrase or any(c in "،,.؛:()" for c in phrase):  # noqa: PLR2004
                continue
            if used == 1 and (_is_common(phrase) or (phrase in _GENERIC and not named_kind)):
                continue
            if country_named(phrase):
                return _mention(document, before, start, end, unit), used
            if used == 1 and start == word.start() and country_of_adjective(phrase):
                return PlaceMention(document.span(start, end), "adjective"), 1
            rows = _strict(gazetteer, phrase)
            if used == 1 and not cue and phrase.startswith(_ARTICLE):
                rows = tuple(row for row in rows if _bears_article(row))
            if rows and _speaks_for(rows, phrase, cue=cue, weak=weak):
                return _mention(document, before, start, end, unit), used
    if unit and named_kind and unit["unit"] not in {"منطقة", "ناحية"} and not _is_common(word[0]):
        return _unknown(document, before, words, at, unit)
    return None


def _is_common(phrase: str) -> bool:
    return (
        phrase in _COMMON
        or phrase.removeprefix(_ARTICLE) in _OFFICES
        or phrase.endswith(_TANWEEN)
        or len(phrase) < 3  # noqa: PLR2004 - particles
        or month_number(phrase) is not None
        or weekday_number(phrase) is not None
    )


def _strict(gazetteer: Gazetteer, phrase: str) -> tuple[GazetteerRow, ...]:
    return tuple(r for r in gazetteer.lookup(phrase) if r.key in {"exact", "folded", "alternate"})


def _bears_article(row: GazetteerRow) -> bool:
    """Whether a row can be meant by a word with the article: "the water" is no "Alma"."""
    return (
        row.level in {PlaceLevel.COUNTRY, PlaceLevel.PROVINCE, PlaceLevel.REGION}
        or (row.population or 0) >= LARGE
        or row.gazetteer_id.startswith("own:")
        or bool(_LATIN_ARTICLE.match(row.label))
    )


def _speaks_for(rows: tuple[GazetteerRow, ...], phrase: str, *, cue: bool, weak: bool) -> bool:
    if cue or any(row.gazetteer_id.startswith("own:") for row in rows):
        return True
    wide = any(
        r.level in {PlaceLevel.COUNTRY, PlaceLevel.PROVINCE, PlaceLevel.REGION} for r in rows
    )
    people = max((row.population or 0) for row in rows)
    if weak:
        return wide or people >= LARGE // 20 or len(phrase) > 4  # noqa: PLR2004 - longer than a root
    return (wide and len(phrase) > 3) or (people >= LARGE * 3 and len(phrase) > 3)  # noqa: PLR2004


def _unknown(
    document: Document,
    before: str,
    words: list[re.Match[str]],
    at: int,
    unit: re.Match[str],
) -> tuple[PlaceMention, int] | None:
    """A name that no table knows, after the word for its kind."""
    used = 2 if words[at][0] in _HEADS and at + 1 < len(words) else 1
    start, end = words[at].start(), words[at + used - 1].end()
    if end - start > 40 or document.text[start:end].count(" ") != used - 1:  # noqa: PLR2004
        return None
    return _mention(document, before, start, end, unit), used


def _mention(
    document: Document, before: str, start: int, end: int, unit: re.Match[str] | None
) -> PlaceMention:
    level = cues.unit_level(unit["unit"]) if unit else None
    word_start = start
    related = cues.ARABIC_RELATION.search(before)
    relation = None
    distance = None
    if related:
        begin = word_start - (len(before) - related.start())
        while begin < start and document.text[begin].isspace():
            begin += 1
        relation = document.span(begin, begin + len(related[0].rstrip()))
        distance = float(related["distance"]) if related["distance"] else None
    return PlaceMention(document.span(start, end), "name", level, relation, distance)
