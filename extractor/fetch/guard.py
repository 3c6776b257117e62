"""No request to where no public page is (SSRF): private, loopback, link-local and reserved addresses.

The check is made on the address that is connected to, after the name was looked up, for every connection: a name
that changes its address between look-up and connection (DNS rebinding) gains nothing, nor does a redirect.
"""

from __future__ import annotations

import ipaddress

from extractor.errors import FetchError

__all__ = ["UnsafeAddressError", "check_address", "is_public"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What `is_global` of the oldest Python that we support lets through; IANA special-purpose registries, RFC 6890.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class UnsafeAddressError(FetchError):
    """The host's address is not a public one."""


def check_address(host: str, address: str) -> None:
    """Raises UnsafeAddressError where `address`, which the name `host` stands for, is not public."""
    if not is_public(address):
        raise UnsafeAddressError(
            f"{host}: its address {address} is private or reserved; give --allow-private-network for a site of your own"
        )


def is_public(address: str) -> bool:
    """Whether an IP address is one that the public internet routes to.

    >>> is_public("203.162.0.181"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return is_public(str(inner))
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    return not any(ip in network for network in SPECIAL if network.version == ip.version)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, NAT64 (Teredo is refused as a whole)."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if int(ip) >> 32 == 0 and int(ip) > 1:  # ::a.b.c.d, the old compatible form
        return ipaddress.IPv4Address(int(ip))
    return None
