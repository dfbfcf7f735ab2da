"""Addresses of the editors' library, below that of a team's office."""

from django.urls import path

from stegvis.portals.office.library import harvests, publications, uses

urlpatterns = [
    path("", publications.publications_page, name="publications"),
    path("new/", publications.new_publication_page, name="new_publication"),
    path("import/", publications.import_page, name="import_publications"),
    path("uses/", uses.uses_page, name="library_uses"),
    path("archives/", harvests.harvests_page, name="harvests"),
    path("archives/<uuid:harvest>/fetch/", harvests.fetch_now, name="fetch_archive"),
    path("archives/<uuid:harvest>/remove/", harvests.remove_page, name="remove_archive"),
    path("publications/<slug:slug>/", publications.publication_page, name="publication"),
    path("publications/<slug:slug>/shelf/", publications.shelf, name="publication_shelf"),
]
