"""Counting sources by origin, never by document."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.incident import Independence
from onrecord.model.vocab import Relation

JOINED = frozenset({Relation.SAME_TEXT, Relation.SAME_SPEAKER, Relation.CITES, Relation.SAME_OWNER})


class Origins:
    """Which documents share an origin, and which were shown not to."""

    def __init__(self, independences: Iterable[Independence]) -> None:
        """Read the relations once; they are not kept."""
        records = tuple(independences)
        self._parents: dict[str, str] = {}
        for record in records:
            if record.relation in JOINED:
                left, right = sorted((self.group(record.left), self.group(record.right)))
                if left != right:
                    self._parents[right] = left
        self._apart: dict[str, set[str]] = {}
        for record in records:
            if record.relation is Relation.INDEPENDENT:
                left, right = self.group(record.left), self.group(record.right)
                if left != right:
                    self._apart.setdefault(left, set()).add(right)
                    self._apart.setdefault(right, set()).add(left)

    def group(self, document: str) -> str:
        """The document that stands for the origin of `document`."""
        while (parent := self._parents.get(document)) is not None:
            if (above := self._parents.get(parent)) is not None:
                self._parents[document] = above
            document = parent
        return document

    def count(self, documents: Iterable[str]) -> int:
        """How many origins among `documents` were shown independent of one another.

        0 for no document. Documents whose origin is unknown add nothing beside a known one, and
        count as one where none is known.
        """
        groups = sorted({self.group(document) for document in documents})
        groups.sort(key=lambda group: -len(self._apart.get(group, ())))
        chosen: list[str] = []
        for group in groups:
            apart = self._apart.get(group, set())
            if all(other in apart for other in chosen):
                chosen.append(group)
        return len(chosen)
