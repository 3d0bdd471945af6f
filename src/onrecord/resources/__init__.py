"""Data shipped with the package, with digests."""
