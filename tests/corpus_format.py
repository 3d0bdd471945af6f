"""Reads and writes the annotated reports of `tests/corpus/` (docs/reference/corpus.md)."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from onrecord.model.vocab import Act, Form, HarmKind, Modality, Precision, Stance, Unit

CORPUS = Path(__file__).parent / "corpus"
RULE = "---"
LAYERS = {
    "c": "content of a claim",
    "k": "cue",
    "s": "speaker words",
    "a": "words of an act",
    "m": "words that decide a modality",
    "p": "alleged perpetrator",
    "v": "victims",
    "o": "target",
    "w": "weapon",
    "n": "number",
    "l": "place",
    "t": "time",
}
HEADERS = {
    "lang": True, "style": True, "published": False, "publisher": False, "note": False,
    "layers": False, "half": False,
}  # fmt: skip
CLAIMS_ONLY = "claims"  # header `layers`: speech is annotated, acts, times and the rest are not
ALLOWED = {
    "lang": ("en", "ar", "mixed"),
    "layers": (CLAIMS_ONLY,),
    "half": ("develop", "check"),
}
HARMS = tuple(HarmKind)
_OPEN = re.compile(r"\{([a-z])([0-9]{1,3})\|")
_LINE = re.compile(r"([a-z])([0-9]{1,3}): (.+)")
_FIELD = re.compile(r"\s*,\s+")
_RANGE = re.compile(r"([0-9-]*)\.\.([0-9-]*)")
_COUNT = re.compile(r"([0-9]*)\.\.([0-9]*)|([0-9]+)")
_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}
_YEAR, _MONTH = 4, 7


class CorpusFormatError(Exception):
    """A report breaks the format; the message names file, line, and what was expected."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bracketed stretch: `[start, end)` in code points of the text without tags."""

    layer: str
    number: int
    start: int
    end: int

    @property
    def id(self) -> str:
        return f"{self.layer}{self.number}"


