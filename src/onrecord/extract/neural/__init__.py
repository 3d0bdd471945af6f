"""The trained part of extraction: one encoder, small heads, no framework at run time."""
