"""Who a speaker is, as far as the document itself says.

A pronoun, surname or title is tied to the fullest name the document gives, only where its own
words allow it; otherwise the words stay as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from onrecord.extract.arabic_phrases import VERBAL, feminine
from onrecord.extract.attribution import Range
from onrecord.lang.arabic_cues import ADJUNCTS, ARABIC_BODIES, ARABIC_OFFICES, arabic_verbs
from onrecord.lang.cues import (
    ADVERBS,
    CONJUNCTIONS,
    DETERMINERS,
    GROUPS,
    MONTHS_DAYS,
    PREPOSITIONS,
    PRONOUNS,
    ROLE_NOUNS,
    TITLES,
)
from onrecord.lang.fold import fold
from onrecord.lang.words import wordset
from onrecord.model.document import Document

_WORD = r"(?:[^\W\d_a-z][\w’'\-]{0,60}\.?)"
_RUN = re.compile(
    rf"(?<![\w’'.\-]){_WORD}"
    rf"(?:[ \u00a0](?:(?:al|el|bin|ibn|abu|de|da|van|von|der)[ \-])?{_WORD}){{0,8}}"
)
_CASED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽА-Я]")
_PARTS = re.compile(r"[^\s]+")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_HE, _SHE = frozenset({"he", "his", "him"}), frozenset({"she", "her"})
_MALE = frozenset({"mr", "mr.", "sir", "king", "prince", "lord", "spokesman", "chairman"})
_FEMALE = frozenset({"mrs", "mrs.", "ms", "ms.", "queen", "princess", "spokeswoman", "chairwoman"})
_BODIES = wordset(
    "ministry coalition council committee commission party army force forces front movement "
    "union organisation organization agency office department court government parliament "
    "house network association federation brigade brigades division group company news "
    "times post tv television radio media observatory watch international nations states "
    "league center centre institute university foundation defence defense helmets crescent "
    "cross bureau delegation mission embassy campaign administration authority authorities "
    "police service services board bank senate congress republicans democrats security "
    "affairs"
)
_ARABIC = re.compile(r"[\u0620-\u064a]")
_ARABIC_WORD = re.compile(r"[\u0620-\u065f\u0670-\u06d3]+")
_ASIDE = re.compile(r"[،,]\s*(?:وهو|وهي|وهم|الذي|التي)\s")
_AGE = re.compile(r"[()\d\u0660-\u0669]")
_COMPOUND = frozenset({"عبد", "ابو", "ام", "بن", "ابن", "ال"})
MAX_NAMES = 10_000
MAX_NAME_WORDS = 5
MAX_NAMESAKES = 8
SHORT_ROLE = 3  # words of "the prime minister"
NEAR = 3
MAX_ARABIC_NAME = 3
ARABIC_TITLED = 3  # words of a title and a name at least
_REACH_CHARS = 3000  # a pronoun further from the last naming of a speaker stays a pronoun


@dataclass(slots=True)
class Person:
    """A named speaker of the document. `role`: where its title or appositive stands."""

    named: Range
    value: str
    last: str
    role: Range | None = None
    sex: str | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    """One resolved speaker: the words used, the fullest name and where both stand."""

    value: str
    words: tuple[Range, ...]
    named: Range | None = None
    role: Range | None = None
    sex: str | None = None
    group: bool = False
    person: bool = False
    arabic: bool = False


class Speakers:
    """The names of one document, and who spoke last while it is read from its beginning."""

    def __init__(self, document: Document) -> None:
        """Collect the capitalised names of the body, linear in its length."""
        self._text = document.text
        self._runs: list[Range] = []
        self._shapes: set[str] = set()
        self._people: dict[str, list[Person]] = {}
        self._arabic: dict[str, Speaker] = {}
        self._after_verbs: set[str] = set()
        self._roles: dict[str, list[Person]] = {}
        self._turns: dict[tuple[bool, str], tuple[int, Speaker]] = {}
        self.last: Speaker | None = None
        self.last_at = 0
        self._person: Person | None = None
        self._group: Speaker | None = None
        for block in document.body():
            self._collect(block.start, block.end)
        self._runs_starts = [run[0] for run in self._runs]
        self._prepare()

    # -- names of the document -----------------------------------------------------------------

    def _collect(self, start: int, end: int) -> None:
        verbs = arabic_verbs()
        before = ""
        for match in _ARABIC_WORD.finditer(self._text, start, end):
            word = fold(match.group())
            if before in verbs or before[1:] in verbs:
                self._after_verbs.add(word)
            before = word
        for match in _RUN.finditer(self._text, start, end):
            run = self._clean(match.start(), match.end())
            if run is not None:
                self._runs.append(run)
                self._shapes.add(self._text[run[0] : run[1]])

    def _clean(self, start: int, end: int) -> Range | None:
        """The run without function words at its start, titles kept, possessive cut."""
        words = [(m.start(), m.end()) for m in _PARTS.finditer(self._text, start, end)]
        while words and self._low(words[0]) in (
            DETERMINERS | PREPOSITIONS | PRONOUNS | CONJUNCTIONS | ADVERBS
        ):
            words.pop(0)
        if not words or (len(words) == 1 and self._low(words[0]) in MONTHS_DAYS):
            return None
        first, last = words[0][0], words[-1][1]
        shape = self._text[first:last]
        cut = _POSSESSIVE.search(shape)
        last -= len(cut.group()) if cut else 0
        if shape.endswith(".") and self._low(words[-1]) not in {"jr.", "sr."}:
            last -= 1
        return (first, last) if first < last else None

    def _low(self, part: Range) -> str:
        return self._text[part[0] : part[1]].lower()

    def _parts(self, run: Range) -> list[Range]:
        return [(m.start(), m.end()) for m in _PARTS.finditer(self._text, *run)]

    def _prepare(self) -> None:
        for run in self._runs:
            split = self._split(run)
            if split is None:
                continue
            role, name = split
            parts = self._parts(name)
            if not 1 < len(parts) <= MAX_NAME_WORDS or not self._may_be_person(parts):
                continue
            self._add_person(name, role)

    def _split(self, run: Range) -> tuple[Range | None, Range] | None:
        """Titles and a body known from elsewhere in the text, apart from the name after them."""
        parts = self._parts(run)
        at = 0
        while at < len(parts) - 1 and self._low(parts[at]) in TITLES:
            at += 1
        if at:
            return (parts[0][0], parts[at - 1][1]), (parts[at][0], run[1])
        for cut in range(len(parts) - 1, 0, -1):
            head = self._text[parts[0][0] : parts[cut - 1][1]]
            follows = len(parts) - cut
            if cut >= 1 and 1 <= follows < MAX_NAME_WORDS and self._is_body(parts[:cut], head):
                role = self._role_before(parts[0][0])
                if role is None:
                    return None
                return (role, parts[cut - 1][1]), (parts[cut][0], run[1])
        return None, run

    def _is_body(self, parts: list[Range], shape: str) -> bool:
        return self._low(parts[-1]) in _BODIES and (shape in self._shapes or len(parts) > 1)

    def _role_before(self, at: int) -> int | None:
        """Where "President of the" begins, if it stands just before `at`."""
        lead = self._text[max(0, at - 60) : at]
        match = re.search(r"([A-Za-z\-]+)(?: [A-Za-z\-]+){0,2} (?:of|for|at|in)(?: the)? $", lead)
        if match is None:
            return None
        words = list(re.finditer(r"[A-Za-z\-]+", match.group()))
        for word in words:
            if word.group().lower() in ROLE_NOUNS:
                return at - len(lead) + match.start() + word.start()
        return None

    def _may_be_person(self, parts: list[Range]) -> bool:
        low = [self._low(part) for part in parts]
        if any(word in _BODIES or word in MONTHS_DAYS for word in low):
            return False
        before = self._text[max(0, parts[0][0] - 4) : parts[0][0]].lower()
        return not before.endswith("the ")

    def _add_person(self, name: Range, role: Range | None) -> None:
        value = self._text[name[0] : name[1]]
        last = value.split()[-1]
        known = self._people.setdefault(last, [])
        for person in known:
            if value == person.value or _contains(person.value, value):
                person.role = person.role or role
                return
            if _contains(value, person.value):
                person.named, person.value = name, value
                person.role = person.role or role
                return
        if len(known) < MAX_NAMESAKES:
            person = Person(name, value, last, role, self._sex(role))
            known.append(person)
            if role is not None:
                self._add_role(role, person)

    def _add_role(self, role: Range, person: Person) -> None:
        words = re.findall(r"[\w\-]+", self._text[role[0] : min(role[1], role[0] + 300)].lower())
        for word in words:
            if word in ROLE_NOUNS:
                holders = self._roles.setdefault(word, [])
                if person not in holders and len(holders) < MAX_NAMESAKES:
                    holders.append(person)

    def _sex(self, role: Range | None) -> str | None:
        if role is None:
            return None
        words = set(self._text[role[0] : min(role[1], role[0] + 200)].lower().split())
        return "male" if words & _MALE else "female" if words & _FEMALE else None

    # -- speakers of claims --------------------------------------------------------------------

    def mention(self, start: int, end: int) -> None:
        """Take note of whom a sentence of the publisher's own opens with."""
        at = bisect_left(self._runs_starts, start)
        if at < len(self._runs) and self._runs[at][0] <= start + 5 and self._runs[at][1] <= end:
            person = self._person_of(self._runs[at])
            if person is not None:
                person.seen = start
                self._person = person

    def resolve(self, source: Range) -> Speaker:
        """The speaker that the words of `source` name; becomes the last one."""
        words = self._text[source[0] : source[1]]
        low = words.lower()
        if low in PRONOUNS or low in {"his", "her", "their", "who", "which"}:
            speaker = self._pronoun(low, source)
        elif not _CASED.search(words) and re.search(r"[\u0600-\u06ff]", words):
            speaker = self._arabic_name(source)
        else:
            speaker = self._phrase(source)
        self.last, self.last_at = speaker, source[0]
        if speaker.group:
            self._group = speaker
        return speaker

    def again(self, at: int, words: Range | None = None) -> Speaker | None:
        """The last speaker once more, for words at `at` that name nobody."""
        if self.last is None or at - self.last_at > _REACH_CHARS:
            return None
        last = self.last
        self.last_at = at
        if words is None:
            return last
        return Speaker(
            last.value, (words,), last.named or last.words[0], last.role, last.sex, last.group,
            last.person, last.arabic,
        )  # fmt: skip

    def turn(self, speaker: Speaker, cue: Range | None) -> None:
        """Take note of an Arabic speaker by the gender of the verb it stood with."""
        sex = self._gender(cue) if speaker.arabic else None
        if sex is not None:
            count = self._turns.get((sex, speaker.value), (0, speaker))[0]
            self._turns[sex, speaker.value] = (count + 1, speaker)

    def dropped(self, words: Range, cue: Range | None) -> Speaker | None:
        """The speaker of an Arabic verb that names none, standing at `words`.

        The last one; where the verb's gender speaks against it, who of the other gender has
        spoken most.
        """
        sex = self._gender(cue)
        last = self.last
        if sex is not None and last is not None and (not sex, last.value) in self._turns:
            fits = [
                t for (of, value), t in self._turns.items() if of is sex and value != last.value
            ]
            if (sex, last.value) not in self._turns and fits:
                self.last = max(fits, key=lambda turn: turn[0])[1]
        speaker = self.again(words[0], words)
        if speaker is not None:
            self.turn(speaker, cue)
        return speaker

    def _gender(self, cue: Range | None) -> bool | None:
        return feminine(fold(self._text[cue[0] : cue[1]]).split(" ")[0]) if cue else None

    def _pronoun(self, low: str, source: Range) -> Speaker:
        words = self._text[source[0] : source[1]]
        plain = Speaker(words, (source,))
        if low in {"who", "which"}:
            return self._relative(source) or plain
        if low in {"they", "their", "it"}:
            group = self._group
            if group is not None and source[0] - group.words[0][0] <= _REACH_CHARS:
                named = group.named or group.words[0]
                return Speaker(group.value, (source,), named, group.role, group=True)
            return Speaker(words, (source,), group=True)
        if low not in _HE | _SHE:
            return plain
        person = self._person
        sex = "male" if low in _HE else "female"
        if person is None or source[0] - person.seen > _REACH_CHARS:
            if self.last is not None and self.last.arabic:
                return self.again(source[0], source) or plain
            return plain
        if person.sex not in {None, sex}:
            return plain
        person.sex = sex
        return self._of(person, (source,), source[0])

    def _relative(self, source: Range) -> Speaker | None:
        """As in "Amal Odeh, who said …": the name just before."""
        at = bisect_right(self._runs_starts, source[0]) - 1
        if at < 0 or source[0] - self._runs[at][1] > NEAR:
            return None
        person = self._person_of(self._runs[at])
        if person is None:
            return None
        return self._of(person, (source,), source[0])

    def _of(self, person: Person, words: tuple[Range, ...], at: int) -> Speaker:
        person.seen = at
        self._person = person
        return Speaker(person.value, words, person.named, person.role, person.sex, person=True)

    def _person_of(self, run: Range) -> Person | None:
        split = self._split(run)
        name = split[1] if split else run
        value = self._text[name[0] : name[1]]
        known = self._people.get(value.split()[-1], [])
        if not known and value.isupper() and len(value) >= NEAR:
            value = value.title()
            known = self._people.get(value.split()[-1], [])
        fits = [p for p in known if p.value == value or _contains(p.value, value)]
        if len(fits) > 1:
            named_before = [p for p in fits if p.named[0] <= run[0] and p is self._person]
            return named_before[0] if named_before else None
        return fits[0] if fits else None

    def _phrase(self, source: Range) -> Speaker:
        text = self._text
        names = self._within(source)
        head_end = self._first_comma(source)
        first_low = text[source[0] : source[1]].lower().split(maxsplit=1)[0]
        if " and " in text[source[0] : head_end]:
            return Speaker(text[source[0] : source[1]], (source,), group=True)
        for run in names:
            person = self._person_of(run) or self._new_person(run)
            if person is None:
                continue
            at = self._name_in(run)
            before, after = (source[0], at[0]), (at[1], source[1])
            lead = text[before[0] : before[1]].strip(" ,")
            if lead and not self._is_role(lead):
                continue
            if "’s" in text[at[1] : at[1] + 2] or "'s" in text[at[1] : at[1] + 2]:
                continue
            role = self._trim(before) if lead else self._trim(after)
            if role is not None and person.role is None:
                person.role = role
                person.sex = person.sex or self._sex(role)
                self._add_role(role, person)
            speaker = self._of(person, (at,), source[0])
            return Speaker(
                speaker.value, (at,), person.named, role or person.role, person.sex, person=True
            )
        return self._described(source, first_low)

    def _is_role(self, lead: str) -> bool:
        words = re.findall(r"[\w\-.]+", lead.lower())
        return any(w in ROLE_NOUNS or w.rstrip("s") in ROLE_NOUNS for w in words)

    def _trim(self, part: Range) -> Range | None:
        first, last = part
        while first < last and self._text[first] in " ,،—–-\u00a0\n":
            first += 1
        while last > first and self._text[last - 1] in " ,،—–-\u00a0\n":
            last -= 1
        return (first, last) if first < last else None

    def _first_comma(self, source: Range) -> int:
        comma = self._text.find(",", source[0], source[1])
        return comma if comma >= 0 else source[1]

    def _within(self, source: Range) -> list[Range]:
        at = bisect_left(self._runs_starts, source[0])
        found: list[Range] = []
        while at < len(self._runs) and self._runs[at][0] < source[1] and len(found) < MAX_NAMESAKES:
            found.append((self._runs[at][0], min(self._runs[at][1], source[1])))
            at += 1
        return found

    def _new_person(self, run: Range) -> Person | None:
        """A speaker of one word ("Mustafa") with a title, or a full name not yet known."""
        split = self._split(run)
        if split is None:
            return None
        role, name = split
        parts = self._parts(name)
        if not self._may_be_person(parts) or len(parts) > MAX_NAME_WORDS:
            return None
        if len(parts) == 1 and role is None:
            return None
        self._add_person(name, role)
        return self._person_of(run)

    def _name_in(self, run: Range) -> Range:
        split = self._split(run)
        return split[1] if split else run

    def _described(self, source: Range, first_low: str) -> Speaker:
        """As in "the minister", "activists": the words, or the one holder of that role."""
        words = self._text[source[0] : source[1]]
        low = re.findall(r"[\w\-]+", words.lower()[:200])
        if first_low == "the" and low and low[-1] in ROLE_NOUNS and len(low) <= SHORT_ROLE:
            holders = self._roles.get(low[-1], [])
            if len(holders) == 1 and holders[0].named[0] < source[0]:
                return self._of(holders[0], (source,), source[0])
        plain = len(low) == 1 and words[0].isupper() and not words.isupper()
        if plain and low[0] not in GROUPS | _BODIES | PRONOUNS | DETERMINERS:
            self._person = Person(source, words, words, seen=source[0])
            self._people.setdefault(words, []).append(self._person)
            return Speaker(words, (source,), source, person=True)
        return Speaker(words, (source,), group=True)

    def _arabic_name(self, source: Range) -> Speaker:
        aside = _ASIDE.search(self._text, *source)
        if aside is not None and aside.start() > source[0]:
            plain = self._arabic_name((source[0], aside.start()))
            role = self._trim((aside.start() + 1, source[1]))
            return replace(plain, role=plain.role or role)
        words = [
            (m.start(), m.end())
            for m in _PARTS.finditer(self._text, *source)
            if _ARABIC.search(m.group()) and not _AGE.search(m.group())
        ] or [source]
        key = fold(self._text[words[-1][0] : words[-1][1]])
        known = self._arabic.get(key) or self._same_head(words)
        if (
            known is not None
            and len(words) < ARABIC_TITLED
            and len(known.value.split()) > len(words)
        ):
            named = known.named or known.words[0]
            return Speaker(
                known.value, (source,), named, known.role, group=known.group, arabic=True
            )
        speaker = self._arabic_person(source, words, key)
        if key not in self._arabic and len(self._arabic) < MAX_NAMES:
            self._arabic[key] = speaker
        return speaker

    def _same_head(self, words: list[Range]) -> Speaker | None:
        """The one speaker that "المصدر", "الوزارة" repeat the first word of."""
        head = self._folded(words[0])
        if len(words) > 1 or not head.startswith("ال"):
            return None
        bare = head.removeprefix("ال")
        fits = {
            speaker.value: speaker
            for speaker in self._arabic.values()
            if fold(speaker.value).split()[0].removeprefix("ال") == bare
            and len(speaker.value.split()) > 1
        }
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _folded(self, word: Range) -> str:
        return fold(self._text[word[0] : word[1]])

    def _definite(self, word: Range) -> bool:
        return self._text[word[0] : word[0] + 2] == "ال"  # "إلسه" is a name

    def _after_title(self, words: list[Range]) -> tuple[Range, Range] | None:
        """Name and title of "رئيس البلدية وديع حنون": what follows an office and its article."""
        folded = [self._folded(word) for word in words]
        if folded[0].removeprefix("ال") not in ARABIC_OFFICES:
            return None
        at = len(words)
        while at > 1 and not self._definite(words[at - 1]):
            at -= 1
        name = folded[at:]
        known = ARABIC_OFFICES | ARABIC_BODIES | ADJUNCTS
        if not 1 < len(name) <= MAX_ARABIC_NAME or not self._definite(words[at - 1]):
            return None
        if any(word in known or VERBAL.match(word) or word in arabic_verbs() for word in name):
            return None
        return (words[at][0], words[-1][1]), (words[0][0], words[at - 1][1])

    def _arabic_person(self, source: Range, words: list[Range], key: str) -> Speaker:
        """A title and a name apart: the text names the speaker elsewhere, or the title is known."""
        plain = Speaker(self._text[source[0] : source[1]], (source,), group=True, arabic=True)
        titled = self._after_title(words)
        if titled is not None:
            name, role = titled
            return Speaker(self._text[name[0] : name[1]], (name,), name, role, arabic=True)
        least = ARABIC_TITLED + 1 if key.startswith("ال") else ARABIC_TITLED
        if len(words) < least or key not in self._after_verbs:
            return plain
        at = len(words) - 2
        before = fold(self._text[words[at][0] : words[at][1]])
        if before.startswith("ال") or before in {"في", "من", "باسم"}:
            return plain
        if at > 1 and fold(self._text[words[at - 1][0] : words[at - 1][1]]) in _COMPOUND:
            at -= 1
        name = (words[at][0], words[-1][1])
        role = (words[0][0], words[at - 1][1])
        return Speaker(self._text[name[0] : name[1]], (name,), name, role, arabic=True)


def _contains(longer: str, shorter: str) -> bool:
    """Whether the words of `shorter` end `longer`, or are its first and last."""
    a, b = longer.split(), shorter.split()
    return len(b) < len(a) and (
        a[-len(b) :] == b or (len(b) > 1 and a[0] == b[0] and a[-1] == b[-1])
    )
