"""The name of the files that are shipped; apart, so that what only reads them needs no torch."""

NAME = "reader-2"
