"""How the product is shown to the world: debugging, demo, hosts, addresses, the account it runs as."""

import ipaddress
import os
import shutil
from collections.abc import Iterator, Sequence

from stegvis.config.checks.finding import Finding, finding


def findings(
    *, debug: bool, demo: bool, is_invented: bool, hosts: Sequence[str], url: str, address: str
) -> Iterator[Finding]:
    """`address` is where the web server listens; `url` is what people type.

    `demo`: it runs as a demo, or was made as one; `is_invented`: its database was made as one.
    """
    yield finding(
        "debug",
        not debug,
        good="Debugging is off.",
        bad="Debugging is on: an error would show its inside to whoever caused it; unset STEGVIS_DEBUG.",
    )
    yield finding(
        "films",
        True,  # a site without films is as safe
        good="Films and sounds can be added by hand."
        if shutil.which("ffmpeg") and shutil.which("ffprobe")
        else "Films and sounds cannot be added by hand; install ffmpeg (Debian: apt-get install ffmpeg) to have that.",
        bad="",
    )
    if demo:
        yield from _of_a_demo(address, is_invented=is_invented)
        return
    yield finding(
        "hosts",
        "*" not in hosts,
        good="The site answers to its own names only.",
        bad="STEGVIS_HOSTS holds '*', so a forged name would be used in links; list the site's names.",
    )
    yield finding(
        "https",
        url.startswith("https://"),
        good="Log-in cookies travel encrypted.",
        bad=f"The site's address is {url}; set STEGVIS_URL to its https:// address.",
    )
    yield finding(
        "account",
        os.geteuid() != 0,
        good="This does not run as root.",
        bad="This runs as root; make an account of its own (adduser --system stegvis) and run as that.",
    )


def _of_a_demo(address: str, *, is_invented: bool) -> Iterator[Finding]:
    """It lets anyone in and shows every letter, so nobody else may reach it and nobody real may be in it."""
    yield finding(
        "demo-on-this-machine",
        _loopback(address),
        good="The demo listens on this machine only.",
        bad=f"The demo listens on {address} and lets anyone in; unset STEGVIS_ADDRESS.",
    )
    yield finding(
        "demo-of-invented-people",
        is_invented,
        good="The demo holds invented people only, so anyone may log in and read its letters.",
        bad="STEGVIS_DEMO is set over a database that was not made as a demo; it has log-ins without a password"
        " and a page of every letter that was sent (/demo/letters/). Unset it and start again.",
    )


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
