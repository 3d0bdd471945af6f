"""A file in the forms of other tools: it comes back, or what is narrowed is named."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import warnings
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from pyld import jsonld

from onrecord.export.annotations import spans_in, web_annotations
from onrecord.export.ftm import ftm
from onrecord.export.geojson import geojson
from onrecord.export.tabular import as_csv_zip, as_parquet_zip, as_sqlite, table_bytes
from onrecord.model.dossier import Dossier
from sealed_sample import sample as sealed_sample
from unit.seal import sample_dossier

OA, PROV = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"
needs_ftm = pytest.mark.skipif(
    find_spec("followthemoney") is None,
    reason="followthemoney (extra ftm) is not installed: it builds against ICU",
)
DOSSIERS = {"sealed": sealed_sample, "report": sample_dossier.sample}


@pytest.fixture(params=sorted(DOSSIERS))
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return DOSSIERS[request.param]()


def offline(url: str, _options: object) -> object:
    pytest.fail(f"the document asks for {url}")


def test_every_quote_comes_back_from_the_annotations(dossier: Dossier) -> None:
    found = list(spans_in(web_annotations(dossier)))
    assert found == [
        (claim.id, span.document, span.start, span.end, span.quote)
        for claim in dossier.claims
        for span in claim.content
    ]


def test_a_json_ld_processor_reads_both_vocabularies_and_fetches_nothing(dossier: Dossier) -> None:
    body = json.loads(web_annotations(dossier))
    nodes = jsonld.expand(body, {"documentLoader": offline})
    typed = [node for node in nodes if f"{OA}Annotation" in node.get("@type", ())]
    assert len(typed) == len(dossier.claims)
    for node in typed:
        assert node[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
        for target in node[f"{OA}hasTarget"]:
            kinds = {kind for each in target[f"{OA}hasSelector"] for kind in each["@type"]}
            assert {f"{OA}TextQuoteSelector", f"{OA}TextPositionSelector"} <= kinds
        assert node[f"{PROV}wasDerivedFrom"]
    expanded = json.dumps(nodes)
    assert '"@type": ["http://www.w3.org/ns/prov#Entity"]' in expanded
    triples = jsonld.to_rdf(body, {"documentLoader": offline})["@default"]
    assert len(triples) > 10 * len(dossier.claims)


def test_provenance_leads_from_claims_to_preserved_bytes(dossier: Dossier) -> None:
    nodes = {node["id"]: node for node in json.loads(web_annotations(dossier))["@graph"]}
    for claim in dossier.claims:
        text = nodes[nodes[f"urn:onrecord:{claim.id}"]["wasDerivedFrom"]]
        assert text["wasDerivedFrom"] in nodes, "the capture of its bytes"


def test_decisions_of_people_are_activities_with_their_name() -> None:
    nodes = json.loads(web_annotations(sealed_sample()))["@graph"]
    (activity,) = [node for node in nodes if "Activity" in node["type"]]
    assert activity["wasAssociatedWith"] == "urn:onrecord:person:reviewer-3"


@needs_ftm
def test_followthemoney_accepts_every_entity(dossier: Dossier) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from followthemoney import model  # noqa: PLC0415
    entities = [model.get_proxy(json.loads(line)) for line in ftm(dossier).splitlines()]
    for entity in entities:
        entity.schema.validate(entity.to_dict())
    ids = [entity.id for entity in entities]
    assert len(set(ids)) == len(ids)
    for records in (dossier.documents, dossier.parties, dossier.incidents, dossier.claims):
        assert {record.id for record in records} <= set(ids)


@needs_ftm
def test_an_event_is_alleged_and_a_link_says_who_accuses(dossier: Dossier) -> None:
    for line in ftm(dossier).splitlines():
        entity = json.loads(line)
        if entity["schema"] == "Event":
            assert entity["properties"]["name"][0].startswith("Alleged: ")
        if entity["schema"] == "UnknownLink":
            assert entity["properties"]["role"] == ["alleged perpetrator"]
            assert entity["properties"]["summary"][0].startswith("according to: ")


@needs_ftm
def test_a_name_that_one_side_uses_is_never_the_name_of_a_party(dossier: Dossier) -> None:
    entities = {e["id"]: e for e in map(json.loads, ftm(dossier).splitlines())}
    for party in dossier.parties:
        if party.so_called_by:
            assert entities[party.id]["properties"]["name"] == [f"“{party.label}”"]


def test_geojson_has_every_incident_and_its_uncertainty(dossier: Dossier) -> None:
    body = json.loads(geojson(dossier))
    assert body["type"] == "FeatureCollection"
    features = body["features"]
    assert {f["properties"]["incident"] for f in features} == {i.id for i in dossier.incidents}
    points = {(p.lon, p.lat): p.radius_km for p in dossier.places if p.lat is not None}
    for feature in features:
        assert feature["properties"]["status"] == "alleged"
        if feature["geometry"]:
            at = tuple(feature["geometry"]["coordinates"])
            assert feature["properties"]["radius_km"] == points[at]


def test_the_csv_is_that_of_the_sealed_file(dossier: Dossier) -> None:
    with zipfile.ZipFile(io.BytesIO(as_csv_zip(dossier))) as archive:
        held = {name.removesuffix(".csv"): archive.read(name) for name in archive.namelist()}
    assert held == table_bytes(dossier)


def rows_of(body: bytes) -> list[list[str | None]]:
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1:]
    return [[cell.removeprefix("'") or None for cell in row] for row in rows]


def test_parquet_and_sqlite_hold_the_same_rows(dossier: Dossier, tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to load

    path = tmp_path / "file.sqlite"
    path.write_bytes(as_sqlite(dossier))
    base = sqlite3.connect(path)
    with zipfile.ZipFile(io.BytesIO(as_parquet_zip(dossier))) as archive:
        for name, body in table_bytes(dossier).items():
            wanted = rows_of(body)
            table = pq.read_table(io.BytesIO(archive.read(f"{name}.parquet")))
            assert [list(row.values()) for row in table.to_pylist()] == wanted, name
            held = base.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
            assert [list(row) for row in held] == wanted, name
    base.close()


def test_quotes_can_be_searched_in_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite"
    path.write_bytes(as_sqlite(sealed_sample()))
    base = sqlite3.connect(path)
    found = base.execute("SELECT quote FROM claims_fts WHERE claims_fts MATCH 'shells'").fetchall()
    base.close()
    assert len(found) == 1


@pytest.mark.parametrize(
    "write", [web_annotations, pytest.param(ftm, marks=needs_ftm), geojson, as_csv_zip, as_sqlite]
)
def test_the_same_file_gives_the_same_bytes_and_an_empty_one_does_no_harm(write) -> None:
    assert write(sealed_sample()) == write(sealed_sample())
    write(Dossier("Empty", *[()] * 12))
    write(sample_dossier.sample())
