"""Which crimes are offered for work on an incident. Wide on purpose, and never a finding.

No name of a party has any influence here, and no legal word of a source ("war crime") either.
An attack whose means nobody states is offered wherever a row lists the kinds of attack one by one
(from the air, by artillery and on the ground): the row does not ask for a means. A row for one
means alone (chemical weapons) is not offered, since no source states that means.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from onrecord.assess.fields import Scene, content, with_parents
from onrecord.lang.fold import fold
from onrecord.model.incident import Incident
from onrecord.model.law import Crime
from onrecord.model.vocab import HarmKind
from onrecord.resources.law import Condition, conditions, protected_objects, protected_persons

UNSPECIFIED = "unspecified_attack"
KINDS_OF_ATTACK = frozenset({"airstrike", "shelling", "ground_attack"})


def is_candidate(crime: Crime, incident: Incident, scene: Scene) -> bool:
    """Whether a crime fits the acts, objects and persons alleged; numbers are apart."""
    acts, kinds = {act.value for act in incident.acts}, set(crime.incident_kinds)
    if not acts & kinds and not (UNSPECIFIED in acts and kinds >= KINDS_OF_ATTACK):
        return False
    stated = [told.allegation for told in scene.told if not told.denied]
    categories = {t.category.value.value for a in stated for t in a.targets if t.category}
    statuses = {v.status.value.value for a in stated for v in a.victims if v.status}
    wide = {wider for category in categories for wider in with_parents(category)}
    # A siege takes what people need to survive, whether or not it is named as a target.
    taking = {act.value for act in incident.acts} & {"siege_blockade", "obstruction_of_aid"}
    if crime.target_categories and not (wide & set(crime.target_categories) or taking):
        return False
    if crime.victim_statuses and not _status_fits(crime, statuses, categories):
        return False
    condition = _conditions().get(crime.id)
    return condition is None or _holds(condition, incident, scene)


def enough_harmed(crime: Crime, scenes: Iterable[Scene]) -> bool:
    """Whether the numbers stated over all scenes reach the least that the row asks for."""
    listed = list(scenes)
    for least, kind in ((crime.min_killed, HarmKind.KILLED), (crime.min_injured, HarmKind.INJURED)):
        if least is not None and sum(most_stated(scene, kind) for scene in listed) < least:
            return False
    return True


@functools.cache
def _conditions() -> dict[str, Condition]:
    return {condition.crime: condition for condition in conditions()}


def _status_fits(crime: Crime, statuses: set[str], categories: set[str]) -> bool:
    """A status that the row names, or a person or object that its article protects."""
    if statuses & set(crime.victim_statuses):
        return True
    rows = [row for row in protected_persons() if row.id in statuses]
    rows += [row for row in protected_objects() if row.id in categories]
    return any(crime.article in (*row.iac, *row.niac) for row in rows)


def most_stated(scene: Scene, kind: HarmKind) -> int:
    """The highest stated number of a harm; a harm without number counts as one."""
    ends = ([end for end in pair if end is not None] or [1] for pair in _stated(scene, kind))
    return max((max(pair) for pair in ends), default=0)


def least_stated(scene: Scene, kind: HarmKind) -> int:
    """The lowest stated number of a harm; a harm without number counts as one, no harm as none."""
    return min((1 if low is None else low for low, _ in _stated(scene, kind)), default=0)


def _stated(scene: Scene, kind: HarmKind) -> Iterable[tuple[int | None, int | None]]:
    """The ends of every number stated of a harm that is not denied."""
    for told in scene.told:
        for harm in () if told.denied else told.allegation.harms:
            if harm.kind is not kind:
                continue
            count = harm.count
            if count is None and harm.victims is not None:
                groups = told.allegation.victims[harm.victims : harm.victims + 1]
                count = groups[0].count if groups else None
            yield (count.value.low, count.value.high) if count else (None, None)


def _holds(condition: Condition, incident: Incident, scene: Scene) -> bool:
    if condition.not_before is not None and incident.when is not None:
        latest = incident.when.latest
        if latest is not None and latest < condition.not_before:
            return False
    kinds = {claim.kind for claim in scene.claims()}
    if condition.needs_claims and not kinds & set(condition.needs_claims):
        return False
    return not condition.needs_words or _says(condition.needs_words, scene)


def _says(words: Iterable[str], scene: Scene) -> bool:
    wanted = [fold(word) for word in words]
    said = (fold(content(claim)) for claim in scene.claims())
    return any(word in text for text in said for word in wanted)
