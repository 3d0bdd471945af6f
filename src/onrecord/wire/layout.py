"""Where things lie inside a sealed file, and which names may stand there at all.

Shared by sealing and verification. Paths are "/"-separated and relative to the sealed folder.
"""

from __future__ import annotations

import re
import unicodedata

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST_SHA256 = "manifest-sha256.txt"
MANIFEST_SHA512 = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
VERIFY = "VERIFY.txt"
TAG_FILES = (BAG_INFO, BAGIT, MANIFEST_SHA256, MANIFEST_SHA512, VERIFY, TAG_MANIFEST)

PAYLOAD = "data/"
CRATE = "data/ro-crate-metadata.json"
REPORT = "data/report.html"
OBJECTS = "data/objects/"
RECORDS = "data/records/"
LOG = "data/custody/log.jsonl"
DETAILS = "data/custody/details.jsonl"  # salts and values of the log; may be withheld in part
CHECKPOINT = "data/custody/checkpoint"
SEED = "data/custody/seed"  # opens the commitments to all that the file says; never in an edition
# A redacted edition: what it opens of the original, and what was withheld, why, by whose authority.
OPENINGS = "data/redaction/openings.jsonl"
REDACTIONS = "data/redaction/redactions.csv"
SEALED_TO = "data/redaction/restricted/"  # withheld objects, encrypted to some recipients
STANDALONE = "data/verify/verify.py"  # files sealed by earlier versions do not have it
VKEY = "data/custody/vkey"
LOG_TOKENS = "data/custody/timestamps/"
# What no manifest lists, because it is made from the manifests.
SEAL = "seal/"
SIGNATURE = "seal/tagmanifest-sha256.txt.sig"
ALLOWED_SIGNERS = "seal/allowed_signers"

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

