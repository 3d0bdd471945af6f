"""`export`: a file in the forms of other tools."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.acts import EXPORTED, Acts
from onrecord.cli.files import deliver
from onrecord.cli.output import ClockOption, CollectorOption, clock, entered, say
from onrecord.export.annotations import web_annotations
from onrecord.export.ftm import ftm
from onrecord.export.geojson import geojson
from onrecord.export.tabular import as_csv_zip, as_parquet_zip, as_sqlite
from onrecord.model.dossier import Dossier


class Format(StrEnum):
    """What a file can be written as."""

    ANNOTATIONS = "annotations"
    FTM = "ftm"
    GEOJSON = "geojson"
    CSV = "csv"
    PARQUET = "parquet"
    SQLITE = "sqlite"


_WRITERS: dict[Format, Callable[[Dossier], bytes]] = {
    Format.ANNOTATIONS: web_annotations,
    Format.FTM: ftm,
    Format.GEOJSON: geojson,
    Format.CSV: as_csv_zip,
    Format.PARQUET: as_parquet_zip,
    Format.SQLITE: as_sqlite,
}


def export(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed file.")],
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            help="annotations: JSON-LD (Web Annotation, PROV-O); ftm: FollowTheMoney; geojson; "
            "csv and parquet: a zip of tables; sqlite: one file, ready for Datasette.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="A new file.")],
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Write the records of a file for other tools."""
    deliver(_WRITERS[form](pipeline.load(path)), out)
    entered(Acts(clock(clock_at), collector).enter(path, EXPORTED, detail=form.value))
    say(f"export   {out}")
