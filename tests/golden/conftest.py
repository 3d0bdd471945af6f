"""The example reports, taken through the pipeline once for all golden tests."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources

import pytest

from onrecord import intake, pipeline
from onrecord.engine.local import LocalEngine
from onrecord.model.dossier import Dossier
from onrecord.store.case import Case


class _Clock:
    name = "fixed"

    def now(self) -> datetime:
        return datetime(2025, 6, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("demo") / "case"
    with resources.as_file(resources.files("onrecord.resources") / "demo") as sources:
        reports = sorted(path for path in sources.iterdir() if path.name != "places.csv")
        with Case.create(folder, title="Example") as case:
            case.set_own_places((sources / "places.csv").read_bytes())
            for added in intake.add(case, reports, clock=_Clock(), collector="test"):
                assert added.failure is None
            pipeline.process(case, clock=_Clock(), collector="test", engine=LocalEngine())
            return pipeline.dossier(case)
