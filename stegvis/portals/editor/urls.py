"""Addresses of the editor: ours first, then Wagtail's."""

from django.urls import path
from wagtail.admin import urls as wagtail

from stegvis.portals.editor import views
from stegvis.portals.editor.guard import guarded

urlpatterns = [
    path("from/<slug:team>/", views.come_in, name="editor_come_in"),
    *guarded(wagtail.urlpatterns),
]
