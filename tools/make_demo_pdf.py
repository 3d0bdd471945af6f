"""Makes the situation report of the example sources: `make_demo_pdf.py [OUT.pdf]`.

Needs reportlab, which the package itself does not. The same version of it gives the same bytes.
All names, places and numbers are invented.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

OUT = Path(__file__).parents[1] / "src/onrecord/resources/demo/04-health-office-report.pdf"
HEADER = "Island Health Office | Situation report 23 | 2 to 8 June 2025"
LEFT, RIGHT, TOP, BOTTOM = 22 * mm, 188 * mm, 262 * mm, 25 * mm
BODY, LINE = 10.5, 14.5
TITLE_SIZE, HEAD_SIZE = 18, 12

CONTENT = """\
# Situation report 23

Port Aldane, 9 June 2025. Period covered: 2 to 8 June 2025.

## 1. Attacks on health care

Saint Ilan Hospital in Ras Olvan was bombed on the evening of 3 June. Staff of the hospital
reported that 11 people were killed and 16 injured, among them two nurses. An earlier figure of
seven dead, given to the press on 4 June, was withdrawn by the hospital after four patients died
of their wounds. The maternity wing is destroyed.

Dr Samira Velland said that the aircraft came from the west. The Provisional Council denied that
its aircraft had attacked the hospital. The Island Health Office has no means of its own to say
whose aircraft it was.

On 5 June fighters of the Eastern Accord took an ambulance near Tessary and kept it for two days,
its driver said. Nobody was hurt.

## 2. Casualties reported by hospitals

| Place | Killed | Injured
| Ras Olvan | 11 | 16
| Marlune | 12 | 20
| Tessary | 2 | 5
| Total | 25 | 41

The figure for Marlune concerns the shelling of the fish market on 5 June. The Council gave nine
dead on 6 June; hospital records now show 12.

-----

## 3. Displacement

About 320 people from 64 families arrived in Port Aldane from Norrel between 4 and 7 June. They
said that Council soldiers had forced them to leave. A spokesman for the Council, Captain Ruben
Halse, said they had been "moved for their own safety" and would return within a month.

Among those who arrived were 38 children under five and three women in the last month of
pregnancy.

## 4. Supplies

No flour and no insulin have reached Ras Olvan since 1 June. The office asked the Council Guard
and the Eastern Accord on 2 June, and again on 6 June, to let one truck pass. Neither has replied
in writing.

## 5. What is needed

Two surgeons, blood of all groups, and a written promise by all parties that hospitals will not be
attacked. If the fuel store of Marlune hospital were hit, its generators would stop within six
hours.

## 6. Note on figures

Figures are those of five of the seven hospitals on the island. They count the dead who reached a
hospital and no others.
"""


def wrapped(text: str) -> list[str]:
    """The lines of a paragraph."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Helvetica", BODY) > RIGHT - LEFT:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Pages:
    """A canvas with a pen that moves down."""

    def __init__(self, out: Path) -> None:
        self.canvas = Canvas(str(out), pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle("Situation report 23")
        self.canvas.setAuthor("Island Health Office")
        self.number = 0
        self.start()

    def start(self) -> None:
        """Begin a page: the running head above, the page number below."""
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(LEFT, 278 * mm, HEADER)
        self.canvas.drawCentredString(105 * mm, 12 * mm, f"Page {self.number} of 2")
        self.y = TOP

    def add(self, part: str) -> None:
        """One part of the content: a page break, a heading, rows of a table or a paragraph."""
        if part == "-----":
            self.start()
        elif part.startswith("#"):
            marks, _, text = part.partition(" ")
            self.canvas.setFont("Helvetica-Bold", TITLE_SIZE if marks == "#" else HEAD_SIZE)
            self.y -= 10
            self.canvas.drawString(LEFT, self.y, text)
            self.y -= 22
        elif part.startswith("|"):
            self.canvas.setFont("Helvetica", BODY)
            for row in part.splitlines():
                for column, cell in enumerate(row.removeprefix("| ").split(" | ")):
                    self.canvas.drawString(LEFT + column * 55 * mm, self.y, cell)
                self.y -= LINE
        else:
            self.canvas.setFont("Helvetica", BODY)
            self.y -= 4
            for line in wrapped(part):
                self.canvas.drawString(LEFT, self.y, line)
                self.y -= LINE
            self.y -= 4


def main() -> None:
    """Write the PDF."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    pages = Pages(out)
    for part in CONTENT.strip().split("\n\n"):
        pages.add(part)
    pages.canvas.save()


if __name__ == "__main__":
    main()
