"""Handing out a file that somebody uploaded: always saved, never opened as a page of ours, named by its title."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def attached(content: bytes | memoryview, kind: str, title: str) -> HttpResponse:
    """`kind` is one of the types that may be uploaded; anything else is an error of ours."""
    name = f"{slugify(title)[:60] or 'file'}.{ENDINGS[kind]}"
    return HttpResponse(
        bytes(content),
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )
