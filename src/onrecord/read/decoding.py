"""Bytes to text with a way back: which bytes each character was decoded from.

1. A byte order mark decides. 2. Else bytes that are UTF-8 throughout are UTF-8, whatever was
declared. 3. Else the declared encoding, if all bytes fit it. 4. Else UTF-8 with few faults.
5. Else a guess. Bytes that fit nothing become U+FFFD, one for each run, and are noted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from onrecord.errors import SourceUnreadableError

GUESS_SAMPLE_BYTES = 64_000
MAX_FAULTY_SHARE = 0.02  # faults a kilobyte of non-ASCII text may have and still count as UTF-8
MAX_CONTROL_SHARE = 0.02  # of characters; running text has none

# Encodings whose bytes mean the same at every place, so that a part can be decoded by itself.
_SINGLE = frozenset(
    {f"cp{n}" for n in (437, 720, 737, 775, 850, 852, 855, 857, 858, 862, 864, 866, 874)}
    | {f"cp125{n}" for n in range(9)}
    | {f"iso8859-{n}" for n in range(1, 17)}
    | {"ascii", "koi8-r", "koi8-u", "mac-cyrillic", "mac-greek", "mac-roman", "mac-turkish"}
    | {"tis-620"}
)
_MANY = frozenset({"gb18030", "gbk", "gb2312", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SERVED_CHARSET = re.compile(r"(?i);\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text. `faults`: (character, byte start, byte end) of each U+FFFD put for bytes."""

    text: str
    encoding: str
    byte_start: int  # after a byte order mark
    faults: tuple[tuple[int, int, int], ...]
    notes: tuple[str, ...]

    def offsets(self, places: list[int]) -> list[int]:
        """The byte offsets of ascending character offsets, in one pass."""
        found: list[int] = []
        at_char, at_byte, fault = 0, self.byte_start, 0
        for place in places:
            while fault < len(self.faults) and self.faults[fault][0] < place:
                at_char, at_byte = self.faults[fault][0] + 1, self.faults[fault][2]
                fault += 1
            at_byte += self._length(at_char, place)
            at_char = place
            found.append(at_byte)
        return found

    def _length(self, start: int, end: int) -> int:
        if self.encoding in _SINGLE:
            return end - start
        return len(self.text[start:end].encode(self.encoding))


def served_charset(media_type: str | None) -> str | None:
    """The encoding that a server or container states in a media type."""
    match = _SERVED_CHARSET.search(media_type or "")
    return match[1] if match else None


def canonical_encoding(label: str | None) -> str | None:
    """The name Python gives an encoding whose parts can be decoded by themselves, else `None`."""
    if not label or not label.isascii():
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = {"ascii": "utf-8", "iso8859-1": "cp1252"}.get(name, name)  # as browsers take them
    return name if name == "utf-8" or name in _SINGLE or name in _MANY else None


def decode(body: bytes, where: str, declared: str | None = None) -> Decoded:
    """The text of `body`, by the steps above. Raises: SourceUnreadableError for binary bytes."""
    decoded = _decode(body, where, declared)
    sample = decoded.text[:1_000_000]
    if len(_CONTROL.findall(sample)) > max(2.0, MAX_CONTROL_SHARE * len(sample)):
        raise SourceUnreadableError(
            "reading text",
            where,
            expected="text",
            found="bytes that are mostly control characters, as in a binary file",
            advice="Check what kind of file this is and preserve it under its own suffix",
        )
    return decoded


def _decode(body: bytes, where: str, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if body.startswith(mark):  # 1
            return _with_faults(body, encoding, len(mark), (), where)
    wanted = canonical_encoding(declared)
    try:
        text = body.decode("utf-8")  # 2
    except UnicodeDecodeError:
        pass
    else:
        notes: tuple[str, ...] = ()
        if wanted not in {None, "utf-8"} and not text.isascii():
            notes = (f"declared as {declared}, but all bytes are UTF-8; read as UTF-8",)
        return Decoded(text, "utf-8", 0, (), notes)
    if wanted not in {None, "utf-8"} and (fits := _strict(body, str(wanted))) is not None:  # 3
        return Decoded(fits, str(wanted), 0, (), ())
    for guess, note in _guesses(body, declared):
        if guess == "utf-8":  # 4
            return _with_faults(body, "utf-8", 0, note)
        if guess is not None and (fits := _strict(body, guess)) is not None:  # 5
            return Decoded(fits, guess, 0, (), note)
    return _with_faults(body, "utf-8", 0, ("no encoding fits all bytes; read as UTF-8",))


def _guesses(body: bytes, declared: str | None) -> list[tuple[str | None, tuple[str, ...]]]:
    """Steps 4 and 5: encodings to try, each with the note that goes with it."""
    note = f"no encoding declared{'' if declared is None else f' that fits ({declared})'}"
    sample = body[:GUESS_SAMPLE_BYTES]
    loose = sample.decode("utf-8", "surrogateescape")
    bad = len(_SURROGATES.findall(loose))
    wide = sum(char > "\x7f" for char in loose)
    if bad and bad < wide * MAX_FAULTY_SHARE + 1 and wide > 10 * bad:
        return [("utf-8", (f"{note}; read as UTF-8, some bytes are damaged",))]
    best = from_bytes(sample).best()
    guess = canonical_encoding(best.encoding) if best else None
    return [
        (guess, (f"{note}; {guess} assumed from the bytes",)),
        ("cp1252", (f"{note}; cp1252 assumed, may be wrong",)),
    ]


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        return None
    if encoding in _MANY and text.encode(encoding, "replace") != body:
        return None  # no honest way back to the bytes
    return text


def _with_faults(
    body: bytes, encoding: str, start: int, notes: tuple[str, ...], where: str = ""
) -> Decoded:
    """Decode what can be decoded; each run of other bytes gives one U+FFFD and a fault."""
    wide = encoding[4:6]
    if wide in {"16", "32"}:
        unit = int(wide) // 8
        end = len(body) - (len(body) - start) % unit
        try:
            loose = body[start:end].decode(encoding, "surrogatepass")
        except UnicodeDecodeError as error:
            raise SourceUnreadableError(
                "decoding text with a byte order mark",
                where,
                expected=encoding,
                found=f"bytes at {start + error.start} that are no characters",
                advice="The mark may be a part of a binary file; check what kind of file this is",
            ) from error
        per_fault = unit
    else:
        loose, per_fault, end = body[start:].decode(encoding, "surrogateescape"), 1, len(body)
    parts: list[str] = []
    faults: list[tuple[int, int, int]] = []
    at_char, at_loose, at_byte = 0, 0, start
    for run in _SURROGATES.finditer(loose):
        good = loose[at_loose : run.start()]
        at_byte += len(good.encode(encoding))
        at_char += len(good)
        width = len(run.group()) * per_fault
        faults.append((at_char, at_byte, at_byte + width))
        parts += [good, "\ufffd"]
        at_char, at_byte, at_loose = at_char + 1, at_byte + width, run.end()
    parts.append(loose[at_loose:])
    if faults:
        notes = (
            *notes,
            f"{len(faults)} places hold bytes that are not {encoding}; shown as U+FFFD",
        )
    if end < len(body):
        notes = (*notes, f"{len(body) - end} bytes at the end are half a character; left out")
    return Decoded("".join(parts), encoding, start, tuple(faults), notes)
