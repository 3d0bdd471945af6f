"""The case folder: objects, records and custody log."""
