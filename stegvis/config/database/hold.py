"""One supervisor per data folder: a lock that the kernel takes back when its holder ends, however it ends."""

import fcntl
import os
from pathlib import Path

from stegvis.config.refusal import CannotStart


class Hold:
    """The exclusive right to run a database server and its tree in one data folder."""

    def __init__(self, data: Path) -> None:
        self.file = data / "lock"
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take it, or say who has it; taking it twice is taking it once."""
        if self._descriptor is not None:
            return
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"
            os.close(descriptor)
            raise CannotStart(
                f"Stegvis already runs on {self.file.parent} (process {holder});"
                " stop that one first, or name another folder with --data."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def leave(self) -> None:
        """Give it back; the file stays, since removing it would let two processes hold two files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
