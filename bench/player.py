"""A programme's step under load: pages a second with the product's two workers, statements' cost included, and weight.

Run: .venv/bin/python -m bench.player. Needs `wrk` (Debian: wrk). Goals of issue 4 are printed beside each figure; a
goal that is missed makes the exit code 1. Eight connections, one machine for the load and the product.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import urllib.parse
from collections.abc import Sequence
from http.cookiejar import CookieJar
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from urllib.request import Request as Get

from bench.web.load import Request, play
from tests.given_programme import given
from tests.running import Site, environment, running

CLIENTS, SECONDS = 40, 6
# A step to read, and the fullest one to write in.
STEPS = ("m1-circle", "m1-goal")
missed: list[str] = []


def goal(name: str, figure: float, limit: float, *, at_least: bool, unit: str) -> None:
    is_met = figure >= limit if at_least else figure <= limit
    sign = ">=" if at_least else "<="
    print(f"  {name}: {figure:.3g}{unit} (goal {sign} {limit:g}{unit}) {'met' if is_met else 'MISSED'}")
    if not is_met:
        missed.append(name)


def main() -> int:
    if shutil.which("wrk") is None:
        sys.exit("bench.player needs wrk; on Debian: apt-get install wrk")
    with running("--demo") as site:
        made = given(site.data, environment(), count=CLIENTS)
        print(f"load before: {os.getloadavg()[0]:.1f}")
        measure(site, made)
    print("missed: " + ", ".join(missed) if missed else "every goal met")
    return 1 if missed else 0


def measure(site: Site, made: dict[str, Any]) -> None:
    clients = [_signed_in(site, made["organisation"], one) for one in made["clients"]]
    print(f"{len(clients)} clients in the insomnia programme, by turns")
    for step in STEPS:
        pages = [Request("GET", _path(one, step), one["cookie"]) for one in clients]
        found = play(site.url, pages * 300, SECONDS)
        print(f"{step:<23} {found}")
        goal(f"pages of {step}", found.per_second, 120, at_least=True, unit="/s")
        goal(f"{step}, on the wire", _weight(site, clients[0], step) / 1000, 60, at_least=False, unit=" kB")
    print(f"{'saving while one writes':<23} {play(site.url, _savings(site, clients), SECONDS)}")


def _path(one: dict[str, Any], step: str) -> str:
    return f"/me/programme/parts/{one['module']}/steps/{step}/"


def _opener() -> tuple[OpenerDirector, CookieJar]:
    jar = CookieJar()
    return build_opener(HTTPCookieProcessor(jar)), jar


def _signed_in(site: Site, organisation: str, one: dict[str, Any]) -> dict[str, Any]:
    opener, jar = _opener()
    opener.open(f"{site.url}/demo/in/{organisation}/{one['person']}/").read()
    page = opener.open(site.url + _path(one, "m1-goal")).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        sys.exit("The step shows no form; nothing to write in.")
    return {**one, "cookie": "; ".join(f"{each.name}={each.value}" for each in jar), "token": token[1]}


def _weight(site: Site, one: dict[str, Any], step: str) -> int:
    """Bytes of the page alone, compressed, as sent."""
    ask = Get(site.url + _path(one, step), headers={"Cookie": one["cookie"], "Accept-Encoding": "gzip"})
    return len(_opener()[0].open(ask).read())


def _savings(site: Site, clients: Sequence[dict[str, Any]]) -> list[Request]:
    """Everybody's goals, a little longer each time, from the newest version."""
    made = []
    for turn in range(100):
        for one in clients:
            fields = {
                "csrfmiddlewaretoken": one["token"],
                "version.m1-goal-sheet": str(turn),
                "0.m1-goal-what": "Sove bedre. " * (1 + turn % 20),
            }
            made.append(Request("POST", _path(one, "m1-goal"), one["cookie"], urllib.parse.urlencode(fields)))
    return made


if __name__ == "__main__":
    sys.exit(main())
