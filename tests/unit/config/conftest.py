"""Folders and programs for tests that run servers of their own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stegvis.config.database.cluster import Cluster
from tests.database import chosen


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that the database server's account can reach; pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="stegvis-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def programs() -> Path:
    """PostgreSQL's programs of the server that this run of the suite is about."""
    return chosen(os.environ.get("STEGVIS_TEST_SERVER", "embedded"))


@pytest.fixture
def cluster(open_folder: Path, programs: Path) -> Iterator[Cluster]:
    """A cluster made and started, and stopped whatever the test did to it; what a kill leaves, it keeps."""
    made = Cluster(open_folder / "data", programs, durable=False)
    made.start()
    yield made
    made.stop()
