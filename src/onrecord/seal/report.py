"""The report of a sealed file: one page that needs no script and asks no host for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.model.dossier import Dossier
from onrecord.seal import words
from onrecord.seal.interface import DIRECTIONS, in_language
from onrecord.seal.map_live import LiveCode, live_data
from onrecord.seal.map_svg import outlines
from onrecord.seal.report_text import direction, plain, shown
from onrecord.seal.report_view import report_view

TEMPLATE = "report.html.jinja"
STYLE = "report.css"
SCRIPT = "report.js"


def report_html(
    dossier: Dossier,
    *,
    live: LiveCode | None = None,
    language: str = "en",
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """The report as one self-contained HTML page (UTF-8); the same dossier, the same bytes.

    Text of sources is escaped and never becomes a link or markup. The page's own policy allows
    one style sheet and one script, by their digests, and nothing else: no request. With `live`,
    the map can be moved: that script and its style are allowed too. All of it reads without script.
    `language` is that of the interface. `pages`: on which page of a print each part begins.
    """
    style, script = _template(STYLE), _template(SCRIPT)
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(plain=plain, direction=direction, number=words.number)
    environment.globals.update(counted=words.counted)
    lines = outlines()
    view = report_view(dossier, lines)
    page = environment.get_template(TEMPLATE).render(
        report=view,
        live=live if view.spots else None,
        live_data=live_data(view.spots, lines) if live else Markup(""),
        live_script=Markup(live.script if live else ""),  # noqa: S704 - checked by digest
        live_style=Markup(live.style if live else ""),  # noqa: S704 - checked by digest
        style=Markup(style),  # noqa: S704 - our own file
        style_digest=_digest(style),
        script=Markup(script),  # noqa: S704 - our own file
        script_digest=_digest(script),
        version=__version__,
        language=language,
        direction_of_page=DIRECTIONS[language],
        pages=pages or {},
    )
    return in_language(page, language).encode("utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _finalize(value: object) -> object:
    """Every text that a template prints goes through `shown`, unless it is markup of ours."""
    return shown(value) if type(value) is str else value


def _template(name: str) -> str:
    return files("onrecord.seal").joinpath("templates", name).read_text(encoding="utf-8")
