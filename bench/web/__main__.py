"""Measures submissions, item saves, the caseload, a client's page; statements a page; the weight of pages.

Run: .venv/bin/python -m bench.web. Needs `wrk` and `pgbench` (Debian: wrk, postgresql-15). Goals of issue 2 are
printed beside each figure; a goal that is missed makes the exit code 1. Eight connections, one machine for all.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener
from urllib.request import Request as Get

from bench.web.bare import bare_statement
from bench.web.load import Measured, Request, command, play
from tests.running import Site, environment, running

CLIENTS, PAIRS, SECONDS, ROUNDS = 500, 24, 4, 5
missed: list[str] = []


def goal(name: str, figure: float, limit: float, *, at_least: bool, unit: str = "") -> None:
    met = figure >= limit if at_least else figure <= limit
    print(
        f"  {name}: {figure:.3g}{unit} (goal {'>=' if at_least else '<='} {limit:g}{unit}) {'met' if met else 'MISSED'}"
    )
    if not met:
        missed.append(name)


def main() -> int:
    if shutil.which("wrk") is None:
        sys.exit("bench.web needs wrk; on Debian: apt-get install wrk")
    with running("--demo") as site:
        made = filled(site)
        _analyse(site)
        print(f"load before: {os.getloadavg()[0]:.1f}")
        clients = [_signed_in(site, made, one) for one in made["clients"]]
        submissions(site, clients)
        pages(site, made, clients)
        weights(site, made, clients[0])
    print("missed: " + ", ".join(missed) if missed else "every goal met")
    return 1 if missed else 0


def submissions(site: Site, clients: list[dict]) -> None:  # type: ignore[type-arg]
    """The three by turns, and the middle of each: what else the machine does then burdens them alike."""
    requests = _submissions(clients)
    share = len(requests) // ROUNDS
    bare, submit, baseline = [], [], []
    with drf(site) as play_baseline:
        for turn in range(ROUNDS):
            bare.append(bare_statement(_dsn(site, "owner"), site.data, _pgbench(), SECONDS))
            submit.append(play(site.url, requests[turn * share : (turn + 1) * share], SECONDS))
            baseline.append(play_baseline())
            print(f"  turn {turn + 1}: bare {bare[-1]:.0f}/s, submission {submit[-1]}, REST {baseline[-1]}")
    to_bare = statistics.median(ours.per_second / theirs for ours, theirs in zip(submit, bare, strict=True))
    to_drf = statistics.median(a.per_second / b.per_second for a, b in zip(submit, baseline, strict=True))
    print(f"one bare statement      {statistics.median(bare):7.0f}/s")
    print(f"submission (16 answers) {_middle(submit)}")
    print(f"REST framework, row each {_middle(baseline)}")
    goal("submission against the bare statement", to_bare, 0.07, at_least=True)
    goal("submission against the REST framework", to_drf, 5, at_least=True)
    goal("submission p95", statistics.median(one.p95 for one in submit), 25, at_least=False, unit=" ms")
    refused = sum(one.refused for one in submit)
    goal("submissions refused", refused, 0, at_least=False)


def _middle(measured: list[Measured]) -> Measured:
    return sorted(measured, key=lambda one: one.per_second)[len(measured) // 2]


def filled(site: Site) -> dict:  # type: ignore[type-arg]
    keys = site.data / "keys"
    environ = {
        **environment(), "STEGVIS_DATA": str(site.data), "STEGVIS_MASTER_KEY_FILE": str(keys / "master.key"),
        "STEGVIS_SECRET_KEY_FILE": str(keys / "django.key"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.web.fill", str(CLIENTS), str(PAIRS)],
        env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _analyse(site: Site) -> None:
    """What autovacuum does within minutes of so many new rows, at once."""
    import psycopg

    with psycopg.connect(_dsn(site, "superuser").replace("dbname=postgres", "dbname=stegvis"), autocommit=True) as one:
        one.execute("vacuum analyze")


def _opener():  # type: ignore[no-untyped-def]
    jar = CookieJar()
    return build_opener(HTTPCookieProcessor(jar)), jar


def _signed_in(site: Site, made: dict, one: dict) -> dict:  # type: ignore[type-arg]
    """A client's session and CSRF token, got as a browser gets them."""
    opener, jar = _opener()
    address = f"{site.url.rstrip('/')}/demo/in/{made['organisation']}/{one['person']}/"
    opener.open(address).read()
    page = opener.open(f"{site.url.rstrip('/')}/me/questions/all/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        sys.exit("The form with every question shows no form; nothing to submit.")
    return {**one, "cookie": "; ".join(f"{c.name}={c.value}" for c in jar), "token": token[1], "page": page}


def _submissions(clients: list[dict]) -> list[Request]:  # type: ignore[type-arg]
    """Every asked pair answered once, nobody's twice in a row."""
    rng = random.Random(1)
    made = []
    for turn in range(PAIRS):
        for one in clients:
            phq, gad = one["pairs"][turn]
            fields = [("csrfmiddlewaretoken", one["token"]), ("command", command()), ("asked", phq), ("asked", gad)]
            fields += [(f"{phq}.{item}", str(rng.randint(0, 3) if item < 9 else 0)) for item in range(1, 10)]
            fields += [(f"{gad}.{item}", str(rng.randint(0, 3))) for item in range(1, 8)]
            made.append(Request("POST", "/me/questions/all/", one["cookie"], urllib.parse.urlencode(fields)))
    return made


def pages(site: Site, made: dict, clients: list[dict]) -> None:  # type: ignore[type-arg]
    opener, jar = _opener()
    opener.open(f"{site.url.rstrip('/')}/demo/in/{made['organisation']}/{made['therapist']}/").read()
    cookie = "; ".join(f"{c.name}={c.value}" for c in jar)
    for name, path in (
        ("caseload of 60", "/clinic/solvik/clients/"),
        ("client's record", f"/clinic/solvik/clients/{made['record']}/"),
    ):
        print(f"{name:<23} {play(site.url, [Request('GET', path, cookie)] * 20000, SECONDS)}")
    home = [Request("GET", "/me/", one["cookie"]) for one in clients] * 40
    print(f"{'client’s home':<23} {play(site.url, home, SECONDS)}")


def weights(site: Site, made: dict, one: dict) -> None:  # type: ignore[type-arg]
    """Compressed bytes, as sent."""
    opener, _ = _opener()
    base = site.url.rstrip("/")
    opener.open(f"{base}/demo/in/{made['organisation']}/{made['therapist']}/").read()
    caseload = _packed(opener, f"{base}/clinic/solvik/clients/")
    goal("caseload, compressed", caseload / 1000, 5, at_least=False, unit=" kB")
    opener, _ = _opener()
    opener.open(f"{base}/demo/in/{made['organisation']}/{one['person']}/").read()
    goal("question page, compressed", _packed(opener, f"{base}/me/questions/") / 1000, 2, at_least=False, unit=" kB")
    first = opener.open(f"{base}/t/solvik/").read().decode()
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first))
    total = _packed(opener, f"{base}/t/solvik/") + sum(_packed(opener, base + path) for path in assets)
    goal("first page with its assets", total / 1000, 80, at_least=False, unit=" kB")
    away = [
        address for address in re.findall(r'(?:src|href)="(https?://[^"]+)"', first) if not address.startswith(base)
    ]
    goal("requests off the origin", len(away), 0, at_least=False)


