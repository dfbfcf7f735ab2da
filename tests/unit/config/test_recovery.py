"""What a server that was killed costs those who wait: its files brought to disk, a web worker made anew."""

import os
import subprocess
import sys
from types import SimpleNamespace

import psycopg
import pytest

from stegvis.config.database.cluster import Cluster, after_a_crash
from tests.database import ROOT


@pytest.mark.parametrize(
    ("sysname", "release", "wanted"),
    [
        ("Linux", "6.1.0-13-amd64", {"recovery_init_sync_method": "syncfs"}),
        ("Linux", "5.8.0", {"recovery_init_sync_method": "syncfs"}),
        ("Linux", "5.4.0-150-generic", {}),
        ("Darwin", "23.1.0", {}),
    ],
)
def test_files_are_synced_at_once_only_where_the_kernel_tells_of_errors(
    sysname: str, release: str, wanted: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before 5.8 syncfs() hides a write that failed, and an acknowledged answer could be lost unseen."""
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(sysname=sysname, release=release))
    assert after_a_crash() == wanted


@pytest.mark.engine
def test_the_server_takes_the_setting(cluster: Cluster) -> None:
    """A server that was built without it would refuse to start, and nobody could work."""
    with psycopg.connect(**cluster.address()) as connection:
        shown = connection.execute("show recovery_init_sync_method").fetchone()
    assert shown == (after_a_crash().get("recovery_init_sync_method", "fsync"),)


def test_the_web_server_knows_every_page_before_it_forks() -> None:
    """A new worker that must first import them lets its visitors wait, one second and more on a busy machine."""
    asked = (
        "import sys; from stegvis.config import web; web._load(); "
        "print('stegvis.portals.client.views.questions' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == "True", told.stderr
