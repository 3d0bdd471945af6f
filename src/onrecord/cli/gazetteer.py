"""`gazetteer`: build it, import tables of places into it, and see what it holds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from onrecord.cli.output import ERR, say
from onrecord.errors import ResourceMissing, SourceMissing
from onrecord.resolve import layers
from onrecord.resolve.gazetteer import SqliteGazetteer, open_gazetteer

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def ready() -> SqliteGazetteer:
    """The base gazetteer; on first use it is built, with a line for each step."""
    return open_gazetteer(progress=lambda step: ERR.print(escape(step), soft_wrap=True))


@app.command("build")
def build() -> None:
    """Build the gazetteer from the installed tables, if this version has none yet."""
    started = time.monotonic()
    held = ready()
    took = time.monotonic() - started
    say(f"gazetteer {held.path}")
    say(f"{held.rows():,} places, {held.path.stat().st_size / 1e6:.0f} MB, {took:.1f} s")
    for name, licence in held.sources():
        say(f"source    {name} ({licence})")
    say(f"digest    {held.digest}")


@app.command("import")
def import_(
    table: Annotated[
        Path,
        typer.Argument(
            help="A GeoNames country zip, a COD-AB table (CSV, XLSX), or a CSV of your own places."
        ),
    ],
    name: Annotated[
        str | None, typer.Option(help="Name of the import; default: the file's.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option(help="Terms of the table, if not the usual.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who provides it, if not as usual.")] = None,
) -> None:
    """Add a table of places. A file with a fault changes nothing."""
    if not table.is_file():
        raise SourceMissing("the table of places is not there", str(table))
    held, made = layers.import_places(table, name=name, licence=licence, provider=source)
    say(f"imported  {held.path.stem}: {held.rows():,} places")
    if made.without_point:
        say(f"left out  {made.without_point:,} rows without a point")
    say(f"kept in   {held.path}")
    say("Cases read from now on use it; process older ones again to use it there.")


@app.command("list")
def list_() -> None:
    """List what was imported, with its source and terms."""
    held = layers.imports()
    for layer in held:
        terms = "; ".join(f"{name} ({licence})" for name, licence in layer.sources())
        say(f"{layer.path.stem}: {layer.rows():,} places; {terms}; {layer.digest[:12]}")
    if not held:
        say("nothing was imported")


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="As `list` shows it.")]) -> None:
    """Remove an import; what was sealed with it stays as it is."""
    layers.remove(name)
    say(f"removed   {name}")


@app.command("show")
def show(name: Annotated[str, typer.Argument(help="A name, in any spelling.")]) -> None:
    """Show which places a name may mean, with their names by script, source and terms."""
    base = ready()
    tables = (*layers.imports(), base)
    rows = layers.LayeredGazetteer(base, tables[:-1]).lookup(name)
    if not rows:
        raise ResourceMissing("not in the gazetteer", name)
    for row in rows:
        say(f"{row.gazetteer_id}  {' › '.join(row.path)}  {row.level.value}, found as {row.key}")
        say(f"  {row.lat}, {row.lon}, within {row.radius_km:g} km")
        facts = next((f for t in tables if (f := t.facts(row.gazetteer_id)) is not None), None)
        if facts is not None:
            say(f"  names: {', '.join(f'{spelt} [{script}]' for script, spelt in facts.names)}")
            say(f"  source: {facts.source} ({facts.licence})")
