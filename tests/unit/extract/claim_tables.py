"""Makes documents of paragraphs and reads their claims as plain words, for the claim tests."""

import re
from typing import NamedTuple

from onrecord.extract.claims import claims
from onrecord.model.claim import Claim
from onrecord.model.document import Block, Document
from onrecord.model.fixity import Tool
from onrecord.model.vocab import BlockKind


class Said(NamedTuple):
    """One claim in plain words."""

    who: str | None
    what: str
    form: str
    claim: Claim

    @property
    def cue(self) -> str | None:
        cue = self.claim.attribution.cue
        return cue.quote if cue else None

    @property
    def words(self) -> str | None:
        speaker = self.claim.attribution.speaker
        return speaker.spans[0].quote if speaker else None

    @property
    def role(self) -> str | None:
        role = self.claim.attribution.role
        return role.value if role else None


def document(text: str, kinds: dict[int, BlockKind] | None = None) -> Document:
    blocks = [
        Block((kinds or {}).get(number, BlockKind.PARAGRAPH), match.start(), match.end())
        for number, match in enumerate(re.finditer(r"[^\n]+", text))
    ]
    return Document(
        object="0" * 64,
        text=text,
        encoding="utf-8",
        language=None,
        direction="ltr",
        title=None,
        published=None,
        authors=(),
        publisher=None,
        credit=None,
        blocks=tuple(blocks),
        origins=(),
        reader=Tool("test", "1"),
    )


def said(text: str, kinds: dict[int, BlockKind] | None = None) -> list[Said]:
    found = []
    for claim in claims(document(text, kinds)):
        speaker = claim.attribution.speaker
        found.append(
            Said(
                speaker.value if speaker else None,
                " | ".join(span.quote for span in claim.content),
                claim.attribution.form.value,
                claim,
            )
        )
    return found


def attributed(text: str) -> list[Said]:
    return [one for one in said(text) if one.form != "own_voice"]
