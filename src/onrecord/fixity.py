"""Whether a case still holds the bytes it captured; what is found goes into the custody log.

One entry tells of a pass: how many objects were checked, how many hold, a digest over the list of
them. Each object that does not hold gets an entry of its own, and so does each that was restored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from onrecord.errors import SettingInvalid
from onrecord.intake import UNNAMED
from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.seams import Clock
from onrecord.store.case import Case
from onrecord.store.objects import ObjectStore
from onrecord.wire.layout import OBJECTS

OBJECT_FOLDERS = (OBJECTS, "objects")  # of a sealed file, and of a case


class State(StrEnum):
    """What a check of one object found."""

    HELD = "held"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Checked:
    """One object, and what was found of it."""

    sha256: str
    origin: str
    state: State
    found: str = ""  # the digest found, or why it could not be read
    restored: bool = False  # from a copy; the bytes found are kept aside


def check_case(
    case: Case,
    *,
    clock: Clock,
    collector: str | None,
    sample: int | None = None,
    choose: Callable[[Sequence[str], int], Sequence[str]],
    copy: Path | None = None,
    step: Callable[[str, int, int], None] = lambda _name, _done, _total: None,
) -> tuple[Checked, ...]:
    """Hash objects again, all or `sample` of them picked by `choose`, and log the results.

    `copy`: a case folder or sealed file from which an object that does not hold is restored, if
    the copy holds it. The bytes found are never thrown away. Results are sorted by sha256.
    Raises: SettingInvalid for a sample of none, or a copy that holds no objects.
    """
    if sample is not None and sample < 1:
        raise SettingInvalid("a sample has at least one object", str(sample))
    others = _stores_of(copy) if copy else ()
    captures = {capture.sha256: capture for capture in case.captures()}
    names = sorted(captures)
    if sample is not None and sample < len(names):
        names = sorted(choose(names, sample))

    def note(object_: str | None, detail: str, action: str = "checked") -> None:
        at = clock.now()
        case.log(CustodyEvent(at, clock.name, collector or UNNAMED, action, object_, detail))

    made = []
    for done, sha256 in enumerate(names, start=1):
        checked = _checked(case.objects, captures[sha256])
        if checked.state is not State.HELD:
            note(sha256, f"{checked.state} {checked.found}".strip())
            aside = _restore(case, sha256, others)
            if aside is not None:
                note(sha256, aside, "restored")
                checked = replace(checked, restored=True)
        made.append(checked)
        step("checking", done, len(names))
    listed = hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest()
    held = sum(each.state is State.HELD for each in made)
    scope = "all" if len(names) == len(captures) else f"a sample of {len(captures)}"
    note(None, f"fixity of {len(names)} objects, {scope}: {held} held; list sha256 {listed}")
    return tuple(made)


def _checked(objects: ObjectStore, capture: Capture) -> Checked:
    path = objects.path(capture.sha256)
    try:
        found = objects.measure(path)
    except FileNotFoundError:
        return Checked(capture.sha256, capture.origin, State.MISSING)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Checked(capture.sha256, capture.origin, State.UNREADABLE, why)
    stated = (capture.sha256, capture.sha512, capture.size)
    held = (found.sha256, found.sha512, found.size) == stated
    state = State.HELD if held else State.CHANGED
    return Checked(capture.sha256, capture.origin, state, "" if held else f"to {found.sha256}")


def _stores_of(copy: Path) -> tuple[ObjectStore, ...]:
    found = tuple(ObjectStore(copy / name) for name in OBJECT_FOLDERS if (copy / name).is_dir())
    if not found:
        raise SettingInvalid(
            "this copy holds no objects",
            str(copy),
            expected="a case folder or the folder of a sealed file",
        )
    return found


def _restore(case: Case, sha256: str, others: Sequence[ObjectStore]) -> str | None:
    """Where the bytes found were put, if a copy of the object took their place."""
    for path in _sound_copies(sha256, others):
        aside = case.objects.set_aside(sha256)
        with path.open("rb") as stream:
            case.objects.put(stream)
        return f"from a copy; the bytes found are {aside}" if aside else "from a copy"
    return None


def _sound_copies(sha256: str, others: Sequence[ObjectStore]) -> Iterator[Path]:
    for store in others:
        path = store.path(sha256)
        if path.is_file() and not path.is_symlink() and store.measure(path).sha256 == sha256:
            yield path
