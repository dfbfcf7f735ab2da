"""What every test stands on: a database of its own, keys of its own, and no way out of this machine."""

import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings
from django.utils import translation

from stegvis.people.sealing import forget_keys
from tests.database import Clone, Server

LOOPBACK = ("127.", "::1", "localhost")


# What a test asks for when it needs the database server that the run is about.
DATABASE = {"db", "transactional_db", "server", "programs"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With STEGVIS_TEST_ONLY=database, only what uses the database: for a second server, where the rest is the same."""
    if os.environ.get("STEGVIS_TEST_ONLY") != "database":
        return
    apart = [item for item in items if not _uses_the_database(item)]
    config.hook.pytest_deselected(items=apart)
    items[:] = [item for item in items if _uses_the_database(item)]


def _uses_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db") is not None or "postgresql" in item.name:
        return True
    return bool(set(getattr(item, "fixturenames", ())) & DATABASE)


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    """A test that would reach another machine fails instead; the database's driver speaks to its socket itself."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise RuntimeError(f"A test tried to reach {address[0]}, outside this machine.")

    def guarded(self: socket.socket, address: Any) -> None:
        check(self, address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        check(self, address)
        return connect_ex(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    patch.setattr(socket.socket, "connect_ex", guarded_ex)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def secrets_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keys and files of this session only; nothing of a real installation is ever read or written."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "master.key").write_bytes(secrets.token_bytes(32))
    (folder / "django.key").write_text(secrets.token_hex(32))
    patch = pytest.MonkeyPatch()
    patch.setenv("STEGVIS_MASTER_KEY_FILE", str(folder / "master.key"))
    patch.setenv("STEGVIS_SECRET_KEY_FILE", str(folder / "django.key"))
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    told = override_settings(
        STEGVIS_MASTER_KEY_FILE=str(folder / "master.key"),
        STEGVIS_ERASURE_LEDGER=str(folder / "erasures.jsonl"),
        SECRET_KEY=secrets.token_hex(32),
        # A slow hash protects real passwords; here it would only make a clinic of thirteen slow to build.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        # Addresses of files as they are: nothing is collected first.
        STATIC_ROOT=str(folder),
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    )
    with told:
        yield folder
    patch.undo()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are tested as the source says them; a page is in the language of the reader the test sends."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The PostgreSQL that STEGVIS_TEST_SERVER names, running; shared with sessions beside this one."""
    found = Server(os.environ.get("STEGVIS_TEST_SERVER", "embedded"))
    found.join()
    yield found
    connections.close_all()
    found.leave()


@pytest.fixture(scope="session")
def django_db_setup(server: Server, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of tests that roll back (`db`): one clone a session, reached as the app's role.

    Mind that such a test runs inside one transaction: what it sets for the transaction (the tenant) outlives
    the product's own blocks. Test tenancy with `clone` instead. A test that asks for neither gets no database at
    all: what it wrote would stay, and be in the way of every test after it.
    """
    clone = server.clone()
    with pointed_at(clone):
        yield
    server.drop(clone.name)


@pytest.fixture
def clone(server: Server, django_db_setup: None, django_db_blocker: Any) -> Iterator[Clone]:
    """A database of this test's own, with real transactions; Django speaks to it as the app's role."""
    yield from _clone_in_use(server, django_db_blocker)


@pytest.fixture(scope="module")
def module_clone(server: Server, django_db_setup: None, django_db_blocker: Any) -> Iterator[Clone]:
    """The same for all tests of a module, which then see what the ones before them left."""
    yield from _clone_in_use(server, django_db_blocker)


@pytest.fixture
def owner_connection(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """The owner's view of the database in use (ask for `clone` before it): every row of every organisation."""
    now = connections["default"].settings_dict
    address = Clone(now["HOST"], now["NAME"]).address("owner")
    with psycopg.connect(**address, autocommit=True) as connection:
        yield connection


def _clone_in_use(server: Server, blocker: Any) -> Iterator[Clone]:
    clone = server.clone()
    with blocker.unblock(), pointed_at(clone):
        yield clone
    server.drop(clone.name)


class pointed_at:  # noqa: N801 - it reads as a verb: `with pointed_at(clone)`
    """Django's one alias speaks to this clone inside the block, in every thread, and to the former after."""

    def __init__(self, clone: Clone) -> None:
        self.clone = clone
        self.before: dict[str, Any] = {}

    def __enter__(self) -> None:
        entry = connections.settings["default"]
        names = {"HOST": self.clone.host, "PORT": "5432", "NAME": self.clone.name, "USER": "stegvis_app"}
        self.before = {name: entry[name] for name in names}
        self._point(names)

    def __exit__(self, *_: object) -> None:
        self._point(self.before)

    def _point(self, names: dict[str, Any]) -> None:
        connections["default"].close()
        connections.settings["default"].update(names)
        forget_keys()
