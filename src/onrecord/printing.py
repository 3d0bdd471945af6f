"""The report as PDF, printed by an installed Chromium that is cut off from every host.

Printed twice: the first time to learn on which page each part begins, the second time with those
numbers in the table of contents.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from onrecord.errors import SettingInvalid
from onrecord.model.dossier import Dossier
from onrecord.preserve.browser import chromium
from onrecord.seal.report import report_html
from onrecord.seal.report_view import PARTS

FLAGS = (
    "--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)  # fmt: skip
MAX_PRINT_S = 600.0


def report_pdf(dossier: Dossier, language: str) -> bytes:
    """The report on A4 with page numbers and a table of contents that names them.

    Raises: SettingInvalid if no Chromium is installed or it prints nothing.
    """
    program = chromium()
    if program is None:
        raise SettingInvalid(
            "the report cannot be printed",
            "Chromium",
            found="none is installed",
            advice="Install Chromium or Chrome, or print report.html from any browser",
        )
    first = _printed(program, report_html(dossier, language=language))
    return _printed(program, report_html(dossier, language=language, pages=pages_of(first)))


def pages_of(body: bytes) -> dict[str, int]:
    """By the anchor of each part of the report, the page it begins on, from 1."""
    found = {}
    with pypdfium2.PdfDocument(body) as document:
        for anchor in PARTS:
            dest = pypdfium2.raw.FPDF_GetNamedDestByName(document.raw, anchor.encode())
            if dest:
                page = pypdfium2.raw.FPDFDest_GetDestPageIndex(document.raw, dest)
                found[anchor] = page + 1
    return found


def _printed(program: str, page: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        source, into = Path(scratch) / "report.html", Path(scratch) / "report.pdf"
        source.write_bytes(page)
        done = subprocess.run(  # noqa: S603 - the installed browser
            [
                program, *FLAGS, f"--user-data-dir={scratch}/profile", f"--print-to-pdf={into}",
                source.as_uri(),
            ],
            capture_output=True, timeout=MAX_PRINT_S, check=False,
        )  # fmt: skip
        if not into.is_file():
            raise SettingInvalid(
                "the browser printed nothing",
                program,
                found=done.stderr.decode("utf-8", "replace")[-300:].strip(),
            )
        return into.read_bytes()
