"""Attacks 36 to 39: what is made of a file is inert, and names lead nowhere."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import onrecord
from onrecord.errors import OnrecordError
from onrecord.model.document import Document, Span
from onrecord.model.dossier import Dossier
from onrecord.seal.report import report_html
from onrecord.vouching import proof
from onrecord.wire import layout
from onrecord.wire.tables import Lookup, tables
from sealed_sample import sample

PAYLOAD = (
    '=HYPERLINK("http://x.example")<script>alert(1)</script>"><img src=x onerror=\'alert(2)\'>'
    "javascript:alert(3)//</style></title></textarea>--><svg onload=alert(4)>{{ 7*7 }}{% raw %}"
)
# Terms of closed lists and digests, which no source can choose.
_CLOSED = frozenset(
    {"text", "quote", "sha256", "sha512", "object", "field", "crime", "element", "crimes", "method",
     "encoding", "language", "direction", "of", "category", "supported_by", "evidence",
     "documentability", "target_categories", "victim_statuses", "incident_kinds", "by_target",
     "would_fill", "verification", "conflict", "features", "part"}
)  # fmt: skip


class Hostile:
    """A dossier with a payload in every field that holds free text."""

    def __init__(self, payload: str) -> None:
        self.payload = payload
        self.ids: dict[str, str] = {}
        self.count = 0

    def dossier(self, made: Dossier) -> Dossier:
        fields: dict[str, Any] = {"title": self.payload, "gazetteer": self.payload}
        order = ["capture", "document", *(k for k in layout.RECORD_FILES if k != "document")]
        for kind in dict.fromkeys(order):
            name = layout.RECORD_FILES[kind][0]
            fields[name] = tuple(self.record(each) for each in getattr(made, name))
        fields["custody"] = tuple(self.again(each) for each in made.custody)
        return dataclasses.replace(made, **fields)

    def record(self, old: Any) -> Any:
        new = self.again(old)
        if getattr(old, "id", None) and not isinstance(old.id, property):
            self.ids[old.id] = new.id
        return new

    def again(self, value: Any) -> Any:
        if isinstance(value, Span):
            return dataclasses.replace(value, document=self.ids.get(value.document, value.document))
        if isinstance(value, tuple):
            return tuple(self.again(each) for each in value)
        if isinstance(value, str) and not isinstance(value, Enum):
            if value in self.ids:
                return self.ids[value]
            self.count += 1
            return f"{self.payload} {value}"
        if not dataclasses.is_dataclass(value) or isinstance(value, Document):
            return value
        made = {
            f.name: self.again(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.init and f.name not in _CLOSED and f.name != "id"
        }
        return dataclasses.replace(value, **made)


@pytest.fixture(scope="module")
def hostile() -> tuple[Hostile, Dossier]:
    made = Hostile(PAYLOAD)
    return made, made.dossier(sample())


def test_36_a_script_stored_in_any_field_is_text_in_the_report(
    hostile: tuple[Hostile, Dossier],
) -> None:
    made, dossier = hostile
    assert made.count > 100
    page = report_html(dossier).decode()
    tree = html.document_fromstring(page)
    plain = html.document_fromstring(report_html(sample()).decode())
    for tag in ("script", "style", "svg", "img", "iframe", "form", "object", "embed", "base"):
        assert len(tree.xpath(f"//{tag}")) <= len(plain.xpath(f"//{tag}")), tag
    for element in tree.iter():
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            assert not name.lower().startswith("on"), (element.tag, name)
            if name in {"href", "src", "xlink:href", "action"}:
                assert value.startswith("#") or value == "data:,", value
    assert "{{ 7*7 }}{% raw %}" in page  # shown, not run


def test_36_a_formula_stored_in_any_field_is_text_in_the_tables(
    hostile: tuple[Hostile, Dossier],
) -> None:
    _, dossier = hostile
    for body in tables(dossier, Lookup({d.id: d.object for d in dossier.documents}, {})).values():
        for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_37_nothing_leads_a_browser_from_the_report_to_a_preserved_page(
    hostile: tuple[Hostile, Dossier],
) -> None:
    """Objects have no suffix to be opened by, and the report holds no link to any."""
    tree = html.document_fromstring(report_html(hostile[1]).decode())
    assert not tree.xpath("//*[contains(@href, 'objects') or contains(@src, 'objects')]")
    assert "." not in layout.object_path("ab" * 32)


def test_38_no_part_of_the_program_serves_a_case() -> None:
    """One proxy listens, on this machine alone and while a page is drawn: `preserve.gate`."""
    package = Path(onrecord.__file__).parent
    serving = re.compile(r"http\.server|socketserver|\.listen\(\d|create_server|0\.0\.0\.0.*bind")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if serving.search(path.read_text(encoding="utf-8"))
    }
    assert found <= {"preserve/gate.py"}


@pytest.mark.parametrize("name", ["../../etc/passwd", "capture-0/../x", "/etc/passwd", "..\\x", ""])
def test_39_an_id_that_is_no_digest_leads_nowhere(tmp_path: Path, name: str) -> None:
    from sealed_tools import sealed_sample  # noqa: PLC0415 - sealed once here

    folder = sealed_sample(tmp_path / "case")
    with pytest.raises(OnrecordError, match="no such capture"):
        proof(folder, name)
    assert layout.object_of(f"data/objects/ab/{name}") is None
    assert not layout.belongs(f"data/custody/proofs/{name}.tlog-proof")
