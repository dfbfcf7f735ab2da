"""The blocks of a library page: those that programmes have too, without conditions, and those of pages alone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from stegvis.library.authoring import learn_choices as choices
from stegvis.library.authoring.blocks import Blocks, number, plain, rich

# The kinds of a programme's blocks that a page knows as they are.
SHARED = ("text", "example", "quote", "list", "check", "link", "image", "film", "sound", "reflection")


def _shared(kind: str) -> blocks.StructBlock:
    """A block of programmes that everybody sees: nobody knows who reads a page."""
    known = Blocks().child_blocks[kind]
    children = [(name, child) for name, child in known.child_blocks.items() if name != "when"]
    return blocks.StructBlock(children, label=known.label, icon=known.meta.icon)


def _part(label: Any, icon: str, **children: Any) -> blocks.StructBlock:
    return blocks.StructBlock(list(children.items()), label=label, icon=icon)


def _list(label: Any, least: int = 1, **children: Any) -> blocks.ListBlock:
    return blocks.ListBlock(blocks.StructBlock(list(children.items())), label=label, min_num=least)


def _address() -> blocks.URLBlock:
    return blocks.URLBlock(label=_("Web address"), required=False)


def _told() -> dict[str, blocks.StructBlock]:
    """The blocks of pages alone that tell or ask something."""
    title = plain(_("Heading"))
    return {
        "exercise": _part(
            _("Exercise"), "tick", title=title, body=rich(_("Text")), minutes=number(_("Minutes"), 1, 240, 10)
        ),
        "claim": _part(
            _("Claim of the register"), "order", claim=blocks.ChoiceBlock(label=_("Claim"), choices=choices.claims)
        ),
        "concept": _part(
            _("Concept"), "help", term=plain(_("Word")), body=rich(_("What it means")),
            source=plain(_("The number of its source in the list"), required=False),
        ),
        "interview": _part(
            _("Interview"), "group", by=plain(_("Who answers: name or role, title, unit")),
            lines=_list(_("Questions"), question=plain(_("Question")), answer=rich(_("Answer"))),
        ),
        "cards": _part(_("Cards"), "grip", items=_list(_("Cards"), title=title, body=rich(_("Text")))),
        "storyboard": _part(
            _("Storyboard"), "media", title=title, note=plain(_("Why it is text and no film"), required=False),
            scenes=_list(_("Scenes"), picture=plain(_("What one sees")), words=plain(_("What is said"))),
        ),
        "poll": _part(
            _("Poll"), "form", question=plain(_("Question")),
            scope=blocks.ChoiceBlock(label=_("Who answers"), choices=choices.scopes, default="public"),
            choices=blocks.ListBlock(
                blocks.StructBlock([("text", plain(_("Answer")))]),
                label=_("Answers"), min_num=2, max_num=12, default=[{"text": ""}, {"text": ""}],
            ),
            after=rich(_("What one reads after answering"), required=False),
        ),
    }  # fmt: skip


def _listed() -> dict[str, blocks.StructBlock]:
    """The blocks of pages alone that list something."""
    title = plain(_("Heading"))
    return {
        "recap": _part(
            _("What you have learnt"), "tick", prompt=plain(_("Question")),
            items=_list(_("Lines"), text=plain(_("Line")), url=_address()),
        ),
        "publications": _part(
            _("Publications"), "doc-full", title=title,
            items=blocks.ListBlock(
                blocks.ChoiceBlock(label=_("Publication"), choices=choices.publications), label=_("Publications"),
            ),
        ),
        "documents": _part(
            _("Governing documents"), "doc-full-inverse", title=title,
            items=_list(
                _("Documents"), title=plain(_("Title")), publisher=plain(_("Publisher")),
                year=number(_("Year"), 1800, 2100, 2026), url=_address(),
                in_force=blocks.BooleanBlock(label=_("It is in force"), required=False, default=True),
                replaced_by=plain(_("What replaced it"), required=False),
            ),
        ),
        "duties": _part(
            _("Duties"), "list-ul", title=title,
            items=_list(
                _("Duties"), verb=blocks.ChoiceBlock(label=_("What one does"), choices=choices.verbs),
                text=plain(_("Duty")),
            ),
        ),
        "offers": _part(
            _("Offers nearby"), "site", title=title,
            kind_of_offer=blocks.ChoiceBlock(label=_("Kind of offer"), choices=choices.offers, required=False),
            problem=blocks.ChoiceBlock(label=_("Problem"), choices=choices.problems, required=False),
        ),
    }  # fmt: skip


class LearnBlocks(blocks.StreamBlock):
    """What a part of a page is made of."""

    def __init__(self, **options: Any) -> None:
        super().__init__([*((kind, _shared(kind)) for kind in SHARED), *_told().items(), *_listed().items()], **options)


class Parts(blocks.StreamBlock):
    """The parts of a page, in their order: one screen each in a chapter and a course."""

    part = blocks.StructBlock(
        [("title", plain(_("Heading"), required=False)), ("blocks", LearnBlocks(label=_("Blocks"), required=False))],
        label=_("Part"), icon="doc-empty",
    )  # fmt: skip

    class Meta:
        max_num = 40


class Topics(blocks.StreamBlock):
    """The topics that a page belongs to."""

    topic = blocks.ChoiceBlock(label=_("Topic"), choices=choices.topics)

    class Meta:
        required = False
        max_num = 40


class Related(blocks.StreamBlock):
    """The pages that a page points to at its end."""

    page = blocks.ChoiceBlock(label=_("Page"), choices=choices.pages)

    class Meta:
        required = False
        max_num = 40
