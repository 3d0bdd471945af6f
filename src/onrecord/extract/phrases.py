"""English noun phrases next to an attribution verb, found without a parser."""

from __future__ import annotations

from onrecord.lang.cues import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    MONTHS_DAYS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLE_NOUNS,
    SUBORDINATORS,
    english_verbs,
)
from onrecord.lang.words import Sort, Unit, wordset

MAX_UNITS = 32  # of a subject
MAX_APPOSITIVE = 30
ADVERB_CHARS = 4
BY_NAME_CHARS = 40  # a longer quotation inside a noun phrase is no by-name
LONG_QUOTE_CHARS = 60
MAX_COMMAS = 2  # between a name and its verb
SHORT_PHRASE = 4  # units of a prepositional phrase between a name and its verb
SHORT_NAME = 3
MAX_LIST = 8  # units of a list of names
JOIN_UNITS = 6  # looked at before an "and"
_ADVERB_LEADS = wordset(
    "meanwhile however moreover earlier later today yesterday tonight separately then now "
    "still also instead and but yet so or thus therefore furthermore additionally "
    "nevertheless afterwards finally recently again here there perhaps indeed well too even"
)
_CLAUSE_PREPOSITIONS = frozenset({"after", "before", "since", "until", "once"})
OBJECTIVE = frozenset({"him", "her", "them"})
_NOT_SUBJECTS = wordset("what there here it's that's how why when where if then")


def is_adverb(word: str) -> bool:
    """Whether a lower-cased word ends like an adverb ("repeatedly")."""
    return word.endswith("ly") and len(word) > ADVERB_CHARS


def verb_group(units: list[Unit], verb: int, low: int) -> int:
    """Where the auxiliaries and adverbs that belong to the verb at `verb` begin."""
    at = verb
    while at > low and units[at - 1].word:
        word = units[at - 1].low
        if word in AUXILIARIES or word in ADVERBS or is_adverb(word):
            at -= 1
        else:
            break
    while at < verb and units[at].low in {"both", "all", "each", "himself", "herself", "itself"}:
        at += 1
    return at


