"""What Wagtail's own pages show here: the menu and the start page without what does not exist for us."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem


@hooks.register("construct_main_menu")
def only_what_is_here(request: HttpRequest, items: list[MenuItem]) -> None:
    workshop = request.workshop  # type: ignore[attr-defined]
    items[:] = [
        MenuItem(
            _("Programmes"), reverse("wagtailadmin_explore", args=(workshop.page_id,)), icon_name="folder-open-inverse"
        )
    ]


@hooks.register("construct_admin_api")
def names_that_pages_ask_for(router: Any) -> None:
    """Each page of the editor writes down these addresses. We have no such API, and nobody is let in to any."""
    for name in ("images", "documents"):
        router.register_endpoint(name, PagesAdminAPIViewSet)


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
