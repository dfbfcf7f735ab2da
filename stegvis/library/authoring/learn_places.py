"""Where a fault of a library page stands, in the words of the author's own pages instead of the document's ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from stegvis.definitions.pages.faults import WORDS
from stegvis.definitions.programme.faults import Fault
from stegvis.library.authoring.learn_blocks import LearnBlocks
from stegvis.library.authoring.places import Remark, label_of, remark_on, spoken_block


def learn_remark_on(fault: Fault, document: Mapping[str, Any]) -> Remark:
    """The remark in words, with the language whose page it is on."""
    return remark_on(fault, document, names=_names, words=WORDS, label=_label)


def _names(tree: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """(id, ("", what the author calls it)) of everything that has an id; a page has no modules."""
    boxes = LearnBlocks().child_blocks
    for place, source in enumerate(tree["sources"], 1):
        yield source["id"], ("", f"{place}")
    for place, part in enumerate(tree["parts"], 1):
        yield part["id"], ("", _("part “%(title)s”") % {"title": part["title"] or place})
        for block in part["blocks"]:
            yield block["id"], ("", spoken_block(block, boxes))


def _label(key: str) -> str:
    pages = {"title": _("Title"), "lead": _("In one or two sentences"), "parts": _("Parts"), "languages": _("Language")}
    return label_of(key, LearnBlocks().child_blocks, pages)
