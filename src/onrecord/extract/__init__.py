"""Documents to claims, and claims to allegations."""
