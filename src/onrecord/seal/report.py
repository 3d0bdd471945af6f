"""The report of a sealed file: one page that needs no script and asks no host for anything."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from onrecord.model.dossier import Dossier


def report_html(dossier: Dossier) -> bytes:
    """The report as one self-contained HTML page (UTF-8); the same dossier, the same bytes."""
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("report.html.jinja").render(dossier=dossier)
    return page.encode("utf-8")


def _template(name: str) -> str:
    return files("onrecord.seal").joinpath("templates", name).read_text(encoding="utf-8")
