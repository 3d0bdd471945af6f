"""Check "origins": the words of a document stand in the bytes it was read from.

Text and HTML: the bytes are decoded again, along the origin rows. Other kinds (PDF, DOCX, e-mail):
the object is read again by `reread`, if one is given, and text and origin rows must come out the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.errors import OnrecordError
from onrecord.model.document import Document, Span
from onrecord.model.fixity import Capture
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.origins import rows_hold

CHECK = "origins"
MAX_OBJECT_BYTES = 1 << 34

Reread = Callable[[Capture, bytes], Document]


class Origins:
    """Checks one document after the other against its object."""

    def __init__(
        self,
        members: Members,
        sound: frozenset[str],
        captures: Mapping[str, Capture],
        reread: Reread | None,
        results: Results,
    ) -> None:
        self._members, self._sound, self._captures = members, sound, captures
        self._reread, self._results = reread, results

    def check(self, document: Document, spans: list[Span]) -> None:
        """Check `document`, of which `spans` are quoted."""
        path = layout.object_path(document.object)
        if path not in self._sound:
            self._results.not_checkable(
                CHECK, path, f"is missing or changed; {document.id} cannot be compared with it"
            )
            return
        in_bytes = any(row.byte_start is not None for row in document.origins)
        capture = self._captures.get(document.object)
        again = self._reread is not None and capture is not None
        if not in_bytes and not again:
            self._no_place(document, path)
            return
        try:
            body = read_whole(self._members, path, MAX_OBJECT_BYTES)
        except UNREADABLE as error:
            self._results.failed(CHECK, path, f"cannot be read ({shown(error)})")
            return
        if in_bytes and self._against_bytes(document, body, spans, path):
            return
        if self._reread is not None and capture is not None:
            self._again(self._reread, document, capture, body)
        else:
            self._no_place(document, path)

    def _no_place(self, document: Document, path: str) -> None:
        self._results.not_checkable(
            CHECK,
            path,
            f"the words of {document.id} have no place in its bytes, and it was not read again",
        )

    def _against_bytes(self, document: Document, body: bytes, spans: list[Span], path: str) -> bool:
        """Whether the bytes could answer for the whole document; its quotes are named if not so."""
        whole = _holds(document, body, 0, len(document.text))
        if whole is None:
            return False
        if whole:
            self._results.held(
                CHECK, path, f"its bytes give all {len(document.text)} characters of {document.id}"
            )
            return True
        answers: dict[tuple[int, int], bool | None] = {}
        wrong = 0
        for start, end in sorted({(span.start, span.end) for span in spans}):
            rows = document.rows(start, end)
            # Rows are compared whole, so the answer is the same for all quotes in them.
            key = (min(start, rows[0].start), max(end, rows[-1].end)) if rows else (start, end)
            if key not in answers:
                answers[key] = _holds(document, body, *key)
            if answers[key] is not True:
                wrong += 1
                self._fail(document, path, f"the characters [{start}, {end})")
        if not wrong:
            self._fail(document, path, "some characters outside its quotes")
        return True

    def _fail(self, document: Document, path: str, what: str) -> None:
        self._results.failed(
            CHECK,
            layout.RECORD_FILES["document"][1],
            f"the bytes of {path} do not give {what} of {document.id}",
        )

    def _again(self, reread: Reread, document: Document, capture: Capture, body: bytes) -> None:
        member = layout.RECORD_FILES["document"][1]
        path = layout.object_path(document.object)
        try:
            again = reread(capture, body)
        except OnrecordError as error:
            self._results.not_checkable(CHECK, path, f"cannot be reread here ({shown(error)})")
            return
        if (again.text, again.origins) == (document.text, document.origins):
            self._results.held(CHECK, path, f"read again, it gives the text of {document.id}")
        elif again.reader != document.reader:
            self._results.not_checkable(
                CHECK,
                path,
                f"read again by {again.reader.name} {again.reader.version}, it gives another text "
                f"than {document.reader.name} {document.reader.version} gave for {document.id}",
            )
        else:
            self._results.failed(
                CHECK,
                member,
                f"{path}, read again, does not give the text or places of {document.id}",
            )


def _holds(document: Document, body: bytes, start: int, end: int) -> bool | None:
    try:
        return rows_hold(document, body, start, end) if start < end else True
    except (ValueError, LookupError, TypeError):  # an encoding that is none, from a hostile record
        return False
