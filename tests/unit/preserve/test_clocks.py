from datetime import UTC, datetime

import pytest

from onrecord.errors import SettingInvalid
from onrecord.preserve.clocks import LocalClock, fixed


@pytest.mark.parametrize(
    "text", ["2026-01-31T12:00:00Z", "2026-01-31T14:00:00+02:00", "1769860800", "2026-01-31T12:00"]
)
def test_a_clock_set_by_hand_stands_at_its_instant(text):
    clock = fixed(text)

    assert clock.now() == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert clock.name == "set by hand"


@pytest.mark.parametrize("text", ["yesterday", "", "2026-13-01", "9" * 30])
def test_an_instant_that_cannot_be_read_is_refused_with_an_example(text):
    with pytest.raises(SettingInvalid, match="expected an instant such as"):
        fixed(text)


def test_the_local_clock_gives_whole_seconds_in_utc():
    now = LocalClock().now()

    assert now.tzinfo is UTC
    assert now.microsecond == 0
