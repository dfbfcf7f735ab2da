"""The pages on which an organisation writes its programmes, and the task of reviewing one.

What is written here is a draft. What a client reads is a frozen version (`models.programme`), never a page.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import AbstractGroupApprovalTask, Page, PagePermissionTester

from stegvis.library.authoring import choices
from stegvis.library.authoring.blocks import RICH, Fields, Measures, Sources, Steps, Written
from stegvis.library.authoring.desks import AtTheDesk
from stegvis.people.models import Retention, Role


class Paper(Page):
    """What every page of the editor has in common: comments, no address, nothing about search or menus."""

    retention = Retention.PUBLIC
    is_creatable = False
    preview_modes: list[Any] = []
    promote_panels: list[Any] = []
    settings_panels = [CommentPanel()]

    class Meta:
        abstract = True


class _Settled(PagePermissionTester):
    """The organisation's own page stands: drafts are added under it, and nothing else is done with it."""

    def can_edit(self) -> bool:
        return False

    can_delete = can_move = can_publish = can_unpublish = can_edit
    can_submit_for_moderation = can_lock = can_unlock = can_view_revisions = can_edit


class WorkshopPage(Paper):
    """The root of all that an organisation writes: its programmes, and the pages of its library."""

    parent_page_types: list[str] = []
    subpage_types = ["library.ProgrammePage", "library.LearnDraft"]

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return _Settled(user, self)


class ProgrammePage(AtTheDesk, Paper):
    """A programme: what is the same in every language. Its pages are one for each language."""

    is_creatable = True
    parent_page_types = ["library.WorkshopPage"]
    subpage_types = ["library.LanguagePage"]

    problem = models.CharField(_("Problem"), max_length=30, choices=choices.problems)
    opening = models.CharField(_("How modules open"), max_length=20, choices=choices.openings, default="completion")
    days = models.PositiveSmallIntegerField(_("Days a module is meant to take"), default=7)
    introduction = models.PositiveSmallIntegerField(
        _("The module that anyone may read openly"), null=True, blank=True, help_text=_("Its number; empty: none.")
    )
    measures = Written(Measures(), blank=True, verbose_name=_("Questionnaires"))

    content_panels = [
        FieldPanel(
            "title",
            heading=_("Name of the programme, for those who write it"),
            help_text=_("Clients read the title in their own language."),
        ),
        FieldPanel(
            "slug",
            heading=_("Its name in addresses; the same in every version"),
            help_text=_("Small letters a to z, digits and hyphens."),
        ),
        *(FieldPanel(name) for name in ("problem", "opening", "days", "introduction", "measures")),
    ]

    class Meta:
        verbose_name = _("programme")

    @property
    def whole(self) -> ProgrammePage:
        return self

    @property
    def about(self) -> str:
        """What a voice calls it (`models.voice`)."""
        return f"programme:{self.slug}"


class LanguagePage(AtTheDesk, Paper):
    """A programme in one language. Its pages are the modules, in their order."""

    is_creatable = True
    parent_page_types = ["library.ProgrammePage"]
    subpage_types = ["library.ModulePage"]

    language = models.CharField(_("Language"), max_length=2, choices=choices.written_languages)
    summary = models.CharField(_("In one or two sentences"), max_length=500)
    for_whom = RichTextField(_("For whom it is"), features=RICH)
    safety = RichTextField(
        _("Safety"), features=RICH, blank=True, help_text=_("Who reads what one writes, and where to turn in need.")
    )
    sources = Written(Sources(), blank=True, verbose_name=_("Sources"))

    content_panels = [
        FieldPanel("title", heading=_("Title"), help_text=_("As clients read it.")),
        *(FieldPanel(name) for name in ("language", "summary", "for_whom", "safety")),
        FieldPanel("sources", help_text=_("A claim points to the first source by a link of the kind “Source” to 1.")),
    ]

    class Meta:
        verbose_name = _("programme in one language")

    @property
    def whole(self) -> ProgrammePage:
        found: ProgrammePage = self.get_parent().specific
        return found


class ModulePage(AtTheDesk, Paper):
    """About a week's work in one language. `key` is its id in the document, the same in every language."""

    is_creatable = True
    parent_page_types = ["library.LanguagePage"]
    subpage_types: list[str] = []

    key = models.CharField(max_length=80, blank=True, editable=False)
    homework_key = models.CharField(max_length=80, blank=True, editable=False)
    summary = models.CharField(_("In one sentence"), max_length=500)
    minutes = models.PositiveSmallIntegerField(_("Minutes to read"), default=40)
    steps = Written(Steps(), blank=True, verbose_name=_("Steps"))
    homework_intro = RichTextField(_("Introduction to the homework"), features=RICH, blank=True)
    homework_fields = Written(Fields(), blank=True, verbose_name=_("Questions of the homework"))

    content_panels = [
        FieldPanel("title", heading=_("Title"), help_text=_("As clients read it.")),
        *(FieldPanel(name) for name in ("summary", "minutes", "steps", "homework_intro", "homework_fields")),
    ]

    class Meta:
        verbose_name = _("module")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A module gets its id with its first saving, and keeps it in every version and language."""
        self.key = self.key or f"m-{uuid.uuid4().hex[:12]}"
        self.homework_key = self.homework_key or f"{self.key}-homework"
        return super().save(*args, **kwargs)

    @property
    def whole(self) -> ProgrammePage:
        found: ProgrammePage = self.get_parent().get_parent().specific
        return found


class ReviewTask(AbstractGroupApprovalTask):
    """One reading of a programme before it is published, by those who have that role in the organisation.

    The clinical reading comes last and ends in publishing, which is our own page's: here it can only be sent back.
    """

    retention = Retention.PUBLIC
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role if role.is_staff])

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        offered = super().get_actions(obj, user)
        if self.role != Role.LEAD:
            return list(offered)
        return [action for action in offered if action[0] != "approve"]

    def on_action(self, task_state: Any, user: Any, action_name: str, **options: Any) -> Any:
        if action_name not in {name for name, *_rest in self.get_actions(None, user)}:
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **options)

    class Meta:
        verbose_name = _("review")
