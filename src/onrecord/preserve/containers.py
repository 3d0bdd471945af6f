"""What holds several sources: which kind it is, and the items inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from onrecord.model.fixity import Capture
from onrecord.preserve.items import Item
from onrecord.preserve.mhtml import mhtml_items
from onrecord.preserve.sniff import ARC, GZIP, MAIL, MHTML, WARC, ZIP
from onrecord.preserve.warcs import warc_items
from onrecord.preserve.zips import is_wacz, wacz_items, zip_items

_ARCHIVES = (".warc", ".arc", ".warc.gz", ".arc.gz")
_SAVED_PAGE = (".mht", ".mhtml")


def kind_of(name: str, sniffed: str | None, open_: Callable[[], BinaryIO]) -> str | None:
    """The kind of container ("zip", "warc", "wacz", "mhtml"), or `None` if it is none.

    `open_` gives the bytes, for what only a look inside can tell.
    """
    if sniffed in {WARC, ARC} or (sniffed == GZIP and name.casefold().endswith(_ARCHIVES)):
        return "warc"
    if sniffed == MHTML or (sniffed == MAIL and name.casefold().endswith(_SAVED_PAGE)):
        return "mhtml"
    if sniffed != ZIP:
        return None
    with open_() as stream:
        return "wacz" if is_wacz(stream) else "zip"


OPENERS: Mapping[str, Callable[..., Iterator[Item]]] = MappingProxyType(
    {"zip": zip_items, "warc": warc_items, "wacz": wacz_items, "mhtml": mhtml_items}
)


def items(container: Capture, stream: BinaryIO) -> Iterator[Item]:
    """The items of a captured container; read each body before asking for the next item."""
    return OPENERS[container.method](stream, container.origin, size=container.size)
