"""What a page of the library is: one frozen document with a shape, a fingerprint and rules for what may be published.

Owns the shape, the linter and the written form of pages that come with Stegvis. Knows no reader and no address.
"""

from stegvis.definitions.pages.claims import check_claim
from stegvis.definitions.pages.document import FORMAT, check
from stegvis.definitions.pages.faults import BadPage, Remark
from stegvis.definitions.pages.linter import lint
from stegvis.definitions.pages.reading import Block, LearnPage, Part, nearest, page_in
from stegvis.definitions.pages.shapes import AUDIENCES, KINDS, Audience, Kind
from stegvis.definitions.pages.text import block_texts, plain_text
from stegvis.definitions.pages.written import written
from stegvis.definitions.programme import fingerprint

__all__ = [
    "AUDIENCES",
    "FORMAT",
    "KINDS",
    "Audience",
    "BadPage",
    "Block",
    "Kind",
    "LearnPage",
    "Part",
    "Remark",
    "block_texts",
    "check",
    "check_claim",
    "fingerprint",
    "lint",
    "nearest",
    "page_in",
    "plain_text",
    "written",
]
