"""A dossier with words, values and whole objects withheld, and what opens the rest of it.

Steps: 1. what to withhold is found in the texts, by words; 2. every record is made again without
it: spans, offsets and ids are those of the shortened texts, so none of them tells of what is gone;
3. each record is compared with the original, value by value: what is the same is opened, what
differs is withheld. The containers, pictures and renderings of what is withheld go with it.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from onrecord.model.document import Anchored, Block, Document, OriginRow, Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import WITHHELD, WITNESS, Capture, CustodyEvent
from onrecord.model.ids import canonical_json, content_id
from onrecord.model.incident import Independence, Link
from onrecord.seal.withhold import Plan, plan_of
from onrecord.wire import layout
from onrecord.wire.contents import (
    EDITION,
    REDACTED,
    About,
    Form,
    Key,
    Leaf,
    Texts,
    committer_of,
    kind_of,
    kinds_in,
    leaf_text,
    segments,
    text_digest,
)
from onrecord.wire.custody import record_digest
from onrecord.wire.redactions import Redaction

# A record without any of these says nothing any more.
_NEEDED = frozenset({"content", "incidents", "members", "mentions", "spans", "supporting"})
# What a record may name has been made before it.
_FIRST = ("document", "claim", "allegation", "party", "place", "judgement", "incident")


@dataclass(frozen=True, slots=True)
class Edition:
    """What a redacted edition holds, and what may stand nowhere in it."""

    dossier: Dossier
    objects: dict[str, bytes]  # what stands in place of objects whose words were withheld
    openings: tuple[bytes, ...]  # lines
    # Captures that are gone, with what opens each, and the names of what it names.
    restricted: tuple[tuple[Capture, Key, dict[str, str]], ...]
    gone: dict[int, list[str]]  # number of a redaction -> commitments to records that are gone
    objects_gone: dict[str, int]  # sha256 -> number of the redaction
    secrets: frozenset[str]


class _Gone:
    """What is left of something that was withheld whole."""


_GONE = _Gone()


def redact(dossier: Dossier, redactions: Iterable[Redaction], seed: bytes) -> Edition:
    """The edition of `dossier` without what `redactions` name; `seed` opens the original.

    Raises: SettingInvalid for a redaction that names nothing in it.
    """
    return _Remake(dossier, plan_of(dossier, redactions), seed).edition()


class _Remake:
    """Steps 2 and 3."""

    def __init__(self, dossier: Dossier, plan: Plan, seed: bytes) -> None:
        self.old, self.plan = dossier, plan
        self.ids: dict[str, str | None] = {}  # `None`: gone
        self.texts = Texts()
        self.hidden: dict[str, dict[int, int]] = {}  # document -> segment -> number
        self.made: dict[str, tuple[str, str]] = {}  # document -> new id and text
        self.parts: dict[str, list[str]] = {}
        self.starts: dict[str, list[int]] = {}
        self.objects: dict[str, bytes] = {}
        self.stands: dict[str, str] = {}  # sha256 of an object -> of what stands in its place
        self.kept: dict[int, list[int]] = {}  # identity of a tuple -> places of its parts before
        self.held: list[object] = []  # keeps those identities
        self.pairs: list[tuple[Any, Any]] = []
        self.tombstones: dict[int, list[str]] = {}
        self.committer = committer_of(dossier, seed)

    def edition(self) -> Edition:
        """All steps."""
        for document in self.old.documents:
            self._shorten(document)
        self._containers()
        for each in self.old.captures:
            if each.sha256 in self.plan.gone:
                self.plan.whole[each.origin] = self.plan.gone[each.sha256]
        made: dict[str, tuple[Any, ...]] = {"capture": self._captures()}
        kinds = [*_FIRST, *(kind for kind in layout.RECORD_FILES if kind not in _FIRST)]
        for kind in kinds:
            if kind != "capture":
                made[kind] = self._all(kind)
        about = self._about()
        fields = {layout.RECORD_FILES[kind][0]: records for kind, records in made.items()}
        new = replace(self.old, title=about.title + EDITION, gazetteer=about.gazetteer, **fields)
        openings = self._openings(new, about)
        secrets = self._secrets()
        custody = tuple(self._event(event, secrets) for event in self.old.custody)
        return Edition(
            replace(new, custody=custody),
            self.objects,
            openings,
            self._restricted(),
            self.tombstones,
            self.plan.gone,
            secrets,
        )

    # Texts

    def _shorten(self, document: Document) -> None:
        """Find what to withhold in a text, and make the text without it."""
        parts = segments(document.text)
        self.texts.add(document.id, parts)
        ranges = [
            (*found.span(), number)
            for pattern, number in self.plan.patterns
            for found in pattern.finditer(document.text)
        ]
        here = [(s, number) for s, number in self.plan.places if s.document == document.id]
        ranges += [(span.start, span.end, number) for span, number in here]
        hidden: dict[int, int] = {}
        for start, end, number in ranges:
            first, _ = self.texts.place(document.id, start)
            last, _ = self.texts.place(document.id, end - 1)
            for at in range(first, last + 1):
                hidden.setdefault(at, number)
        shown = [WITHHELD if at in hidden else part for at, part in enumerate(parts)]
        text, sha256 = "".join(shown), document.object
        if hidden:
            body = text.encode()
            sha256 = hashlib.sha256(body).hexdigest()
            self.objects[sha256] = body
            self.stands[document.object] = sha256
        self.hidden[document.id], self.parts[document.id] = hidden, shown
        starts = [0]
        for part in shown:
            starts.append(starts[-1] + len(part))
        self.starts[document.id] = starts
        new = content_id("document", {"object": sha256, "text": text})
        self.made[document.id] = (new, text)
        self.ids[document.id] = None if document.object in self.plan.gone else new

    def _containers(self) -> None:
        """What holds the bytes of something withheld, and pictures of it, go too."""
        by_id = {each.id: each for each in self.old.captures}
        read = {document.object for document in self.old.documents}
        waiting = [c for c in self.old.captures if self._changed(c.sha256)]
        while waiting:
            each = waiting.pop()
            number = self.plan.gone.get(each.sha256) or self._number_of(each.sha256)
            if each.container is None:
                continue
            above = by_id[each.container]
            beside = [
                c for c in self.old.captures
                if c.container == above.id and c.method in WITNESS - {"tls certificate"}
                and c.sha256 not in read
            ]  # fmt: skip
            for other in (above, *beside):
                if other.sha256 not in self.plan.gone:
                    self.plan.gone[other.sha256] = number
                    waiting.append(other)

    def _number_of(self, sha256: str) -> int:
        hidden = (self.hidden[d.id] for d in self.old.documents if d.object == sha256)
        return next((number for each in hidden for number in each.values()), 1)

    def _changed(self, sha256: str) -> bool:
        return sha256 in self.plan.gone or sha256 in self.stands

    def _new_offset(self, document: str, offset: int, *, end: bool) -> int:
        at, rest = self.texts.place(document, offset)
        start = self.starts[document][at]
        if at in self.hidden[document]:
            return start + (1 if end and rest else 0)
        return start + rest

    def _span(self, span: Span) -> Span | _Gone:
        if self.ids[span.document] is None:
            return _GONE
        new, text = self.made[span.document]
        start = self._new_offset(span.document, span.start, end=False)
        end = self._new_offset(span.document, span.end, end=True)
        return Span(new, start, end, text[start:end])

    def _hidden_in(self, spans: Iterable[Span]) -> int | None:
        """The number of a redaction that withholds words of one of `spans`."""
        for span in spans:
            hidden = self.hidden[span.document]
            if not hidden:
                continue
            first, _ = self.texts.place(span.document, span.start)
            last, _ = self.texts.place(span.document, span.end - 1)
            for at in range(first, last + 1):
                if at in hidden:
                    return hidden[at]
        return None

    # Records

    def _captures(self) -> tuple[Capture, ...]:
        waiting, made = list(self.old.captures), []
        for each in waiting:
            if each.sha256 in self.plan.gone:
                self.ids[each.id] = None
        while waiting:  # containers first
            names = {each.id for each in waiting}
            for each in [c for c in waiting if c.container not in names]:
                waiting.remove(each)
                if each.sha256 in self.plan.gone:
                    self.pairs.append((each, None))
                    continue
                new = self._capture(each)
                self.ids[each.id] = new.id
                self.pairs.append((each, new))
                made.append(new)
        return tuple(sorted(made, key=lambda each: each.id))

    def _capture(self, old: Capture) -> Capture:
        made = self._parts_of(old)
        for name, number in self.plan.fields.items():
            if getattr(old, name) is not None:
                made[name] = f"{WITHHELD}{number}"
        other = self.stands.get(old.sha256)
        if other is not None:
            body = self.objects[other]
            made |= {
                "sha256": other, "sha512": hashlib.sha512(body).hexdigest(), "size": len(body),
                "media_type_declared": "text/plain", "media_type_sniffed": "text/plain",
                "method": REDACTED, "embedded": None,
            }  # fmt: skip
        return Capture(**made)

    def _all(self, kind: str) -> tuple[Any, ...]:
        made = []
        for old in getattr(self.old, layout.RECORD_FILES[kind][0]):
            new = self._document(old) if isinstance(old, Document) else self._again(old)
            if isinstance(new, _Gone):
                new = None
            if hasattr(old, "id"):
                self.ids[old.id] = None if new is None else new.id
            self.pairs.append((old, new))
            if new is not None:
                made.append(new)
        if kind != "judgement":
            made.sort(key=_place_among)
        return tuple(made)

    def _document(self, old: Document) -> Document | _Gone:
        if self.ids[old.id] is None:
            return _GONE
        if not self.hidden[old.id]:
            return typing.cast("Document", self._again(old))
        _, text = self.made[old.id]
        made = self._parts_of(old)
        blocks = []
        for block in old.blocks:
            start = self._new_offset(old.id, block.start, end=False)
            end = self._new_offset(old.id, block.end, end=True)
            blocks.append(Block(block.kind, start, end))
        body = text.encode()
        made |= {
            "text": text, "object": self.stands[old.object], "encoding": "utf-8",
            "blocks": tuple(blocks),
            "origins": (OriginRow(0, len(text), 0, len(body), verbatim=True),),
        }  # fmt: skip
        return Document(**made)

    def _about(self) -> About:
        old = About(self.old.title, self.old.gazetteer)
        new = About(self._string(old.title), old.gazetteer)
        self.pairs.append((old, new))
        return new

    def _parts_of(self, old: Any) -> dict[str, Any]:  # noqa: ANN401 - any record
        """The fields of a record, made again; one that is gone and may be missing is `None`."""
        skip = {"text", "blocks", "origins", "object"} if isinstance(old, Document) else set()
        made: dict[str, Any] = {}
        for name, optional in _fields(old.__class__):
            value = getattr(old, name)
            made[name] = value if name in skip else self._again(value)
            if isinstance(made[name], _Gone) and optional:
                made[name] = None
        return made

    def _again(self, value: Any) -> Any:  # noqa: ANN401 - any part of a record
        """The value without what is withheld; `_GONE` if nothing is left of it."""
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, str) and not isinstance(value, Enum):
            if value in self.ids:
                named = self.ids[value]
                return _GONE if named is None else named
            return self._string(value)
        if isinstance(value, tuple):
            return self._tuple(value)
        if not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        made = self._parts_of(value)
        if any(isinstance(each, _Gone) for each in made.values()):
            return _GONE
        if any(getattr(value, n, None) and not made[n] for n in _NEEDED & made.keys()):
            return _GONE
        if isinstance(value, Anchored):
            number = self._hidden_in(value.spans)
            if (
                number is not None
                and isinstance(made["value"], str)
                and not isinstance(made["value"], Enum)
            ):
                made["value"] = f"{WITHHELD}{number}"
            elif number is not None and not isinstance(made["value"], Enum):
                return _GONE  # a date or a number: its words are withheld
        if isinstance(value, (Party, Place)):
            self._nameless(value, made)
        if isinstance(value, (Link, Independence)):
            made["left"], made["right"] = sorted((made["left"], made["right"]))
        return type(value)(**made)

    def _nameless(self, old: Party | Place, made: dict[str, Any]) -> None:
        """Withhold all names of a party or place of which one is withheld, and where it lies."""
        number = self.plan.number_in("\n".join((old.label, *old.names)))
        if number is None:
            return
        mark = f"{WITHHELD}{number}"
        made |= {"label": mark, "names": (mark,)}
        if isinstance(old, Place):
            made |= {
                "lat": None, "lon": None, "radius_km": None, "gazetteer_id": None,
                "path": (mark,) if old.path else (), "candidates": (),
            }  # fmt: skip

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        again = [
            (at, self._pair(item) if isinstance(item, tuple) else self._again(item))
            for at, item in enumerate(value)
        ]
        left = [(at, item) for at, item in again if not isinstance(item, _Gone)]
        if value and isinstance(value[0], Link):
            left.sort(key=lambda pair: _place_among(pair[1]))
        named = bool(value) and all(isinstance(item, str) and item in self.ids for item in value)
        if named or (value and all(isinstance(item, Span) for item in value)):
            left.sort(key=lambda pair: _order(pair[1]))
        made = tuple(item for _, item in left)
        if made and (places := [at for at, _ in left]) != list(range(len(value))):
            self.kept[id(made)] = places
            self.held.append(made)
        return made

    def _pair(self, value: tuple[Any, ...]) -> tuple[Any, ...] | _Gone:
        """A row of values that belong together: gone if one of them is."""
        made = tuple(map(self._again, value))
        return _GONE if any(isinstance(item, _Gone) for item in made) else made

    def _string(self, text: str) -> str:
        number = self.plan.number_in(text)
        return text if number is None else f"{WITHHELD}{number}"

    # What opens the rest

    def _openings(self, new: Dossier, about: About) -> tuple[bytes, ...]:
        """Step 3."""
        places = {id(each): at for kind in kinds_in(new) for at, each in enumerate(kind)}
        places[id(about)] = 0
        names = {
            new.id: self.committer.key(old).name
            for old, new in self.pairs if hasattr(new, "id")
        }  # fmt: skip
        shown = Form(names.get)
        for old, (name, _) in self.made.items():
            shown.texts.add(name, self.parts[old])
        lines = []
        self.pairs.sort(key=lambda pair: not isinstance(pair[0], Document))
        for old, made in self.pairs:
            digest = self.committer.digest(old)
            terms: dict[str, Any] = {"digest": digest}
            if made is None:
                terms["row"] = self._row(old)
                self.tombstones.setdefault(terms["row"], []).append(digest)
            else:
                terms |= {"kind": kind_of(old), "at": places[id(made)]}
                terms |= self._opened(old, made, shown)
            lines.append((digest, canonical_json(terms)))
        return tuple(line for _, line in sorted(lines))

    def _row(self, old: object) -> int:
        """The number of the redaction that a record is gone for."""
        objects = {each.id: each.object for each in self.old.documents}
        of = objects.get(getattr(old, "document", "") or getattr(old, "id", ""))
        sha256 = old.sha256 if isinstance(old, Capture) else of
        return self.plan.gone.get(sha256 or "", next(iter(self.plan.gone.values()), 1))

    def _opened(self, old: Any, new: Any, shown: Form) -> dict[str, Any]:  # noqa: ANN401 - any record
        key, text, salts = self.committer.key(old), "", []
        if isinstance(old, Document):
            parts = segments(old.text)
            digests, salts = key.text(parts), key.text_salts(len(parts))
            text = text_digest(digests)
            for at in self.hidden[old.id]:
                salts[at] = digests[at]
        before = list(self.committer.form.leaves(old, key.tag, text))
        if not salts or not self.hidden[old.id]:
            now = shown.leaves(new, key.tag, text)
            if Counter(map(_told, before)) == Counter(map(_told, now)):
                return {"key": key.key.hex(), "name": key.name}
        tags: dict[str, list[str]] = {}
        self._tags("", old, new, key.tag, tags)
        now = shown.leaves(new, _lookup(tags), text)
        same = Counter(map(_told, now)) & Counter(map(_told, before))
        opened, withheld = [], []
        for path, value, _ in before:
            told = leaf_text(path, value)
            salt = key.salt(path, value)
            if same[told]:
                same[told] -= 1
                opened.append([salt, path, value])
            else:
                withheld.append(key.digests([(path, value, False)])[0])
        made: dict[str, Any] = {"name": key.name, "open": sorted(opened, key=lambda o: o[0])}
        made |= {"withheld": sorted(withheld), "tags": tags}
        return made | ({"text": salts} if salts else {})

    def _tags(
        self, path: str, old: Any, new: Any, tag: Callable[[str, int], str],  # noqa: ANN401 - parts of records
        found: dict[str, list[str]],
    ) -> None:  # fmt: skip
        """The tags of the parts that are left, by the path of their list."""
        for f in dataclasses.fields(old):
            name = f.name
            before, now = getattr(old, name), getattr(new, name, None)
            at = f"{path}/{name}".lstrip("/")
            if isinstance(before, tuple) and isinstance(now, tuple):
                kept = self.kept.get(id(now), list(range(len(before))))
                parts = [n for n, item in enumerate(now) if _is_part(item)]
                if not parts or at in {"blocks", "origins"}:
                    continue
                found[at] = [tag(at, kept[n]) for n in range(len(now))]
                for n in parts:
                    self._tags(f"{at}/{found[at][n]}", before[kept[n]], now[n], tag, found)
            elif _is_part(before) and _is_part(now):
                self._tags(at, before, now, tag, found)

    def _restricted(self) -> tuple[tuple[Capture, Key, dict[str, str]], ...]:
        by_id = {each.id: each for each in self.old.captures}
        found = []
        for each in self.old.captures:
            if each.sha256 in self.plan.gone:
                above = by_id.get(each.container or "")
                names = {above.id: self.committer.key(above).name} if above else {}
                found.append((each, self.committer.key(each), names))
        return tuple(found)

    def _secrets(self) -> frozenset[str]:
        """Every string that would tell what was withheld, or let a guess at it be tried."""
        found = self.plan.terms | self.plan.whole.keys()
        found |= {old for old, new in self.ids.items() if new != old}
        for each in self.old.captures:
            if self._changed(each.sha256):
                found |= {each.sha256, each.sha512}
            if self._changed(each.sha256) or any(getattr(each, n) for n in self.plan.fields):
                found.add(record_digest(each))  # a guess at what it holds could be tried on it
        return frozenset(found)

    def _event(self, event: CustodyEvent, secrets: frozenset[str]) -> CustodyEvent:
        """The event, of which no field tells a secret."""
        made: dict[str, Any] = {}
        commitments = []
        for each in event.commitments:
            value = getattr(event, each.field)
            tells = value is not None and (
                self.plan.number_in(value) is not None or any(s in value for s in secrets)
            )
            commitments.append(replace(each, salt=None) if tells else each)
            if tells:
                made[each.field] = WITHHELD if each.field == "actor" else None
        return replace(event, commitments=tuple(commitments), **made)


def _told(leaf: Leaf) -> str:
    return leaf_text(leaf[0], leaf[1])


def _lookup(tags: dict[str, list[str]]) -> Callable[[str, int], str]:
    return lambda path, number: tags[path][number]


def _is_part(value: object) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, (Span, type))


def _place_among(record: Any) -> Any:  # noqa: ANN401 - any record
    """What records of a kind are sorted by: new ids alone, since old ones would tell."""
    if isinstance(record, (Link, Independence)):
        return (record.left, record.right)
    return getattr(record, "id", getattr(record, "incidents", ()))


def _order(item: Any) -> Any:  # noqa: ANN401 - a span or an id
    return (item.document, item.start, item.end) if isinstance(item, Span) else item


@functools.cache
def _fields(cls: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields a record is made from, and whether each may be `None`."""
    hints = typing.get_type_hints(cls)
    return tuple((f.name, _optional(hints[f.name])) for f in dataclasses.fields(cls) if f.init)


def _optional(hint: Any) -> bool:  # noqa: ANN401 - any type
    return typing.get_origin(hint) in (types.UnionType, typing.Union) and type(
        None
    ) in typing.get_args(hint)
