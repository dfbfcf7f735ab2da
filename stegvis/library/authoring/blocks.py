"""The blocks an author writes with: exactly the kinds that a programme document knows, and nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import Field
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from stegvis.library.authoring import choices
from stegvis.library.authoring.files import captions, films, images, sounds

RICH = ["bold", "italic", "link", "h3", "ul", "ol"]


class Written(StreamField):
    """A stream whose blocks are no matter of the database: it is JSON there, and no migration lists them."""

    def deconstruct(self) -> Any:
        name, _path, _args, _kwargs = super().deconstruct()
        return name, "stegvis.library.authoring.blocks.Written", [[]], {"blank": self.blank} if self.blank else {}

    def clone(self) -> Field[Any, Any]:
        return type(self)(self.stream_block, blank=self.blank)


def plain(label: Any, *, required: bool = True, **options: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, max_length=1000, **options)


def rich(label: Any, *, required: bool = True) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(label=label, features=RICH, required=required)


def number(label: Any, least: int, most: int, default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, min_value=least, max_value=most, default=default)


class When(blocks.StructBlock):
    """In plain choices, when a client sees the block."""

    show = blocks.ChoiceBlock(label=_("Show it"), choices=choices.conditions, required=False)
    field = plain(_("The question, as it stands in the programme"), required=False)
    answer = plain(_("The answer"), required=False)

    class Meta:
        label = _("Not always shown")
        collapsed = True
        icon = "view"


def _part(label: Any, icon: str, **children: Any) -> blocks.StructBlock:
    return blocks.StructBlock([*children.items(), ("when", When())], label=label, icon=icon)


def _field(label: Any, icon: str, **children: Any) -> blocks.StructBlock:
    first = {"label": plain(_("Question or label")), "help": plain(_("Help"), required=False)}
    return blocks.StructBlock(list({**first, **children}.items()), label=label, icon=icon)


_BOUND = {"least": (-1000, 100_000, 0), "most": (-1000, 100_000, 10)}


def _bounds() -> dict[str, Any]:
    labels = {"least": _("Least"), "most": _("Most")}
    return {key: number(labels[key], *_BOUND[key]) for key in _BOUND}


def _answers() -> dict[str, Any]:
    return {"choices": blocks.ListBlock(plain(_("Answer")), label=_("Answers"), min_num=2, max_num=20)}


class Fields(blocks.StreamBlock):
    """What a client fills in."""

    text = _field(_("One line"), "pilcrow")
    long_text = _field(_("Several lines"), "pilcrow")
    number = _field(_("A number"), "order", unit=plain(_("Unit"), required=False), **_bounds())
    scale = _field(
        _("A scale"), "order", **_bounds(), least_label=plain(_("Words at the least")),
        most_label=plain(_("Words at the most")),
    )  # fmt: skip
    choice = _field(_("One of several answers"), "list-ul", **_answers())
    choices = _field(_("Any of several answers"), "list-ul", **_answers())
    yes_no = _field(_("Yes or no"), "check")
    date = _field(_("A date"), "date")
    time = _field(_("A time of day"), "time")

    class Meta:
        required = False
        max_num = 30


class Blocks(blocks.StreamBlock):
    """What a step is made of."""

    text = _part(_("Text"), "pilcrow", body=rich(_("Text")))
    example = _part(_("Worked example"), "user", title=plain(_("Heading")), body=rich(_("Text")))
    quote = _part(_("Quote"), "openquote", body=rich(_("What they say")), by=plain(_("Who says it")))
    list = _part(
        _("List"), "list-ul",
        style=blocks.ChoiceBlock(label=_("Style"), choices=choices.list_styles, default="bullets"),
        items=blocks.ListBlock(plain(_("Line")), label=_("Lines")),
    )  # fmt: skip
    exercise = _part(
        _("Exercise"), "tick", title=plain(_("Heading")), body=rich(_("Text")),
        tool=blocks.ChoiceBlock(label=_("Diary or tool"), choices=choices.tools, required=False),
        minutes=number(_("Minutes"), 1, 240, 10),
    )  # fmt: skip
    worksheet = _part(
        _("Worksheet"), "form", title=plain(_("Heading")), intro=rich(_("Introduction"), required=False),
        fields=Fields(label=_("Fields")), rows=number(_("Rows to fill in"), 1, 10, 1),
    )  # fmt: skip
    reflection = _part(_("Reflection"), "comment", prompt=plain(_("Question")))
    check = _part(
        _("Self-check"), "help", question=plain(_("Question")),
        choices=blocks.ListBlock(
            blocks.StructBlock([
                ("text", plain(_("Answer"))),
                ("right", blocks.BooleanBlock(label=_("This is right"), required=False)),
                ("feedback", plain(_("What they read when they choose it"))),
            ]),
            label=_("Answers"), min_num=2, max_num=8,
        ),
    )  # fmt: skip
    measure = _part(
        _("Questionnaire"), "form", instrument=blocks.ChoiceBlock(label=_("Questionnaire"),
                                                                  choices=choices.named_instruments),
    )  # fmt: skip
    link = _part(_("Link"), "link-external", text=plain(_("Words")), url=blocks.URLBlock(label=_("Web address")))
    image = _part(
        _("Picture"), "image", file=blocks.ChoiceBlock(label=_("File"), choices=images),
        alt=plain(_("What it shows, for those who cannot see it"), required=False),
        credit=plain(_("Who made it"), required=False),
    )  # fmt: skip
    film = _part(
        _("Film"), "media", file=blocks.ChoiceBlock(label=_("File"), choices=films), title=plain(_("Heading")),
        captions=blocks.ChoiceBlock(label=_("Captions"), choices=captions, required=False),
        description=plain(_("Audio description: what happens that is not said"), required=False),
        transcript=rich(_("Transcript"), required=False),
    )  # fmt: skip
    sound = _part(
        _("Sound"), "media", file=blocks.ChoiceBlock(label=_("File"), choices=sounds), title=plain(_("Heading")),
        transcript=rich(_("Transcript"), required=False),
    )  # fmt: skip


class Steps(blocks.StreamBlock):
    """The pages of a module, in their order."""

    step = blocks.StructBlock(
        [("title", plain(_("Heading"), required=False)), ("blocks", Blocks(label=_("Blocks"), required=False))],
        label=_("Step"), icon="doc-empty",
    )  # fmt: skip

    class Meta:
        max_num = 20


class Sources(blocks.StreamBlock):
    """What claims rest on. A claim points to the first with a link to 1 (`rich_text.to_nodes`)."""

    source = blocks.StructBlock(
        [("text", plain(_("Author (year). Title. Journal."))),
         ("url", blocks.URLBlock(label=_("Web address"), required=False))],
        label=_("Source"), icon="link",
    )  # fmt: skip

    class Meta:
        required = False


class Measures(blocks.StreamBlock):
    """The questionnaires of the programme and how often they are asked."""

    measure = blocks.StructBlock(
        [("instrument", blocks.ChoiceBlock(label=_("Questionnaire"), choices=choices.named_instruments)),
         ("every_days", number(_("Every so many days"), 1, 365, 7))],
        label=_("Questionnaire"), icon="form",
    )  # fmt: skip

    class Meta:
        required = False
