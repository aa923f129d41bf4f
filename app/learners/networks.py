"""Who shares a network address: what counts as one place when tries and visitors are counted."""

import ipaddress

HOST_PREFIX, WIDE_PREFIX = 64, 48  # of IPv6: what one host has to itself, and what one customer can be given
EMBEDDED = (
    (ipaddress.ip_network("::ffff:0:0/96"), 0),  # mapped, RFC 4291
    (ipaddress.ip_network("::ffff:0:0:0/96"), 0),  # translated, RFC 2765
    (ipaddress.ip_network("::/96"), 0),  # compatible, RFC 4291
    (ipaddress.ip_network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (ipaddress.ip_network("2001::/32"), 0xFFFFFFFF),  # Teredo, RFC 4380: the bits are turned round
)
"""Networks whose last 32 bits are an IPv4 address: all of IPv4 would share their /64."""


def network_of(address: str) -> str:
    """An IPv4 address, however it is written, or the /64 of an IPv6 host; what is no address stands for itself."""
    ip = _parsed(address)
    if ip is None:
        return address
    if ip.version == 4 or ip.is_link_local or ip.is_loopback:
        return str(ip)  # on a link, fe80::/64 is everybody
    return str(ipaddress.ip_network((int(ip), HOST_PREFIX), strict=False))


def wide_network_of(address: str) -> str:
    """The /48 around an IPv6 host, which holds 65,536 networks of one customer; empty where there is none."""
    ip = _parsed(address)
    if ip is None or ip.version == 4 or ip.is_link_local or ip.is_loopback:
        return ""
    return str(ipaddress.ip_network((int(ip), WIDE_PREFIX), strict=False))


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        ip = ipaddress.ip_address(address.strip().strip("[]"))
    except ValueError:
        return None
    if ip.version == 4 or ip.is_loopback or ip.is_unspecified:
        return ip
    for network, turned in EMBEDDED:
        if ip in network:
            return ipaddress.IPv4Address((int(ip) & 0xFFFFFFFF) ^ turned)
    return ip
