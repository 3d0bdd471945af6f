"""Which acts a sentence names, with generic words given a kind by what stands beside them.

1. A generic word ("attack", "strike", "targeted") beside a specific act of the same sentence is
   part of that act: it gives no act of its own.
2. Else the first weapon of the sentence decides (`BY_WEAPON`), then aircraft among the words,
   then those who did it: soldiers, gunmen or tanks make it a ground attack.
3. Else, for "the attack" or "this strike", the attack named last in the text right before it
   (`generic_by_antecedent`).
4. Else the table's kind: an attack whose means nobody states; shelling for "bombardment"; an
   explosive device for "explosion".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.extract.clauses import Range
from onrecord.extract.roles import roles
from onrecord.extract.shallow import ActFound, Found, Sentence
from onrecord.lang.acts import AIRCRAFT, BY_WEAPON, FIRES, ON_GROUND, PICTURED, PICTURES, Part
from onrecord.lang.effects import PEOPLE, WEAPONS
from onrecord.model.vocab import Act, WeaponKind

_PICTURE_REACH: Final = 7  # words between "the video" and "captured"
_FIRE_REACH: Final = 4  # words between "fires" and "burning" ("fires can be seen burning")
_AIR: Final = frozenset({"air", "aerial", "جوي", "جويه", "الجو"})
ALTERNATIVE: Final = "alternative"  # rule of an act that the one before it may have been
_OR: Final = frozenset(("or", "/", "او", "ام"))
_OR_BESIDE: Final = frozenset(("and", "a", "an", "by", "in", "possibly", "alleged"))
ATTACKS: Final = frozenset(
    {
        Act.AIRSTRIKE, Act.SHELLING, Act.MISSILE_OR_ROCKET, Act.DRONE_STRIKE, Act.GROUND_ATTACK,
        Act.SHOOTING, Act.IED_OR_MINE, Act.CHEMICAL_ATTACK, Act.EXECUTION, Act.ARSON,
        Act.UNSPECIFIED_ATTACK,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WeaponFound(Found):
    """A weapon named by the words `[first, last)`."""

    kind: WeaponKind


@dataclass(frozen=True, slots=True)
class ActNamed:
    """An act with its kind settled; `also` are generic words of the sentence that belong to it."""

    found: ActFound
    act: Act
    also: tuple[ActFound, ...]
    rule: str


def weapons_of(sentence: Sentence) -> tuple[WeaponFound, ...]:
    """The weapons the sentence names, in order."""
    found, at = [], 0
    while at < len(sentence.tokens):
        match = WEAPONS.match(sentence.readings, at)
        if match and not _is_verb(sentence, at, match[0]):
            found.append(WeaponFound(at, match[0], match[1]))
            at = match[0]
        else:
            at += 1
    return tuple(found)


def _is_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(
        act.first == first and act.last == last and act.cue.part is not Part.NOUN
        for act in sentence.acts
    )


def _bare_strike(sentence: Sentence, found: ActFound, weapons: tuple[WeaponFound, ...]) -> bool:
    """Whether "strike" stands with nothing that tells it from a strike of workers."""
    if sentence.word(found.first) not in {"strike", "strikes"} or found.last - found.first > 1:
        return False
    if found.cue.part is not Part.NOUN:
        return False
    words = set(sentence.words)
    return not (sentence.harms or weapons or words & AIRCRAFT or len(sentence.acts) > 1)


def _no_act(sentence: Sentence, found: ActFound) -> bool:
    """Whether a picture is "captured" or "shot", or a fire is "burning"."""
    word = sentence.word(found.first)
    near = sentence.words[max(0, found.first - _PICTURE_REACH) : found.first + 2]
    if word in PICTURED:
        return any(other in PICTURES for other in near)
    if word in {"burning", "burned", "burnt"}:
        before = sentence.words[max(0, found.first - _FIRE_REACH) : found.first]
        return any(other in FIRES for other in before)
    return False


def acts_of(sentence: Sentence, weapons: tuple[WeaponFound, ...]) -> tuple[ActNamed, ...]:
    """The acts of the sentence in order, generic words joined to the specific act beside them."""
    named_acts = tuple(
        found
        for found in sentence.acts
        if not (_bare_strike(sentence, found, weapons) or _no_act(sentence, found))
    )
    specific = [found for found in named_acts if not found.cue.generic]
    generic = [found for found in named_acts if found.cue.generic]
    hosts: dict[ActFound, list[ActFound]] = {found: [] for found in specific}
    alone: list[ActFound] = []
    attacks = [found for found in specific if found.cue.act in ATTACKS]
    for found in generic:
        host = min(attacks, key=lambda other: abs(other.first - found.first), default=None)
        if host is not None:
            hosts[host].append(found)
        else:
            alone.append(found)
    named = [ActNamed(found, found.cue.act, tuple(also), "named") for found, also in hosts.items()]
    if alone:
        first = next(
            (item for item in alone if item.cue.act is not Act.UNSPECIFIED_ATTACK), alone[0]
        )
        for run in _runs(sentence, alone):
            chosen = run[0] if first not in run else first
            act, rule = kind_of(sentence, chosen, weapons)
            also = tuple(item for item in run if item is not chosen)
            named.append(ActNamed(chosen, act, also, rule))
    merged = sorted(_merged(named), key=lambda item: item.found.first)
    for n, (one, other) in enumerate(pairwise(merged)):
        if _alternative(sentence, one.found, other.found):
            merged[n + 1] = ActNamed(other.found, other.act, other.also, ALTERNATIVE)
    return tuple(merged)


def _alternative(sentence: Sentence, one: ActFound, other: ActFound) -> bool:
    """Whether two words name what one act may have been: "an airstrike or a drone strike"."""
    between = set(sentence.words[one.last : other.first])
    return bool(between & _OR) and between <= _OR | _OR_BESIDE


def _runs(sentence: Sentence, found: list[ActFound]) -> list[list[ActFound]]:
    """Generic words in runs: one that has another as its subject ("the attack hit") joins it."""
    runs: list[list[ActFound]] = []
    for item in found:
        before = runs[-1][-1] if runs else None
        noun_and_verb = before is not None and (
            (before.cue.part is Part.NOUN) != (item.cue.part is Part.NOUN)
        )
        if before is not None and noun_and_verb and item.first - before.last <= 12:  # noqa: PLR2004
            runs[-1].append(item)
        else:
            runs.append([item])
    del sentence
    return runs


def _merged(named: list[ActNamed]) -> list[ActNamed]:
    """Specific mentions of one kind in one sentence joined when one is a noun and one a verb."""
    kept: list[ActNamed] = []
    for item in sorted(named, key=lambda entry: entry.found.first):
        same = next(
            (
                n
                for n, other in enumerate(kept)
                if other.act is item.act
                and (other.found.cue.part is Part.NOUN or item.found.cue.part is Part.NOUN)
            ),
            None,
        )
        if same is None:
            kept.append(item)
        else:
            other = kept[same]
            also = (*other.also, item.found, *item.also)
            kept[same] = ActNamed(other.found, other.act, also, other.rule)
    return kept


def kind_of(
    sentence: Sentence, found: ActFound, weapons: tuple[WeaponFound, ...]
) -> tuple[Act, str]:
    """The act of a generic word, and the rule that gave it (steps 2 and 4)."""
    for weapon in weapons:
        if weapon.kind in BY_WEAPON:
            return BY_WEAPON[weapon.kind], "generic_by_weapon"
    if found.cue.act is Act.SHOOTING:
        return _fired(sentence, found), "generic"
    words = _words(sentence, (0, len(sentence.tokens)))
    aircraft, ground = words & (AIRCRAFT | _AIR), words & ON_GROUND
    if not aircraft and not ground:
        return found.cue.act, "generic"
    who = roles(sentence, found, frozenset())
    hit = set[str]().union(*(_words(sentence, (p.first, p.last)) for p in who.patients))
    if aircraft - hit:
        return Act.AIRSTRIKE, "generic_by_agent"
    doers = set[str]().union(*(_words(sentence, words) for words in who.agents))
    if doers & ON_GROUND and found.cue.act is Act.UNSPECIFIED_ATTACK:
        return Act.GROUND_ATTACK, "generic_by_agent"
    return found.cue.act, "generic"


def _fired(sentence: Sentence, found: ActFound) -> Act:
    """Shooting where "fired on" names who did it or people; of a place alone, an attack."""
    who = roles(sentence, found, frozenset())
    people = any(
        PEOPLE.get(sentence.readings[at]) for p in who.patients for at in range(p.first, p.last)
    )
    told = found.cue.part is Part.PAST and not (people or who.agents)
    return Act.UNSPECIFIED_ATTACK if told else Act.SHOOTING


def _words(sentence: Sentence, words: Range) -> set[str]:
    return {word for readings in sentence.readings[words[0] : words[1]] for word in readings}
