"""The wording of the report: neutral words for terms, dates and numbers. English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from onrecord.model.vocab import (
    Act,
    Basis,
    Certainty,
    ClaimStatus,
    ElementState,
    Form,
    LeadKind,
    Modality,
    PlaceReason,
    Precision,
    Question,
    Relation,
    Stance,
    Unit,
)
from onrecord.model.when import Count, When

NOT_STATED = "not stated"
NOT_CHECKED = "not checked"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = re.compile(r"[_.]+")

# As the object of "alleges".
ACTS: dict[Act, str] = {
    Act.AIRSTRIKE: "an airstrike",
    Act.SHELLING: "shelling",
    Act.MISSILE_OR_ROCKET: "missile or rocket fire",
    Act.DRONE_STRIKE: "a drone strike",
    Act.GROUND_ATTACK: "a ground attack",
    Act.SHOOTING: "shooting",
    Act.IED_OR_MINE: "an explosive device or mine",
    Act.CHEMICAL_ATTACK: "a chemical attack",
    Act.EXECUTION: "a killing by execution",
    Act.TORTURE: "torture",
    Act.ABDUCTION_DETENTION: "abduction or detention",
    Act.SIEGE_BLOCKADE: "a siege or blockade",
    Act.OBSTRUCTION_OF_AID: "obstruction of aid",
    Act.FORCED_DISPLACEMENT: "forced displacement",
    Act.DESTRUCTION_OF_PROPERTY: "destruction of property",
    Act.PILLAGE: "pillage",
    Act.CHILD_RECRUITMENT: "recruitment of children",
    Act.HUMAN_SHIELDING: "use of people as shields",
    Act.SEXUAL_VIOLENCE: "sexual violence",
    Act.ENFORCED_DISAPPEARANCE: "enforced disappearance",
    Act.ARSON: "arson",
    Act.UNSPECIFIED_ATTACK: "an attack by unstated means",
}
FORMS: dict[Form, str] = {
    Form.DIRECT: "in quotation marks",
    Form.MIXED: "partly in quotation marks",
    Form.INDIRECT: "reported speech",
    Form.OWN_VOICE: "the publisher’s own voice",
    Form.UNATTRIBUTED: "attributed to nobody named",
}
STANCES: dict[Stance, str] = {
    Stance.ASSERTS: "asserts it",
    Stance.DENIES: "denies it",
    Stance.DOUBTS: "doubts it",
    Stance.REPORTS: "reports it",
}
CERTAINTIES: dict[Certainty, str] = {
    Certainty.FACTUAL: "put as fact",
    Certainty.ALLEGED: "put as alleged",
    Certainty.POSSIBLE: "put as possible",
    Certainty.HYPOTHETICAL: "put as hypothetical",
    Certainty.FUTURE: "put as future",
}
MODALITIES: dict[Modality, str] = {
    Modality.OCCURRED: "alleged to have occurred",
    Modality.ATTEMPTED: "alleged attempt",
    Modality.THREATENED: "threatened",
    Modality.DENIED: "denied",
    Modality.HYPOTHETICAL: "hypothetical",
    Modality.FEARED: "feared",
    Modality.CALLED_FOR: "called for",
    Modality.BACKGROUND: "background or general pattern",
}
# Continues "alleged perpetrator: X (…".
STATUSES: dict[ClaimStatus, str] = {
    ClaimStatus.REPORTED_AS_FACT: "named as responsible by",
    ClaimStatus.CLAIMED_OR_ADMITTED: "responsibility claimed or admitted, says",
    ClaimStatus.ACCUSED: "accused by",
    ClaimStatus.ACCUSED_BY_AUTHORITY: "accused by an authority, says",
    ClaimStatus.POSSIBLE: "named as possibly responsible by",
    ClaimStatus.DENIED: "responsibility denied, says",
    ClaimStatus.ACQUITTED: "acquitted, says",
}
STATES: dict[ElementState, str] = {
    ElementState.NO_CLAIM: "missing",
    ElementState.CLAIMED_BY_ONE: "single source",
    ElementState.CLAIMED_BY_INDEPENDENT: "independent sources",
    ElementState.DISPUTED: "disputed",
    ElementState.REVIEWER_SET: "set by a reviewer",
    ElementState.NOT_CHECKED: NOT_CHECKED,
}
MARKS: dict[ElementState, str] = {  # shape repeats what the word says, so colour carries nothing
    ElementState.NO_CLAIM: "○",
    ElementState.CLAIMED_BY_ONE: "◐",
    ElementState.CLAIMED_BY_INDEPENDENT: "●",
    ElementState.DISPUTED: "◆",
    ElementState.REVIEWER_SET: "■",
    ElementState.NOT_CHECKED: "–",
}
REASONS: dict[PlaceReason, str] = {
    PlaceReason.PARENT_NAMED: "the text names the area it lies in",
    PlaceReason.CUE: "a word beside the name fixes its kind",
    PlaceReason.DATELINE: "fits the place of the dateline",
    PlaceReason.SCOPE: "fits the country the document speaks of",
    PlaceReason.SIBLING: "fits other places named nearby",
    PlaceReason.ONLY_CANDIDATE: "the only entry of that name",
    PlaceReason.LARGEST: "a capital or very large city of that name",
    PlaceReason.NOT_IN_GAZETTEER: "not in the gazetteer",
    PlaceReason.AMBIGUOUS: "several entries fit; none was chosen",
    PlaceReason.FOREIGN_ONLY: "only entries in other countries; none was chosen",
}
RELATIONS: dict[Relation, str] = {
    Relation.SAME_TEXT: "same text",
    Relation.SAME_SPEAKER: "same speaker",
    Relation.CITES: "one cites the other",
    Relation.SAME_OWNER: "same owner",
    Relation.INDEPENDENT: "no dependence found",
    Relation.UNKNOWN: "not known",
}
BASES: dict[Basis, str] = {
    Basis.STATED: "stated",
    Basis.RELATIVE: "worked out from its words and the date of the text",
    Basis.PUBLICATION: "only the date of publication",
}
FIELDS: dict[str, str] = {
    "act": "Act",
    "when": "When",
    "where": "Where",
    "perpetrator": "Alleged perpetrator",
    "killed": "Killed",
    "injured": "Injured",
    "missing": "Missing persons",
    "detained": "Detained",
    "displaced": "Displaced",
    "destroyed": "Destroyed",
    "damaged": "Damaged",
    "target": "What was hit",
    "weapon": "Means",
    "victim": "Who was harmed",
}
DOCUMENTABILITY: dict[str, str] = {
    "usually": "reports usually carry this",
    "partly": "reports sometimes carry this; site or expert evidence helps",
    "rarely": "reports rarely carry this: site, expert, insider or official material is needed",
    "needs_pattern": "visible only across many incidents",
}
LEADS: dict[LeadKind, str] = {
    LeadKind.WAS_THERE: "was there, by own account",
    LeadKind.COUNTED: "states a number",
    LeadKind.SECOND_HAND: "only quoted by another",
    LeadKind.ACCUSED: "speaks for a party alleged responsible",
}
QUESTIONS: dict[Question, str] = {
    Question.CLAIM: "whether a claim was read rightly",
    Question.SPEAKER: "who makes a claim",
    Question.VALUE: "a value of an allegation",
    Question.SAME_INCIDENT: "whether two allegations are one occurrence",
    Question.CONFLICT_TYPE: "the type of conflict",
    Question.ELEMENT: "a legal element",
}
CONFLICTS: dict[str, str] = {
    "IAC": "international armed conflict (IAC)",
    "NIAC": "non-international armed conflict (NIAC)",
    "none": "no armed conflict needed",
}


def human(term: str) -> str:
    """A term of a closed list in plain words: "medical_facility" gives "medical facility"."""
    return _SLUG.sub(" ", term).strip()


def path(name: str) -> str:
    """A field path of the law tables in plain words: "targets: category"."""
    return ": ".join(human(part) for part in name.removeprefix("incident.").split("."))


def field_name(name: str) -> str:
    """The heading of a field of an incident."""
    return FIELDS.get(name) or human(name).capitalize()


def act_name(act: Act) -> str:
    """The act as a label: "Airstrike", "Missile or rocket fire"."""
    phrase = ACTS[act].removeprefix("an ").removeprefix("a ")
    return phrase[0].upper() + phrase[1:]


def number(value: int) -> str:
    """Digits in groups of three."""
    return f"{value:,}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """A number and its noun: "1 source", "3 sources"."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def day(value: date) -> str:
    """A civil date in words, the same in every locale: "4 September 2018"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def when(value: When | None, *, clock: bool = False) -> str:
    """The range of dates in words, without its basis; `clock`: with the stated time of day."""
    if value is None:
        return NOT_STATED
    if value.earliest is None and value.latest is None:
        return "words about time, but no date can be read from them"
    return _range(value) + (
        f", {value.local_time} (local time)" if clock and value.local_time else ""
    )


def _range(value: When) -> str:
    first, last = value.earliest, value.latest
    if first is None and last is not None:
        return f"on or before {day(last)}"
    if last is None and first is not None:
        return f"on or after {day(first)}"
    if first is None or last is None:
        return NOT_STATED
    if first == last:
        return day(first)
    if value.precision is Precision.MONTH and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if value.precision is Precision.YEAR and first.year == last.year:
        return str(first.year)
    prefix = "in the week of " if value.precision is Precision.WEEK else "between "
    return f"{prefix}{day(first)} and {day(last)}"


def dates(text: str) -> str:
    """An ISO date or range in words ("../2031-05-08": on or before); all else unchanged."""
    said = _ISO_DAY.sub(lambda found: _day_of(found[0]), text)
    first, slash, last = said.partition("/")
    if not slash:
        return said
    if first == "..":
        return f"on or before {last}"
    return f"on or after {first}" if last == ".." else f"{first} to {last}"


def _day_of(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def at_time(value: When) -> str:
    """The date as it continues a sentence: "on 4 September 2018", "in March 2018"."""
    text = when(value)
    if text.startswith(("on ", "in ", "between ")):
        return text
    if text[0].isdigit() and value.precision is not Precision.YEAR:
        return f"on {text}"
    return f"in {text}"


def count(value: Count) -> str:
    """A stated number: "5 persons", "at least 5 persons", "3 to 5 families"."""
    unit = "" if value.unit is Unit.OTHER else f" {value.unit.value}"
    if value.low is None and value.high is None:
        return f"a number of{unit or ' things'}, not stated which"
    if value.high is None:
        return f"at least {value.low:,}{unit}"
    if value.low is None:
        return f"at most {value.high:,}{unit}"
    if value.low == value.high:
        return f"{value.low:,}{unit}"
    return f"{value.low:,} to {value.high:,}{unit}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items as a sentence lists them: "a, b and c"."""
    every = list(items)
    if len(every) < 2:  # noqa: PLR2004 - a pair is the first that needs a joint
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"
