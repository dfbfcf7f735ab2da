"""Rich text of a programme as HTML: every word escaped, only the tags named here, claims numbered by their source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Rich = Sequence[Mapping[str, Any]]
_LISTS = {"bullets": "ul", "numbers": "ol"}


@dataclass
class Sources:
    """Which sources a page has named, in the order it names them; the same source has one number."""

    known: Mapping[str, Mapping[str, str]]
    named: list[str] = field(default_factory=list)

    def number(self, source: str) -> int:
        if source not in self.named:
            self.named.append(source)
        return self.named.index(source) + 1

    @property
    def listed(self) -> Sequence[tuple[int, str, str]]:
        """(number, text, address or "") for the end of the page."""
        return [
            (number, self.known[source]["text"], self.known[source].get("url", ""))
            for number, source in enumerate(self.named, 1)
        ]


def rich_html(nodes: Rich, sources: Sources, *, level: int = 2) -> SafeString:
    """The text with its headings at `level`."""
    return mark_safe("\n".join(_node(node, sources, level) for node in nodes))  # noqa: S308  (escaped run by run)


def _node(node: Mapping[str, Any], sources: Sources, level: int) -> str:
    if "items" in node:
        tag = _LISTS[node["kind"]]
        return f"<{tag}>{''.join(f'<li>{_runs(item, sources)}</li>' for item in node['items'])}</{tag}>"
    tag = f"h{level}" if node["kind"] == "heading" else "p"
    return f"<{tag}>{_runs(node['runs'], sources)}</{tag}>"


def _runs(runs: Iterable[Mapping[str, Any]], sources: Sources) -> str:
    return "".join(_run(run, sources) for run in runs)


def _run(run: Mapping[str, Any], sources: Sources) -> str:
    text = str(escape(run["text"]))
    for style, tag in (("strong", "strong"), ("emphasis", "em")):
        if run.get(style):
            text = f"<{tag}>{text}</{tag}>"
    if "url" in run:
        return f'<a href="{escape(run["url"])}" rel="noreferrer">{text}</a>'
    if "source" in run:
        number = sources.number(run["source"])
        words = escape(_("Source %(number)d") % {"number": number})
        return f'{text}<sup class="source"><a href="#source-{number}" aria-label="{words}">{number}</a></sup>'
    return text
