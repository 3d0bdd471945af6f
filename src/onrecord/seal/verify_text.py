"""VERIFY.txt: how to check a sealed file with tools that are not ours."""

from __future__ import annotations

from string import Template

from onrecord.model.document import Span
from onrecord.model.dossier import Dossier
from onrecord.wire import layout
from onrecord.wire.tables import Lookup

_PAGE = Template(
    """\
HOW TO CHECK THIS FILE WITHOUT THE PROGRAM THAT MADE IT

Run each command in the folder that holds this text. Lines that begin with "  $$ " are commands.
They need bash, GNU coreutils and Python 3.8 or newer; nothing is fetched.

1. The bytes are those that were sealed. Each command prints "OK" and nothing else:
  $$ sha256sum -c --quiet tagmanifest-sha256.txt && echo OK
  $$ sha256sum -c --quiet manifest-sha256.txt && echo OK
  $$ sha512sum -c --quiet manifest-sha512.txt && echo OK

2. Nothing was added. This prints nothing if every file is listed, and nothing else is there (the
   folder "seal" holds what can only be made after the lists: a signature and timestamps):
  $$ find . ! -type d | cut -c3- | grep -vxF -e tagmanifest-sha256.txt \\
      -f <(cut -c67- manifest-sha256.txt tagmanifest-sha256.txt) | grep -vxE \\
      'seal/(allowed_signers|tagmanifest-sha256[.]txt[.](sig|[a-z0-9-]+[.]tsr([.]pem)?))'
   With the bagit tool of the Library of Congress ("pip install bagit"):
  $$ bagit.py --validate .

3. The custody log gives the root in data/custody/checkpoint (RFC 6962, SHA-256). This prints
   "True":
  $$ sed -n '/^-----$$/,/^-----$$/p' VERIFY.txt | grep -v '^-----$$' | python3 -
-----
import base64, hashlib
def head(x):
    if len(x) == 1: return hashlib.sha256(b"\\0" + x[0]).digest()
    k = 1 << (len(x) - 1).bit_length() - 1
    return hashlib.sha256(b"\\1" + head(x[:k]) + head(x[k:])).digest()
log = open("data/custody/log.jsonl", "rb").read().split(b"\\n")[:-1]
origin, size, root = open("data/custody/checkpoint").read().split()[:3]
found = head(log) if log else hashlib.sha256(b"").digest()
print(len(log) == int(size) and found == base64.b64decode(root))
-----

4. A quote stands in the source. The tables data/records/claims.csv and allegations.csv give for
   each quote from a text or web page: object, byte_start, byte_end. Its bytes are printed by
     tail -c +N data/objects/AA/OBJECT | head -c M
   where AA are the first two characters of OBJECT, N is byte_start + 1 and M is
   byte_end - byte_start. A web page shows its markup and character references as they stand.
$example
   Quotes from PDF, DOCX and mail name no bytes: open the object and look (page and paragraph are
   in data/records/documents.jsonld, under "origins").

$signature
6. When it existed at the latest. Each file seal/*.tsr is a reply of a time-stamp authority (RFC
   3161) over tagmanifest-sha256.txt; there may be none. This prints what each says:
  $$ for t in seal/*.tsr; do test ! -e "$$t" || openssl ts -reply -in "$$t" -text; done
   This checks each against certificates that you trust, at the time it states; put the root of the
   authority, as published by itself, into a file and its name in place of ROOT.pem:
  $$ for t in seal/*.tsr; do test ! -e "$$t" || openssl ts -verify -in "$$t" \\
      -data tagmanifest-sha256.txt -CAfile ROOT.pem -attime "$$(date +%s -d \\
      "$$(openssl ts -reply -in "$$t" -text | sed -n 's/^Time stamp: //p')")"; done
   Tokens in data/custody/timestamps/N.*.tsr are over the checkpoint of the first N events. A file
   NAME.tsr.pem holds what was said of the certificates of NAME.tsr when it came: lists of withdrawn
   ones ("openssl crl -in NAME.tsr.pem -noout -text") or answers (OCSP).

7. All of this but 5 and 6, and records and quotes as well, in one go; "every check made here held"
   ends what it prints:
  $$ python3 -I data/verify/verify.py .
   That script came with this file: whoever made the file could have put another one there. Prefer
   a copy that you took from a release of onrecord (resources/standalone/verify.py), or compare
   the first with it before you run it. It needs no package and writes nothing.

What this shows, and what it does not: no byte has changed since the digests above were written.
It does not show that what a source states is so, nor who wrote the digests: keep a copy of
tagmanifest-sha256.txt or of data/custody/checkpoint elsewhere, and compare.
In the tables, a text that begins with = + - @ has a leading apostrophe, so that no spreadsheet
runs it as a formula.
"""
)


_UNSIGNED = "5. This file is not signed.\n"
_SIGNED = """\
5. Who signed. This prints "Good" if the key named in seal/allowed_signers signed the lists, and
   with them every listed byte (OpenSSH 8.2 or newer):
  $ ssh-keygen -Y verify -f seal/allowed_signers -I "$(cut -d' ' -f1 seal/allowed_signers)" \\
      -n onrecord -s seal/tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt
   That file only says what the file says of itself. Compare the fingerprint that this prints with
   one that the signer gave you by another way:
  $ cut -d' ' -f3- seal/allowed_signers | ssh-keygen -l -f -
   data/custody/checkpoint is a signed note (C2SP), its key is data/custody/vkey;
   data/custody/proofs holds a tlog-proof for each capture.
"""


def verify_text(dossier: Dossier, lookup: Lookup, *, signed: bool = False) -> bytes:
    """The page, with one quote of this dossier as example where one has bytes of its own."""
    page = _PAGE.substitute(
        example=_example(dossier, lookup), signature=_SIGNED if signed else _UNSIGNED
    )
    return page.encode("utf-8", "backslashreplace")


def _example(dossier: Dossier, lookup: Lookup) -> str:
    for claim in dossier.claims:
        for span in claim.content:
            found = lookup.byte_ranges.get((span.document, span.start, span.end))
            if found:
                path = layout.object_path(lookup.objects[span.document])
                return _command(claim.id, span, path, found)
    return "   No quote of this file has a place in bytes."


def _command(claim: str, span: Span, path: str, at: tuple[int, int]) -> str:
    start, end = at
    return (
        f"   For example, the words of {claim}\n"
        f"   (characters {span.start} to {span.end} of {span.document}):\n"
        f"  $ tail -c +{start + 1} {path} | head -c {end - start}"
    )
