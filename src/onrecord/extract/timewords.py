"""Patterns of time expressions, English and Arabic, run over text made plain (`lang.dates`).

Each pattern is bounded: no nested repetition, every gap a single space class. The names of the
rules are those `timevalues` gives values to; where matches overlap, the longest from the left wins.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.lang import dates

_EM = "|".join(
    sorted(
        {f(m) for m in dates.ENGLISH_MONTHS for f in (str.title, str.upper)}, key=lambda m: -len(m)
    )
)
_AM = dates.alternatives(dates.ARABIC_MONTHS)
_HM_AR = dates.alternatives({m: n for m, n in dates.HIJRI_MONTHS.items() if not m.isascii()})
_HM_EN = dates.alternatives({m: n for m, n in dates.HIJRI_MONTHS.items() if m.isascii()})
_DAYNAMES = [d for d in dates.WEEKDAYS if d.isascii()]
_EW = "|".join(sorted((d.title() for d in _DAYNAMES), key=lambda d: -len(d)))
_EW_FULL = "|".join(d.title() for d in _DAYNAMES if d.endswith("day")) + "|Thurs|Tues"
_AW = dates.alternatives({d: n for d, n in dates.WEEKDAYS.items() if not d.isascii()})
_NUM = dates.alternatives({n: 1 for n in dates.NUMBERS if n.isascii()})
_NUM_AR = dates.alternatives({n: 1 for n in dates.NUMBERS if not n.isascii()})
_ORD_AR = dates.alternatives(dates.ARABIC_ORDINALS)

_L = r"(?<![\w])"  # a word begins here
_LA = r"(?<![\w])(?P<pre>[وف]?[بل]?)"  # the same in Arabic, with one-letter words joined on
_R = r"(?!\w)"
_M = rf"(?P<month>{_EM})(?:(?<=\b[A-Z]\w\w)\.|(?<=Sept)\.)?"
_M_AR = rf"(?:شهر\s)?(?P<month>{_AM})(?:\s?[/(-]\s?(?P<month2>{_AM})\)?)?"
_TH = r"(?:st|nd|rd|th)?"
_D = rf"(?P<day>\d{{1,2}}){_TH}"
_Y = r"(?P<year>[12]\d{3}|'\d\d)(?![\d%]|[.,]\d)"
_OF_Y = rf"(?:,?\s(?:of\s)?{_Y})?"
_OF_Y_AR = rf"(?:[،,]?\s(?:من\s)?(?:عام\s|العام\s|سنه\s)?{_Y}(?:\s?م{_R})?)?"
_REL_AR = r"(?:\s(?P<rel>الجاري|الحالي|الماضي|المنصرم|الفائت|المقبل|القادم))?"
_PART = r"(?P<part>morning|afternoon|evening|night|dawn|midnight|noon)"
_W = (
    rf"(?:(?:the\s)?(?P<eve>eve\sof\s)|(?:the\s)?(?P<night>night\sof\s)|"
    rf"(?P<weekday>{_EW})\.?(?:\s{_PART})?,?\s(?:of\s)?(?:the\s|on\s)?)?"
)
_PART_AR = r"(?P<part>صباح|مساء|فجر|ظهر|عصر|ليل|ليله|ليلة|منتصف ليل)"
_W_AR = (
    rf"(?:{_PART_AR}\s)?(?:يوم\s)?(?P<eve>عشيه\s)?"
    rf"(?:(?:ال)?(?P<weekday>{_AW})[،,]?\s(?:الموافق\s(?:ل)?|في\s)?)?"
)
_EDGE = (
    r"(?P<edge>(?:the\s)?(?:very\s)?(?:early|late|mid|middle|beginning|start|end|first\shalf|"
    r"second\shalf)(?:\spart)?)(?:-|\s(?:of\s|in\s)?)(?:the\s)?"
)
_EDGE_AR = (
    r"(?P<edge>مطلع|مستهل|اوائل|بدايه|منتصف|اواسط|اواخر|نهايه|ختام|النصف\sالاول\sمن|"
    r"النصف\sالثاني\sمن)\s(?:شهر\s)?"
)
_UNIT = r"(?P<unit>minute|hour|day|night|week|month|year|decade)s?"
_UNIT_AR = (
    r"(?P<unit>دقيقه|دقائق|ساعه|ساعتين|ساعات|يومين|يوما|يوم|ايام|اسبوعين|اسبوع|اسابيع|شهرين|شهر|اشهر|شهور|"
    r"سنتين|سنه|سنوات|عامين|عاما|عام|اعوام)"
)
_ZONE = r"(?:\s(?:GMT|UTC|EET|EEST|CET|local\stime)(?!\w))?"
_ZONE_AR = r"(?:\s(?:بالتوقيت\sالمحلي|بتوقيت\s(?:غرينتش|جرينتش)))?"
_AND = (
    r"\s?(?:-|–|—|\sand\s|\sor\s|\sto\s|\suntil\s|\sthrough\s|and\s|or\s|to\s|through"
    r"\s|until\s)\s?(?:the\s)?"
)
_AND_AR = r"\s?(?:-|–|—|او\s|الي\s|حتي\s|و\s?)\s?"


def _rule(name: str, pattern: str, *, case: bool = True) -> tuple[str, re.Pattern[str]]:
    return name, re.compile(pattern, 0 if case else re.IGNORECASE)


RULES: Final = (
    _rule("iso", rf"{_L}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]{{4,12}}Z?)?{_R}"),
    _rule(
        "numeric",
        r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)"
        r"(?P<year>\d{4}|\d\d)(?![\d/-]|\.\d)",
    ),
    _rule("year_first", r"(?<![\d/.])(?P<year>\d{4})[/.](?P<b>\d{1,2})[/.](?P<a>\d{1,2})(?![\d/])"),
    _rule(
        "days",
        rf"{_L}(?:between\s|from\s|the\snight\sof\s)?(?:the\s)?{_D}{_AND}(?P<day2>\d{{1,2}}){_TH}\s(?:of\s)?"
        rf"{_M}{_OF_Y}{_R}",
    ),
    _rule("days", rf"{_L}{_M}\s{_D}{_AND}(?P<day2>\d{{1,2}}){_TH}(?!\s(?:{_EM})|[:\d]){_OF_Y}{_R}"),
    _rule(
        "days",
        rf"{_LA}(?:بين\s|من\s|ليله\s)?(?:يومي\s)?{_D}\s?{_AND_AR}(?P<day2>\d{{1,2}})\s(?:من\s)?"
        rf"{_M_AR}{_OF_Y_AR}{_R}",
    ),
    _rule("day", rf"{_L}{_W}(?:the\s)?{_D}\s(?:of\s)?{_M}{_OF_Y}{_R}"),
    _rule(
        "day", rf"{_L}{_W}{_M}\s(?:the\s)?{_D}(?![\d:]|[.,]\d{{3}}{_R}(?<!\s\d{{4}})){_OF_Y}{_R}"
    ),
    _rule("day", rf"{_LA}{_W_AR}{_D}\s(?:من\s)?{_M_AR}{_OF_Y_AR}{_REL_AR}{_R}"),
    _rule("day", rf"{_LA}{_W_AR}(?P<ordinal>{_ORD_AR})\sمن\s{_M_AR}{_OF_Y_AR}{_REL_AR}{_R}"),
    _rule("month", rf"{_L}(?:{_EDGE})?{_M},?\s(?:of\s)?{_Y}{_R}", case=True),
    _rule(
        "month",
        rf"{_L}(?:{_EDGE}|(?:[Tt]he\s)?(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|previous|following|s"
        rf"ame)\s)?"
        rf"{_M}(?:\sof\s(?P<same>that|the same|this|the following)\syear)?{_R}",
    ),
    _rule(
        "month", rf"{_LA}(?:{_EDGE_AR})?{_M_AR}(?:[،,]?\s(?:من\s)?(?:عام\s|العام\s|سنه\s)?{_Y}){_R}"
    ),
    _rule(
        "month", rf"{_LA}(?:{_EDGE_AR}|(?P<cue>في|خلال|منذ|حتي|من)\s)(?P<tail>{_M_AR}){_REL_AR}{_R}"
    ),
    _rule(
        "month_week",
        rf"{_L}(?:the\s)?(?P<which>first|second|third|fourth|last|final)\sweek\sof\s{_M}{_OF_Y}{_R}",
    ),
    _rule(
        "month_week",
        rf"{_LA}الاسبوع\s(?P<which>الاول|الثاني|الثالث|الرابع|الاخير)\sمن\s{_M_AR}{_OF_Y_AR}{_R}",
    ),
    _rule(
        "week_of",
        rf"{_L}(?:the\s)?week\s(?:of|beginning)\s(?:the\s)?{_D}\s(?:of\s)?{_M}{_OF_Y}{_R}",
    ),
    _rule("week_of", rf"{_L}(?:the\s)?week\s(?:of|beginning)\s{_M}\s{_D}{_OF_Y}{_R}"),
    _rule(
        "quarter",
        rf"{_L}(?:the\s)?(?P<which>first|second|third|fourth|last)\squarter\sof\s{_Y}{_R}",
    ),
    _rule(
        "quarter",
        rf"{_LA}الربع\s(?P<which>الاول|الثاني|الثالث|الرابع|الاخير)\sمن\s(?:عام\s|العام\s|سنه\s)?{_Y}{_R}",
    ),
    _rule(
        "years",
        rf"{_L}(?P<year>1[5-9]\d\d|20\d\d)\s?[-–—]\s?(?P<year2>\d\d(?:\d\d)?){_R}(?![-/.]\d)",
    ),
    _rule(
        "feast",
        rf"{_L}(?P<feast>New\sYear's\s(?:Eve|Day)|Christmas\s(?:Eve|Day))(?:,?\s(?:of\s)?{_Y})?{_R}",
    ),
    _rule("feast", rf"{_LA}(?P<feast>(?:ليله\s)?راس\sالسنه)(?:\s(?:الميلاديه\s)?{_Y})?{_R}"),
    _rule("decade", rf"{_L}(?:the\s)?(?:early\s|late\s|mid-)?(?P<year>[12]\d\d0)s{_R}"),
    _rule(
        "season",
        rf"{_L}(?:the\s)?(?:(?:early|late|mid|last|this|next)[\s-])?(?P<season>[Ss]pring|[S"
        rf"s]ummer|[Aa]utumn|[Ww]inter|[Ff]all)"
        rf"(?:(?:\sof)?\s(?:{_Y}|that\syear)){_R}",
    ),
    _rule(
        "season",
        rf"{_L}(?:(?:[Ii]n|[Dd]uring|[Tt]hroughout|[Oo]ver|[Bb]y|since|until|that|of|early|late)\s)"
        rf"(?P<core>(?:the\s)?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter){_R})",
    ),
    _rule(
        "season",
        rf"{_L}(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)\s(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter){_R}",
    ),
    _rule(
        "season",
        rf"{_LA}ال(?P<season>ربيع|صيف|خريف|شتاء)\s(?P<rel>الماضي|الفائت|المقبل|القادم|الحالي){_R}",
    ),
    _rule("season", rf"{_LA}(?P<season>ربيع|صيف|خريف|شتاء)\s(?:عام\s|العام\s|سنه\s)?{_Y}{_R}"),
    _rule(
        "year",
        rf"{_L}(?:{_EDGE}(?:the\syear\s)?)?(?P<year>1[5-9]\d\d|20\d\d){_R}"
        r"(?!%|[.,:/]\d|-\d\d\d\d\d|\s(?:people|civilians|men|women|children|soldiers|troo"
        r"ps|homes|"
        r"houses|families|persons|refugees|fighters|km|kilomet|met|miles|feet|tons|dollars"
        r"|hours))",
    ),
    _rule("year", rf"{_LA}(?:{_EDGE_AR})?(?:العام|عام|سنه|السنه)\s{_Y}{_R}"),
    _rule(
        "weekday",
        rf"{_L}(?:(?P<rel>(?:[Tt]his\s)?(?:[Ll]ast|[Nn]ext|[Tt]his|past|coming)|"
        rf"[Tt]he\s(?:following|previous))\s)?(?P<weekday>{_EW_FULL})(?:\s{_PART})?"
        rf"(?P<rel2>\s(?:last|next)\sweek)?{_R}",
    ),
    _rule(
        "weekday",
        rf"{_LA}(?:{_PART_AR}\s)?(?:يوم\s)?(?P<weekday>{_AW})(?:\s(?P<rel>الماضي|الفائت|الم"
        rf"نصرم|المقبل|القادم|الجاري))?{_R}",
    ),
    _rule(
        "weekdays",
        rf"{_L}(?:(?:from|between)\s)?(?P<weekday>{_EW_FULL})\s?"
        rf"(?:\s(?:and|or|to|until|through)\s|[-–—/])\s?(?P<weekday2>{_EW_FULL}){_R}",
    ),
    _rule(
        "weekdays",
        rf"{_LA}(?:من\s|بين\s)?(?:يومي\s|يوم\s)?(?:ال)?(?P<weekday>{_AW})\s(?:و|(?:او|الي|حتي)\s)"
        rf"(?:يوم\s)?(?P<weekday2>{_AW}){_R}",
    ),
    _rule(
        "deictic",
        rf"{_L}(?P<word>the\sday\s(?:before\syesterday|after\stomorrow)|yesterday|today|tonight|tomorrow|last\s"
        rf"night|overnight|"
        rf"this\s(?:morning|afternoon|evening))(?:\s{_PART})?{_R}",
        case=False,
    ),
    _rule(
        "deictic",
        rf"{_LA}(?:{_PART_AR}\s)?(?:يوم\s)?(?P<word>اول\s(?:من\s)?امس|امس\sالاول|امس|البارح"
        rf"ه|الليله\sالماضيه|ليله\sامس|الليله|اليوم|بعد\sغد|غدا)(?:\s(?:ال)?(?:{_AW}))?{_R}",
    ),
    _rule(
        "ago",
        rf"{_L}(?:(?:about|around|some|over|nearly|almost|just|only|more\sthan|less\sthan)"
        rf"\s)?(?P<n>\d{{1,3}}|{_NUM})\s{_UNIT}\s"
        rf"(?P<way>ago|earlier|later|before|after)(?:wards)?{_R}",
        case=False,
    ),
    _rule(
        "ago",
        rf"{_LA}(?P<way>منذ|قبل|بعد)\s(?:نحو\s|حوالي\s|(?:ذلك\s)?ب)?(?:(?P<n>\d{{1,3}}|{_NUM_AR})\s)?"
        rf"{_UNIT_AR}{_R}",
    ),
    _rule(
        "past",
        rf"{_L}(?:the\s)?(?P<way>past|last|previous|preceding|next|coming|following|first)"
        rf"\s(?:(?P<n>\d{{1,3}}|{_NUM}|few|several|couple\sof)\s)"
        rf"{_UNIT}(?P<tail>\sof\s(?:(?:{_EM})|\d{{4}}){_R})?{_R}",
        case=False,
    ),
    _rule(
        "past",
        rf"{_LA}(?:ال|الـ\s?)?(?P<n>\d{{1,3}}|{_NUM_AR})\s(?:ال)?{_UNIT_AR}\s(?:ال)?(?P<way"
        rf">ماضيه|اخيره|ماضي|فائته|منصرمه){_R}",
    ),
    _rule(
        "past",
        rf"{_LA}ال{_UNIT_AR}\s(?:ال(?P<n>\d{{1,3}}|{_NUM_AR})\s)?ال(?P<way>ماضيين|ماضيه|اخي"
        rf"ره){_R}",
    ),
    _rule(
        "unit",
        rf"{_L}(?P<which>last|this|next|(?:the|that|this)\s(?:very\s)?same|the\sfollowing|t"
        rf"he\snext|the\sprevious|"
        rf"the\spreceding|that|the\spast|the\scurrent|early\sthe"
        rf"\snext|the\scoming|over\sthe(?=\sweekend))\s(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year)"
        rf"{_R}",
        case=False,
    ),
    _rule(
        "unit",
        rf"{_LA}ال(?P<unit>يوم|ليله|اسبوع|شهر|عام|سنه)\s(?P<which>الماضي|الماضيه|الفائت|الف"
        rf"ائته|المنصرم|"
        rf"الجاري|الجاريه|الحالي|الحاليه|المقبل|المقبله|القادم|القادمه|التالي|التاليه|الساب"
        rf"ق|نفسه|نفسها|ذاته|ذاتها){_R}",
    ),
    _rule(
        "unit",
        rf"{_LA}(?P<which>هذا\sال|هذه\sال|ال(?=\w+\sهذ))(?P<unit>يوم|اسبوع|شهر|عام|سنه|صباح|مساء|ليله)"
        rf"(?:\sهذ[اه])?{_R}",
    ),
    _rule(
        "edge",
        rf"{_L}(?P<since>since\s)?(?:the\s)?(?P<edge>beginning|start|middle|end|early|late)"
        rf"\s(?:of|in)\s(?P<which>the|this|that|last|next)\s(?P<unit>week|month|year){_R}",
        case=False,
    ),
    _rule(
        "edge",
        rf"{_L}(?P<edge>early|mid|late|earlier|later)(?:\s|-)(?:in\sthe\s)?"
        rf"(?P<which>this\s|last\s|next\s|the\sfollowing\s|)(?P<unit>week|month|year){_R}",
        case=False,
    ),
    _rule(
        "edge",
        rf"{_LA}(?P<since>منذ\s)?(?P<edge>بدايه|مطلع|مستهل|اوائل|منتصف|اواسط|اواخر|نهايه)\sال"
        rf"(?P<unit>اسبوع|شهر|عام|سنه)\s(?P<which>الماضي|الماضيه|الفائت|المنصرم|المقبل|القادم){_R}",
    ),
    _rule(
        "edge",
        rf"{_LA}(?P<since>منذ\s)?(?P<edge>بدايه|مطلع|اوائل|منتصف|اواخر|نهايه)\s(?:هذا\s)?ال"
        rf"(?P<unit>اسبوع|شهر|عام|سنه)(?:\sالجاري|\sالحالي)?{_R}",
    ),
    _rule(
        "bare",
        rf"{_L}(?:on|by|before|since|until|till|after|from|of)\s(?P<core>the\s(?P<day>\d{{1"
        rf",2}})(?:st|nd|rd|th))(?=\s?[,.;)\n]|\s[a-z]|$)(?!\s(?:cent|anniv|floor|day|birth|parallel"
        rf"|time|and\s\d|to\s\d))",
    ),
    _rule(
        "hijri",
        rf"{_LA}(?:يوم\s)?{_D}\s(?:من\s)?(?:شهر\s)?(?P<hijri>{_HM_AR})(?:[،,]?\s(?:عام\s|سن"
        rf"ه\s)?(?P<year>1[34]\d\d))?(?:\s?(?:هـ|ه|للهجره|هجري|هجريه){_R})?",
    ),
    _rule(
        "hijri",
        rf"{_L}{_D}\s(?:of\s)?(?P<hijri>{_HM_EN}),?(?:\s(?P<year>1[34]\d\d))?(?:\s?A\.?H\.?"
        rf")?{_R}",
        case=False,
    ),
    _rule(
        "hijri", rf"{_L}(?P<hijri>Ramadan|Muharram|Shawwal|Rajab)(?:,?\s(?P<year>1[34]\d\d))?{_R}"
    ),
    _rule(
        "hijri",
        rf"{_LA}(?:شهر\s)?(?P<hijri>رمضان)(?:\s(?:عام\s|سنه\s)?(?P<year>1[34]\d\d))?(?:\s(?"
        rf":هـ|المبارك))?{_R}",
    ),
    _rule(
        "words",
        rf"{_L}(?:the\s)?(?:first|second|third|fourth)\sday\sof\sEid(?:\sal-\w{{3,5}})?{_R}"
        rf"|{_L}Eid\sal-\w{{3,5}}{_R}",
    ),
    _rule("words", rf"{_LA}(?:(?:اول|ثاني|ثالث|رابع)\sايام\s)?عيد\s(?:الفطر|الاضحي){_R}"),
    _rule(
        "clock",
        rf"{_L}(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d"
        rf"(?:\s?(?:a\.m\.|p\.m\.|[ap]m{_R}|hrs{_R}|hours{_R}))?{_ZONE}|"
        rf"(?:1[0-2]|0?[1-9])\s?(?:a\.m\.|p\.m\.|[ap]m{_R}){_ZONE}|"
        rf"(?:[01]\d|2[0-4])[0-5]\d\s(?:GMT|UTC|hrs|hours){_R})",
        case=False,
    ),
    _rule(
        "clock",
        rf"{_LA}الساعه\s(?P<clock>(?:[01]?\d|2[0-4])(?::[0-5]\d)?"
        rf"(?:\s(?:صباحا|مساءا?|ظهرا|عصرا|فجرا|ليلا)"
        rf"(?!\s(?:يوم\s|امس|اليوم|(?:ال)?(?:{_AW}))))?{_ZONE_AR})(?![\d:])",
    ),
    _rule(
        "clock",
        rf"{_L}(?:at|before|after|by)\s(?P<clock>dawn|midnight|noon|dusk|sunrise|sunset)"
        rf"{_R}",
        case=False,
    ),
    _rule(
        "words",
        rf"{_L}(?:(?:for|about|around|nearly|almost|over|some|another|more\sthan|less\sthan"
        rf")\s)?(?:the\s)?(?P<n>\d{{1,3}}|{_NUM}|several|few|many)[\s-]{_UNIT}(?:-long|\slo"
        rf"ng|\sold)?{_R}",
        case=False,
    ),
    _rule(
        "words",
        rf"{_L}(?:now|currently|recently|nowadays|(?:at|by|until)\s(?:that|this|the\ssame|t"
        rf"he\spresent)\stime|"
        rf"daily|nightly|(?:every|each|per)\s(?:day|night|week|month|year)|months\slater|da"
        rf"ys\slater|weeks\slater|years\slater){_R}",
        case=False,
    ),
    _rule(
        "words",
        rf"{_L}(?:moments|minutes|hours|days|weeks|months|years)\s(?:later|earlier|ago){_R}",
        case=False,
    ),
    _rule("words", rf"{_LA}(?:الان|حاليا|مؤخرا|يوميا|كل\s(?:يوم|ليله|اسبوع|شهر|عام)){_R}"),
    _rule(
        "words",
        rf"{_LA}(?:(?:لمده|طوال|طيله|خلال|نحو|حوالي|اكثر\sمن)\s)?"
        rf"(?:(?P<n>\d{{1,3}}|{_NUM_AR}|عده|بضعه)\s{_UNIT_AR}|(?:ربع|نصف)\sساعه|(?:يومين|اسبوعين|شهرين|عامين|سنتين)){_R}",
    ),
    _rule("words", rf"{_LA}بعد\s(?:ربع|نصف)\sساعه{_R}"),
    _rule("words", rf"{_LA}(?:(?:اول|ثاني|ثالث|رابع)\sايام\s)العيد{_R}"),
)

# What stands before a date and turns it into an open or running range.
BEFORE: Final = re.compile(
    r"(?<!\w)(?P<way>since|before|prior\sto|after|until|till|by|from|منذ|قبل|بعد|حتي)"
    r"\s(?:the\s|يوم\s)?$",
    re.IGNORECASE,
)
# May, March and August are words too, and shy short forms end sentences ("in Mar.").
AMBIGUOUS: Final = frozenset({"may", "march", "mar", "august", "jan", "dec", "sep", "jun", "jul"})
MONTH_CUE: Final = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|during|from|through|to|between|and|or|before|after|last|"
    r"next|this|for|early|late|mid|on|throughout)|[-–/(])\s?$",
    re.IGNORECASE,
)
YEAR_CUE: Final = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|during|from|through|to|between|and|or|before|after|around|"
    r"for|early|late|mid|on|the|year|circa|about|summer|spring|winter|autumn|fall|throughout|"
    r"في|عام|منذ|حتي|سنه|as|a|end|election|war|war,|this|until|making|so|when|that|while)|[-–/(,.;:\n]|[–-]\d\d?)\s?$",
    re.IGNORECASE,
)

# What is still to come: "will meet on Sunday", "is to reopen", "were told to leave by Sunday".
_AHEAD: Final = re.compile(
    r"(?<!\w)(?:will|shall|must|(?:is|are)\s(?:to|planned)|(?:is|are|was|were)\s(?:due|expected|"
    r"scheduled|set\s(?:to|for))|(?:has|have|had)\suntil|deadline|ultimatum|plans?\sto|"
    r"(?:told|ordered|asked|warned)\sto\s[^.!?]{1,60}\s(?:by|before|until)\s$|"
    r"سوف|من\sالمقرر|من\sالمتوقع|يتوقع|المزمع|مهله|سيتم|ستتم|سيجري|ستجري|سيعقد|ستعقد|سيبدا|ستبدا|"
    r"سيعود|ستعود|سيلتقي|ستلتقي|سيعاد|ستعاد|يعاد\sفتح)(?!\w)"
)
_SENTENCE_END: Final = re.compile(r"[.!?؟]\s|\n")


def is_ahead(before: str) -> bool:
    """Whether the words before an expression, in its sentence, speak of what is to come."""
    return bool(_AHEAD.search(_SENTENCE_END.split(before)[-1]))
