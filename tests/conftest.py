"""Fixtures that several rooms share."""

from __future__ import annotations

import pytest

from onrecord.resolve.gazetteer import SqliteGazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> SqliteGazetteer:
    """The gazetteer in the user's cache, built by the first run that needs it."""
    return open_gazetteer()
