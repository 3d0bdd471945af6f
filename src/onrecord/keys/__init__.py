"""Key files and agents to a `Signer`."""
