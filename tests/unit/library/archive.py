"""An archive on this machine that speaks OAI-PMH by the library of ETH Zürich, not by ours; it can break off midway."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from oaipmh.common import Header, Identify, Metadata
from oaipmh.metadata import MetadataRegistry
from oaipmh.server import BatchingServer, oai_dc_writer

AT = datetime(2026, 11, 20, 12)


@dataclass
class Archive:
    """`records`: {name: the fields of its Dublin Core, or None where it is deleted}; five an answer.

    `asked` are the questions so far; the answer to that numbered `breaks_at` is cut in half.
    """

    records: dict[str, dict[str, list[str]] | None]
    breaks_at: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def identify(self) -> Identify:
        return Identify("Loopback", self.url, "2.0", ["a@example.org"], AT, "persistent", "YYYY-MM-DD", ["identity"])

    def listRecords(self, **asked: Any) -> list[Any]:  # noqa: N802 - the library calls it so
        rows = [
            (Header(None, f"oai:loopback:{name}", AT, [], given is None), given and Metadata(None, given), None)
            for name, given in sorted(self.records.items())
        ]
        return rows[asked["cursor"] : asked["cursor"] + asked["batch_size"]]

    def answer(self, query: str) -> tuple[bytes, int]:
        """The whole answer, and how much of it is sent."""
        self.asked.append(dict(parse_qsl(query)))
        registry = MetadataRegistry()
        registry.registerWriter("oai_dc", oai_dc_writer)
        server = BatchingServer(self, registry, resumption_batch_size=5)
        said = server.handleRequest(dict(parse_qsl(query)))
        return said, len(said) // 2 if len(self.asked) == self.breaks_at else len(said)


@contextmanager
def served(archive: Archive) -> Iterator[Archive]:
    """The archive on a port of the loopback, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said, sent = archive.answer(urlsplit(self.path).query)
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said[:sent])

        def log_message(self, *_said: Any) -> None:
            """Nothing: the test's own output is what is read."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        archive.url = f"http://127.0.0.1:{server.server_port}/oai"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield archive
        finally:
            server.shutdown()
            thread.join()
