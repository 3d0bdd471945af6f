"""Holding, releasing and removing objects of a case; each act is an entry in its log.

The log is never rewritten: a removed object leaves the entry of its capture, and a tombstone that
says when it was removed, why, and by whose authority. A hold blocks removal until it is released.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.acts import Acts
from onrecord.errors import HeldError, SettingInvalid
from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.model.ids import canonical_json
from onrecord.store.case import Case

HELD, RELEASED, REMOVED = "held", "released", "removed"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why, and by whose authority."""

    reason: str
    authority: str

    def text(self) -> str:
        """As it stands in the log."""
        return canonical_json({"authority": self.authority, "reason": self.reason}).decode()


def held_objects(events: Iterable[CustodyEvent]) -> frozenset[str]:
    """The sha256 of every object that is held now."""
    held: set[str] = set()
    for event in events:
        if event.object and event.action == HELD:
            held.add(event.object)
        elif event.object and event.action == RELEASED:
            held.discard(event.object)
    return frozenset(held)


def hold(case: Case, named: str, grounds: Grounds, acts: Acts) -> str:
    """The sha256 of the object that is held from now on. Raises: SettingInvalid."""
    (sha256,) = {each.sha256 for each in _named(case, named)}
    case.log(acts.event(HELD, sha256, grounds.text()))
    return sha256


def release(case: Case, named: str, grounds: Grounds, acts: Acts) -> str:
    """The sha256 of the object that is no longer held. Raises: SettingInvalid."""
    (sha256,) = {each.sha256 for each in _named(case, named)}
    if sha256 not in held_objects(case.events()):
        raise SettingInvalid("this object is not held", named)
    case.log(acts.event(RELEASED, sha256, grounds.text()))
    return sha256


def remove(case: Case, named: str, grounds: Grounds, acts: Acts) -> tuple[str, ...]:
    """The sha256 of the objects removed: the one named, and what was taken out of it.

    What was read from them, and what was made of the whole case, goes too; `process` makes the
    rest again. Raises: HeldError if one of them is held; SettingInvalid.
    """
    captures = _with_members(case, _named(case, named))
    digests = tuple(sorted({each.sha256 for each in captures}))
    kept = [sha256 for sha256 in digests if sha256 in held_objects(case.events())]
    if kept:
        raise HeldError(
            "an object is held and cannot be removed",
            named,
            found=", ".join(kept),
            advice="Whoever may end the hold says: onrecord release CASE OBJECT",
        )
    case.remove_objects(digests, *(acts.event(REMOVED, each, grounds.text()) for each in digests))
    return digests


def _named(case: Case, named: str) -> tuple[Capture, ...]:
    """All captures of the one object of that digest, origin or capture id."""
    captures = case.captures()
    found = {c.sha256 for c in captures if named in {c.sha256, c.origin, c.id}}
    if len(found) != 1:
        raise SettingInvalid(
            "this does not name one object of the case",
            named,
            expected="the sha256, the origin or the capture id of one",
            found=f"{len(found)}",
        )
    return tuple(each for each in captures if each.sha256 in found)


def _with_members(case: Case, captures: tuple[Capture, ...]) -> tuple[Capture, ...]:
    """The captures, those taken out of them, and all others of the same bytes."""
    everything, found = case.captures(), {each.id: each for each in captures}
    waiting = list(captures)
    while waiting:
        each = waiting.pop()
        for other in everything:
            inside = other.container == each.id or other.sha256 == each.sha256
            if inside and other.id not in found:
                found[other.id] = other
                waiting.append(other)
    return tuple(found.values())
