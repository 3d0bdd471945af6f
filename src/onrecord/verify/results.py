"""Collecting results of checks; nothing here decides."""

from __future__ import annotations

from onrecord.model.dossier import CheckResult
from onrecord.model.vocab import Outcome


def shown(text: object, limit: int = 300) -> str:
    """`text` fit to print: control and broken characters escaped, overlong ends cut."""
    safe = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "replace").decode("ascii")
        for char in str(text)[: limit + 1].encode("utf-8", "backslashreplace").decode("utf-8")
    )
    return safe if len(safe) <= limit else safe[:limit] + "…"


class Results:
    """The results so far, in the order they were made; each message begins with its member."""

    def __init__(self) -> None:
        self.all: list[CheckResult] = []

    def held(self, check: str, member: str | None, message: str) -> None:
        """Note a check that held."""
        self._note(check, Outcome.HELD, member, message)

    def failed(self, check: str, member: str | None, message: str) -> None:
        """Note a check that did not hold."""
        self._note(check, Outcome.FAILED, member, message)

    def not_checkable(self, check: str, member: str | None, message: str) -> None:
        """Note a check that could not be made."""
        self._note(check, Outcome.NOT_CHECKABLE, member, message)

    def _note(self, check: str, outcome: Outcome, member: str | None, message: str) -> None:
        name = None if member is None else shown(member)
        text = message if name is None else f"{name}: {message}"
        result = CheckResult(check, outcome, name, text)
        # The same fault found by two ways is one fault.
        if outcome is Outcome.HELD or result not in self.all[-8:]:
            self.all.append(result)

    def count_failed(self, check: str | None = None) -> int:
        """How many checks failed so far, of one name or of all."""
        return sum(
            result.outcome is Outcome.FAILED and check in {None, result.check}
            for result in self.all
        )

    def failed_members(self) -> frozenset[str]:
        """The members named by a check that failed."""
        return frozenset(
            result.member
            for result in self.all
            if result.outcome is Outcome.FAILED and result.member is not None
        )
