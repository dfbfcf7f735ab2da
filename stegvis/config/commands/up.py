"""`stegvis up`: database, web and worker as one supervised tree. Owns the order of starting, nothing else."""

import argparse
import http.client
import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from stegvis.config import preparation
from stegvis.config.database import external
from stegvis.config.database.account import server_account
from stegvis.config.database.binaries import find_binaries
from stegvis.config.database.cluster import Cluster
from stegvis.config.database.folder import data_folder
from stegvis.config.database.folders import make_data_folder
from stegvis.config.database.hold import Hold
from stegvis.config.database.settings import address
from stegvis.config.refusal import CannotStart
from stegvis.config.tree import Child, Stopped, Tree, stopped_by_signals

LOOPBACK = "127.0.0.1"
PATIENCE = 60.0  # seconds for the first page
PORT_PATIENCE = 3.0  # seconds in which a tree that was just killed lets go of its port


def run(arguments: Sequence[str]) -> int:
    """Start everything, print the address, keep it alive until a signal; 0 after an orderly stop."""
    options = _options(arguments)
    environ = _environ(options)
    data = Path(environ["STEGVIS_DATA"])
    cluster = None if environ.get("DATABASE_URL") else Cluster(data, find_binaries(environ))
    hold = cluster.hold if cluster else Hold(data)
    tree = Tree(cluster)
    with stopped_by_signals() as deafen:
        try:
            make_data_folder(data, server_account() if cluster else None)
            hold.take()
            _check_port(environ)
            _start_database(cluster, environ)
            environ |= preparation.prepare(data, environ, cluster)
            _start_children(tree, environ)
            print(f"http://{LOOPBACK}:{options.port}/", flush=True)
            tree.watch()
        except Stopped:
            return 0
        finally:
            deafen()
            tree.stop()
            hold.leave()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="stegvis up", description="Start Stegvis on this machine.")
    parser.add_argument("--demo", action="store_true", help="fill an empty database with synthetic clients")
    parser.add_argument("--port", type=int, default=int(os.environ.get("STEGVIS_PORT", "8000")))
    parser.add_argument("--data", type=Path, help="where the data lies (default: STEGVIS_DATA, else ./var)")
    options = parser.parse_args(arguments)
    if not 1 <= options.port <= 65535:
        parser.error("a port is a number from 1 to 65535")
    return options


def _environ(options: argparse.Namespace) -> dict[str, str]:
    """What every child is told. A demo listens on this machine only, since it lets anyone in."""
    environ = dict(os.environ)
    if options.data is not None:
        environ["STEGVIS_DATA"] = str(options.data)
    environ["STEGVIS_DATA"] = str(data_folder(environ))
    environ["STEGVIS_PORT"] = str(options.port)
    environ.setdefault("STEGVIS_ADDRESS", LOOPBACK)
    environ.setdefault("STEGVIS_URL", f"http://localhost:{options.port}")
    if options.demo:
        if environ["STEGVIS_ADDRESS"] != LOOPBACK:
            raise CannotStart("The demo lets anyone in, so it listens on this machine only; unset STEGVIS_ADDRESS.")
        environ["STEGVIS_DEMO"] = "1"
        # Whoever tries the demo reads there what it would have sent (portals/demo/letters.py).
        environ.setdefault("STEGVIS_SPOOL", str(Path(environ["STEGVIS_DATA"]) / "letters"))
    elif environ.get("STEGVIS_DEMO") == "1":
        raise CannotStart("STEGVIS_DEMO is set; start the demo with `stegvis up --demo`, or unset it.")
    return environ


def _check_port(environ: Mapping[str, str]) -> None:
    """Refuse a port that someone else listens on, before anything is started."""
    place = (environ["STEGVIS_ADDRESS"], int(environ["STEGVIS_PORT"]))
    deadline = time.monotonic() + PORT_PATIENCE
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(place)
                return
            except PermissionError:
                raise CannotStart(f"This user may not listen on port {place[1]}; choose one with --port.") from None
            except OSError as error:
                if time.monotonic() > deadline:
                    raise CannotStart(
                        f"Port {place[1]} cannot be used ({error.strerror}); choose another with --port."
                    ) from None
        time.sleep(0.1)


def _start_database(cluster: Cluster | None, environ: Mapping[str, str]) -> None:
    """Our own cluster, or a look at the one that DATABASE_URL names."""
    if cluster is None:
        external.check_server(address(environ, "app"))
        return
    print(f"Starting PostgreSQL in {cluster.folder} …", flush=True)
    cluster.start()


def _start_children(tree: Tree, environ: Mapping[str, str]) -> None:
    """The web server, and when its first page is served the worker: two at once would both come late."""
    print("Starting the web server …", flush=True)
    web = _start(tree, "web server", "web", environ)
    deadline = time.monotonic() + PATIENCE
    while (status := _answer(environ)) is None:
        if web.process is None or web.process.poll() is not None:
            raise CannotStart("The web server ended while it started; what it said stands above.")
        if time.monotonic() > deadline:
            raise CannotStart(f"The web server did not answer within {PATIENCE:.0f} seconds.")
        time.sleep(0.05)
    if status >= 500:
        raise CannotStart("The web server answers with errors only; what it said stands above.")
    _start(tree, "worker", "worker", environ)


def _start(tree: Tree, name: str, module: str, environ: Mapping[str, str]) -> Child:
    told = {**environ, "STEGVIS_PROCESS": f"stegvis-{module}"}
    child = Child(name, [sys.executable, "-m", f"stegvis.config.{module}"], told)
    tree.children.append(child)
    child.start()
    return child


def _answer(environ: Mapping[str, str]) -> int | None:
    """The status of a page that asks nothing of anyone; None while nobody answers."""
    connection = http.client.HTTPConnection(environ["STEGVIS_ADDRESS"], int(environ["STEGVIS_PORT"]), timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Connection": "close"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
