"""How much of a hostile source is read before it is refused. Sizes are in bytes unless named."""

from __future__ import annotations

MAX_TEXT_BYTES = 50_000_000  # plain text and mail
MAX_HTML_BYTES = 20_000_000
MAX_HTML_TOKENS = 1_000_000  # tags and text pieces of one page
MAX_MAIN_TEXT_CHARS = 3_000_000  # larger pages are read by their own marks, without trafilatura
MAX_MAIN_TEXT_DEPTH = 120  # deeper pages too: a tree so deep is not safe to copy or search
MAX_MAIN_TEXT_TAGS = 30_000
MAX_MAIN_TEXT_WEIGHT = 400_000  # sum of the depths of all tags; a long news page has 100 000
MAX_TABLE_DEPTH = 5  # tables in tables; its time grows faster than their depth
MAX_PDF_BYTES = 300_000_000
MAX_PDF_PAGES = 5_000
MAX_PDF_CHARS = 20_000_000
MAX_PDF_S = 120.0  # of work and of time for one file
MAX_ZIP_MEMBERS = 20_000
MAX_ZIP_PART_BYTES = 60_000_000  # one part of a DOCX, unpacked
MAX_MAIL_PARTS = 500
MAX_BLOCKS = 500_000  # parts of one document