def subject_before(units: list[Unit], group: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends just before `group`, as unit indices, with any appositive."""
    last = group
    if last <= low:
        return None
    previous = units[last - 1]
    if previous.word and previous.low in RELATIVES:
        return last - 1, last
    if previous.word and previous.low in PRONOUNS:
        return last - 1, last
    set_off = previous.low == "," and last - 3 > low and units[last - 3].low == ","
    if set_off and units[last - 2].low in ADVERBS | {"too", "though"}:
        return _phrase(units, last - 3, low)
    if previous.low == "," or (previous.low in "—–-" and previous.sort is Sort.MARK):
        return _with_appositive(units, last, low)
    if previous.sort is Sort.MARK and previous.low != ")":
        return None
    if previous.sort is Sort.QUOTE and (previous.full or last - 2 <= low):
        return None
    return _phrase(units, last, low)


def _with_appositive(units: list[Unit], last: int, low: int) -> tuple[int, int] | None:
    closing = units[last - 1].low
    at = last - 2
    floor = max(low, last - 2 - MAX_APPOSITIVE)
    verbs = english_verbs()
    commas = 0
    best: tuple[int, int] | None = None
    while at > floor:
        unit = units[at]
        if unit.sort is Sort.QUOTE and unit.end - unit.start > LONG_QUOTE_CHARS:
            break
        if unit.low == closing:
            commas += 1
            head = subject_before_comma(units, at, low)
            if head is not None and at + 1 < last - 1 and _apposes(units, at + 1, last - 1):
                best = (head, last - 1)
                break
            if commas > MAX_COMMAS:
                break
        elif unit.low in {";", ":"} or (
            unit.word and at > last - 3 and unit.low in verbs and verbs[unit.low].sense == "say"
        ):
            break
        at -= 1
    return best


def _apposes(units: list[Unit], first: int, last: int) -> bool:
    """Whether `units[first:last]` can stand between a name and its verb."""
    lead = units[first]
    if not lead.word and lead.sort is not Sort.QUOTE:
        return False
    if lead.low in {"who", "whose", "which", "a", "an", "the", "his", "her", "its", "their"}:
        return True
    if lead.low in PREPOSITIONS and last - first <= SHORT_PHRASE:
        return True
    if lead.low in {"speaking", "of", "in", "at", "from", "formerly", "also", "himself", "herself"}:
        return True
    if lead.low.isdigit() or lead.low.endswith(("ing", "ed")):
        return True
    return any(
        u.low.rstrip("s") in ROLE_NOUNS or u.low in ROLE_NOUNS for u in units[first:last]
    ) or (last - first <= SHORT_NAME and lead.upper)


def subject_before_comma(units: list[Unit], comma: int, low: int) -> int | None:
    """Where the name or definite phrase before the comma at `comma` begins, if there is one."""
    if comma <= low or not (units[comma - 1].word or units[comma - 1].low == ")"):
        return None
    found = _phrase(units, comma, low)
    if found is None:
        return None
    first = units[found[0]]
    if units[comma - 1].upper or first.low in DETERMINERS or first.upper:
        return found[0]
    return None


def _phrase(units: list[Unit], last: int, low: int) -> tuple[int, int] | None:
    at = last
    floor = max(low, last - MAX_UNITS)
    while at > floor:
        unit = units[at - 1]
        if unit.low == ")":
            at = _skip_brackets(units, at, floor)
            continue
        if unit.sort is Sort.QUOTE:
            if (
                unit.full
                or unit.end - unit.start > BY_NAME_CHARS
                or at - 2 < floor
                or not (units[at - 2].upper or units[at - 2].low == "as")
            ):
                break
            at -= 1
            continue
        if unit.sort is Sort.MARK:
            if unit.low in {"&", "/", "%", "$", "#", "@"}:
                at -= 1
                continue
            if unit.low == "," and _title_comma(units, at - 1, last):
                at -= 1
                continue
            break
        word = unit.low
        relative = _relative_start(units, at - 1, floor)
        if relative is not None:
            at = relative
            continue
        if word == "as" and at < last and units[at].sort is Sort.QUOTE:
            at -= 1
            continue
        if _ends_phrase(units, at, last, floor):
            break
        at -= 1
    return _stripped(units, at, last)


def _ends_phrase(units: list[Unit], at: int, last: int, floor: int) -> bool:
    """Whether the word before `at` cannot belong to a noun phrase that ends at `last`."""
    unit = units[at - 1]
    word = unit.low
    if word in SUBORDINATORS or word in AUXILIARIES or word in _CLAUSE_PREPOSITIONS:
        return True
    if word in PRONOUNS and at < last and word != "i" and units[at].low != "and":
        return True
    if word in {"and", "or"} and not _joins(units, at - 1, last, floor):
        return True
    if word in FINITE and not unit.upper:
        return True
    return word in english_verbs() and _finite_here(units, at - 1, floor)


def _relative_start(units: list[Unit], verb: int, floor: int) -> int | None:
    """Where "who" stands, if the verb at `verb` is the first one after it."""
    word = units[verb].low
    if word not in FINITE and word not in AUXILIARIES and word not in english_verbs():
        return None
    for back in range(verb - 1, max(verb - 4, floor) - 1, -1):
        if units[back].low == "who" and back > floor and units[back - 1].word:
            return back
        if units[back].low not in AUXILIARIES and units[back].low not in ADVERBS:
            return None
    return None


def _skip_brackets(units: list[Unit], at: int, floor: int) -> int:
    back = at - 1
    while back > floor and units[back - 1].low != "(":
        back -= 1
    return max(back - 1, floor) if back > floor else at - 1


def _title_comma(units: list[Unit], comma: int, last: int) -> bool:
    """A comma inside a list of names ("A, B and C") or before "Jr."."""
    following = units[comma + 1] if comma + 1 < last else None
    if following is None or comma == 0:
        return False
    if following.low in {"jr", "jr.", "sr", "sr.", "inc", "inc."}:
        return True
    rest = units[comma + 1 : last]
    return (
        len(rest) <= MAX_LIST
        and units[comma - 1].upper
        and following.upper
        and any(u.low in {"and", "or"} for u in rest)
    )


def _finite_here(units: list[Unit], at: int, floor: int) -> bool:
    """Whether the attribution verb form at `at` is used as a verb and so ends a noun phrase."""
    word = units[at].low
    if units[at].upper and at > floor:
        return False
    before = units[at - 1] if at > floor else None
    if before is None:
        return False
    cue = english_verbs()[word]
    if cue.form in {"base", "s"}:
        return before.low in {"to", "he", "she", "they", "we", "i", "you", "who", "which"}
    if cue.form == "ing":
        return False
    return not (before.low in DETERMINERS or before.low.endswith(("'s", "’s")))


def _joins(units: list[Unit], conj: int, last: int, floor: int) -> bool:
    """Whether "and" at `conj` joins two parts of one noun phrase."""
    if conj <= floor or conj + 1 >= last:
        return False
    before, after = units[conj - 1], units[conj + 1]
    if not before.word and before.low != ")":
        return False
    if before.upper and after.upper:
        return True
    if before.low in PRONOUNS:
        return True
    at = conj - 1
    steps = 0
    while at >= floor and steps < JOIN_UNITS:
        unit = units[at]
        if unit.sort is not Sort.WORD or unit.low in SUBORDINATORS:
            return True
        if unit.low in FINITE or unit.low in AUXILIARIES or unit.low.endswith("ed"):
            return False
        at -= 1
        steps += 1
    return at < floor


def _stripped(units: list[Unit], first: int, last: int) -> tuple[int, int] | None:
    while first < last:
        unit = units[first]
        word = unit.low
        if (
            (unit.sort is Sort.MARK and word not in {"(", "$", "#", "@"})
            or word in _ADVERB_LEADS
            or word in {"and", "or", "but"}
            or (word in MONTHS_DAYS and first + 1 < last and not unit_joins_name(units, first))
        ):
            first += 1
        elif word in PREPOSITIONS and word not in {"among", "than"}:
            cut = _after_adverbial(units, first, last)
            if cut is None:
                return None
            first = cut
        else:
            break
    if first >= last or last - first > MAX_UNITS - 1:
        return None
    if units[first].low in _NOT_SUBJECTS or all(u.sort is Sort.MARK for u in units[first:last]):
        return None
    if last - first == 1 and (units[first].low in CONJUNCTIONS or units[first].low.isdigit()):
        return None
    return first, last


def unit_joins_name(units: list[Unit], at: int) -> bool:
    """Whether a day or month name at `at` is the first word of a longer name ("May Rahim")."""
    return units[at].low in {"may", "april", "june", "august"} and units[at + 1].upper


def _after_adverbial(units: list[Unit], first: int, last: int) -> int | None:
    """Where a subject begins after an opening "In Damascus" or "On Monday" without a comma."""
    at = first + 1
    while at < last:
        unit = units[at]
        if at > first + 1 and unit.low in DETERMINERS and units[at - 1].low not in PREPOSITIONS:
            return at
        if unit.low in MONTHS_DAYS and at + 1 < last and units[at + 1].low not in PREPOSITIONS:
            return at + 1
        if unit.low in PRONOUNS:
            return at
        at += 1
    return None


def phrase_after(units: list[Unit], first: int, high: int) -> int | None:
    """Where the noun phrase at `first` ends ("said X, a doctor, …"), `None` if there is none."""
    at = first
    if at >= high:
        return None
    lead = units[at]
    if lead.low in PRONOUNS:
        return at + 1
    if not lead.word or lead.low in CONJUNCTIONS or lead.low in PREPOSITIONS:
        return None
    if lead.low in AUXILIARIES or lead.low in MONTHS_DAYS:
        return None
    while at < high and at - first < MAX_UNITS:
        if units[at].low == "(":
            close = at
            while close < high and close - at < MAX_UNITS and units[close].low != ")":
                close += 1
            if close >= high or units[close].low != ")":
                break
            at = close + 1
            continue
        if not _goes_on(units, first, at, high):
            break
        at += 1
    if at == first:
        return None
    return _forward_appositive(units, at, high)


def _goes_on(units: list[Unit], first: int, at: int, high: int) -> bool:
    """Whether the unit at `at` belongs to the noun phrase that begins at `first`."""
    unit = units[at]
    following = units[at + 1] if at + 1 < high else None
    if unit.sort is Sort.QUOTE:
        named = following is not None and following.upper and units[at - 1].upper
        return not unit.full and at > first and unit.end - unit.start < BY_NAME_CHARS and named
    if unit.sort is Sort.MARK:
        return unit.low in {"&", "%", "$", "#", "@", "/"}
    if unit.low in {"of", "for", "from", "with", "and"}:
        return unit.low != "and" or following is not None
    if unit.low in {"in", "at", "to", "on"}:
        return following is not None and _adjoins(units, first, at, following)
    if unit.low in CONJUNCTIONS or unit.low in PREPOSITIONS or unit.low in AUXILIARIES:
        return False
    if at == first:
        return True
    adverb = unit.low in ADVERBS or (unit.low.endswith("ly") and not unit.upper)
    return not (adverb or unit.low in MONTHS_DAYS or unit.low in PRONOUNS or unit.low in OBJECTIVE)


def _adjoins(units: list[Unit], first: int, at: int, following: Unit) -> bool:
    """Whether "in Olvar" or "to the council" at `at` is a part of the speaker's description."""
    low = units[at].low
    if low == "in" and following.upper and following.low not in MONTHS_DAYS:
        return at - first > 1
    titled = any(u.low in ROLE_NOUNS for u in units[first:at])
    return low in {"to", "at"} and titled and (following.upper or following.low in DETERMINERS)


def _forward_appositive(units: list[Unit], at: int, high: int) -> int:
    """`at`, or where an appositive after the name ends ("said Hugh Hill, a doctor")."""
    if at + 1 >= high or units[at].low != "," or not units[at - 1].upper:
        return at
    lead = units[at + 1]
    close = at + 1
    while close < high and units[close].low not in {",", ";", ":", "."}:
        if units[close].sort is Sort.QUOTE or close - at > MAX_APPOSITIVE:
            return at
        close += 1
    inner = units[at + 1 : close]
    if lead.low in {"who", "whose"} or lead.low.isdigit() or lead.low in ROLE_NOUNS:
        return close
    if lead.low in PRONOUNS or lead.low in CONJUNCTIONS or lead.low in PREPOSITIONS:
        return at
    if lead.low not in {"a", "an"} and not any(u.low in ROLE_NOUNS for u in inner):
        return at
    finite = next((n for n, u in enumerate(inner) if u.low in AUXILIARIES or u.low in FINITE), 0)
    relative = any(u.low in RELATIVES for u in inner[:finite])
    return at if finite and not relative else close
