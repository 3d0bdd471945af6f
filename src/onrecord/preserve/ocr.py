"""Words recognised in pictures and scans by Tesseract, as hOCR with page and box of each word.

What is recognised is derived: it is kept as an object of its own beside the picture, and readers
read that. So the text can be read again, and checked, where no Tesseract is. The program runs with
limits; pages of a PDF are drawn in a confined process.
"""

from __future__ import annotations

import base64
import binascii
import re
import shutil
import subprocess
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onrecord.errors import SettingInvalid, SourceUnreadableError
from onrecord.guard.confine import ConfinedError, confined
from onrecord.guard.run import limited
from onrecord.model.fixity import Tool
from onrecord.preserve.sniff import PDF

PROGRAM = "tesseract"
LANGUAGES = "eng+ara"
DPI = 300  # what its makers advise
MAX_PAGES = 200
MAX_PIXELS = 40_000_000  # of one page; A4 at 300 dots an inch has 8.7 million
MAX_PAGE_S = 120.0
MAX_MEMORY_BYTES = 2 << 30
MAX_OUTPUT_BYTES = 64 << 20
PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/tiff": "tif", "image/webp": "webp"}
RECOGNISABLE = frozenset({*PICTURES, PDF})
_VERSION = re.compile(r"tesseract v?([0-9][0-9A-Za-z.-]{0,30})")
_NAMES = re.compile(r"[A-Za-z_+]{2,60}")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one picture or scan."""

    hocr: bytes
    tool: Tool


class Recogniser(Protocol):
    """Reads words off pictures."""

    def recognise(self, body: bytes, media_type: str | None, origin: str) -> Recognised | None:
        """The words in a picture or scanned PDF; `None` for what is neither or holds none.

        Raises: SourceUnreadableError if it cannot be done.
        """


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed Tesseract."""

    program: str
    version: str
    languages: str

    def recognise(self, body: bytes, media_type: str | None, origin: str) -> Recognised | None:
        """See `Recogniser`."""
        try:
            with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
                folder = Path(scratch)
                drawn = _drawn(body, media_type, folder)
                if drawn is None:
                    return None
                names, dpi = drawn
                (folder / "pages").write_text("".join(f"{name}\n" for name in names))
                dots = ["--dpi", str(dpi)] if dpi else []
                hocr = limited(
                    [self.program, "pages", "stdout", "-l", self.languages, *dots, "hocr"],
                    folder=folder, seconds=MAX_PAGE_S * len(names),
                    memory_bytes=MAX_MEMORY_BYTES, output_bytes=MAX_OUTPUT_BYTES,
                )  # fmt: skip
        except (ConfinedError, OSError, LookupError, ValueError) as error:
            raise SourceUnreadableError(
                "recognising words in it",
                origin,
                expected=f"an end within {MAX_PAGE_S:.0f} seconds a page",
                found=str(error),
                advice="The bytes are kept; add a transcript beside it",
            ) from error
        if b"ocrx_word" not in hocr:
            return None
        how = f"{self.version} -l {self.languages}" + (f" --dpi {dpi}" if dpi else "")
        return Recognised(hocr, Tool(PROGRAM, how))


def tesseract(languages: str = LANGUAGES) -> Tesseract:
    """The installed Tesseract with these languages. Raises: SettingInvalid."""
    program = shutil.which(PROGRAM)
    if program is None or not _NAMES.fullmatch(languages):
        raise SettingInvalid(
            "recognising words needs a program",
            PROGRAM,
            expected="Tesseract with English and Arabic, and languages such as eng+ara",
            found="none" if program is None else languages,
            advice="On Debian or Ubuntu: apt install tesseract-ocr tesseract-ocr-ara",
        )
    version = _VERSION.search(_said(program, "--version"))
    held = set(_said(program, "--list-langs").split())
    if missing := sorted(set(languages.split("+")) - held):
        raise SettingInvalid(
            "Tesseract lacks a language",
            ", ".join(missing),
            found=f"{', '.join(sorted(held & {'ara', 'eng'}))}",
            advice="On Debian or Ubuntu: apt install "
            + " ".join(f"tesseract-ocr-{name}" for name in missing),
        )
    return Tesseract(program, version[1] if version else "unknown", languages)


def _said(program: str, option: str) -> str:
    done = subprocess.run(  # noqa: S603 - the installed program
        [program, option], capture_output=True, timeout=20, check=False
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _drawn(
    body: bytes, media_type: str | None, folder: Path
) -> tuple[list[str], int | None] | None:
    """Names of the pictures put into `folder`, and their dots an inch if they are ours."""
    if (suffix := PICTURES.get(media_type or "")) is not None:
        (folder / f"picture.{suffix}").write_bytes(body)
        return [f"picture.{suffix}"], None
    if media_type != PDF:
        return None
    module = "onrecord.preserve.pdf_images"
    found = confined(f"{module}:pages_and_chars", body, seconds=MAX_PAGE_S, most=MAX_PAGES)
    if found["chars"]:
        return None
    if found["pages"] > MAX_PAGES:
        message = f"it has {found['pages']} pages; at most {MAX_PAGES} are read"
        raise ConfinedError(message)
    names, dots = [], set()
    for number in range(found["pages"]):
        drawn = confined(
            f"{module}:picture", body, seconds=MAX_PAGE_S,
            number=number, dpi=DPI, most_pixels=MAX_PIXELS,
        )  # fmt: skip
        names.append(f"page-{number + 1}.pgm")
        (folder / names[-1]).write_bytes(_grey(drawn))
        dots.add(int(drawn["dpi"]))
    return names, min(dots, default=DPI)


def _grey(drawn: dict[str, object]) -> bytes:
    """A picture as drawn in the confined process, whose word is not taken for its size."""
    width, height = int(str(drawn["width"])), int(str(drawn["height"]))
    try:
        packed = base64.b64decode(str(drawn["packed"]), validate=True)
        pixels = zlib.decompressobj().decompress(packed, MAX_PIXELS + 1)
    except (binascii.Error, zlib.error) as error:
        raise ConfinedError(str(error)) from error
    if len(pixels) != width * height:
        message = "a page was not drawn whole"
        raise ConfinedError(message)
    return b"P5 %d %d 255\n" % (width, height) + pixels
