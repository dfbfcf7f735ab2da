"""What an uploaded file is, by its first bytes and never by its name. Pictures are drawn anew, without hidden data."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from stegvis.network.models import EventMaterial, SharedFile
from stegvis.people.models import Actor, Denied

LARGEST = 12_000_000
# A page of A4 at 600 points an inch has 35 million, which are 140 MB of memory while it is drawn anew. What claims more
# is refused by the first bytes, before any of it is unpacked.
MOST_PIXELS = 36_000_000
# Files shared with networks and shown with events, all versions, in one organisation. They lie in the database and are
# copied with every backup: at 12 MB each, which few have, 500 are 6 GB, half an hour on a slow line.
MOST_KEPT = 500
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


def check_room_left(by: Actor) -> None:
    """Raise Denied where the organisation keeps as many shared files and event material as fit."""
    kept = sum(kind.objects.filter(organisation_id=by.organisation_id).count() for kind in (SharedFile, EventMaterial))
    if kept >= MOST_KEPT:
        raise Denied(
            _(
                "Your organisation keeps %(n)d shared files already, and more do not fit. "
                "Write where the file lies instead."
            )
            % {"n": MOST_KEPT}
        )


def _picture(content: bytes) -> CheckedFile:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many_points()
            # A telephone may put several pictures into one file (MPO); the first is the one that is seen.
            kind = "PNG" if opened.format == "PNG" else "JPEG"
            ImageOps.exif_transpose(opened, in_place=True)
            mode = "RGBA" if kind == "PNG" and opened.has_transparency_data else "RGB"
            # One copy at most is in memory beside what was unpacked, since files come several at a time.
            picture = opened if opened.mode == mode else opened.convert(mode)
            picture.info = {}  # what the camera, the program and the author wrote into it
            out = io.BytesIO()
            picture.save(out, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
        raise _too_many_points() from wrong
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        raise Denied(_("This is not a file we can take: it must be a PDF, a PNG or a JPEG.")) from wrong
    return CheckedFile(f"image/{kind.lower()}", out.getvalue())


def _too_many_points() -> Denied:
    return Denied(_("The picture has more than 36 million points. Make it smaller first."))
