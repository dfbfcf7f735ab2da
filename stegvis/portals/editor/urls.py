"""Addresses of the editor: ours first, then Wagtail's."""

from django.urls import path
from wagtail.admin import urls as wagtail

from stegvis.portals.editor import files, preview, views
from stegvis.portals.editor.guard import guarded

urlpatterns = [
    path("from/<slug:team>/", views.come_in, name="editor_come_in"),
    path("drafts/<int:page_id>/remarks/", views.remarks, name="editor_remarks"),
    path("drafts/<int:page_id>/publish/", views.publish, name="editor_publish"),
    path("drafts/<int:page_id>/language/", views.other_language, name="editor_other_language"),
    path("drafts/<int:page_id>/preview/<slug:language>/", preview.preview, name="editor_preview"),
    path("drafts/<int:page_id>/files/<str:name>/", preview.draft_file, name="editor_draft_file"),
    path("published/", views.published, name="editor_published"),
    path("published/<uuid:version_id>/draft/", views.open_draft, name="editor_open_draft"),
    path("published/pages/<uuid:version_id>/draft/", views.open_page_draft, name="editor_open_page_draft"),
    path("files/", files.files, name="editor_files"),
    path("files/<str:name>/", files.file, name="editor_file"),
    *guarded(wagtail.urlpatterns),
]