def _packed(opener, address: str) -> int:  # type: ignore[no-untyped-def]
    answer = opener.open(Get(address, headers={"Accept-Encoding": "br, gzip"}))
    body = answer.read()
    return len(body) if answer.headers.get("Content-Encoding") else len(gzip.compress(body, 6))


@contextmanager
def drf(site: Site) -> Iterator[Callable[[], Measured]]:
    """The baseline on the same server, beside the product; what is given plays it once."""
    import psycopg

    with psycopg.connect(_dsn(site, "superuser"), autocommit=True) as connection:
        connection.execute("drop database if exists bench_drf")
        connection.execute("create database bench_drf owner stegvis_owner")
    run = site.data / "run"
    environ = {**environment(), "BENCH_DRF_DATABASE": f"host={_socket(site)} name=bench_drf user=stegvis_owner"}
    key = subprocess.run(
        [sys.executable, "-c", "from bench.web import drf; print(drf.prepare())"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    port = 8970
    server = subprocess.Popen(
        [sys.executable, "-c", f"from bench.web import drf; drf.serve({port})"], env=environ, cwd=Path.cwd()
    )
    try:
        time.sleep(4)
        forms = [{"instrument": name, "total": 9, "answers": [{"item": str(n), "value": 1} for n in range(items)]}
                 for name, items in (("phq-9", 9), ("gad-7", 7))]  # fmt: skip
        yield lambda: play_json(f"http://127.0.0.1:{port}/submissions", key, json.dumps(forms), run)
    finally:
        server.terminate()
        server.wait(20)


def play_json(url: str, key: str, body: str, folder: Path) -> Measured:
    script = (
        f"wrk.method = 'POST'\nwrk.body = '{body}'\nwrk.headers['Content-Type'] = 'application/json'\n"
        f"wrk.headers['Cookie'] = 'sessionid={key}'\n"
        "response = function(status) if status >= 400 then print('STATUS ' .. status) end end\n"
        "done = function(s, l) print(string.format('RESULT %d %d %f %f %f', s.requests, s.duration, "
        "l:percentile(50)/1000, l:percentile(95)/1000, l:percentile(99)/1000)) end\n"
    )
    path = Path("/tmp") / f"bench-drf-{os.getpid()}.lua"
    path.write_text(script)
    try:
        said = subprocess.run(["wrk", "-t1", "-c8", f"-d{SECONDS}s", "-s", str(path), url], capture_output=True,
                              text=True, check=True, timeout=60).stdout  # fmt: skip
    finally:
        path.unlink()
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", said)
    if found is None:
        raise RuntimeError(said[-400:])
    per_second = int(found[1]) / (int(found[2]) / 1e6)
    return Measured(per_second, float(found[3]), float(found[4]), float(found[5]), int(found[1]), said.count("STATUS"))


def _socket(site: Site) -> str:
    from stegvis.config.database.folder import socket_folder

    return str(socket_folder(site.data))


def _dsn(site: Site, role: str) -> str:
    user = "stegvis" if role == "superuser" else f"stegvis_{role}"
    name = "postgres" if role == "superuser" else "stegvis"
    return f"host={_socket(site)} port=5432 dbname={name} user={user}"


def _pgbench() -> str:
    found = shutil.which("pgbench") or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))), ""
    )
    if not found:
        sys.exit("bench.web needs pgbench; on Debian: apt-get install postgresql-15")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
