import socket

import pytest

from onrecord.guard.reach import AddressRefused, Reach, private

PUBLIC = "93.184.216.34"


def looked_up(*addresses):
    calls = []

    def lookup(host, port, **_):
        calls.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    return lookup, calls


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.1", "0.1.2.3", "224.0.0.1", "255.255.255.255", "192.0.0.170",
     "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1",
     "::ffff:127.0.0.1", "::ffff:0:10.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
     "2001::1"],
)  # fmt: skip
def test_32_what_is_not_on_the_public_internet_is_private(address):
    assert private(address) is not None


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses_are_not(address):
    assert private(address) is None


@pytest.mark.parametrize(
    "host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "0", "localhost", "[::1]"]
)
def test_32_other_spellings_of_this_machine_are_refused_after_the_lookup(host):
    with pytest.raises(AddressRefused):
        Reach().addresses(host.strip("[]"), 80)


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0177.0.0.1", "127.1", "localhost", "x.localhost.", "printer", "a.internal",
     "::1", "metadata.local"],
)  # fmt: skip
def test_32_before_a_proxy_they_are_refused_by_name(host):
    with pytest.raises(AddressRefused):
        Reach().check_name(host)


@pytest.mark.parametrize("host", ["office.example", PUBLIC, "2606:2800:220:1::1"])
def test_before_a_proxy_public_names_pass(host):
    Reach().check_name(host)


def test_32_one_private_address_among_public_ones_refuses_the_name():
    lookup, _ = looked_up(PUBLIC, "10.0.0.1")
    with pytest.raises(AddressRefused, match=r"office\.example is at 10\.0\.0\.1"):
        Reach(lookup=lookup).addresses("office.example", 80)


def test_a_named_host_may_be_private():
    lookup, _ = looked_up("10.0.0.1")
    reach = Reach(frozenset({"archive.office.example"}), lookup)

    assert reach.addresses("Archive.Office.example.", 80) == ("10.0.0.1",)
    with pytest.raises(AddressRefused):
        reach.addresses("other.office.example", 80)
