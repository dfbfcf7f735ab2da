"""Where a fault stands, in the words of the author's own pages instead of the document's ids. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stegvis.definitions.programme.faults import WORDS, Fault
from stegvis.definitions.programme.rich_text import plain
from stegvis.library.authoring.blocks import Blocks
from stegvis.library.authoring.choices import written_languages

# (id, (id of its module, what the author calls it)) of everything in a tree that has an id.
Names = Callable[[Mapping[str, Any]], Iterator[tuple[str, tuple[str, str]]]]
# How much of a block's own words names it.
SHOWN = 40


@dataclass(frozen=True)
class Remark:
    """One thing to mend (`stops`) or to think of. `language` and `module` (its id) say on which page it is."""

    place: str
    sentence: str
    stops: bool
    language: str = ""
    module: str = ""


def remark_on(
    fault: Fault,
    document: Mapping[str, Any],
    *,
    names: Names | None = None,
    words: Mapping[str, str] = WORDS,
    label: Callable[[str], str] | None = None,
) -> Remark:
    """The remark in words. `names`, `words` and `label` are those of programmes where none are given."""
    named = [part.rpartition(" ")[2] for part in fault.place.split(", ")] if fault.place else []
    language = named[0] if named and named[0] in document["languages"] else ""
    known = dict((names or _names)(document["languages"][language])) if language else {}
    modules = {name: module for name, (module, _words) in known.items()}
    called = [known[name][1] for name in named if name in known and known[name][1]]
    module = next((modules[name] for name in reversed(named) if name in modules), "")
    if called and module and module not in named:
        called.insert(0, known[module][1])
    spoken = [dict(written_languages())[language], *called] if language else named
    what = known[fault.what][1] if fault.what in known and fault.kind != "same_id" else (label or _label)(fault.what)
    return Remark(", ".join(spoken), _(words[fault.kind]).format(what=what), fault.stops, language, module)


def _names(tree: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """(id, (id of its module, what the author calls it)) of everything that has an id."""
    for place, source in enumerate(tree["sources"], 1):
        yield source["id"], ("", f"{place}")
    for place, module in enumerate(tree["modules"], 1):
        mine = module["id"]
        yield mine, (mine, _("module %(place)s “%(title)s”") % {"place": place, "title": module["title"]})
        yield module["homework"]["id"], (mine, _("homework"))
        for field in module["homework"]["fields"]:
            yield field["id"], (mine, f"“{field['label']}”")
        for number, step in enumerate(module["steps"], 1):
            title = step["title"] or str(number)
            yield step["id"], (mine, _("step “%(title)s”") % {"title": title})
            for block in step["blocks"]:
                yield block["id"], (mine, _block(block))
                for field in block.get("fields", ()):
                    yield field["id"], (mine, f"“{field['label']}”")


def _label(key: str) -> str:
    pages = {"title": _("Title"), "for_whom": _("For whom it is"), "safety": _("Safety"), "steps": _("Steps")}
    return label_of(key, Blocks().child_blocks, pages)


def label_of(key: str, blocks: Mapping[str, Any], pages: Mapping[str, str]) -> str:
    """What the editor calls a key of the document; a key that it has no box for stays as it is."""
    boxes = {name: box for block in blocks.values() for name, box in block.child_blocks.items()}
    return pages.get(key) or (str(boxes[key].label) if key in boxes else key)


def _block(block: Mapping[str, Any]) -> str:
    return spoken_block(block, Blocks().child_blocks)


def spoken_block(block: Mapping[str, Any], blocks: Mapping[str, Any]) -> str:
    """Its kind and the first of its own words."""
    kind = str(blocks[block["kind"]].label).lower()
    texts = (block.get(key) for key in ("title", "prompt", "question", "term", "text", "by", "body", "file"))
    said = next((text if isinstance(text, str) else plain(text) for text in texts if text), "")
    short = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
    return f"{kind} “{short}”" if short else kind
