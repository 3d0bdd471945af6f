"""How much a hostile container or server may cost before it is refused."""

from __future__ import annotations

MAX_ITEMS = 200_000  # members of a zip, records of a web archive, parts of a saved page
MAX_ITEM_BYTES = 2 << 30  # one item, unpacked
MAX_UNPACKED_BYTES = 100 << 30  # all items of one container
MAX_RATIO = 200  # unpacked to packed; plain text packs 3 to 20 times, bombs 1,000 times
RATIO_FROM_BYTES = 16 << 20  # below it a ratio says nothing
MAX_HEADER_BYTES = 1 << 20  # of one record of a web archive, its own and HTTP headers
MAX_MHTML_BYTES = 200 << 20  # read at once
MAX_URI_CHARS = 4_000
MAX_DESCRIPTION_BYTES = 16 << 20  # datapackage.json of a WACZ
MAX_DEPTH = 2  # a container in a container is opened, one inside that is kept unread
CHUNK_BYTES = 1 << 16

MAX_FETCH_BYTES = 500 << 20  # of one answer, as sent
MAX_FETCH_S = 300.0  # from the first request to the last byte, all hops together
SILENCE_S = 30.0  # without a byte
CONNECT_S = 20.0
MAX_HOPS = 10
TRIES = 3
HOST_PAUSE_S = 1.0  # between two requests to the same host
MAX_RETRY_AFTER_S = 60.0
