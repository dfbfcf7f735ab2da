"""The supervised tree's patience with a database server that will not come up."""

import itertools
from typing import cast

import pytest

from stegvis.config import tree
from stegvis.config.database.cluster import Cluster
from stegvis.config.refusal import CannotStart


class Refusing:
    """A cluster that is down, and refuses to start so many times before it does."""

    def __init__(self, refusals: int) -> None:
        self.left, self.up = refusals, False

    def running(self) -> bool:
        return self.up

    def start(self) -> None:
        self.left -= 1
        if self.left >= 0:
            raise CannotStart("It was killed while it recovered.")
        self.up = True


def pauses(looked_at: tree.Tree, cluster: Refusing, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it waited before each try after the first, by a clock that only moves when nothing happens."""
    now, tried, before = [100.0], [], cluster.left
    monkeypatch.setattr(tree.time, "monotonic", lambda: now[0])
    while not cluster.up:
        looked_at._look_at_the_database()
        if cluster.left != before:
            tried.append(now[0])
            before = cluster.left
        now[0] += 0.05
    return [round(after - earlier, 1) for earlier, after in itertools.pairwise(tried)]


def test_a_server_killed_while_it_recovers_is_tried_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients wait meanwhile, so the first pauses are short; they grow while it keeps refusing, and begin anew."""
    cluster = Refusing(4)
    looked_at = tree.Tree(cast(Cluster, cluster))
    assert pauses(looked_at, cluster, monkeypatch) == [0.1, 0.3, 1.0, 3.0]
    cluster.up, cluster.left = False, 1
    looked_at._due = 0.0
    assert pauses(looked_at, cluster, monkeypatch) == [0.1]
