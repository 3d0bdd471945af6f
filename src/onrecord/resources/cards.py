"""The digest of the card of each shipped model: it names the digests of the model's files."""

from __future__ import annotations

READER_CARD = "f061820f5d146fa0f9fff57845e7532904cc68fb1671b1b2a27e1ad045872d28"
