"""The digest of the card of each shipped model: it names the digests of the model's files."""

from __future__ import annotations

ATTRIBUTION_CARD = "2db666292cc58c0e887b56a27183ea25ac09580d7fbe63903104350710f593ab"
