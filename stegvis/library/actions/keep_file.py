"""Taking in a picture for programmes: read, turned, made smaller and written anew, so that nothing else comes along."""

from __future__ import annotations

import hashlib
import io
import re

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from stegvis.definitions import clock
from stegvis.library.models import MediaFile
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role

LARGEST = 12_000_000
# More than any phone takes; what claims more was made to fill the memory.
MOST_PIXELS = 60_000_000
# A phone's width at three times its density, and a laptop's column.
WIDEST = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
_NAME = re.compile(r"[^a-z0-9]+")


@once(MediaFile)
def keep_image(*, by: Actor, name: str, content: bytes) -> MediaFile:
    """The picture as WebP, without anything that the camera wrote into it. Raises Denied with what is wrong."""
    check_can_keep(by)
    kept = named(by, name, "webp")
    written = rewritten(content)
    return MediaFile.objects.create(
        organisation_id=by.organisation_id,
        name=kept,
        type="image/webp",
        sha256=hashlib.sha256(written).hexdigest(),
        content=written,
        added_by_id=by.user_id,
        added_at=clock.now(),
    )


def rewritten(content: bytes) -> bytes:
    """The same picture, encoded by us. Raises Denied for anything that is none, or too large."""
    if len(content) > LARGEST:
        raise Denied(_("The picture is larger than 12 MB. Make it smaller first."))
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Denied(_("The picture has more than 60 million points. Make it smaller first."))
            turned = ImageOps.exif_transpose(opened)
            picture = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as wrong:
        raise Denied(_("This is no picture that we can read. Take a JPEG, PNG or WebP.")) from wrong
    picture.thumbnail((WIDEST, WIDEST * 2))
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=82)
    return out.getvalue()


def check_can_keep(by: Actor) -> None:
    """Raise Denied for who may not add files."""
    if not by.has(Role.EDITOR, Role.SYSTEM):
        raise Denied(_("Only editors add files."))


def named(by: Actor, name: str, ending: str) -> str:
    """`Bilde av Søvn.JPG` is bilde-av-s-vn.webp: a name that stands in a document and an address.

    Raises Denied where the organisation has a file of that name.
    """
    stem = _NAME.sub("-", name.rpartition(".")[0].lower() or name.lower()).strip("-")
    kept = f"{stem[:60] or 'file'}.{ending}"
    if MediaFile.objects.filter(organisation_id=by.organisation_id, name=kept).exists():
        raise Denied(_("There is a file named %(name)s already. Give this one another name.") % {"name": kept})
    return kept
