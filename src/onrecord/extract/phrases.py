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
_ADVERB_LEADS = wordset(
    "meanwhile however moreover earlier later today yesterday tonight separately then now "
    "still also instead and but yet so or thus therefore furthermore additionally "
    "nevertheless afterwards finally recently again here there perhaps indeed well too even"
)
_CLAUSE_PREPOSITIONS = frozenset({"after", "before", "since", "until", "once"})
_NOT_SUBJECTS = wordset("what there here it's that's how why when where if then")


def verb_group(units: list[Unit], verb: int, low: int) -> int:
    """Where the auxiliaries and adverbs that belong to the verb at `verb` begin."""
    at = verb
    while at > low and units[at - 1].word:
        word = units[at - 1].low
        if word in AUXILIARIES or word in ADVERBS or (word.endswith("ly") and len(word) > 4):
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
    if previous.low == "," and last - 3 > low and units[last - 3].low == ",":
        if units[last - 2].low in ADVERBS | {"too", "though"}:
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
        if unit.sort is Sort.QUOTE and units[at].end - units[at].start > 60:
            break
        if unit.low == closing:
            commas += 1
            head = subject_before_comma(units, at, low)
            if head is not None and at + 1 < last - 1 and _apposes(units, at + 1, last - 1):
                best = (head, last - 1 if closing != "," else last - 1)
                break
            if commas > 2:
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
    if lead.low in PREPOSITIONS and last - first <= 4:
        return True
    if lead.low in {"speaking", "of", "in", "at", "from", "formerly", "also", "himself", "herself"}:
        return True
    if lead.low.isdigit() or lead.low.endswith(("ing", "ed")):
        return True
    return any(
        u.low.rstrip("s") in ROLE_NOUNS or u.low in ROLE_NOUNS for u in units[first:last]
    ) or (last - first <= 3 and lead.upper)


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
    verbs = english_verbs()
    while at > floor:
        unit = units[at - 1]
        if unit.low == ")":
            at = _skip_brackets(units, at, floor)
            continue
        if unit.sort is Sort.QUOTE:
            if (
                unit.full
                or unit.end - unit.start > 40
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
        if word in SUBORDINATORS or word in AUXILIARIES or word in _CLAUSE_PREPOSITIONS:
            break
        if word in PRONOUNS and at < last and word not in {"i"} and units[at].low != "and":
            break
        if word in {"and", "or"} and not _joins(units, at - 1, last, floor):
            break
        if (word in FINITE and not unit.upper) or (
            word in verbs and _finite_here(units, at - 1, floor)
        ):
            break
        at -= 1
    return _stripped(units, at, last)


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
        len(rest) <= 8
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
    while at >= floor and steps < 6:
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
    """Where the noun phrase that begins at `first` ends ("said X, a doctor, …"), if there is one."""
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
        unit = units[at]
        if unit.low == "(":
            close = at
            while close < high and units[close].low != ")":
                close += 1
            if close >= high:
                break
            at = close + 1
            continue
        if unit.sort is Sort.QUOTE:
            nickname = (
                not unit.full
                and at > first
                and unit.end - unit.start < 30
                and at + 1 < high
                and units[at - 1].upper
                and units[at + 1].upper
            )
            if not nickname:
                break
        elif unit.sort is Sort.MARK:
            if unit.low not in {"&", "%", "$", "#", "@", "/"}:
                break
        elif unit.low in {"of", "for", "from", "with", "and"}:
            if unit.low == "and" and not (
                at + 1 < high
                and (
                    units[at + 1].upper
                    or units[at - 1].low in PRONOUNS
                    or units[at - 1].upper is False
                )
            ):
                break
        elif unit.low in {"in", "at", "to", "on"}:
            follows = units[at + 1] if at + 1 < high else None
            if (
                follows is None
                or unit.low != "in"
                or not follows.upper
                or follows.low in MONTHS_DAYS
                or at - first < 2
            ):
                if not (
                    unit.low in {"to", "at"}
                    and any(u.low in ROLE_NOUNS for u in units[first:at])
                    and follows is not None
                    and (follows.upper or follows.low in DETERMINERS)
                ):
                    break
        elif (
            unit.low in CONJUNCTIONS
            or unit.low in PREPOSITIONS
            or unit.low in AUXILIARIES
            or (at > first and unit.low in MONTHS_DAYS)
            or (
                at > first and (unit.low in ADVERBS or (unit.low.endswith("ly") and not unit.upper))
            )
            or (at > first and (unit.low in PRONOUNS or unit.low in {"him", "her", "them"}))
        ):
            break
        at += 1
    if at == first:
        return None
    return _forward_appositive(units, at, high)


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