# Kind of record -> (field of Dossier, name of its file). The order is that of checking.
RECORD_FILES: dict[str, tuple[str, str]] = {
    "capture": ("captures", "data/records/captures.jsonld"),
    "claim": ("claims", "data/records/claims.jsonld"),
    "allegation": ("allegations", "data/records/allegations.jsonld"),
    "party": ("parties", "data/records/parties.jsonld"),
    "place": ("places", "data/records/places.jsonld"),
    "independence": ("independences", "data/records/independences.jsonld"),
    "incident": ("incidents", "data/records/incidents.jsonld"),
    "crime": ("crimes", "data/records/crimes.jsonld"),
    "finding": ("findings", "data/records/findings.jsonld"),
    "failure": ("failures", "data/records/failures.jsonld"),
    "document": ("documents", "data/records/documents.jsonld"),
    "judgement": ("judgements", "data/records/judgements.jsonld"),
    "protection": ("protections", "data/records/protections.jsonld"),
    "pattern": ("patterns", "data/records/patterns.jsonld"),
}
# Written only where there are such records: files of earlier versions have none.
OPTIONAL_RECORDS = frozenset({"judgement", "protection", "pattern"})
TABLE_NAMES = (
    "captures",
    "claims",
    "allegations",
    "incidents",
    "parties",
    "places",
    "findings",
    "gaps",
    "failures",
)
# Alleged incidents in the columns of other schemes; files of earlier versions have none.
EVENT_TABLE_NAMES = ("acled", "huridocs_acts", "huridocs_involvements")
OPTIONAL_TABLE_NAMES = ("judgements", *EVENT_TABLE_NAMES)
OPTIONAL_MEMBERS = frozenset(
    {
        *(path for kind, (_, path) in RECORD_FILES.items() if kind in OPTIONAL_RECORDS),
        *(f"{RECORDS}{name}.csv" for name in OPTIONAL_TABLE_NAMES),
    }
)
# Every path that each sealed file has; objects come in addition.
FIXED_MEMBERS = frozenset(
    {
        *TAG_FILES,
        CRATE,
        REPORT,
        LOG,
        CHECKPOINT,
        *(path for kind, (_, path) in RECORD_FILES.items() if kind not in OPTIONAL_RECORDS),
        *(f"{RECORDS}{name}.csv" for name in TABLE_NAMES),
    }
)
MAX_NAME_CHARS = 1024
_OBJECT = re.compile(r"data/objects/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_RESTRICTED = re.compile(r"data/redaction/restricted/([1-9][0-9]{0,8})\.age")
_PROOF = re.compile(r"data/custody/proofs/(capture-[0-9a-f]{32})\.tlog-proof")
_SEAL_TOKEN = re.compile(r"seal/tagmanifest-sha256\.txt\.[a-z0-9](?:[a-z0-9-]{0,62})\.tsr")
_LOG_TOKEN = re.compile(r"data/custody/timestamps/([1-9][0-9]{0,8})\.[a-z0-9][a-z0-9-]{0,62}\.tsr")
_LISTS = re.compile(rf"(?:{_SEAL_TOKEN.pattern}|{_LOG_TOKEN.pattern})\.pem")
_DRIVE = re.compile(r"[A-Za-z]:")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")


def object_path(sha256: str) -> str:
    """Where the object named `sha256` (64 hex digits) lies."""
    return f"{OBJECTS}{sha256[:2]}/{sha256}"


def object_of(path: str) -> str | None:
    """The sha256 that a path of an object names, or `None` for another path."""
    found = _OBJECT.fullmatch(path)
    return found[2] if found else None


def table_path(name: str) -> str:
    """Where the table `name` (one of `TABLE_NAMES`) lies."""
    return f"{RECORDS}{name}.csv"


def proof_path(capture: str) -> str:
    """Where the proof that the capture of that id stands in the log lies."""
    return f"data/custody/proofs/{capture}.tlog-proof"


def proof_of(path: str) -> str | None:
    """The id of the capture that a path of a proof names, or `None` for another path."""
    found = _PROOF.fullmatch(path)
    return found[1] if found else None


def restricted_path(number: int) -> str:
    """Where the withheld object of that row lies, encrypted."""
    return f"{SEALED_TO}{number}.age"


def restricted_of(path: str) -> int | None:
    """The row of the withheld object that is encrypted at `path`, or `None` for another path."""
    found = _RESTRICTED.fullmatch(path)
    return int(found[1]) if found else None


def seal_token_path(authority: str) -> str:
    """Where the token of an authority over the tag manifest lies."""
    return f"{SEAL}{TAG_MANIFEST}.{authority}.tsr"


def is_seal_token(path: str) -> bool:
    """Whether `path` is that of a token over the tag manifest."""
    return _SEAL_TOKEN.fullmatch(path) is not None


def log_token_path(size: int, authority: str) -> str:
    """Where the token of an authority over the checkpoint of the first `size` events lies."""
    return f"{LOG_TOKENS}{size}.{authority}.tsr"


def token_size_of(path: str) -> int | None:
    """How many events the token at `path` is over, or `None` for another path."""
    found = _LOG_TOKEN.fullmatch(path)
    return int(found[1]) if found else None


def lists_path(token: str) -> str:
    """Where lies what authorities said of the certificates of the token at the path `token`."""
    return f"{token}.pem"


def is_lists(path: str) -> bool:
    """Whether `path` is that of what was said of the certificates of a token."""
    return _LISTS.fullmatch(path) is not None


def belongs(path: str) -> bool:
    """Whether a sealed file may hold `path`."""
    return (
        path in FIXED_MEMBERS
        or path in OPTIONAL_MEMBERS
        or path in {STANDALONE, VKEY, SIGNATURE, ALLOWED_SIGNERS, DETAILS}
        or path in {SEED, OPENINGS, REDACTIONS}
        or restricted_of(path) is not None
        or object_of(path) is not None
        or proof_of(path) is not None
        or is_seal_token(path)
        or token_size_of(path) is not None
        or is_lists(path)
    )


def unsafe(path: str) -> str | None:
    """Why a member may not be called `path`; `None` if it may.

    Refused: empty or overlong names, absolute paths, drive letters, UNC, "~", "." and "..",
    backslashes, control and format characters, names reserved by common systems.
    """
    if not path or len(path) > MAX_NAME_CHARS:
        return "is empty or too long"
    if path.startswith(("/", "~", "\\")) or _DRIVE.match(path):
        return "leads outside the file"
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "has an empty, '.' or '..' part"
    if "\\" in path:
        return "holds a backslash"
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in path):
        return "holds a control or format character"
    if any(_RESERVED.fullmatch(part) for part in parts):
        return "is reserved by some systems"
    return None


def same_name_key(path: str) -> str:
    """Equal for two names that some file systems cannot tell apart (case, Unicode form)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
