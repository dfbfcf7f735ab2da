"""What an uploaded file is, by its first bytes and never by its name. Pictures are drawn anew, without hidden data."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from stegvis.people.models import Denied

LARGEST = 12_000_000
# More than any phone takes; what claims more was made to fill the memory.
MOST_PIXELS = 60_000_000
_PDF = b"%PDF-"


@dataclass(frozen=True)
class CheckedFile:
    """A file as it may be kept."""

    type: str
    content: bytes


def checked_file(content: bytes) -> CheckedFile:
    """A PDF as it is, a PNG or JPEG written anew. Raises Denied for anything else, and for what is too large."""
    if not content:
        raise Denied(_("The file is empty."))
    if len(content) > LARGEST:
        raise Denied(_("The file is larger than 12 MB. Make it smaller first."))
    if content.startswith(_PDF):
        return CheckedFile("application/pdf", content)
    return _picture(content)


def _picture(content: bytes) -> CheckedFile:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Denied(_("The picture has more than 60 million points. Make it smaller first."))
            kind = str(opened.format)
            turned = ImageOps.exif_transpose(opened)
            picture = turned.convert("RGBA" if kind == "PNG" and turned.has_transparency_data else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as wrong:
        raise Denied(_("This is not a file we can take: it must be a PDF, a PNG or a JPEG.")) from wrong
    out = io.BytesIO()
    Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(out, kind)
    return CheckedFile(f"image/{kind.lower()}", out.getvalue())
