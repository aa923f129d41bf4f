"""What counts as one place: never all of IPv4, never a whole link, and always all of one host."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learners.networks import network_of, wide_network_of

WAYS = ["{}", "::ffff:{}", "::FFFF:{}", "::{}", "::ffff:0:{}", "64:ff9b::{}", " {} ", "[::ffff:{}]"]


@pytest.mark.parametrize("way", WAYS)
def test_an_ipv4_address_is_itself_however_it_is_written(way: str) -> None:
    assert network_of(way.replace("{}", "192.0.2.7")) == "192.0.2.7"
    assert wide_network_of(way.replace("{}", "192.0.2.7")) == ""


def test_hexadecimal_and_teredo_are_ipv4_too() -> None:
    assert network_of("::ffff:c000:207") == "192.0.2.7"
    assert network_of("2001:0:4136:e378:8000:63bf:3fff:fdf8") == "192.0.2.7"


@given(st.ip_addresses(v=4), st.ip_addresses(v=4), st.sampled_from(WAYS))
def test_two_ipv4_addresses_never_share(one: object, other: object, way: str) -> None:
    if one != other and not ipaddress.ip_address(str(one)).is_unspecified and "{}" in way:
        seen = [network_of(way.replace("{}", str(ip))) for ip in (one, other)]
        assert seen[0] != seen[1]


def test_an_ipv6_host_is_its_64_and_a_customer_their_48() -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert wide_network_of("2001:db8:1:3::1") == wide_network_of("2001:db8:1:2::1") == "2001:db8:1::/48"


def test_on_a_link_each_host_is_itself() -> None:
    assert network_of("fe80::1%eth0") != network_of("fe80::2%eth0")
    assert wide_network_of("fe80::1%eth0") == ""
    assert network_of("::1") == "::1"


@pytest.mark.parametrize(
    "no_address", ["testclient", "unknown", "", "1.2.3", "::ffff:1.2.3.4.5", "\udcff", "é"]
)
def test_what_is_no_address_stands_for_itself(no_address: str) -> None:
    assert network_of(no_address) == no_address
    assert wide_network_of(no_address) == ""
