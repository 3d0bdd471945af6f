"""Which hosts may be asked: those of the public Internet, and those a person named.

An address in a list, a redirect or a web page may point at a machine that only this one reaches.
A name is looked up once; what it gave is checked, and the connection goes to just that address, so
that a name which answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
# IPv6 ranges whose addresses stand for an IPv4 address, and how many bits follow it.
_CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (IPv6Network("::ffff:0:0:0/96"), 0),  # translated (RFC 2765)
    (IPv6Network("::/96"), 0),  # compatible
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("2002::/16"), 80),  # 6to4
)
# Not public, whatever the tables of the standard library say of them.
_NEVER: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "64:ff9b:1::/48", "100::/64", "2001::/23", "fc00::/7", "fe80::/10", "fec0::/10",
    )
)  # fmt: skip


class AddressRefused(OSError):
    """A host is not asked, because it is not on the public Internet and was not named."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The hosts that may be asked."""

    private: frozenset[str] = frozenset()  # hosts that may be private: names or addresses
    lookup: Callable[..., Sequence[Any]] = socket.getaddrinfo

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses to connect to for `host`, in the order of preference, each checked.

        One private address among them is enough to refuse all. Raises: AddressRefused; OSError if
        the name gives none.
        """
        try:
            rows = self.lookup(host, port, type=socket.SOCK_STREAM)
        except UnicodeError as error:
            message = f"{host[:80]!r} is no name of a host"
            raise OSError(message) from error
        found = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
        if not found:
            message = f"{host[:80]} has no address"
            raise OSError(message)
        if not self.named(host):
            for address in found:
                if (why := private(address)) is not None:
                    message = f"{host[:80]} is at {address}, {why}"
                    raise AddressRefused(message)
        return found

    def check_name(self, host: str) -> None:
        """Refuse what can be told without a lookup: for requests that a proxy looks up."""
        if self.named(host):
            return
        name = host.casefold().rstrip(".").strip("[]")
        with contextlib.suppress(OSError):
            # Also the short, octal, hexadecimal and decimal forms that a proxy may understand.
            name = socket.inet_ntoa(socket.inet_aton(name))
        local = f".{name}".endswith(_LOCAL_NAMES) or not {".", ":"} & set(name)
        if (why := "a name of a local machine" if local else private(name)) is not None:
            message = f"{host[:80]} is {why}"
            raise AddressRefused(message)

    def named(self, host: str) -> bool:
        """Whether a person said that `host` may be private."""
        return host.casefold().rstrip(".").strip("[]") in self.private


def private(address: str) -> str | None:
    """Why `address` is not one of the public Internet; `None` if it is, or if it is a name."""
    try:
        found = _carried(ip_address(address.partition("%")[0]))
    except ValueError:
        return None
    kinds = (
        (found.is_loopback, "this machine itself"),
        (found.is_link_local, "a link-local address, as metadata services have"),
        (found.is_multicast, "a multicast address"),
        (found.is_unspecified, "no address of a machine"),
        (any(found in network for network in _NEVER if network.version == found.version),
         "an address of a private or reserved network"),
        (not found.is_global, "an address of a private or reserved network"),
    )  # fmt: skip
    return next((why for is_so, why in kinds if is_so), None)


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv6 one, where it holds one."""
    if isinstance(address, IPv6Address) and not (address.is_loopback or address.is_unspecified):
        for network, behind in _CARRIERS:
            if address in network:
                return IPv4Address(int(address) >> behind & 0xFFFFFFFF)
    return address
