"""The digest of the card of each shipped model: it names the digests of the model's files."""

from __future__ import annotations

ATTRIBUTION_CARD = "c606568d0087411bdbefa6ebffa703f631672882cfb15c83f5c4440c1de4b954"
