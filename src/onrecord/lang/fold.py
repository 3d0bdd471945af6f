"""Folding of names and words for comparison, for Latin and Arabic script. Never for display."""

from __future__ import annotations

import re
import unicodedata

_ARABIC = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
        "ؤ": "و", "ئ": "ي", "ء": "", "ـ": "",
    }
)  # fmt: skip
_MARKS = str.maketrans(dict.fromkeys("ʿʾ‘’ʼ'`´"))
_SPACES = re.compile(r"[\s\-‐‑–—_.]+")
_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}


def fold(text: str) -> str:
    """`text` without case, accents, vowel signs, tatweel, apostrophes, hyphens and format marks.

    Alef, ya and ta marbuta forms become one; runs of space and hyphen become one space.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    kept = unicodedata.normalize("NFC", kept).translate(_ARABIC).translate(_MARKS)
    return _SPACES.sub(" ", kept).strip()


def western_digits(text: str) -> str:
    """`text` with Arabic-Indic and Persian digits as 0–9; the length is unchanged."""
    return text.translate(_DIGITS)
