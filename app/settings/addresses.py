"""Names of hosts and addresses of sites in the one spelling that browsers compare them in.

What the admin wrote and what a browser sends both pass through here, so that nothing is compared that was
not brought into the same form. What cannot be brought there raises `ValueError` with the reason; `host_of` and
`origin_of`, which read what browsers send, give an empty text instead.
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
LONGEST_NAME = 253
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 – addresses to listen on, never ones to visit


def origin(address: str) -> str:
    """scheme://host, with the port where it is not the scheme’s own, as a browser’s Origin has it.

    Nothing may follow but slashes. International names become what the network knows them by (xn--…).
    Source: the origin of a URL, url.spec.whatwg.org, and idna with UTS 46 for the names.
    """
    parts = _split(address)
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError("must begin with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("must have no name or password before the host")
    host = host_name(_host_of(parts))
    if parts.path.strip("/") or "?" in address or "#" in address:
        raise ValueError("must end after the host and its port, without a path, a query or a fragment")
    port = _port(parts)
    own = "" if port in {None, DEFAULT_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{in_address(host)}{own}"


def host_name(given: str) -> str:
    """A name or an IP address without brackets: lower case, ASCII, without a dot at its end."""
    name = given.removesuffix(".").lower()
    if ":" in name:
        return _ipv6(name)
    if not name.isascii():
        name = _punycode(name)
    labels = name.split(".")
    if labels[-1].isdigit() or labels[-1].startswith("0x"):
        return _ipv4(name)
    if len(name) > LONGEST_NAME or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"“{given}” is no name of a host")
    return name


@lru_cache(maxsize=256)
def host_of(address: str) -> str:
    """The host that a Host header or an address names, or nothing where it names none."""
    try:
        return host_name(_host_of(_split(address if "//" in address else f"//{address}")))
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def origin_of(header: str) -> str:
    """The origin that a header names, or nothing where it names none."""
    try:
        return origin(header)
    except ValueError:
        return ""


def in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Whether the host is this machine, seen from itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def network(given: str) -> str:
    """An address or a network, as it is compared: without host bits, and IPv4 written as IPv4."""
    try:
        found = ipaddress.ip_network(given.strip("[]"), strict=False)
    except ValueError:
        raise ValueError(f"“{given}” is neither an address nor a network such as 10.0.0.0/8") from None
    if found.num_addresses > 1:
        return str(found)
    mapped = getattr(found.network_address, "ipv4_mapped", None)
    return str(mapped or found.network_address)


def _split(address: str) -> SplitResult:
    if not address.isprintable() or any(sign in address for sign in ' \\"<>^`{|}'):
        raise ValueError("holds a character that no address has")
    try:
        return urlsplit(address)
    except ValueError:
        raise ValueError("is no address such as https://chairs.example.org") from None


def _host_of(parts: SplitResult) -> str:
    """Python has the name in lower case already; where there is none, there is nothing to reach."""
    if not parts.hostname:
        raise ValueError("names no host; write it like https://chairs.example.org")
    return parts.hostname


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("has a port that is none: 1 to 65535")
    return port


def _punycode(name: str) -> str:
    try:
        return idna.encode(name, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError(f"“{name}” is no name of a host") from None


def _ipv4(name: str) -> str:
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        raise ValueError(f"“{name}” is no IPv4 address; write it like 192.0.2.7") from None


def _ipv6(name: str) -> str:
    try:
        found = ipaddress.IPv6Address(name.strip("[]"))
    except ValueError:
        raise ValueError(f"“{name}” is no IPv6 address; write it like [2001:db8::7]") from None
    if found.scope_id:
        raise ValueError("no browser takes an address with a zone (%…)")
    return str(found)
