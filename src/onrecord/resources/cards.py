"""The digest of the card of each shipped model: it names the digests of the model's files."""

from __future__ import annotations

READER_CARD = "c93fc03a98b76d638de0b5a91effadd11174a3c973fcb7bf72d36a519c48aa48"
