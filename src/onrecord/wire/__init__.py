"""How records look outside a process: canonical JSON, schema versions, the Merkle tree."""
