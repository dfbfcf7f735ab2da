"""What was acknowledged, on disk before it counts: a line for each command sent and for each one answered."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """One form as it was handed in. `answers`: for each questionnaire it touches, what it says of each item."""

    id: str
    person: str
    kind: str  # "item", "form", "end" or "goal"
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Journal:
    """An append-only file, shared by all clients of a run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def sent(self, command: Command) -> None:
        with self._lock:
            self._file.write(json.dumps({"sent": asdict(command)}) + "\n")
            self._file.flush()

    def acknowledged(self, command: Command) -> None:
        """The product has answered that it is done. From here on it must never be lost."""
        with self._lock:
            self._file.write(json.dumps({"acknowledged": command.id}) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


def read(path: Path) -> tuple[list[Command], list[Command]]:
    """The commands that were acknowledged, in that order, and those of which nobody knows."""
    sent: dict[str, Command] = {}
    done: dict[str, Command] = {}
    for line in _lines(path):
        if "sent" in line:
            sent[line["sent"]["id"]] = Command(**line["sent"])
        else:
            done[line["acknowledged"]] = sent[line["acknowledged"]]
    return list(done.values()), [command for id, command in sent.items() if id not in done]


def _lines(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
