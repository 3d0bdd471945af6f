import os
from datetime import UTC, datetime

import pytest

from onrecord.errors import SettingInvalid
from onrecord.intake import add
from onrecord.model.fixity import Handling
from onrecord.preserve import limits
from onrecord.preserve.clocks import fixed
from onrecord.preserve.handling import handling_from, settings_digest
from onrecord.seal.report_sources import _stated
from onrecord.store.case import Case

CLOCK = fixed("2031-05-08T12:00:00Z")
STATED = b'reason = "a request of the families"\negress = "VPN"\n'


def test_circumstances_are_kept_with_each_capture_and_what_is_not_stated_is_not_known(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("A statement.")
    os.utime(source, (1_900_000_000, 1_900_000_000))
    stated = handling_from(STATED, "handling.toml")
    with Case.create(tmp_path / "case", title="t") as case:
        (added,) = add(case, [source], clock=CLOCK, collector="collector-7", handling=stated)
        (held,) = case.captures()

    assert held == added.capture
    assert held.handling == Handling(reason="a request of the families", egress="VPN")
    assert held.handling.consent is None
    assert held.modified_at == datetime(2030, 3, 17, 17, 46, 40, tzinfo=UTC)
    assert held.settings == settings_digest()
    shown = dict(_stated(held.handling))
    assert (shown["Collected for"], shown["Consent"]) == ("a request of the families", "not stated")


def test_other_limits_give_another_digest(monkeypatch):
    before = settings_digest()
    monkeypatch.setattr(limits, "MAX_ITEMS", 7)
    assert settings_digest() != before


@pytest.mark.parametrize(
    "body",
    [b"reason = 3", b"motive = 'x'", b"reason", b"\xff\xfe", b"reason = '" + b"x" * 3000 + b"'"],
)
def test_what_cannot_be_told_is_refused_by_name(body):
    with pytest.raises(SettingInvalid, match="cannot be read"):
        handling_from(body, "handling.toml")
