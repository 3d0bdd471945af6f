"""Words for the manner and setting of an act: warnings, reasons given, repeats, destinations."""

from __future__ import annotations

from typing import Final

from onrecord.lang.phrases import Phrases, folded, listed
from onrecord.model.vocab import CircumstanceKind

_WORDS: Final[dict[CircumstanceKind, str]] = {
    CircumstanceKind.METHOD: "double tap|double tap strike|second strike|hit again|struck again|"
    "bombed again|shelled again|returned minutes later|when rescuers arrived|"
    "as rescuers arrived|after rescuers arrived|as paramedics arrived|repeated strikes|"
    "point blank|point blank range|in front of his family|hands tied|hands bound|blindfolded|"
    "house to house|door to door|"
    "ضربة مزدوجة|غارة مزدوجة|قصف مزدوج|مزدوجة|استهداف مزدوج|من مسافة صفر|معصوب العينين|"
    "معصوبي الأعين|مكبلي الأيدي|أثناء إسعاف|أثناء عمليات الإنقاذ",
    CircumstanceKind.WARNING_GIVEN: "without warning|without any warning|no warning|"
    "no prior warning|without prior warning|warned residents|warned the residents|"
    "ordered residents to leave|ordered people to leave|dropped leaflets|evacuation order|"
    "evacuation orders|told to leave|warned to leave|ordered to leave|warning shots|"
    "a warning was given|gave a warning|gave warning|"
    "دون سابق إنذار|دون إنذار|بلا إنذار|من دون إنذار|أوامر إخلاء|أمر إخلاء|أمر بالإخلاء|"
    "ألقت منشورات|منشورات تحذيرية|إنذار بالإخلاء|أنذر السكان|أنذرت السكان|طلبت إخلاء|طلب الإخلاء",
    CircumstanceKind.PRIOR_ATTACK: "for the second time|for the third time|for the fourth time|"
    "second time this|third time this|second attack on|third attack on|second strike on|"
    "had been hit before|had been attacked before|previously attacked|previously hit|"
    "previously targeted|also hit last|"
    "للمرة الثانية|للمرة الثالثة|للمرة الرابعة|سبق استهداف|سبق استهدافه|سبق استهدافها|"
    "سبق أن تعرض|سبق أن تعرضت|سبق أن قصف|سبق أن قصفت",
}
CIRCUMSTANCES: Final[Phrases[CircumstanceKind]] = Phrases(
    (phrase, kind) for kind, text in _WORDS.items() for phrase in listed(text)
)
# What follows is the reason somebody gave.
REASONS: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """under the pretext of|on the pretext of|under the pretext that|on the pretext that|
        on the pretext|under pretext of|on the grounds that|in retaliation for|in reprisal for|
        in revenge for|in response to|as punishment for|as a punishment for|as revenge for|
        on suspicion of|on charges of|بذريعة|بحجة|تحت ذريعة|تحت حجة|بدعوى|ردا على|انتقاما من|
        انتقاما ل|عقابا على|بتهمة"""
    )
)
# What a place was used for, where somebody says so.
MILITARY_USE: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """used by|used for|used as|being used by|being used as|was used to store|housed|hosted|
        hid|hiding|sheltered|stored|storing|يستخدم|يستخدمه|يستخدمها|تستخدم|تستخدمه|تستخدمها|
        استخدمه|استخدمها|استخدم|استخدمت|يتحصن|يختبئ|يخزن|تخزن|كانت مخزن|كان مخزن"""
    )
)
MILITARY: Final = folded(
    listed(
        """fighters|militants|gunmen|weapons|ammunition|arms|troops|soldiers|rebels|command|
        military|terrorists|guerrillas|insurgents|explosives|fuel|barracks|مسلحون|مسلحين|مقاتلون|
        مقاتلين|سلاح|اسلحه|ذخيره|ذخاير|جنود|عسكريه|عسكري|ارهابيون|ارهابيين|متفجرات|مقر"""
    )
)
# Behind these verbs of going stands where people went.
GOING: Final = folded(
    listed(
        """fled|fleeing|flee|displaced|moved|deported|transferred|transfer|deport|expelled|evacuated|
        نزح|نزحت|نزحوا|نزوح|فر|فروا|فرت|هجر|هجرت|هجروا|تهجير|رحلت|ترحيل|نقل|نقلوا"""
    )
)
TOWARDS: Final = frozenset(("to", "towards", "toward", "into", "الي", "نحو", "باتجاه"))
