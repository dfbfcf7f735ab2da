"""What Wagtail's own pages show here: the menu and the start page without what does not exist for us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.rich_text.feature_registry import FeatureRegistry

from stegvis.library.authoring.desks import AtTheDesk
from stegvis.library.models import LanguagePage, LearnLanguage


@hooks.register("construct_main_menu")
def only_what_is_here(request: HttpRequest, items: list[MenuItem]) -> None:
    workshop = request.workshop  # type: ignore[attr-defined]
    drafts = reverse("wagtailadmin_explore", args=(workshop.page_id,))
    items[:] = [
        MenuItem(_("Drafts"), drafts, icon_name="folder-open-inverse", order=1),
        MenuItem(_("What is published"), reverse("editor_published"), icon_name="doc-full", order=2),
        MenuItem(_("Pictures"), reverse("editor_files"), icon_name="image", order=3),
        MenuItem(_("Back to Stegvis"), reverse("clinic:start"), icon_name="home", order=4),
    ]


@hooks.register("construct_admin_api")
def names_that_pages_ask_for(router: Any) -> None:
    """Each page of the editor writes down these addresses. We have no such API, and nobody is let in to any."""
    for name in ("images", "documents"):
        router.register_endpoint(name, PagesAdminAPIViewSet)


@hooks.register("register_rich_text_features", order=100)
def links_to_addresses_and_sources(features: FeatureRegistry) -> None:
    """A draft links to the web or to a source of its own list, never to one of Wagtail's pages."""
    addresses = features.plugins_by_editor["draftail"]["link"].data["chooserUrls"]
    addresses["pageChooser"] = addresses["externalLinkChooser"]


@hooks.register("insert_global_admin_css")
def in_our_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("stegvis/editor.css"))


@hooks.register("construct_homepage_summary_items")
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_homepage_panels")
def only_reviews(request: HttpRequest, panels: list[Any]) -> None:
    """What waits for a review and what one has handed in; Wagtail's other panels look across organisations."""
    panels[:] = [
        panel
        for panel in panels
        if panel.name in ("user_objects_in_workflow_moderation", "workflow_objects_to_moderate")
    ]


@hooks.register("register_page_header_buttons")
def ways_beside(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Our own pages, from the page of a draft or of one of its languages."""
    written = page.specific
    if isinstance(written, AtTheDesk):
        url = reverse("editor_remarks", args=(written.whole.pk,))
        yield Button(_("What is to be mended, and publishing"), url=url, icon_name="check", priority=1)
    if isinstance(written, (LanguagePage, LearnLanguage)):
        url = reverse("editor_other_language", args=(written.pk,))
        yield Button(_("Write it in another language"), url=url, icon_name="globe", priority=2)
