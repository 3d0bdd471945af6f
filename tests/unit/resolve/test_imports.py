"""Tables of places that a user brings: read, kept whole, looked up beside the gazetteer."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from onrecord.errors import ResourceMissing, SettingInvalid
from onrecord.extract.places import place_mentions
from onrecord.model.entity import Place
from onrecord.model.vocab import PlaceLevel, PlaceReason
from onrecord.resolve import layers
from onrecord.resolve.gazetteer import SqliteGazetteer
from onrecord.resolve.gazetteer_imports import read_places
from onrecord.resolve.places import resolve_places
from onrecord.seams import Gazetteer
from place_help import paragraphs

OWN = (
    "id,label,names,level,lat,lon,radius_km,country,path\n"
    "q1,Qeshmira,Keshmira;قشميرا,village,35.81,36.71,2,SY,Syria;Idlib;Qeshmira\n"
)
COD = (
    "adm0_en,adm0_pcode,adm1_en,adm1_ar,adm1_pcode,adm2_en,adm2_ar,adm2_pcode,center_lat,center_lon\n"
    "Velm,XV,East Velm,شرق فلم,XV01,Torsa District,تورسا,XV0101,-46.2,-21.4\n"
    "Velm,XV,East Velm,شرق فلم,XV01,Olmar District,ألمار,XV0102,,\n"
)
TEXT = "In Syria, shells fell on the village of Qeshmira, Idlib province."


def _geonames(**cells: str) -> str:
    row = {
        "id": "990000001", "name": "Qeshmira", "ascii": "Qeshmira", "other": "Keshmira,قشميرا",
        "lat": "35.81", "lon": "36.71", "class": "P", "code": "PPL", "country": "SY", "cc2": "",
        "admin1": "12", "admin2": "", "admin3": "", "admin4": "", "people": "0", "height": "",
        "dem": "", "zone": "Asia/Damascus", "changed": "2024-01-01",
    } | cells  # fmt: skip
    return "\t".join(row.values()) + "\n"


def _resolved(gazetteer: Gazetteer, text: str, label: str) -> Place:
    document = paragraphs(text)
    found = resolve_places(document, place_mentions(document, gazetteer), gazetteer)
    return next(place for place in found if place.label == label)


def _file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def _zip(folder: Path, content: str, member: str = "SY.txt") -> Path:
    path = folder / "SY.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "…")
        packed.writestr(member, content)
    return path


def test_a_place_the_gazetteer_lacks_is_resolved_once_the_own_list_is_imported(
    gazetteer: SqliteGazetteer, tmp_path: Path
) -> None:
    before = _resolved(gazetteer, TEXT, "Qeshmira")
    assert before.reason is PlaceReason.NOT_IN_GAZETTEER
    assert (before.gazetteer_id, before.lat) == (None, None)
    assert before.path == ("Syria", "Idlib")  # the nearest parent that is known
    layers.import_places(_file(tmp_path, "own.csv", OWN), folder=tmp_path / "held")
    after = _resolved(layers.with_imports(gazetteer, tmp_path / "held"), TEXT, "Qeshmira")
    assert (after.gazetteer_id, after.level, after.radius_km) == ("own:q1", PlaceLevel.VILLAGE, 2.0)
    layers.remove("own", tmp_path / "held")
    again = _resolved(layers.with_imports(gazetteer, tmp_path / "held"), TEXT, "Qeshmira")
    assert again.gazetteer_id is None


def test_the_nearest_parent_is_read_from_arabic_words_too(gazetteer: SqliteGazetteer) -> None:
    place = _resolved(gazetteer, "سقطت قذائف على قرية قشميرا في ريف إدلب في سوريا.", "قشميرا")
    assert (place.gazetteer_id, place.path) == (None, ("Syria", "Idlib"))


def test_a_geonames_country_file_adds_villages_quarters_and_sites(
    gazetteer: SqliteGazetteer, tmp_path: Path
) -> None:
    rows = (
        _geonames(),
        _geonames(id="990000002", name="Nabd", ascii="Nabd", other="", code="PPLX"),
        _geonames(id="990000003", name="Xeria Hospital", other="", **{"class": "S", "code": "HSP"}),
        _geonames(id="990000004", name="Some Stream", other="", **{"class": "H", "code": "STM"}),
    )
    layers.import_places(_zip(tmp_path, "".join(rows)), folder=tmp_path / "held")
    table = layers.with_imports(gazetteer, tmp_path / "held")
    village = _resolved(table, TEXT, "Qeshmira")
    assert village.gazetteer_id == "geonames:990000001"
    assert village.path == ("Syria", "Idlib", "Qeshmira")
    levels = {r.level for name in ("Nabd", "Xeria Hospital") for r in table.lookup(name)}
    assert levels == {PlaceLevel.QUARTER, PlaceLevel.SITE}
    assert table.lookup("Some Stream") == ()
    assert "CC BY 4.0" in table.name
    assert table.digest != gazetteer.digest


def test_a_cod_table_gives_units_by_their_pcode(tmp_path: Path) -> None:
    held, made = layers.import_places(_file(tmp_path, "cod.csv", COD), folder=tmp_path / "held")
    row = held.lookup("تورسا")[0]
    assert (row.gazetteer_id, row.level) == ("pcode:XV0101", PlaceLevel.DISTRICT)
    assert row.path == ("XV", "East Velm", "Torsa District")
    assert made.without_point == 1  # counted, not guessed
    facts = held.facts("pcode:XV0101")
    assert facts is not None
    assert ("arab", "تورسا") in facts.names
    assert facts.source == "OCHA COD-AB (cod.csv)"


def test_a_cod_workbook_reads_as_its_csv(tmp_path: Path) -> None:
    rows = [line.split(",") for line in COD.splitlines()]
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    cells = "".join(f"<row>{''.join(map(cell.format, row))}</row>" for row in rows)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    with zipfile.ZipFile(tmp_path / "cod.xlsx", "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    workbook = read_places(tmp_path / "cod.xlsx")
    assert workbook.entries == read_places(_file(tmp_path, "cod.csv", COD)).entries


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("own.csv", "id,label\n1,Xeria\n", "other columns"),
        ("own.csv", OWN + "q1,Again,,village,1,1,2,SY,\n", "stands twice"),
        ("own.csv", OWN.replace("35.81", "95"), "line 2"),
        ("cod.csv", COD.replace("-46.2", "south"), "line 2"),
        ("cod.csv", "adm2_en,adm2_pcode\nTorsa,XV0101\n", "center_lat"),
        ("SY.txt", _geonames() + _geonames(lat="120"), "line 2"),
        ("SY.txt", _geonames() + "990000002\tshort\n", "line 2"),
        ("book.xlsx", "no workbook", "XLSX"),
    ],
)
def test_a_table_with_a_fault_is_refused_and_changes_nothing(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    held = tmp_path / "held"
    with pytest.raises(SettingInvalid, match=said):
        layers.import_places(_file(tmp_path, name, content), folder=held)
    assert layers.imports(held) == ()
    assert not held.exists() or list(held.iterdir()) == []


def test_an_earlier_import_outlives_a_faulty_one_of_its_name(tmp_path: Path) -> None:
    held = tmp_path / "held"
    first, _ = layers.import_places(_file(tmp_path, "own.csv", OWN), folder=held)
    with pytest.raises(SettingInvalid):
        layers.import_places(_file(tmp_path, "own.csv", OWN.replace("35.81", "x")), folder=held)
    assert [each.digest for each in layers.imports(held)] == [first.digest]


@pytest.mark.parametrize("member", ["SY.csv", "../SY.txt"])
def test_a_zip_without_a_country_table_is_refused(tmp_path: Path, member: str) -> None:
    with pytest.raises(SettingInvalid, match=r"SY\.txt"):
        read_places(_zip(tmp_path, _geonames(), member))


def test_an_import_that_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(ResourceMissing, match="gazetteer list"):
        layers.remove("none", tmp_path)
