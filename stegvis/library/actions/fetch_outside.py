"""Asking another machine on the net, for what an editor has named: never one inside our own walls.

The name is looked up once, every address it has must be a public one, and the connection goes to that very address, so
that a name which changes its mind between the look and the call leads nowhere (facts: SSRF). No redirect is followed.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import urllib3
from django.utils.translation import gettext as _

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LARGEST = 10_000_000  # bytes; archives answer with a hundred to a thousand records at a time
LONGEST = 60.0  # seconds for the whole answer
CONNECT, SILENCE = 5.0, 20.0  # seconds until there is a connection, and between two pieces of the answer
_NAT64 = ipaddress.ip_network("64:ff9b::/32")  # RFC 6052 and 8215: an IPv4 address inside, perhaps a private one


class NotFetched(Exception):  # noqa: N818  (it is an answer)
    """Nothing usable came. Carries a whole sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def is_public(address: IPAddress) -> bool:
    """Whether it is out on the net: not this machine, not the inner net, not a cloud's own, not one in disguise."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if inner or address in _NAT64:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def fetch_outside(
    url: str, *, may_reach: Callable[[IPAddress], bool] = is_public, schemes: Sequence[str] = ("https",)
) -> bytes:
    """What stands at the address, at most 10 MB in a minute. Raises NotFetched with what went wrong."""
    host, port, is_tls, path = _parts(url, schemes)
    address = _resolved(host, port, may_reach)
    wait = urllib3.Timeout(connect=CONNECT, read=SILENCE)
    pool: urllib3.HTTPConnectionPool = (
        urllib3.HTTPSConnectionPool(
            str(address), port, timeout=wait, cert_reqs="CERT_REQUIRED", server_hostname=host, assert_hostname=host
        )
        if is_tls
        else urllib3.HTTPConnectionPool(str(address), port, timeout=wait)
    )
    usual = port == (443 if is_tls else 80)
    headers = {"Host": host if usual else f"{host}:{port}", "User-Agent": "Stegvis", "Accept-Encoding": "identity"}
    with pool:
        try:
            answer = pool.request("GET", path, headers=headers, redirect=False, retries=False, preload_content=False)
            return _read(answer)
        except (urllib3.exceptions.HTTPError, OSError) as wrong:
            raise NotFetched(_("The other side broke off, or did not answer in time.")) from wrong


def check_address(url: str) -> None:
    """Raise NotFetched for an address that could never be asked. It looks nothing up."""
    _parts(url, ("https",))


def _parts(url: str, schemes: Sequence[str]) -> tuple[str, int, bool, str]:
    try:
        split = urlsplit(url)
        host, port = split.hostname, split.port
    except ValueError as wrong:
        raise NotFetched(_("This is no address on the net.")) from wrong
    if split.scheme not in schemes:
        raise NotFetched(_("The address must begin with https://."))
    if not host or split.username is not None or split.fragment:
        raise NotFetched(_("This is no address on the net."))
    try:
        # As it stands on the wire: a name with letters of its own has a plain one (xn--), and a header holds no other.
        host = host.encode("idna").decode("ascii")
    except UnicodeError as wrong:
        raise NotFetched(_("This is no address on the net.")) from wrong
    is_tls = split.scheme == "https"
    query = f"?{split.query}" if split.query else ""
    return host, port or (443 if is_tls else 80), is_tls, f"{split.path or '/'}{query}"


def _resolved(host: str, port: int, may_reach: Callable[[IPAddress], bool]) -> IPAddress:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(one[4][0])) for one in found]
    except (OSError, ValueError, UnicodeError) as wrong:
        raise NotFetched(_("There is no machine of that name.")) from wrong
    if not addresses or not all(may_reach(one) for one in addresses):
        raise NotFetched(_("That address leads into an inner network. Only public archives are asked."))
    return addresses[0]


def _read(answer: urllib3.BaseHTTPResponse) -> bytes:
    if 300 <= answer.status < 400:
        raise NotFetched(_("The archive has moved and sends us on. Enter the new address yourself."))
    if answer.status == 503:
        raise NotFetched(_("The archive asks us to come back later."))
    if answer.status != 200:
        raise NotFetched(_("The archive answered with the error %(status)s.") % {"status": answer.status})
    end, pieces, size = time.monotonic() + LONGEST, [], 0
    while piece := answer.read1(65536, decode_content=False):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST or time.monotonic() > end:
            raise NotFetched(_("The archive sent too much, or too slowly."))
    expected = answer.headers.get("Content-Length")
    if expected is not None and expected.isdigit() and size < int(expected):
        raise NotFetched(_("The other side broke off, or did not answer in time."))
    return b"".join(pieces)
