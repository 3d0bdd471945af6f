"""Words of a document that name places."""

from __future__ import annotations

import re

from onrecord.model.document import Document
from onrecord.model.entity import PlaceMention
from onrecord.seams import Gazetteer

_NAME = re.compile(r"\b(?:al-|ad-|an-)?[A-Z][\w’'-]{2,40}(?:\s[A-Z][\w’'-]{2,40}){0,3}")


def place_mentions(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Names of places in the body, title and dateline blocks, in order."""
    found = []
    for block in document.body():
        for match in _NAME.finditer(document.text, block.start, block.end):
            if gazetteer.lookup(match[0]):
                found.append(PlaceMention(document.span(*match.span()), "name"))
    return tuple(found)
