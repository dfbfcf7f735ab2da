"""How much one request may bring in files. Asked before anything is read, so that nobody fills the disk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# The largest that any page takes is a programme or a film of 200 MB; the rest is the form around it.
LARGEST = 210_000_000


class Bounded(FileUploadHandler):
    """Stands before Django's own handlers, and keeps nothing itself."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  (Django's name for it)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > LARGEST:
            raise RequestDataTooBig("The request brings more than 210 MB of files.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
