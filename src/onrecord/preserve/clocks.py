"""The clocks of this machine, and one that stands still for reproducible files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.errors import SettingInvalid


@dataclass(frozen=True, slots=True)
class LocalClock:
    """The clock of this machine; nobody else vouches for it."""

    name: str = "local"

    def now(self) -> datetime:
        """The present UTC instant, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Always the instant it was given, and says so: the same input gives the same bytes."""

    instant: datetime
    name: str = "set by hand"

    def now(self) -> datetime:
        """The instant it was given."""
        return self.instant


def fixed(text: str) -> FixedClock:
    """A clock that stands at an ISO 8601 instant ("2026-01-31T12:00:00Z") or a Unix time.

    Raises: SettingInvalid if `text` is neither.
    """
    try:
        if text.isdigit():
            instant = datetime.fromtimestamp(int(text), UTC)
        else:
            instant = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingInvalid(
            "the clock cannot be set",
            "--clock",
            expected="an instant such as 2026-01-31T12:00:00Z",
            found=repr(text),
        ) from error
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return FixedClock(instant.astimezone(UTC).replace(microsecond=0))
