"""Sending a picture, film or sound of a page: as what it is or as nothing, whole or the part a player asks for."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

SHOWN = re.compile(r"image/(png|jpeg|webp)|video/(mp4|webm)|audio/(mpeg|mp4|ogg|webm)|text/vtt")
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def sent_file(request: HttpRequest, content: bytes, type_: str) -> HttpResponse:
    """A page may show it; alone in a window it can do nothing."""
    part = _part(request.headers.get("Range", ""), len(content))
    if part is None:
        response = HttpResponse(content)
    elif part.start >= part.stop:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{len(content)}"
    else:
        response = HttpResponse(content[part.start : part.stop], status=206)
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
    is_shown = SHOWN.fullmatch(type_) is not None
    response.headers["Content-Type"] = type_ if is_shown else "application/octet-stream"
    response.headers["Content-Disposition"] = "inline" if is_shown else "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Accept-Ranges"] = "bytes"
    # A part of a file is a part of it as it lies here: packed on the way, its place would be wrong.
    response.headers["Content-Encoding"] = "identity"
    return response


def _part(asked: str, size: int) -> range | None:
    """The bytes that were asked for; None for the whole file, also where the header is none of ours (RFC 9110 14.2)."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:  # the last so many
        return range(max(size - int(found[2]), 0), size)
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return range(first, last + 1) if last >= first or first >= size else None
