"""Words by which a text speaks of fighting as something that goes on, beside any single act."""

from __future__ import annotations

import re

from onrecord.lang.fold import fold

_ENGLISH = re.compile(
    r"\b(?:wars?|warring|wartime|civil war|armed conflicts?|conflicts?|hostilit\w+|fighting|"
    r"clash(?:es|ed)?|battles?|battlefields?|front ?lines?|frontlines?|offensives?|insurgen\w+|"
    r"rebellions?|uprisings?|cease-?fires?|truces?|de-?escalation|armistices?|combat|besieg\w+|"
    r"sieges?|military campaigns?|bombardments?|bombing campaigns?|occupation)\b",
    re.IGNORECASE,
)
_ARABIC = re.compile(
    "|".join(
        re.escape(fold(word))
        for word in (
            *("حرب", "حروب", "نزاع", "صراع", "قتال", "معارك", "معركه", "اشتباك", "هدنه"),
            *("جبهه", "جبهات", "وقف اطلاق النار", "حصار", "هجوم واسع", "عمليات عسكريه"),
            *("احتلال", "تمرد", "خفض التصعيد", "حمله عسكريه"),
        )
    )
)


def speaks_of_fighting(text: str) -> bool:
    """Whether `text` names fighting, a front, a truce or the like, in English or Arabic."""
    return bool(_ENGLISH.search(text) or _ARABIC.search(fold(text)))
