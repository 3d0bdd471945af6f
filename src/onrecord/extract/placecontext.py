"""What the words around a known name make of it: a place, part of another name, or a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.extract.placepatterns import STATE, Candidate
from onrecord.lang import placecues as cues
from onrecord.lang.countries import country_of_adjective
from onrecord.lang.fold import fold
from onrecord.model.document import Block
from onrecord.model.entity import GazetteerRow
from onrecord.model.vocab import PlaceLevel

LARGE: Final = 250_000  # inhabitants: such a name needs no cue; tuned on half of the LGL corpus
OWN: Final = "own:"  # ids of the user's own places begin so
WIDE: Final = frozenset({PlaceLevel.COUNTRY, PlaceLevel.REGION})
SHORT_NAMES: Final = frozenset({"US", "UK", "UAE", "DRC", "USA", "DPRK"})

LIST_GAP: Final = re.compile(
    r"^(?:,\s|\s(?:and|or|to|through)\s|,\s(?:and|or)\s|/|\s?[–-]\s?)(?:the\s|in\s)?$"
)
_DATELINE_AFTER: Final = re.compile(
    r"^(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?\s?(?:\([^)\n]{2,30}\)\s?)?(?:—|–|--|-\s)"
)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?\"”]\s)\s*$")
_PARENT_AFTER: Final = re.compile(
    r"^,\s(?:"
    + "|".join(
        sorted({re.escape(n) for pair in cues.STATES.items() for n in pair}, key=lambda s: -len(s))
    )
    + r")(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text and where it stands."""

    start: int
    end: int
    text: str
    name: bool  # could be (part of) a name


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a phrase: the text, its block, the names before it, the words beside it."""

    text: str
    block: Block
    found: list[Candidate]
    previous: Word | None  # joined to the phrase by one space
    following: Word | None
    surnames: frozenset[str]  # folded last names of persons the document names in full

    def before(self, start: int, length: int = 60) -> str:
        """The words before `start`, in the block."""
        return self.text[max(self.block.start, start - length) : start]

    def after(self, end: int, length: int = 60) -> str:
        """The words after `end`, in the block."""
        return self.text[end : min(self.block.end, end + length)]


def kind_of(
    setting: Setting, start: int, end: int, rows: tuple[GazetteerRow, ...]
) -> tuple[str | None, int]:
    """The kind of a known name at `[start, end)`, and where it ends; kind `None`: no place.

    Steps: 1. abbreviated states and words that are no names; 2. parts of names of facilities and
    bodies; 3. persons; 4. cues; 5. names that need no cue.
    """
    phrase = setting.text[start:end]
    if phrase + "." in cues.STATES and setting.text[end : end + 1] == ".":
        return "name", end + 1  # 1
    folded = fold(phrase)
    before, after = setting.before(start), setting.after(end)
    if folded in cues.NOT_ALONE and phrase not in SHORT_NAMES:
        return None, end
    wide = any(row.level in WIDE for row in rows)
    facility = cues.FACILITY.match(after)
    if facility and facility[0][1:2].isupper() and not wide:
        whole = facility[0].strip() in {"County", "Parish"} or bool(cues.BESIDE.search(before))
        return ("name" if whole else "inside"), end + len(facility[0])  # 2
    if cues.OF_SOMETHING.match(after) and not after.startswith(("'", "’")):
        return "inside", end
    own = any(row.gazetteer_id.startswith(OWN) for row in rows)
    large = any(
        (row.population or 0) >= LARGE and row.key in {"exact", "folded"} for row in rows
    ) or any(row.country in {"US", "CA"} and row.level is PlaceLevel.PROVINCE for row in rows)
    person = folded in cues.NAMES_OF_PERSONS
    if cues.TITLE.search(before) or _follows_name(setting):
        return None, end  # 3
    if _goes_on(setting, after):
        return ("inside" if (wide or large) and not person else None), end
    if folded in setting.surnames and not (wide or own or cues.LOCATIVE.search(before)):
        return None, end
    cue = _cue(setting, before, after, start, end)  # 4
    if cues.SPEECH_AFTER.match(after) and not cue and (person or not wide):
        return None, end
    if person and not cue:
        return "weak", end
    return ("name" if own or wide or cue or large else "weak"), end  # 5


def _follows_name(setting: Setting) -> bool:
    """Whether the phrase ends a longer name ("David Paris"), and no place stands before it."""
    previous = setting.previous
    if previous is None or not previous.name:
        return False
    place = bool(setting.found) and setting.found[-1].end == previous.end
    starter = fold(previous.text) in cues.NOT_ALONE
    return not (place or starter or bool(cues.DIRECTION.match(previous.text + " ")))


def _goes_on(setting: Setting, after: str) -> bool:
    """Whether the phrase begins a longer name ("Paris Hilton")."""
    following = setting.following
    if following is None or not following.name:
        return False
    return not (
        bool(cues.UNIT_AFTER.match(" " + following.text.casefold()))
        or country_of_adjective(following.text) is not None
        or fold(following.text) in cues.NOT_ALONE
        or _DATELINE_AFTER.match(after) is not None
    )


def _cue(setting: Setting, before: str, after: str, start: int, end: int) -> bool:
    """Whether the words around say that this is a place."""
    if cues.STRONG_PREPOSITION.search(before) or cues.UNIT_BEFORE.search(before):
        return True
    if cues.UNIT_AFTER.match(after) or cues.RELATION.search(before):
        return True
    if cues.ATTRIBUTIVE_AFTER.match(after) or cues.PARTY_BEFORE.search(before):
        return True
    if STATE.match(setting.text, start) or _PARENT_AFTER.match(after):
        return True
    last = setting.found[-1] if setting.found else None
    follows = last is not None and last.kind == "name" and last.end <= start
    if last and follows and LIST_GAP.match(setting.text[last.end : start]):
        return True
    shouted = setting.text[start:end].isupper()
    at_start = not before.strip() or (shouted and _SENTENCE_START.search(before) is not None)
    return at_start and bool(_DATELINE_AFTER.match(after))
