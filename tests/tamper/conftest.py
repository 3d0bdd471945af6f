from __future__ import annotations

from pathlib import Path

import pytest

from sealed_tools import copy_of, sealed_sample


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_sample(tmp_path_factory.mktemp("sealed") / "case")


@pytest.fixture
def sealed(sealed_once: Path, tmp_path: Path) -> Path:
    """A copy of the sealed sample that a test may damage."""
    return copy_of(sealed_once, tmp_path / "case")