@dataclass(frozen=True, slots=True)
class Named:
    """A mark and the full name it stands for, if the report writes one."""

    id: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    id: str
    form: Form
    stance: Stance
    speaker: Named | None
    via: tuple[Named, ...]  # outermost last
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldAllegation:
    id: str
    acts: tuple[Act, ...]  # any of them is right
    modality: Modality
    claim: str | None  # `None`: the publisher's own voice
    perpetrators: tuple[Named, ...]
    hit: tuple[str, ...]
    weapons: tuple[str, ...]
    harms: tuple[tuple[HarmKind, str], ...]
    where: tuple[str, ...]
    when: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldTime:
    id: str
    values: tuple[tuple[date | None, date | None, Precision], ...]  # any of them is right
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldNumber:
    id: str
    values: tuple[tuple[int | None, int | None], ...]  # low and high; any of them is right
    unit: Unit
    counts: bool  # False: an age, a clock time, a distance: not a count of harm
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldPlace:
    id: str
    country: str | None  # ISO 3166-1 alpha-2; `None`: not in the gazetteer
    label: str | None
    kind: str  # name, adjective, inside
    optional: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One annotated report."""

    name: str
    headers: tuple[tuple[str, str], ...]
    text: str
    marks: tuple[Mark, ...]  # in order of their opening brackets
    claims: tuple[GoldClaim, ...]
    allegations: tuple[GoldAllegation, ...]
    times: tuple[GoldTime, ...]
    numbers: tuple[GoldNumber, ...]
    places: tuple[GoldPlace, ...]

    def header(self, key: str) -> str | None:
        return dict(self.headers).get(key)

    @property
    def lang(self) -> str:
        return dict(self.headers)["lang"]

    def spans(self, mark_id: str) -> tuple[tuple[int, int], ...]:
        """The stretches marked with this id, in text order."""
        return tuple((m.start, m.end) for m in self.marks if m.id == mark_id)

    def words(self, mark_id: str) -> str:
        """The marked words, pieces joined by one space."""
        return " ".join(" ".join(self.text[a:b].split()) for a, b in self.spans(mark_id))


# --- the text and its brackets


@dataclass(slots=True)
class _Reader:
    name: str

    def fail(self, line: int, message: str) -> CorpusFormatError:
        return CorpusFormatError(f"{self.name}:{line}: {message}")

    def strip(self, body: str, first_line: int) -> tuple[str, tuple[Mark, ...]]:
        """The text without tags, and its marks."""
        out: list[str] = []
        opened: list[tuple[int, str, int, int, int]] = []
        done: list[tuple[int, Mark]] = []
        at = length = serial = 0
        line = first_line
        while at < len(body):
            char = body[at]
            if char == "\n":
                line += 1
            if char == "\\":
                if body[at + 1 : at + 2] not in {"\\", "{", "}", "-"}:
                    raise self.fail(line, "a backslash stands only before { } \\ or -")
                char, at = body[at + 1], at + 1
            elif char == "{":
                tag = _OPEN.match(body, at)
                if not tag or tag[1] not in LAYERS:
                    shown = body[at : at + 12]
                    raise self.fail(line, f"expected a tag such as {{c1|, found {shown!r}")
                opened.append((serial, tag[1], int(tag[2]), length, line))
                serial, at = serial + 1, tag.end()
                continue
            elif char == "}":
                if not opened:
                    raise self.fail(line, "a closing } without an opening tag")
                order, layer, number, start, _ = opened.pop()
                if start == length:
                    raise self.fail(line, f"{layer}{number} marks no words")
                done.append((order, Mark(layer, number, start, length)))
                at += 1
                continue
            out.append(char)
            length, at = length + 1, at + 1
        if opened:
            raise self.fail(opened[-1][4], f"{opened[-1][1]}{opened[-1][2]} is not closed")
        return "".join(out), tuple(mark for _, mark in sorted(done, key=lambda pair: pair[0]))


def tagged(text: str, marks: Iterable[Mark]) -> str:
    """`text` with its marks as brackets: the inverse of reading."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, int] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(f"{{{mark.id}|")
        closing[mark.end] = closing.get(mark.end, 0) + 1
    out = []
    for at, char in enumerate(text):
        out.append("}" * closing.get(at, 0) + "".join(opening.get(at, [])))
        out.append("\\" + char if char in "\\{}" else char)
    out.append("}" * closing.get(len(text), 0))
    lines = "".join(out).split("\n")
    return "\n".join("\\" + line if line == RULE else line for line in lines)


# --- the values under the text


def _day_range(words: str) -> tuple[date, date, Precision]:
    """First and last day of `2025`, `2025-03` or `2025-03-14`."""
    if len(words) == _YEAR:
        return date(int(words), 1, 1), date(int(words), 12, 31), Precision.YEAR
    if len(words) == _MONTH:
        year, month = int(words[:4]), int(words[5:])
        last = calendar.monthrange(year, month)[1]
        return date(year, month, 1), date(year, month, last), Precision.MONTH
    day = date.fromisoformat(words)
    return day, day, Precision.DAY


def time_range(words: str) -> tuple[date | None, date | None, Precision]:
    """First and last day of `2025-03`, `2025-03-10..`, `unplaced` …; precision as it follows."""
    if words == "unplaced":
        return None, None, Precision.UNPLACED
    value, _, stated = words.partition(" ")
    span = _RANGE.fullmatch(value)
    if not span:
        low, high, precision = _day_range(value)
        return low, high, Precision(stated) if stated else precision
    first = _day_range(span[1])[0] if span[1] else None
    last = _day_range(span[2])[1] if span[2] else None
    default = Precision.RANGE if first and last else Precision.AFTER if first else Precision.BEFORE
    if first and last and last - first > timedelta(days=366 * 300):
        raise ValueError(words)
    return first, last, Precision(stated) if stated else default


def _count(words: str) -> tuple[int | None, int | None]:
    found = _COUNT.fullmatch(words.translate(_DIGITS))
    if not found or words == "..":
        raise ValueError(words)
    if found[3]:
        return int(found[3]), int(found[3])
    return (int(found[1]) if found[1] else None), (int(found[2]) if found[2] else None)


def _named(words: str) -> Named:
    mark, _, name = words.partition(" = ")
    return Named(mark.strip(), name.strip() or None)


class _Block:
    """Reads the lines under the text, against the marks above it."""

    def __init__(
        self, reader: _Reader, text: str, marks: tuple[Mark, ...], first_line: int
    ) -> None:
        self.reader, self.text, self.first_line = reader, text, first_line
        self.ids = list(dict.fromkeys(m.id for m in marks))
        self.first = {m.id: m for m in reversed(marks)}
        self.lines: dict[str, tuple[int, list[str]]] = {}

    def add(self, number: int, line: str) -> None:
        found = _LINE.fullmatch(line)
        if not found or found[1] not in "calnt":
            raise self.reader.fail(number, f"expected a line such as 'c1: direct', found {line!r}")
        mark = found[1] + found[2]
        if mark in self.lines:
            raise self.reader.fail(number, f"{mark} is described twice")
        self.known(number, mark)
        self.lines[mark] = (number, _FIELD.split(found[3].strip()))

    def known(self, line: int, mark: str, layers: str = "") -> str:
        if mark not in self.first or (layers and mark[0] not in layers):
            wanted = " or ".join(LAYERS[c] for c in layers) or "a mark of the text"
            raise self.reader.fail(line, f"{mark!r} is not {wanted}")
        return mark

    def of(self, layer: str, *, needed: bool) -> list[tuple[str, int, list[str]]]:
        rows = []
        for mark in (i for i in self.ids if i[0] == layer):
            above = self.first_line + self.text.count("\n", 0, self.first[mark].start)
            if mark not in self.lines and needed:
                raise self.reader.fail(
                    above, f"{mark} ({LAYERS[layer]}) has no line under the text"
                )
            line, fields = self.lines.get(mark, (above, []))
            rows.append((mark, line, fields))
        return rows

    def value(self, line: int, kind: type, words: str) -> object:
        try:
            return kind(words)
        except ValueError:
            raise self.reader.fail(line, f"{words!r} is no {kind.__name__}") from None

    def claim(self, mark: str, line: int, fields: list[str]) -> GoldClaim:
        form = self.value(line, Form, fields[0])
        stance, speaker, via, optional = Stance.ASSERTS, None, [], False
        if form is Form.UNATTRIBUTED:
            stance = Stance.REPORTS
        own = "s" + mark[1:]
        if own in self.first:
            speaker = Named(own)
        for text in fields[1:]:
            word, _, rest = text.partition(" ")
            if word == "by":
                speaker = _named(rest)
                self.known(line, speaker.id, "s")
            elif word == "via":
                via.append(_named(rest))
                self.known(line, via[-1].id, "s")
            elif word == "optional":
                optional = True
            else:
                stance = self.value(line, Stance, text)
        spoken = form not in {Form.OWN_VOICE, Form.UNATTRIBUTED}
        if spoken != (speaker is not None):
            wanted = "needs" if spoken else "has no"
            raise self.reader.fail(line, f"{mark}: a claim in this form {wanted} speaker")
        return GoldClaim(mark, form, stance, speaker, tuple(via), optional)

    def allegation(self, mark: str, line: int, fields: list[str]) -> GoldAllegation:
        if len(fields) < 2:
            raise self.reader.fail(line, f"{mark}: expected an act and a modality")
        acts = tuple(self.value(line, Act, act) for act in fields[0].split("|"))
        modality = self.value(line, Modality, fields[1])
        found: dict[str, list] = {w: [] for w in ("in", "by", "hit", "with", "at", "on", "harm")}
        layers = {"in": "c", "hit": "vo", "with": "w", "at": "l", "on": "t"}
        optional = False
        for text in fields[2:]:
            word, _, rest = text.partition(" ")
            if word == "optional":
                optional = True
            elif word == "by":
                found["by"].append(_named(rest))
                self.known(line, found["by"][-1].id, "pls")
            elif word in layers:
                found[word] += [self.known(line, i, layers[word]) for i in rest.split()]
            else:
                kind = self.value(line, HarmKind, word)
                found["harm"] += [(kind, self.known(line, i, "n")) for i in rest.split()]
        return GoldAllegation(
            mark, acts, modality, next(iter(found["in"]), None), tuple(found["by"]),
            tuple(found["hit"]), tuple(found["with"]), tuple(found["harm"]),
            tuple(found["at"]), tuple(found["on"]), optional,
        )  # fmt: skip

    def time(self, mark: str, line: int, fields: list[str]) -> GoldTime:
        try:
            values = tuple(time_range(words) for words in fields[0].split(" or "))
        except ValueError:
            raise self.reader.fail(line, f"{mark}: {fields[0]!r} is no time") from None
        return GoldTime(mark, values, "optional" in fields[1:])

    def number(self, mark: str, line: int, fields: list[str]) -> GoldNumber:
        words = self.text[self.first[mark].start : self.first[mark].end]
        counts, optional, unit, value = True, False, Unit.PERSONS, words.replace(",", "")
        for text in fields:
            if text == "no count":
                counts = False
            elif text == "optional":
                optional = True
            elif text in set(Unit):
                unit = Unit(text)
            else:
                value = text
        if not counts:
            return GoldNumber(mark, (), unit, counts=False, optional=optional)
        try:
            values = tuple(_count(part) for part in value.split(" or "))
        except ValueError:
            raise self.reader.fail(
                line, f"{mark}: {value!r} is no number; write its value"
            ) from None
        return GoldNumber(mark, values, unit, counts=True, optional=optional)

    def place(self, mark: str, _line: int, fields: list[str]) -> GoldPlace:
        country = label = None
        kind, optional = "name", False
        for text in fields:
            word, _, rest = text.partition(" ")
            if word in {"adjective", "inside"} and not rest:
                kind = word
            elif word == "optional":
                optional = True
            elif text != "absent":
                label, _, country = text.partition(" = ")
        return GoldPlace(mark, country or None, label, kind, optional)


def parse(name: str, source: str) -> Report:
    """The report written in `source`. Raises: CorpusFormatError."""
    reader = _Reader(name)
    lines = source.split("\n")
    rules = [n for n, line in enumerate(lines) if line == RULE]
    if len(rules) != 2:
        raise reader.fail(1, f"expected two lines of '---', found {len(rules)}")
    headers = _headers(reader, lines[: rules[0]])
    text, marks = reader.strip("\n".join(lines[rules[0] + 1 : rules[1]]), rules[0] + 2)
    block = _Block(reader, text, marks, rules[0] + 2)
    for number, line in enumerate(lines[rules[1] + 1 :], start=rules[1] + 2):
        if line and not line.startswith("#"):
            block.add(number, line)
    return Report(
        name, headers, text, marks,
        tuple(block.claim(*row) for row in block.of("c", needed=True)),
        tuple(block.allegation(*row) for row in block.of("a", needed=True)),
        tuple(block.time(*row) for row in block.of("t", needed=True)),
        tuple(block.number(*row) for row in block.of("n", needed=False)),
        tuple(block.place(*row) for row in block.of("l", needed=False)),
    )  # fmt: skip


def _headers(reader: _Reader, lines: list[str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        key, colon, value = line.partition(": ")
        if not colon or key not in HEADERS or key in found:
            raise reader.fail(number, f"expected one of {', '.join(HEADERS)}, found {line!r}")
        if value not in ALLOWED.get(key, (value,)):
            raise reader.fail(
                number, f"{key}: expected {' or '.join(ALLOWED[key])}, found {value!r}"
            )
        found[key] = value
    for key, needed in HEADERS.items():
        if needed and key not in found:
            raise reader.fail(1, f"the header {key!r} is missing")
    return tuple(found.items())


def load(folder: Path = CORPUS) -> tuple[Report, ...]:
    """All reports of a folder, sorted by name."""
    paths = sorted(folder.glob("*.txt"))
    return tuple(parse(p.stem, p.read_bytes().decode("utf-8")) for p in paths)


def digest(folder: Path = CORPUS) -> str:
    """SHA-256 over the names and bytes of all reports and tables of sentences."""
    whole = hashlib.sha256()
    for path in sorted((*folder.glob("*.txt"), *folder.glob("*.tsv"))):
        whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
