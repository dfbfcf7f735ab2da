"""The pages of Wagtail on which an organisation writes pages of its library. What is read is frozen (`models.page`)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from stegvis.definitions import clock
from stegvis.library.authoring import choices, learn_choices
from stegvis.library.authoring.blocks import Sources, Written
from stegvis.library.authoring.choices import Choices
from stegvis.library.authoring.desks import AtTheDesk
from stegvis.library.authoring.files import images
from stegvis.library.authoring.learn_blocks import Parts, Related, Topics
from stegvis.library.models.authoring import Paper

# Programmes and pages lie in one workshop, and both may be called insomnia.
PREFIX = "page-"
READ_AGAIN_AFTER = datetime.timedelta(days=2 * 365)


def today() -> datetime.date:
    return clock.now().date()


def in_two_years() -> datetime.date:
    return today() + READ_AGAIN_AFTER


class LearnForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Its name in addresses is kept with `PREFIX`, which no reader sees. A topic that is gone may stay as it is.

    What the organisation's own rows offer is asked for here: a model that asked would need a database to be checked.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("above", learn_choices.topics())
        self._choose("image", images())

    def _choose(self, name: str, known: Choices) -> None:
        kept = getattr(self.instance, name)
        gone = [(kept, kept)] if kept and kept not in dict(known) else []
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, choices=[("", "–"), *known, *gone], required=False
        )

    def clean_slug(self) -> str:
        written = str(self.cleaned_data["slug"])
        return written if written.startswith(PREFIX) else f"{PREFIX}{written}"


class LearnDraft(AtTheDesk, Paper):
    """A page of the library: what is the same in every language. Its pages are one for each language."""

    base_form_class = LearnForm
    is_creatable = True
    parent_page_types = ["library.WorkshopPage"]
    subpage_types = ["library.LearnLanguage"]

    kind = models.CharField(_("Kind"), max_length=15, choices=learn_choices.kinds, default="article")
    audience = models.CharField(_("Whom it is for"), max_length=10, choices=learn_choices.audiences, default="anyone")
    above = models.CharField(_("The topic it lies under"), max_length=80, blank=True)
    topics = Written(Topics(), blank=True, verbose_name=_("Topics it belongs to"))
    related = Written(Related(), blank=True, verbose_name=_("Related pages"))
    published_on = models.DateField(_("Its day"), default=today)
    review_by = models.DateField(_("Read again before"), default=in_two_years)
    image = models.CharField(_("Picture at its head"), max_length=80, blank=True)

    content_panels = [
        FieldPanel(
            "title",
            heading=_("Name of the page, for those who write it"),
            help_text=_("Readers see the title in their own language."),
        ),
        FieldPanel(
            "slug",
            heading=_("Its name in addresses; the same in every version"),
            help_text=_("Small letters a to z, digits and hyphens. “page-” stands before it here and nowhere else."),
        ),
        *(
            FieldPanel(name)
            for name in ("kind", "audience", "above", "topics", "related", "published_on", "review_by", "image")
        ),
    ]

    class Meta:
        verbose_name = _("page of the library")

    @property
    def whole(self) -> LearnDraft:
        return self

    @property
    def name(self) -> str:
        """What the document calls it."""
        return str(self.slug).removeprefix(PREFIX)

    @property
    def about(self) -> str:
        """What a voice calls it (`models.voice`)."""
        return f"page:{self.name}"


class LearnLanguage(AtTheDesk, Paper):
    """A page of the library in one language."""

    is_creatable = True
    parent_page_types = ["library.LearnDraft"]
    subpage_types: list[str] = []

    language = models.CharField(_("Language"), max_length=2, choices=choices.written_languages)
    lead = models.CharField(_("In one or two sentences"), max_length=1000)
    image_alt = models.CharField(_("What the picture at its head shows"), max_length=1000, blank=True)
    image_credit = models.CharField(_("Who made the picture"), max_length=1000, blank=True)
    sources = Written(Sources(), blank=True, verbose_name=_("Sources"))
    parts = Written(Parts(), blank=True, verbose_name=_("Parts"))

    content_panels = [
        FieldPanel("title", heading=_("Title"), help_text=_("As readers see it.")),
        *(FieldPanel(name) for name in ("language", "lead", "image_alt", "image_credit", "parts")),
        FieldPanel("sources", help_text=_("A claim points to the first source by a link of the kind “Source” to 1.")),
    ]

    class Meta:
        verbose_name = _("page of the library in one language")

    @property
    def whole(self) -> LearnDraft:
        found: Any = self.get_parent().specific
        return found  # type: ignore[no-any-return]
