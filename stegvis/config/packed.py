"""How static files are named and packed: all but the editor's, which few fetch and which take 20 s to pack."""

from collections.abc import Iterable, Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

UNPACKED = "wagtailadmin/"


class Packed(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; what is not packed is served as it is."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[Any]:
        yield from super().compress_files([path for path in paths if not path.startswith(UNPACKED)])
