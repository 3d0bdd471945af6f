"""The law tables: candidate crimes with their elements, and protected objects.

Both are working structures in own words: no legal advice and no findings.
Source: Rome Statute articles 7 and 8 and Elements of Crimes (2011); ICRC customary IHL study
(Henckaerts and Doswald-Beck, 2005), rule numbers only, each with how far it was checked.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model.law import Crime, CustomaryRule, Element
from onrecord.model.vocab import ClaimKind
from onrecord.resources.files import checked_json

CRIMES_SHA256 = "d878cdb7236b2bdfdaa910ee629f95732b156a892cfe67417737954c23ed009c"
OBJECTS_SHA256 = "719a7d6377d50732dacc616c2ef5d67966095a4e6bc903004ea42c83382aa106"
EVIDENCE_SHA256 = "3c349b257c10dc473f120dc2d3758abcbc4a62f255ef03d839894b2f3bc6d595"
NOT_YET_SHA256 = "e347fc3c1b29687dc08354af9c62fee022e38ee8f1b139d0289cae41e9a81ac0"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a crime needs, beyond the fields of `Crime`, before it is offered as a candidate."""

    crime: str
    needs_claims: tuple[ClaimKind, ...]  # one of them must be among the claims on the incident
    not_before: date | None  # earlier acts are outside the row
    needs_words: tuple[str, ...]  # one of them must stand in a claim on the incident


@dataclass(frozen=True, slots=True)
class ProtectedObject:
    """An object category or a kind of person, its labels, rules and articles.

    A category says nothing of whether an attack was lawful.
    """

    id: str
    label_en: str
    label_ar: str
    parent: str | None
    rules: tuple[CustomaryRule, ...]
    iac: tuple[str, ...]  # articles of the Statute in an international armed conflict
    niac: tuple[str, ...]


@functools.cache
def crimes() -> tuple[Crime, ...]:
    """All rows of the table, sorted by id. Raises: ResourceMissing, ResourceMismatch."""
    rows = checked_json("law/crimes.json", CRIMES_SHA256)["crimes"]
    return tuple(sorted((_crime(row) for row in rows), key=lambda crime: crime.id))


@functools.cache
def conditions() -> tuple[Condition, ...]:
    """The further conditions of those crimes that have any, sorted by crime."""
    rows = checked_json("law/crimes.json", CRIMES_SHA256)["crimes"]
    found = (
        Condition(
            crime=row["id"],
            needs_claims=tuple(ClaimKind(kind) for kind in row["needs_claims"]),
            not_before=date.fromisoformat(row["not_before"]) if row["not_before"] else None,
            needs_words=tuple(row["needs_words"]),
        )
        for row in rows
        if row["needs_claims"] or row["not_before"] or row["needs_words"]
    )
    return tuple(sorted(found, key=lambda condition: condition.crime))


@functools.cache
def protected_objects() -> tuple[ProtectedObject, ...]:
    """The object categories, in the order of the table."""
    rows = checked_json("law/protected_objects.json", OBJECTS_SHA256)["objects"]
    return tuple(_protected(row) for row in rows)


@functools.cache
def protected_persons() -> tuple[ProtectedObject, ...]:
    """The kinds of protected persons, in the order of the table."""
    rows = checked_json("law/protected_objects.json", OBJECTS_SHA256)["persons"]
    return tuple(_protected(row) for row in rows)


@functools.cache
def methods() -> tuple[ProtectedObject, ...]:
    """The methods and weapons that rules speak of, in the order of the table; without articles."""
    rows = checked_json("law/protected_objects.json", OBJECTS_SHA256)["methods"]
    return tuple(_protected({"label_en": "", "label_ar": "", **row}) for row in rows)


@functools.cache
def evidence_kinds() -> dict[str, dict[str, str]]:
    """Kinds of material that could answer a question: id -> words by language."""
    found: dict[str, dict[str, str]] = checked_json("law/evidence.json", EVIDENCE_SHA256)["kinds"]
    return found


@functools.cache
def evidence_for(path: str) -> tuple[str, ...]:
    """Ids of the kinds of material for a field path of the tables; its longest known part counts.

    Raises: KeyError for a path that no part of is known.
    """
    known: dict[str, list[str]] = checked_json("law/evidence.json", EVIDENCE_SHA256)["paths"]
    part = path
    while part not in known:
        cut = max(part.rfind("."), part.rfind("="))
        if cut < 0:
            raise KeyError(path)
        part = part[:cut]
    return tuple(known[part])


@functools.cache
def not_yet() -> frozenset[str]:
    """Field paths of the tables that no record holds yet, without any "=value"."""
    return frozenset(checked_json("law/not_yet.json", NOT_YET_SHA256)["paths"])


def _crime(row: dict[str, Any]) -> Crime:
    return Crime(
        id=row["id"],
        article=row["article"],
        short_name=row["short_name"],
        category=row["category"],
        conflict=row["conflict"],
        elements=tuple(_element(element) for element in row["elements"]),
        incident_kinds=tuple(row["incident_kinds"]),
        target_categories=tuple(row["target_categories"]),
        victim_statuses=tuple(row["victim_statuses"]),
        min_killed=row["min_killed"],
        min_injured=row["min_injured"],
        counterpart=row["counterpart"],
        cautions=tuple(row["cautions"]),
        amendment=row["amendment"],
        verification=row["verification"],
    )


def _element(row: dict[str, Any]) -> Element:
    return Element(
        id=row["id"],
        no=row["no"],
        kind=row["kind"],
        text=row["text"],
        question=row["question"],
        supported_by=tuple(row["supported_by"]),
        documentability=row["documentability"],
    )


def _protected(row: dict[str, Any]) -> ProtectedObject:
    return ProtectedObject(
        id=row["id"],
        label_en=row["label_en"],
        label_ar=row["label_ar"],
        parent=row.get("parent"),
        rules=tuple(
            CustomaryRule(rule["rule"], rule["gist"], rule["scope"], rule["verified"])
            for rule in row["rules"]
        ),
        iac=tuple(row.get("rome_statute", {}).get("IAC", ())),
        niac=tuple(row.get("rome_statute", {}).get("NIAC", ())),
    )
