"""Countries: names, adjectives and words for inhabitants, English and Arabic, with a point each.

Our own list (`countries.tsv`). A name in it is no statement about statehood or sovereignty: it
serves to understand what a text says.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

from onrecord.lang.fold import fold


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory. Adjectives include words for inhabitants."""

    code: str  # ISO 3166-1 alpha-2
    name: str
    names: tuple[str, ...]  # other English names
    adjectives: tuple[str, ...]
    arabic: tuple[str, ...]
    arabic_adjectives: tuple[str, ...]  # masculine singular, or a broken plural
    lat: float
    lon: float


@functools.cache
def countries() -> tuple[Country, ...]:
    """All countries of the list, in its order."""
    text = resources.files("onrecord.lang").joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Country(
            code=row[0],
            name=row[1],
            names=_parts(row[2]),
            adjectives=_parts(row[3]),
            arabic=_parts(row[4]),
            arabic_adjectives=_parts(row[5]),
            lat=float(row[6]),
            lon=float(row[7]),
        )
        for row in rows
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


@functools.cache
def by_code() -> dict[str, Country]:
    """Country by ISO 3166-1 alpha-2 code. Read only."""
    return {country.code: country for country in countries()}


@functools.cache
def _by_name() -> dict[str, str]:
    return {
        fold(name): country.code
        for country in countries()
        for name in (country.name, *country.names, *country.arabic)
    }


@functools.cache
def _by_adjective() -> dict[str, str]:
    """Country by folded adjective; Arabic ones with article, gender and number."""
    found: dict[str, str] = {}
    for country in countries():
        for word in country.adjectives:
            found[fold(word)] = country.code
        for base in country.arabic_adjectives:
            for form in (base, base + "ة", base + "ون", base + "ين", base + "ات"):
                found.setdefault(fold("ال" + form), country.code)
                found.setdefault(fold(form), country.code)
    return found


def country_named(words: str) -> str | None:
    """The code of the country that `words` name, folded; `None` if they name none."""
    return _by_name().get(fold(words))


def country_of_adjective(words: str) -> str | None:
    """The code of the country that an adjective or word for inhabitants belongs to."""
    return _by_adjective().get(fold(words))
