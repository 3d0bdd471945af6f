"""The summary as a Word document. Needs python-docx, the extra `docx`."""

from __future__ import annotations

import io

from onrecord.errors import SettingInvalid
from onrecord.seal.brief import CAUTION, Brief, with_numbers
from onrecord.seal.report_text import direction, plain

BODY_POINTS, SMALL_POINTS, MARGIN_CM = 10, 8, 2.0


def as_docx(made: Brief) -> bytes:
    """The summary as DOCX. Raises: SettingInvalid if python-docx is not installed."""
    try:
        from docx import Document  # noqa: PLC0415 - an extra
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.shared import Cm, Pt  # noqa: PLC0415
        from docx.text.paragraph import Paragraph  # noqa: PLC0415
    except ImportError as error:
        raise SettingInvalid(
            "a Word document cannot be written",
            "python-docx",
            found="it is not installed",
            advice="Install it with: pip install 'onrecord[docx]', or write Markdown",
        ) from error

    document = Document()
    for part in document.sections:
        part.left_margin = part.right_margin = Cm(MARGIN_CM)
        part.top_margin = part.bottom_margin = Cm(MARGIN_CM)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(BODY_POINTS), Pt(4)

    def put(text: str, style: str | None = None, points: int | None = None) -> Paragraph:
        written = document.add_paragraph(style=style)
        run = written.add_run(plain(text))
        if points:
            run.font.size = Pt(points)
        if direction(text) == "rtl":
            written._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - no other way
            run.font.rtl = True
        return written

    put(made.title, "Title")
    put(CAUTION, points=SMALL_POINTS)
    for section in made.sections:
        put(section.heading, "Heading 2")
        put(" ".join(with_numbers(each) for each in section.sentences))
    put("Claims named above", "Heading 2")
    for each in made.references:
        put(f"C{each.number}: {each.text}", points=SMALL_POINTS).paragraph_format.space_after = Pt(
            1
        )
    if made.not_listed:
        put(f"and {made.not_listed:,} more, in the report of the file", points=SMALL_POINTS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
