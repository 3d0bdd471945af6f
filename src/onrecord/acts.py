"""Entering in the log of a case what somebody did with it or with a file made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import StoreError
from onrecord.intake import UNNAMED
from onrecord.model.fixity import CustodyEvent
from onrecord.seams import Clock
from onrecord.store.case import DATABASE, Case

VIEWED, EXPORTED, VERIFIED, REDACTED = "viewed", "exported", "verified", "redacted"


@dataclass(frozen=True, slots=True)
class Acts:
    """By whom, and by which clock."""

    clock: Clock
    collector: str | None

    def event(
        self, action: str, object_: str | None = None, detail: str | None = None
    ) -> CustodyEvent:
        """The event of an act done now."""
        actor = self.collector or UNNAMED
        return CustodyEvent(self.clock.now(), self.clock.name, actor, action, object_, detail)

    def enter(
        self, case: Path, action: str, object_: str | None = None, detail: str | None = None
    ) -> str | None:
        """Enter an act in the log of the case at `case`; nothing if no case lies there.

        Returned: why it could not be entered (the case is busy or cannot be written to), else
        `None`. To look at a case must stay possible all the same.
        """
        if not (case / DATABASE).is_file():
            return None
        try:
            with Case.open(case) as held:
                held.log(self.event(action, object_, detail))
        except (StoreError, OSError) as error:
            return str(error)
        return None
