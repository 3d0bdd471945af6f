"""The digest of the card of each shipped model: it names the digests of the model's files."""

from __future__ import annotations

READER_CARD = "6b3e9bad23f58c0442f83abecc80557da174707975b9ec2698c08b953241647a"
