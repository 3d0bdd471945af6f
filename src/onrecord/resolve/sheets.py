"""Cells of an XLSX workbook as text: enough for tables of places, no formulas and no formats."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from onrecord.errors import SettingInvalid

MOST_BYTES: Final = 400_000_000  # of one part, unpacked
_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")


def sheets(path: Path) -> Iterator[list[list[str]]]:
    """The rows of each sheet, in the order of the parts. Raises: SettingInvalid."""
    try:
        with zipfile.ZipFile(path) as book:
            parts = sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
            if not parts:
                raise _fault(path, "no sheet")
            strings = _strings(book) if "xl/sharedStrings.xml" in book.namelist() else []
            for part in parts:
                yield [_row(row, strings) for row in _parsed(book, part).iter(f"{_NS}row")]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, IndexError, EOFError) as error:
        if isinstance(error, SettingInvalid):
            raise
        raise _fault(path, str(error)) from error


def _fault(path: Path, found: str) -> SettingInvalid:
    return SettingInvalid(
        "the workbook cannot be read", path.name, expected="an XLSX file", found=found,
        advice="Save the sheet as CSV and import that",
    )  # fmt: skip


def _parsed(book: zipfile.ZipFile, part: str) -> etree._Element:
    if book.getinfo(part).file_size > MOST_BYTES:
        raise ValueError(f"{part} is too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(book.read(part), parser)


def _strings(book: zipfile.ZipFile) -> list[str]:
    return [
        "".join(text.text or "" for text in item.iter(f"{_NS}t"))
        for item in _parsed(book, "xl/sharedStrings.xml").iter(f"{_NS}si")
    ]


def _row(row: etree._Element, strings: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_NS}c"):
        at = _COLUMN.match(cell.get("r", ""))
        place = _index(at[0]) if at else len(cells)
        cells += [""] * (place - len(cells))
        cells.append(_text(cell, strings))
    return cells


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_NS}t"))
    value = cell.findtext(f"{_NS}v") or ""
    return strings[int(value)] if cell.get("t") == "s" and value else value
